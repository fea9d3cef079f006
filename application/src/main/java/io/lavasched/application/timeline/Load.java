// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

/** How many jobs are dispatched in each minute of an {@link Interval}. */
public final class Load {

  private final int[] perMinute;

  private Load(int[] perMinute) {
    this.perMinute = perMinute;
  }

  /** Takes the numbers over: anyone who made them must not keep them. */
  static Load owning(int[] perMinute) {
    return new Load(perMinute);
  }

  /**
   * How many there are in a minute.
   *
   * @param minute from 0
   * @return 0 or more
   */
  public int at(int minute) {
    return perMinute[minute];
  }

  /**
   * How many minutes there are.
   *
   * @return that of the interval
   */
  public int minutes() {
    return perMinute.length;
  }

  /**
   * How many there are in all.
   *
   * @return the sum of all minutes
   */
  public long sum() {
    return sum(0, perMinute.length);
  }

  /**
   * How many there are in some minutes.
   *
   * @param from the first minute
   * @param to the minute after the last
   * @return their sum
   */
  public long sum(int from, int to) {
    long sum = 0;
    for (int minute = from; minute < to; minute++) {
      sum += perMinute[minute];
    }
    return sum;
  }

  /**
   * The most in a minute.
   *
   * @return 0 where there is nothing
   */
  public int peak() {
    return peak(0, perMinute.length);
  }

  /**
   * The most in one of some minutes.
   *
   * @param from the first minute
   * @param to the minute after the last
   * @return 0 where there is nothing
   */
  public int peak(int from, int to) {
    int peak = 0;
    for (int minute = from; minute < to; minute++) {
      peak = Math.max(peak, perMinute[minute]);
    }
    return peak;
  }

  /**
   * The busiest minute.
   *
   * @return the first one that has the {@link #peak()}
   */
  public int busiest() {
    int busiest = 0;
    for (int minute = 1; minute < perMinute.length; minute++) {
      if (perMinute[minute] > perMinute[busiest]) {
        busiest = minute;
      }
    }
    return busiest;
  }
}
