// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import java.io.IOException;

/** Text that is no YAML, or YAML that nobody should read. The message says what was found. */
final class BadYamlException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String rule;
  private final int line;
  private final int column;

  /**
   * One that is no YAML.
   *
   * @param found what is there
   * @param line 1-based
   * @param column 1-based, in code points
   */
  BadYamlException(String found, int line, int column) {
    this("must be YAML, found: ", found, line, column);
  }

  /**
   * One that breaks a rule of ours.
   *
   * @param rule what must hold, up to what was found
   */
  BadYamlException(String rule, String found, int line, int column) {
    super(found);
    this.rule = rule;
    this.line = line;
    this.column = column;
  }

  String rule() {
    return rule;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }
}
