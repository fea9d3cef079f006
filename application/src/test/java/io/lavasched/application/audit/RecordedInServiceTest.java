// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static io.lavasched.application.audit.Audits.instant;
import static io.lavasched.application.audit.Audits.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was due in EventBridge Scheduler, by the records. */
class RecordedInServiceTest {

  private static final Optional<ZoneId> UTC = Optional.of(ZoneOffset.UTC);

  private final Audits audits = new Audits();

  @Test
  void whatWasDueIsMissing() {
    audits.job("a", "0 * * * *").ran("a", "10:00").ran("a", "12:00");

    AuditReport report = audits.inService(UTC);

    assertThat(lines(report)).containsExactly("missing a 11:00");
    assertThat(report.basis()).isEqualTo(DueJobs.Basis.RECORDS);
    assertThat(report.findings().get(0).by().text()).isEqualTo("cron(0 * * * ? *) UTC");
    assertThat(report.counts().expected()).isEqualTo(3);
  }

  /** A window needs no rebuild there. */
  @Test
  void windowsBeginAndEndOnTime() {
    audits.job(
        "a",
        Map.of(
            "crontab", "*/30 * * * *", "from", "2026-12-01T10:30:00", "to", "2026-12-01T11:30:00"));

    assertThat(lines(audits.inService(UTC))).containsExactly("missing a 10:30 11:00 11:30");
  }

  /** The service may be late by a minute, which is not counted as late by the grace. */
  @ParameterizedTest
  @CsvSource({"0, true", "59, true", "179, true", "180, true", "181, false"})
  void theServiceMayBeLate(int seconds, boolean isThere) {
    audits.since = instant("10:30");
    audits.until = instant("11:30");
    audits.job("a", "0 * * * *").ran("a", instant("11:00").plusSeconds(seconds), "complete");

    assertThat(lines(audits.inService(UTC)))
        .isEqualTo(isThere ? List.of() : List.of("missing a 11:00"));
  }

  /** At least once: the second run is one of the same dispatch, and no alarm. */
  @Test
  void aSecondRunIsNoAlarm() {
    audits.since = instant("10:30");
    audits.until = instant("11:30");
    audits.job("a", "0 * * * *");
    audits.ran("a", instant("11:00").plusSeconds(2), "complete");
    audits.ran("a", instant("11:00").plusSeconds(50), "complete");

    AuditReport report = audits.inService(UTC);

    assertThat(lines(report)).containsExactly("twice a 11:00");
    assertThat(report.counts().isAlarm()).isFalse();
    assertThat(report.counts().extraRuns()).isZero();
  }

  /** What the vixie family makes up for is not due there; nor is it waited for. */
  @ParameterizedTest
  @ValueSource(strings = {"30 2 * * *", "*/20 2 * * *"})
  void whatIsSkippedWasNotDue(String schedule) {
    audits.now = Instant.parse("2027-03-28T06:00:00Z");
    audits.since = Instant.parse("2027-03-28T00:00:00Z");
    audits.until = Instant.parse("2027-03-28T05:00:00Z");
    audits.unchangedSince = Optional.of(audits.since.minus(Duration.ofDays(1)));
    audits.job("a", schedule).job("b", "0 3 * * *");

    AuditReport report = audits.inService(Optional.of(ZoneId.of("Europe/Berlin")));

    assertThat(report.counts().expected()).isEqualTo(1);
    assertThat(report.findings().get(0).job().text()).isEqualTo("b");
    assertThat(report.findings().get(0).by().slack(report.findings().get(0).first())).isEqualTo(60);
  }

  @Test
  void withoutAZoneNothingIsDue() {
    audits.job("a", "0 * * * *");

    AuditReport report = audits.inService(Optional.empty());

    assertThat(report.counts().expected()).isZero();
    assertThat(report.problems())
        .extracting(problem -> problem.code().id())
        .contains("zone-missing");
  }

  @Test
  void whatCannotBeSaidIsNamed() {
    audits.job("a", List.of("0 * * * *", "@reboot"));

    AuditReport report = audits.inService(UTC);

    assertThat(report.counts().expected()).isZero();
    assertThat(report.problems())
        .extracting(problem -> problem.code().id())
        .contains("cron-reboot");
  }

  /** A record counts in the service too only from the next rebuild on. */
  @Test
  void whatNoRebuildHadTimeToWriteIsInDoubt() {
    audits.table.add(
        Map.of(
            "job_id",
            "sys",
            "type",
            "lavasched",
            "enabled",
            true,
            "worker",
            "w",
            "dispatcher",
            "d",
            "schedule",
            "0 3 * * *",
            "payload",
            "x",
            "parameters",
            Map.of("dispatcher", "d")));
    audits.job("a", "0 11 * * *").chosen(List.of(), List.of("a"), List.of());
    audits.unchangedSince = Optional.empty();
    audits.now = instant("08:10");
    audits.until = instant("08:00");
    audits.since = instant("07:00");
    audits.inService(UTC);
    audits.now = Audits.NOW;
    audits.until = Audits.UNTIL;
    audits.since = Audits.SINCE;

    assertThat(lines(audits.inService(UTC)))
        .containsExactly("unknown (record-may-have-changed) a 11:00");
  }
}
