// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.crontab.CrontabText;
import java.util.Objects;
import java.util.Optional;

/**
 * What was read, where it could be read.
 *
 * @param crontab empty where there was no crontab
 */
public record Reading(Optional<CrontabText> crontab) {

  /** Checks that nothing is null. */
  public Reading {
    Objects.requireNonNull(crontab, "crontab");
  }
}
