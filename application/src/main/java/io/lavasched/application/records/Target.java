// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import java.util.Locale;

/** Where schedules are kept. */
public enum Target {
  /** In the crontab of an account. */
  CRONTAB,
  /** In AWS EventBridge Scheduler. */
  EVENTBRIDGE;

  /** As users write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
