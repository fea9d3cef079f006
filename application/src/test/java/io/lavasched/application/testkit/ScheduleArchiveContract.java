// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ScheduleArchive} does. */
public abstract class ScheduleArchiveContract extends PortContract {

  private static final ScheduleTarget TARGET =
      new ScheduleTarget(
          "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
          "arn:aws:iam::123456789012:role/lavasched",
          "{\"job_id\":\"\u00e9\ud83d\ude00\\\\\\\"\\u003c\",\"x-scheduled\":\"<aws.scheduler.scheduled-time>\"}",
          900,
          185,
          Optional.of("arn:aws:sqs:ap-southeast-2:123456789012:dead"));

  /**
   * An archive that has kept nothing yet.
   *
   * @return an archive of this test alone; called once in each test
   */
  protected abstract ScheduleArchive emptyArchive();

  private static ScheduleSpec spec(String name) {
    return new ScheduleSpec(
        new ScheduleName(name),
        new ScheduleExpression("cron(0 6 * * ? *)", "Australia/Sydney"),
        Optional.of(Instant.parse("2026-12-24T00:00:00Z")),
        Optional.of(Instant.parse("2027-01-02T00:00:00Z")),
        true,
        TARGET,
        "of \u00e9 \"quotes\" and\ttabs");
  }

  private static Stored plain(String name) {
    return Stored.of(
        new ScheduleSpec(
            new ScheduleName(name),
            new ScheduleExpression("rate(5 minutes)", "UTC"),
            Optional.empty(),
            Optional.empty(),
            false,
            new ScheduleTarget(TARGET.arn(), TARGET.roleArn(), "", 60, 0, Optional.empty()),
            ""));
  }

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(emptyArchive());
  }

  @Test
  void emptyArchiveListsNothing() {
    assertThat(emptyArchive().list()).isEmpty();
  }

  /** Each setting, and what only words can tell. */
  @Test
  void whatIsKeptIsRead() {
    ScheduleArchive archive = emptyArchive();
    List<Stored> all =
        List.of(
            Stored.of(spec("a")),
            plain("b"),
            new Stored(
                new ScheduleName("c"),
                Optional.of(spec("c")),
                List.of("a flexible time window of 15 minutes")),
            new Stored(
                new ScheduleName("d"), Optional.empty(), List.of("a target of SQS", "a \"b\"")));

    Backup backup = archive.keep(all);

    assertThat(archive.list()).containsExactly(backup);
    assertThat(archive.read(backup)).isEqualTo(all);
  }

  @Test
  void groupWithoutSchedulesIsKept() {
    ScheduleArchive archive = emptyArchive();

    Backup backup = archive.keep(List.of());

    assertThat(archive.read(backup)).isEmpty();
  }

  @Test
  void newestIsFirst() {
    ScheduleArchive archive = emptyArchive();
    Backup first = archive.keep(List.of(plain("a")));
    Backup second = archive.keep(List.of(plain("b")));
    Backup third = archive.keep(List.of(plain("a")));

    assertThat(archive.list()).containsExactly(third, second, first);
    assertThat(archive.read(first)).containsExactly(plain("a"));
    assertThat(archive.read(second)).containsExactly(plain("b"));
  }

  @Test
  void sameAgainMakesNothing() {
    ScheduleArchive archive = emptyArchive();
    Backup first = archive.keep(List.of(plain("a")));

    assertThat(archive.keep(List.of(plain("a")))).isEqualTo(first);

    assertThat(archive.list()).containsExactly(first);
  }

  @Test
  void whatIsNotListedIsAFailure() {
    ScheduleArchive archive = emptyArchive();

    assertThatThrownBy(
            () -> archive.read(new Backup("20261201T000000.000000Z-none", Instant.EPOCH, false)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void itHasAName() {
    assertThat(emptyArchive().describe()).isNotBlank();
  }
}
