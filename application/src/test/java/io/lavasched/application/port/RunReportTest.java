// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one report keeps of the one before. */
class RunReportTest {

  private static final Instant FIRST = Instant.parse("2026-11-29T01:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-11-29T01:15:00Z");

  private static RunReport report(
      String of, Instant time, String outcome, Optional<RunReport> before) {
    String[] realmAndJob = of.split(" ", -1);
    return RunReport.of(
        new RunReport.Run(
            "id",
            "1.2.3",
            "crontab",
            realmAndJob[0].equals("?")
                ? Optional.empty()
                : Optional.of(new RealmName(realmAndJob[0])),
            realmAndJob[1].equals("?") ? Optional.empty() : Optional.of(new JobId(realmAndJob[1]))),
        new RunReport.Ended(time, time, OptionalInt.empty(), outcome, Optional.empty()),
        Optional.empty(),
        before);
  }

  @ParameterizedTest
  @CsvSource({
    "installed, true, true",
    "unchanged, true, false",
    "disabled, false, false",
    "guarded, false, false",
    "invalid_records, false, false",
    "refused, false, false",
    "put_back, false, false",
    "not_put_back, false, false",
    "failed, false, false",
    "usage, false, false",
    "stopped, false, false",
    "bug, false, false",
    "something-new, false, false",
  })
  void aRunGoesWellWhereTheCrontabIsAsTheRecordsSay(
      String outcome, boolean isSuccess, boolean isChange) {
    RunReport report = report("demo a", FIRST, outcome, Optional.empty());

    assertThat(report.ended().isSuccess()).isEqualTo(isSuccess);
    assertThat(report.since().success())
        .isEqualTo(isSuccess ? Optional.of(FIRST) : Optional.empty());
    assertThat(report.since().change()).isEqualTo(isChange ? Optional.of(FIRST) : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "installed, installed, 2, 2",
    "installed, unchanged, 2, 1",
    "installed, failed,    1, 1",
    "installed, disabled,  1, 1",
    "unchanged, installed, 2, 2",
    "unchanged, failed,    1, 0",
    "failed,    failed,    0, 0",
    "failed,    unchanged, 2, 0",
  })
  void aRunThatFailsKeepsWhatTheOneBeforeKnows(
      String first, String second, int success, int change) {
    RunReport before = report("demo a", FIRST, first, Optional.empty());
    RunReport after = report("demo a", SECOND, second, Optional.of(before));

    assertThat(after.since())
        .isEqualTo(new RunReport.Since(timeOf(success), timeOf(change)))
        .as("and one more run still knows it")
        .isEqualTo(
            RunReport.of(after.run(), ended("failed"), Optional.empty(), Optional.of(after))
                .since());
  }

  private static RunReport.Ended ended(String outcome) {
    return new RunReport.Ended(SECOND, SECOND, OptionalInt.of(5), outcome, Optional.empty());
  }

  private static Optional<Instant> timeOf(int run) {
    return run == 0 ? Optional.empty() : Optional.of(run == 1 ? FIRST : SECOND);
  }

  /** The change is of the crontab, whoever made it; the success is of the lavasched job. */
  @ParameterizedTest
  @CsvSource({
    "demo a, demo a, true",
    "demo a, demo b, false",
    "demo a, prod a, false",
    "demo a, ? ?,    true",
    "demo a, ? b,    false",
    "demo a, demo ?, true",
    "demo ?, demo a, true",
    "? ?,    demo a, true",
    "prod ?, demo a, false",
  })
  void theSuccessOfAnotherLavaschedJobIsNoSuccess(String first, String second, boolean isKept) {
    RunReport before = report(first, FIRST, "installed", Optional.empty());
    RunReport after = report(second, SECOND, "failed", Optional.of(before));

    assertThat(after.since().success()).isEqualTo(isKept ? Optional.of(FIRST) : Optional.empty());
    assertThat(after.since().change()).contains(FIRST);
  }

  /** Else a run that fails from now on would look like one that went well not long ago. */
  @Test
  void whatIsOfTheFutureIsNotKept() {
    RunReport before = report("demo a", SECOND, "installed", Optional.empty());
    RunReport after = report("demo a", FIRST, "failed", Optional.of(before));

    assertThat(after.since()).isEqualTo(RunReport.Since.UNKNOWN);
  }

  @Test
  void timesAreInMillisecondsAndAnOutcomeHasAName() {
    RunReport.Ended ended =
        new RunReport.Ended(
            FIRST.plusNanos(1_999_999),
            FIRST.plusNanos(2_000_001),
            OptionalInt.empty(),
            "x",
            Optional.empty());

    assertThat(ended.start()).isEqualTo(FIRST.plusMillis(1));
    assertThat(ended.time()).isEqualTo(FIRST.plusMillis(2));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RunReport.Ended(FIRST, FIRST, OptionalInt.empty(), "", Optional.empty()));
  }
}
