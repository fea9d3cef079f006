// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

/** What next writes to standard output. */
public enum NextOutput {
  /** A line a dispatch. */
  TEXT,
  /** One JSON object. */
  JSON,
  /** A calendar for other programs: iCalendar, RFC 5545. */
  ICAL
}
