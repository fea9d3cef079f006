// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.text;

/**
 * Patterns of names: {@code *} stands for any characters, slashes and none at all included, and
 * {@code ?} for any one character.
 *
 * <p>A name that is the very text of the pattern is meant as well, so that one with a star in it
 * can be named. A text of more than {@value #LONGEST} characters is no glob: each is compared with
 * every name.
 */
public final class Glob {

  /** The most characters of a glob. */
  public static final int LONGEST = 256;

  private Glob() {}

  /**
   * Whether a text may stand for more than one name.
   *
   * @param text any text
   * @return false for a text without {@code *} and {@code ?}, and for a long one
   */
  public static boolean isGlob(String text) {
    return text.length() <= LONGEST && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0);
  }

  /**
   * Whether a name is meant.
   *
   * @param text a name or a glob
   * @param name a name
   * @return true if the text is the name, or is a glob that fits all of it
   */
  public static boolean matches(String text, String name) {
    return text.equals(name) || (isGlob(text) && fits(text, name));
  }

  /**
   * In time that is at worst the length of the id as often as the glob is long: the last star alone
   * is tried anew.
   */
  private static boolean fits(String glob, String id) {
    int at = 0;
    int p = 0;
    int star = -1;
    int retry = 0;
    while (at < id.length()) {
      int c = id.codePointAt(at);
      int want = p < glob.length() ? glob.codePointAt(p) : -1;
      if (want == '*') {
        star = p;
        p++;
        retry = at;
      } else if (want == '?' || want == c) {
        p += Character.charCount(want);
        at += Character.charCount(c);
      } else if (star >= 0) {
        p = star + 1;
        retry += Character.charCount(id.codePointAt(retry));
        at = retry;
      } else {
        return false;
      }
    }
    while (p < glob.length() && glob.charAt(p) == '*') {
      p++;
    }
    return p == glob.length();
  }
}
