// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

  /** Scripts match on these: add lines, but never change or remove one. */
  private static final String GOLDEN =
      """
      error missing-field
      error wrong-type
      error empty-value
      error bad-character
      error option-like
      error number-range
      error duplicate-key
      error too-deep
      error unknown-parameter
      error unknown-setting
      error setting-value
      error setting-missing
      error unknown-schedule-field
      error delay-twice
      error args-option
      error args-value
      error args-job
      error args-helper
      error too-many-schedules
      error input-too-large
      error zone-missing
      error env-name
      error env-value
      error cron-tz-unknown-zone
      error cron-tz-ignored
      error line-too-long
      error crontab-too-large
      error program-path
      error program-equals
      error cron-empty
      error cron-field-count
      error cron-out-of-range
      error cron-reversed-range
      error cron-step
      error cron-name
      error cron-syntax
      error cron-both-days
      error cron-reboot
      error time-syntax
      error duplicate-job
      error not-lavasched
      error job-file
      error job-not-found
      error dispatcher-not-found
      error worker-not-found
      error broken-markers
      error guard-empty
      error guard-lockout
      error guard-mass-removal
      error guard-both-live
      error guard-left-behind
      error guard-target
      warning layout-changed
      warning edited-by-hand
      warning unknown-field
      warning repeated-dispatcher
      warning env-overridden
      warning env-name-unusual
      warning env-unheeded
      warning args-unsure
      warning args-check-dispatch
      warning env-path
      warning env-full-path
      warning env-not-expanded
      warning env-mail
      warning env-tz
      warning env-name-case
      warning env-random-delay
      warning env-without-path
      warning dispatcher-unserved
      warning no-dispatcher
      warning lavasched-unscheduled
      warning lavasched-disabled
      warning enabled-missing
      warning enabled-unclear
      warning run-rejected
      warning delay-loses-job
      warning time-without-zone
      warning cron-never-fires
      warning cron-either-day
      warning cron-tz-unsure
      warning clock-skips
      warning clock-doubles
      warning eventbridge-skips
      warning eventbridge-once
      warning eventbridge-zone
      warning window-missed
      warning window-inverted
      warning window-without-times
      warning window-over
      warning entry-unrecognised
      warning inherited-environment
      warning environment-above
      warning dispatched-outside
      warning shell-not-posix
      warning line-long
      warning crontab-large
      warning cron-mismatch
      warning like-a-marker
      warning dispatcher-without-jobs
      warning file-passed-over
      warning dispatch-elsewhere
      warning schedule-foreign
      warning not-restored
      warning run-unreadable
      warning not-read
      info lava-schema
      info cron-uneven-step
      info clock-moves
      info eventbridge-adds
      info args-dropped
      info env-dropped
      info random-delay
      info window-lags
      info date-only-to
      info schedule-filler
      info dispatcher-unknown
      info other-table
      info lavasched-served-elsewhere
      info index-behind
      """;

  @Test
  void idsAndSeveritiesAreStable() {
    assertThat(
            Arrays.stream(ProblemCode.values())
                .map(code -> code.severity().label() + " " + code.id() + "\n")
                .collect(Collectors.joining()))
        .isEqualTo(GOLDEN);
  }

  @Test
  void idsDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(ProblemCode.MISSING_FIELD.id()).isEqualTo("missing-field");
      assertThat(Severity.INFO.label()).isEqualTo("info");
    } finally {
      Locale.setDefault(before);
    }
  }
}
