// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import io.lavasched.application.timeline.ClockHour;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Load;
import java.util.Collection;
import java.util.List;

/**
 * A load as a line over the whole interval, in SVG: each step is the busiest of some minutes.
 *
 * @param interval which minutes
 * @param steps how many steps at most
 * @param height of the image, whose width is the steps
 */
record LoadCurve(Interval interval, int steps, int height) {

  /** How many minutes make a step. */
  int size() {
    return (interval.minutes() + steps - 1) / steps;
  }

  /** How many steps there are. */
  int width() {
    return (interval.minutes() + size() - 1) / size();
  }

  /** An area, as the {@code d} of a path; the script of the page makes the same. */
  String area(Load load, long most) {
    StringBuilder path = new StringBuilder("M0 ").append(height);
    int last = -1;
    for (int step = 0; step < width(); step++) {
      int from = step * size();
      int value = load.peak(from, Math.min(interval.minutes(), from + size()));
      if (value != last) {
        path.append(step > 0 ? "H" + step : "").append('V').append(top(value, most));
        last = value;
      }
    }
    return path.append('H').append(width()).append('V').append(height).append('Z').toString();
  }

  /** Where something is, it is seen, however little. */
  private long top(long value, long most) {
    return value == 0
        ? height
        : Math.min(height - 1, Math.round((double) height * (most - value) / most));
  }

  /** A line at each midnight but the first. */
  String days() {
    List<Integer> minutes =
        interval.hours().stream()
            .filter(hour -> hour.from().getHour() == 0 && hour.minute() > 0 && !hour.again())
            .map(ClockHour::minute)
            .toList();
    return lines(minutes);
  }

  /** Lines at some minutes. */
  String lines(Collection<Integer> minutes) {
    StringBuilder path = new StringBuilder();
    for (int minute : minutes) {
      path.append('M').append(minute / size()).append(" 0V").append(height);
    }
    return path.toString();
  }
}
