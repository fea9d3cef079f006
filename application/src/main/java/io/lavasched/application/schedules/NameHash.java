// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The parts of a name: a hash that tells names apart, and a slug for people.
 *
 * <p>A hash is the beginning of the SHA-256 of a text, five bits a character, of digits and small
 * letters without {@code i}, {@code l}, {@code o} and {@code u}.
 */
final class NameHash {

  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int BITS = 5;

  private NameHash() {}

  /** The hash of a text, of at most 51 characters. */
  static String of(String text, int length) {
    byte[] digest = sha256(text);
    StringBuilder hash = new StringBuilder(length);
    int rest = 0;
    int bits = 0;
    int at = 0;
    while (hash.length() < length) {
      if (bits < BITS) {
        rest = (rest << Byte.SIZE) | (digest[at++] & 0xff);
        bits += Byte.SIZE;
      }
      bits -= BITS;
      hash.append(DIGITS.charAt((rest >>> bits) & (DIGITS.length() - 1)));
      rest &= (1 << bits) - 1;
    }
    return hash.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * What of a text a name may have, for people to know it by: runs of other characters are a dot.
   *
   * @param most how long it may be, at least 1
   */
  static String slug(String text, int most) {
    StringBuilder slug = new StringBuilder();
    for (int i = 0; i < text.length() && slug.length() < most; i++) {
      char c = text.charAt(i);
      boolean isKept =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || c == '-'
              || c == '_';
      if (isKept) {
        slug.append(c);
      } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '.') {
        slug.append('.');
      }
    }
    int end = slug.length();
    while (end > 0 && slug.charAt(end - 1) == '.') {
      end--;
    }
    return end == 0 ? "-" : slug.substring(0, end);
  }
}
