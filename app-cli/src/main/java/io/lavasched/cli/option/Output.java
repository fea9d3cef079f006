// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

/** What goes to standard output. */
public enum Output {
  /** For people, and for diff and patch. */
  TEXT,
  /** One JSON object. */
  JSON
}
