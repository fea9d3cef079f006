// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The content of a crontab: bytes, because foreign lines need not be text in any charset.
 *
 * <p>Immutable; equal when the bytes are.
 */
public final class CrontabText {

  /** A crontab without a line. */
  public static final CrontabText EMPTY = new CrontabText(new byte[0]);

  private final byte[] bytes;

  private CrontabText(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A crontab of these bytes.
   *
   * @param bytes the whole content; copied
   * @return the content
   */
  public static CrontabText of(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    return new CrontabText(bytes.clone());
  }

  /**
   * A crontab of this text in UTF-8.
   *
   * @param text the whole content
   * @return the content
   */
  public static CrontabText of(String text) {
    Objects.requireNonNull(text, "text");
    return new CrontabText(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the array as its own: for callers in this package that made it. */
  static CrontabText owning(byte[] bytes) {
    return new CrontabText(bytes);
  }

  /**
   * The bytes.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The same with a newline at its end.
   *
   * @return this where it has one, or is empty
   */
  public CrontabText withFinalNewline() {
    if (bytes.length == 0 || bytes[bytes.length - 1] == '\n') {
      return this;
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = '\n';
    return owning(longer);
  }

  /** The bytes themselves: for readers in this package, who leave them alone. */
  byte[] raw() {
    return bytes;
  }

  /**
   * How long it is.
   *
   * @return in bytes
   */
  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CrontabText text && Arrays.equals(bytes, text.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes as UTF-8, as far as they are. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
