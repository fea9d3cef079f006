// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

/**
 * What runs on one crontab remember from one to the next. A comfort: nothing depends on it.
 *
 * <p>Laws: nothing of it ever fails. What was written is what {@link #read} then gives, or it gives
 * {@link LastRun#NONE}, or the same without the marks.
 */
public interface RunMemory {

  /** Remembers nothing. */
  RunMemory OFF = new None();

  /**
   * Reads it.
   *
   * @return what was written last; {@link LastRun#NONE} where nothing was, or it cannot be read
   */
  LastRun read();

  /**
   * Writes it, if it can be written.
   *
   * @param run what to remember, in the place of all that was
   */
  void write(LastRun run);

  /** Each run is as the first one. */
  final class None implements RunMemory {

    private None() {}

    @Override
    public LastRun read() {
      return LastRun.NONE;
    }

    @Override
    public void write(LastRun run) {}
  }
}
