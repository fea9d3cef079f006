// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

/** What stops a rebuild that would do what hardly anybody means, unless it is allowed. */
public enum Guard {
  /** The new block has no entries, and the old one has some. */
  EMPTY,
  /** The entry that dispatches the rebuild itself would vanish. */
  LOCKOUT,
  /** More than half of ten or more entries would go. */
  MASS_REMOVAL,
  /** The cron at hand does not support the zone that {@code CRON_TZ} names. */
  IGNORED_CRON_TZ
}
