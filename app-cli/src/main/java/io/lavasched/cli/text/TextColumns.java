// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

/**
 * How many columns of a terminal a text takes: 2 for the wide characters of East Asia and for
 * emoji, none for marks on the character before and for colours.
 */
final class TextColumns {

  /**
   * First and last ones, sorted: the ranges that Unicode's EastAsianWidth.txt has as W or F, where
   * whole blocks are so.
   */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x23e9, 0x23ec, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97c,
    0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x1f300,
    0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1faff, 0x20000, 0x3fffd
  };

  private TextColumns() {}

  static int of(String text) {
    int columns = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      int end = point == '\u001b' ? text.indexOf('m', at) : -1;
      if (end >= 0) {
        at = end + 1;
      } else {
        columns += of(point);
        at += Character.charCount(point);
      }
    }
    return columns;
  }

  /** A text that takes no more than so many columns, at least 3; what was cut off is marked. */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int left = columns - 3;
    int at = 0;
    while (at < text.length() && of(text.codePointAt(at)) <= left) {
      left -= of(text.codePointAt(at));
      at += Character.charCount(text.codePointAt(at));
    }
    return text.substring(0, at) + "...";
  }

  /**
   * A text with blanks after it.
   *
   * @param taken how many columns the text is taken to have
   * @param width how many it is to have; more if it has them
   */
  static String padded(String text, int taken, int width) {
    return text + " ".repeat(Math.max(0, width - taken));
  }

  /** How many columns a text has where each character counts as one. */
  static int points(String text) {
    return text.codePointCount(0, text.length());
  }

  private static int of(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  private static boolean isWide(int point) {
    for (int i = 0; i < WIDE.length && WIDE[i] <= point; i += 2) {
      if (point <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
