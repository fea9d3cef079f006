// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link LastRuns} does. */
public abstract class LastRunsContract extends PortContract {

  private static final Instant START = Instant.parse("2026-11-29T01:02:03.004Z");

  /**
   * The report of a run that said all there is to say.
   *
   * @param id of the run
   * @return a run that ended well
   */
  protected static RunReport report(String id) {
    return new RunReport(
        new RunReport.Run(
            id,
            "1.2.3",
            "crontab",
            Optional.of(new RealmName("demo")),
            Optional.of(new JobId("demo/schedule-01"))),
        new RunReport.Ended(
            START, START.plusMillis(4_321), OptionalInt.of(3), "installed", Optional.empty()),
        Optional.of(new RunReport.Counts(12, 11, 2, 1)),
        new RunReport.Since(
            Optional.of(START.plusMillis(4_321)), Optional.of(START.minusSeconds(86_400))));
  }

  private static RunReport ended(String outcome, OptionalInt exitCode, String why) {
    return new RunReport(
        new RunReport.Run("a", "(not packaged)", "/tab", Optional.empty(), Optional.empty()),
        new RunReport.Ended(START, START, exitCode, outcome, Optional.of(why)),
        Optional.empty(),
        RunReport.Since.UNKNOWN);
  }

  static List<RunReport> reports() {
    return List.of(
        report("0a1b"),
        ended("failed", OptionalInt.of(5), "crontab said: \"no\"\n\tC:\\x \u0000\u001b\u007f é 😀"),
        ended("stopped", OptionalInt.empty(), "\u2028 line \r\n 😀😀"),
        ended("bug", OptionalInt.of(70), ""),
        ended("usage", OptionalInt.of(2), "x".repeat(2_000)),
        new RunReport(
            new RunReport.Run(
                "",
                "",
                "",
                Optional.of(new RealmName("0")),
                Optional.of(new JobId("null \\u0022 \"}"))),
            new RunReport.Ended(
                Instant.EPOCH,
                Instant.parse("9999-12-31T23:59:59.999Z"),
                OptionalInt.of(-1),
                "x",
                Optional.empty()),
            Optional.of(new RunReport.Counts(0, Integer.MAX_VALUE, 0, 0)),
            new RunReport.Since(Optional.empty(), Optional.of(Instant.EPOCH))));
  }

  /**
   * A store in which nothing is.
   *
   * @return of this test alone; called once in each test
   */
  protected abstract LastRuns empty();

  /** Damages what is in that store, in such a way that the next one can be written. */
  protected abstract void spoil();

  /** Lets each write to that store fail from now on. */
  protected abstract void refuse();

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(empty());
  }

  @Test
  void nothingIsThereAtFirst() {
    LastRuns runs = empty();

    assertThat(runs.last()).isEmpty();
    assertThat(runs.describe()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("reports")
  void whatIsWrittenIsRead(RunReport report) {
    LastRuns runs = empty();

    runs.write(report);
    assertThat(runs.last()).contains(report);
    assertThat(runs.last()).as("once more").contains(report);
  }

  @Test
  void theLastOneStandsInThePlaceOfAllOthers() {
    LastRuns runs = empty();
    for (RunReport report : reports()) {
      runs.write(report);
    }

    runs.write(report("last"));
    assertThat(runs.last()).contains(report("last"));
  }

  @Test
  void whatIsDamagedIsAFailureUntilTheNextIsWritten() {
    LastRuns runs = empty();
    runs.write(report("first"));
    spoil();

    assertThatThrownBy(runs::last).isInstanceOf(StoreException.class);
    runs.write(report("second"));
    assertThat(runs.last()).contains(report("second"));
  }

  @Test
  void whatCannotBeWrittenLeavesTheOneBefore() {
    LastRuns runs = empty();
    runs.write(report("first"));
    refuse();

    assertThatThrownBy(() -> runs.write(report("second")))
        .isInstanceOfSatisfying(
            StoreException.class, failure -> assertThat(failure.hint()).isPresent());
    assertThat(runs.last()).contains(report("first"));
  }
}
