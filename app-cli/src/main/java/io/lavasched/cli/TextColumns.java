package io.lavasched.cli;

/**
 * How many columns of a terminal a text takes: 2 for the wide characters of East Asia and for
 * emoji, none for marks on the character before and for colours.
 */
final class TextColumns {

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

  private static int of(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /** The ranges that Unicode's EastAsianWidth.txt has as W or F, where whole blocks are so. */
  private static boolean isWide(int point) {
    return point >= 0x1100
        && (point <= 0x115f
            || point == 0x231a
            || point == 0x231b
            || point >= 0x23e9 && point <= 0x23ec
            || point >= 0x2e80 && point <= 0x303e
            || point >= 0x3041 && point <= 0xa4cf
            || point >= 0xa960 && point <= 0xa97c
            || point >= 0xac00 && point <= 0xd7a3
            || point >= 0xf900 && point <= 0xfaff
            || point >= 0xfe30 && point <= 0xfe6f
            || point >= 0xff00 && point <= 0xff60
            || point >= 0xffe0 && point <= 0xffe6
            || point >= 0x1f300 && point <= 0x1f64f
            || point >= 0x1f680 && point <= 0x1f6ff
            || point >= 0x1f900 && point <= 0x1faff
            || point >= 0x20000 && point <= 0x3fffd);
  }
}
