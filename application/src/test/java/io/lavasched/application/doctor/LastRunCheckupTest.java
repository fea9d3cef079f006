// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.Status;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastRunCheckupTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private static LastRunCheckup checkup(Optional<Duration> maxAge) {
    return new LastRunCheckup(
        new RealmName("demo"), Optional.of(new JobId("demo/schedule-01")), NOW, maxAge);
  }

  private static RunReport report(
      String realm, String job, Duration ago, String outcome, Optional<Duration> successAgo) {
    boolean isSuccess = outcome.equals("installed") || outcome.equals("unchanged");
    Instant time = NOW.minus(ago);
    return new RunReport(
        new RunReport.Run(
            "id",
            "1.2.3",
            "crontab",
            realm.isEmpty() ? Optional.empty() : Optional.of(new RealmName(realm)),
            job.isEmpty() ? Optional.empty() : Optional.of(new JobId(job))),
        new RunReport.Ended(
            time,
            time,
            outcome.equals("stopped") ? OptionalInt.empty() : OptionalInt.of(isSuccess ? 0 : 5),
            outcome,
            isSuccess ? Optional.empty() : Optional.of("the reason")),
        isSuccess ? Optional.of(new RunReport.Counts(7, 6, 0, 0)) : Optional.empty(),
        new RunReport.Since(
            isSuccess ? Optional.of(time) : successAgo.map(NOW::minus), Optional.empty()));
  }

  private static Optional<Duration> duration(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Duration.parse("PT" + text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          15M | unchanged | ''  | ''  | OK      | 2026-12-01T11:45:00Z (15m ago): unchanged, 7 entries for 6 jobs
          15M | installed | ''  | 1H  | OK      | 2026-12-01T11:45:00Z (15m ago): installed, 7 entries for 6 jobs
          1H  | unchanged | ''  | 1H  | OK      | 2026-12-01T11:00:00Z (1h ago): unchanged, 7 entries for 6 jobs
          49H | unchanged | ''  | ''  | OK      | 2026-11-29T11:00:00Z (2d1h ago): unchanged, 7 entries for 6 jobs
          61M | unchanged | ''  | 1H  | FAILURE | a run must have succeeded within 1h, found the last success 2026-12-01T10:59:00Z (1h1m ago), and no run since
          15M | failed    | 30M | 1H  | WARNING | the last run should have succeeded, found the last success 2026-12-01T11:30:00Z (30m ago); the last run, 2026-12-01T11:45:00Z (15m ago), ended with failed (exit code 5): the reason
          15M | failed    | 30M | ''  | WARNING | the last run should have succeeded, found the last success 2026-12-01T11:30:00Z (30m ago); the last run, 2026-12-01T11:45:00Z (15m ago), ended with failed (exit code 5): the reason
          15M | guarded   | 2H  | 1H  | FAILURE | a run must have succeeded within 1h, found the last success 2026-12-01T10:00:00Z (2h ago); the last run, 2026-12-01T11:45:00Z (15m ago), ended with guarded (exit code 5): the reason
          15M | stopped   | ''  | 1H  | FAILURE | a run must have succeeded within 1h, found no success so far; the last run, 2026-12-01T11:45:00Z (15m ago), ended with stopped: the reason
          15M | disabled  | ''  | ''  | WARNING | the last run should have succeeded, found no success so far; the last run, 2026-12-01T11:45:00Z (15m ago), ended with disabled (exit code 5): the reason
          -30S | unchanged | '' | 1H  | OK      | 2026-12-01T12:00:30Z (0s ago): unchanged, 7 entries for 6 jobs
          -2M | unchanged | ''  | ''  | UNKNOWN | the last run ended in the future, at 2026-12-01T12:02:00Z
          -2M | unchanged | ''  | 1H  | FAILURE | a run must have succeeded within 1h; whether one has is unknown: the last run ended in the future, at 2026-12-01T12:02:00Z
          """)
  void theLastSuccessCountsAndWhatCameSince(
      String ago, String outcome, String successAgo, String maxAge, Status status, String detail) {
    Finding finding =
        checkup(duration(maxAge))
            .of(
                Optional.of(
                    report(
                        "demo",
                        "demo/schedule-01",
                        Duration.parse(ago.startsWith("-") ? "-PT" + ago.substring(1) : "PT" + ago),
                        outcome,
                        duration(successAgo))));

    assertThat(finding.check()).isEqualTo(Check.LAST_RUN);
    assertThat(finding.detail()).isEqualTo(detail);
    assertThat(finding.status()).isEqualTo(status);
  }

  @Test
  void aMonitorThatCannotTellIsNotSilent() {
    assertThat(checkup(Optional.empty()).of(Optional.empty()))
        .isEqualTo(Finding.unknown(Check.LAST_RUN, "no run on this crontab is recorded yet"));
    assertThat(checkup(Optional.of(Duration.ofHours(1))).of(Optional.empty()).detail())
        .isEqualTo(
            "a run must have succeeded within 1h; whether one has is unknown: no run on this"
                + " crontab is recorded yet");
    assertThat(checkup(Optional.of(Duration.ofHours(1))).unknown("see state-folder").status())
        .isEqualTo(Status.FAILURE);
    assertThat(checkup(Optional.empty()).unknown("see state-folder"))
        .isEqualTo(Finding.unknown(Check.LAST_RUN, "see state-folder"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo | demo/schedule-01 | ''
          demo | ''               | ''
          ''   | ''               | ''
          demo | other            | found "other" of realm demo, 2026-12-01T11:45:00Z (15m ago)
          prod | demo/schedule-01 | found "demo/schedule-01" of realm prod, 2026-12-01T11:45:00Z (15m ago)
          prod | ''               | found one without a name of realm prod, 2026-12-01T11:45:00Z (15m ago)
          ''   | other            | found "other", 2026-12-01T11:45:00Z (15m ago)
          """)
  void twoLavaschedJobsOnOneCrontabAreReported(String realm, String job, String found) {
    Optional<RunReport> last =
        Optional.of(report(realm, job, Duration.ofMinutes(15), "unchanged", Optional.empty()));

    Finding alone = checkup(Optional.empty()).of(last);
    Finding monitored = checkup(Optional.of(Duration.ofHours(1))).of(last);

    assertThat(alone.status()).isEqualTo(found.isEmpty() ? Status.OK : Status.WARNING);
    assertThat(monitored.status()).isEqualTo(found.isEmpty() ? Status.OK : Status.FAILURE);
    assertThat(alone.detail()).endsWith(found).isEqualTo(monitored.detail());
  }

  /** Parameters that were given directly have no name to compare. */
  @Test
  void withoutAJobOnlyTheRealmIsCompared() {
    LastRunCheckup checkup =
        new LastRunCheckup(new RealmName("demo"), Optional.empty(), NOW, Optional.empty());
    Optional<RunReport> last =
        Optional.of(report("demo", "any", Duration.ofMinutes(1), "unchanged", Optional.empty()));

    assertThat(checkup.of(last).status()).isEqualTo(Status.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,     0s",
    "PT-5S,    0s",
    "PT59.9S,  59s",
    "PT60S,    1m",
    "PT61S,    1m1s",
    "PT1H,     1h",
    "PT1H30M59S, 1h30m",
    "P1D,      1d",
    "P1DT59M,  1d",
    "P10DT5H,  10d5h",
  })
  void lengthsHaveTwoUnits(Duration length, String text) {
    assertThat(LastRunCheckup.length(length)).isEqualTo(text);
  }
}
