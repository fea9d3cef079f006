// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import java.io.IOException;

/** Text that is no YAML, or YAML that nobody should read. */
final class BadYamlException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /**
   * One.
   *
   * @param line 1-based
   * @param column 1-based, in code points
   */
  BadYamlException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
