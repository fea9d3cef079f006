// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

/** What audit writes to standard output. */
public enum AuditOutput {
  /** The findings, for people. */
  TEXT,
  /** One JSON object. */
  JSON,
  /** The commands that would send what is missing. */
  COMMANDS
}
