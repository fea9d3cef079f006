// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A place in a JSON text.
 *
 * @param offset bytes before it
 * @param line 1-based
 * @param column 1-based, in bytes
 */
record Place(long offset, int line, int column) {

  static final Place START = new Place(0, 1, 1);

  /** A place that was counted from this one on. */
  Place plus(JsonLocation location) {
    int bytes = Math.max(1, location.getColumnNr());
    int lines = Math.max(1, location.getLineNr());
    return new Place(
        offset + Math.max(0, location.getByteOffset()),
        line + lines - 1,
        lines == 1 ? column + bytes - 1 : bytes);
  }

  /**
   * The place for messages, with the column in code points, as editors count.
   *
   * @return {@code file:line:column}
   */
  String in(JsonSource source) {
    return source.name() + ":" + line + ":" + columnInCodePoints(source);
  }

  private int columnInCodePoints(JsonSource source) {
    long start = Math.max(0, offset - column + 1);
    try (InputStream text = source.open(start)) {
      String before = new String(text.readNBytes(column - 1), StandardCharsets.UTF_8);
      return before.codePointCount(0, before.length()) + 1;
    } catch (IOException e) {
      return column; // The text cannot be read again: the reason for the message, most likely.
    }
  }
}
