// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.timeline.Heat;
import java.util.ArrayList;
import java.util.List;

/**
 * How a count is drawn in a map whose largest one is known.
 *
 * <p>With {@link Ramp#COUNTS} a digit is the count itself, never a step of a scale: 9 is the last
 * one, and what is more has letters, of which the key says what they stand for.
 *
 * @param ramp which signs
 * @param most the largest count
 */
record Shades(Ramp ramp, long most) {

  private static final String BLOCKS = "\u00b7\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  private static final String COUNTS = ".123456789ABCDEFGH";

  private static final int LAST_DIGIT = 9;

  private static final int LETTERS = 8;

  private Heat blocks() {
    return new Heat(most, BLOCKS.length() - 1);
  }

  /** Of what is beyond the digits, from 1: no letter is without a count. */
  private Heat letters() {
    long beyond = Math.max(1, most - LAST_DIGIT);
    return new Heat(beyond, (int) Math.min(LETTERS, beyond));
  }

  /** 0 for nothing. */
  int step(long count) {
    if (ramp == Ramp.BLOCKS) {
      return blocks().of(count);
    }
    return count <= LAST_DIGIT
        ? (int) count
        : LAST_DIGIT + Math.max(1, letters().of(count - LAST_DIGIT));
  }

  String sign(long count) {
    return sign(step(count));
  }

  private String sign(int step) {
    return (ramp == Ramp.BLOCKS ? BLOCKS : COUNTS).substring(step, step + 1);
  }

  /** A sign that fills a cell: blocks side by side, of counts one. */
  String cell(long count, int width) {
    return ramp == Ramp.BLOCKS && count > 0
        ? sign(count).repeat(width)
        : sign(count) + " ".repeat(width - 1);
  }

  /** How warm a count is, whatever the signs are; all counts of one sign are equally warm. */
  String painted(long count, Colours colours, String text) {
    Heat heat = blocks();
    return colours.heat(heat.of(most(step(count))), heat.steps(), text);
  }

  /** The largest count of a step. */
  private long most(int step) {
    if (ramp == Ramp.BLOCKS) {
      return blocks().to(step);
    }
    return step <= LAST_DIGIT ? step : LAST_DIGIT + letters().to(step - LAST_DIGIT);
  }

  /** What each sign means, painted as in the map. */
  List<String> key(Colours colours) {
    List<String> parts = new ArrayList<>();
    parts.add(painted(0, colours, sign(0)) + " none");
    if (ramp == Ramp.BLOCKS) {
      Heat heat = blocks();
      for (int step = 1; step <= heat.steps(); step++) {
        String range = heat.range(step, "-");
        if (!range.isEmpty()) {
          parts.add(painted(heat.to(step), colours, sign(step)) + " " + range);
        }
      }
      return parts;
    }
    digits(colours, parts);
    Heat letters = letters();
    for (int step = 1; most > LAST_DIGIT && step <= letters.steps(); step++) {
      long from = letters.from(step) + LAST_DIGIT;
      long to = letters.to(step) + LAST_DIGIT;
      String range = from == to ? Heat.number(to) : Heat.number(from) + "-" + Heat.number(to);
      parts.add(painted(to, colours, sign(LAST_DIGIT + step)) + "=" + range);
    }
    return parts;
  }

  private void digits(Colours colours, List<String> parts) {
    long last = Math.min(LAST_DIGIT, most);
    if (!colours.on()) {
      parts.add((last > 1 ? "1-" + last : "1") + " that many");
      return;
    }
    for (int count = 1; count <= last; count++) {
      parts.add(painted(count, colours, sign(count)) + "=" + count);
    }
  }
}
