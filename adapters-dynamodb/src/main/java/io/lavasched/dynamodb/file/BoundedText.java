// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Text with a bound. Where it is longer it fails; it does not end there, for then a part would be
 * taken for all.
 */
final class BoundedText extends FilterInputStream {

  private final String refusal;
  private long left;

  /**
   * One.
   *
   * @param most how many bytes it may have
   * @param refusal what must hold and what was found, for the message
   */
  BoundedText(InputStream in, long most, String refusal) {
    super(in);
    this.left = most;
    this.refusal = refusal;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    took(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int count = in.read(bytes, from, length);
    took(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(count);
    took(skipped);
    return skipped;
  }

  /** What was read of it cannot be read again. */
  @Override
  public boolean markSupported() {
    return false;
  }

  private void took(long count) throws IOException {
    left -= count;
    if (left < 0) {
      throw new TooLargeException(refusal);
    }
  }

  /** More than there may be. The message says what must hold, and what was found. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
      super(message);
    }
  }
}
