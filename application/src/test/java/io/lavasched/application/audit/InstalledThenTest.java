// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static io.lavasched.application.audit.Audits.block;
import static io.lavasched.application.audit.Audits.instant;
import static io.lavasched.application.audit.Audits.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was due by the crontabs that were installed then. */
class InstalledThenTest {

  private final Audits audits = new Audits();

  @Test
  void entriesOfTheCrontabAreDue() {
    audits.installed(instant("08:00"), block("0 * * * * a", "30 * * * * b")).ran("b", "10:30");

    AuditReport report = audits.byCrontab();

    assertThat(lines(report)).containsExactly("missing a 10:00 11:00 12:00", "missing b 11:30");
    assertThat(report.basis()).isEqualTo(DueJobs.Basis.CRONTAB);
  }

  /** Whatever the records say now. */
  @Test
  void crontabOfThenCounts() {
    audits
        .installed(instant("08:00"), block("0 * * * * a", "20 * * * * gone"))
        .installed(instant("11:10:30"), block("0,30 * * * * a", "40 * * * * new"));

    assertThat(lines(audits.byCrontab()))
        .containsExactly(
            "missing a 10:00 11:00",
            "missing a 11:30 12:00",
            "missing gone 10:20",
            "missing new 11:40");
  }

  /** The job is the same, and so a run that its new entry made is not taken for an old one. */
  @Test
  void changeIsInDoubtForAMinute() {
    audits
        .installed(instant("08:00"), block("10,11,12,13 11 * * * a"))
        .installed(instant("11:11:30"), block("10,11,12,13 11 * * * b"));

    assertThat(lines(audits.byCrontab()))
        .containsExactly(
            "missing a 11:10",
            "missing b 11:13",
            "unknown (crontab-changed) a 11:11 11:12",
            "unknown (crontab-changed) b 11:11 11:12");
  }

  @Test
  void timeBeforeTheOldestKeptCrontabIsInDoubt() {
    audits.installed(instant("11:15"), block("0 * * * * a"));
    assertThat(lines(audits.byCrontab())).containsExactly("missing a 12:00");

    Audits others = new Audits();
    others.archive.at(instant("11:15")).keep(Optional.of(block("0 * * * * a")));
    others.crontab.install(block("0 * * * * a"));
    assertThat(lines(others.byCrontab()))
        .containsExactly("missing a 12:00", "unknown (no-kept-crontab) a 10:00 11:00");
  }

  @Test
  void withoutKeptCrontabsAllIsInDoubt() {
    audits.crontab.install(block("0 * * * * a"));

    assertThat(lines(audits.byCrontab()))
        .containsExactly("unknown (no-kept-crontab) a 10:00 11:00 12:00");
  }

  /** It is that of another account, or node: an audit that finds nothing due is silent for ever. */
  @Test
  void crontabThatNeverHadABlockOfTheRealmIsNoCrontabToGoBy() {
    assertThatThrownBy(audits::byCrontab)
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "the crontab, or one that was kept, must have a block of realm demo, found none");

    audits.installed(instant("08:00"), block("0 11 * * * a"));
    audits.crontab.remove();
    assertThat(lines(audits.byCrontab())).containsExactly("unknown (crontab-changed) a 11:00");
  }

  /** Somebody edited the block; nobody knows when. */
  @Test
  void editByHandIsInDoubtSinceTheLastInstall() {
    audits.installed(instant("10:30"), block("0 * * * * a", "0 * * * * b"));
    audits.crontab.install(block("0 * * * * a", "0 * * * * c"));

    assertThat(lines(audits.byCrontab()))
        .containsExactly(
            "missing a 11:00 12:00",
            "unknown (crontab-changed) b 11:00 12:00",
            "unknown (crontab-changed) c 11:00 12:00");
  }

  /** It was found and kept just before the next install. */
  @Test
  void editByHandBeforeAnInstallIsInDoubtToo() {
    audits.installed(instant("08:00"), block("0 * * * * a", "0 * * * * b"));
    audits.crontab.install(block("0 * * * * a", "0 * * * * c"));
    audits.installed(instant("11:30"), block("0 * * * * a", "0 * * * * b"));

    assertThat(lines(audits.byCrontab()))
        .containsExactly(
            "missing a 10:00 11:00 12:00",
            "missing b 12:00",
            "unknown (crontab-changed) b 10:00 11:00",
            "unknown (crontab-changed) c 10:00 11:00");
  }

  @Test
  void foundOnesWereNeverInstalledForLong() {
    audits.installed(instant("08:00"), block("0 * * * * a"));
    audits.archive.at(instant("10:30")).keepFound(Optional.of(block("0 * * * * spoiled")));

    assertThat(lines(audits.byCrontab())).containsExactly("missing a 10:00 11:00 12:00");
  }

  @Test
  void brokenOneIsInDoubt() {
    audits.installed(instant("08:00"), block("0 * * * * a"));
    audits
        .archive
        .at(instant("10:30"))
        .keep(Optional.of(CrontabText.of("#### Lava Schedules Start ####\n".getBytes(UTF_8))));
    audits.installed(instant("11:30"), block("0 * * * * a"));

    assertThat(lines(audits.byCrontab()))
        .containsExactly("missing a 10:00 12:00", "unknown (crontab-changed) a 11:00");
  }

  @Test
  void keptCrontabThatCannotBeReadIsAFailure() {
    audits.installed(instant("08:00"), block("0 * * * * a"));
    Backup newest = audits.archive.list().get(0);
    audits.archive.spoil(newest);

    assertThatThrownBy(audits::byCrontab).isInstanceOf(StoreException.class);
  }

  @Test
  void linesThatJobsShareAreRead() {
    audits.installed(
        instant("08:00"), block("0 11 * * * " + Audits.PROGRAM + " --worker w --delay 30s a b"));

    assertThat(lines(audits.byCrontab())).containsExactly("missing a 11:00", "missing b 11:00");
  }

  /** So it is dispatched twice, whatever that is good for. */
  @Test
  void sameLineTwiceIsDueTwice() {
    audits
        .installed(instant("08:00"), block("0 11 * * * a", "0 11 * * * a"))
        .ran("a", "11:00")
        .ran("a", "11:00");
    assertThat(lines(audits.byCrontab())).isEmpty();

    Audits others = new Audits().installed(instant("08:00"), block("0 11 * * * a", "0 11 * * * a"));
    assertThat(lines(others.ran("a", "11:00").byCrontab())).containsExactly("missing a 11:00");
  }

  @Test
  void variablesOfTheBlockCount() {
    String block =
        """
        #### Lava Schedules Start ####
        CRON_TZ=America/New_York
        LAVA_REALM=demo
        RANDOM_DELAY=5
        0 6 * * * /usr/local/bin/lava-dispatcher --worker w a
        #### Lava Schedules End ####
        """;
    audits.dialect = CronDialect.CRONIE;
    audits.installed(instant("08:00"), CrontabText.of(block.getBytes(UTF_8)));
    assertThat(lines(audits.byCrontab())).containsExactly("missing a 11:00");
    audits.ran("a", instant("11:06:59"), "complete");
    assertThat(lines(audits.byCrontab())).isEmpty();

    audits.dialect = CronDialect.DEBIAN;
    assertThat(lines(audits.byCrontab())).isEmpty();
    assertThat(audits.byCrontab().counts().expected()).isZero();
  }

  @Test
  void blockOfAnotherRealmIsNobodys() {
    CrontabText text = block("0 11 * * * a");

    assertThat(isOf(text, "demo")).isTrue();
    assertThat(isOf(text, "prod")).isFalse();
    assertThat(isOf(CrontabText.EMPTY, "demo")).isFalse();
    assertThat(InstalledThen.isOf(Optional.empty(), new RealmName("demo"), CronDialect.DEBIAN))
        .isFalse();
  }

  private static boolean isOf(CrontabText text, String realm) {
    return InstalledThen.isOf(Optional.of(text), new RealmName(realm), CronDialect.DEBIAN);
  }

  @Test
  void jobsAreChosenByName() {
    audits.installed(
        instant("08:00"),
        block(
            "0 11 * * * etl/a",
            "0 11 * * * etl/b",
            "0 11 * * * " + Audits.PROGRAM + " --worker other c"));
    audits.table.put(
        Map.of("job_id", "etl/b", "worker", "w", "dispatcher", "d", "schedule", "@daily"));

    audits.chosen(List.of(), List.of("etl/*"), List.of());
    assertThat(lines(audits.byCrontab()))
        .containsExactly("missing etl/a 11:00", "missing etl/b 11:00");
    audits.chosen(List.of(), List.of(), List.of("other"));
    assertThat(lines(audits.byCrontab())).containsExactly("missing c 11:00");
    audits.chosen(List.of("d"), List.of(), List.of());
    assertThat(audits.byCrontab().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.job()).isEqualTo(new JobId("etl/b"));
              assertThat(finding.dispatcher()).contains(new DispatcherName("d"));
            });
  }

  @Test
  void whatIsAskedForAndNotThereIsReported() {
    audits.installed(instant("08:00"), block("0 11 * * * etl/a"));
    audits.chosen(List.of(), List.of("etl/b"), List.of("v"));

    DueJobs due =
        InstalledThen.read(audits.crontab, audits.archive, () -> audits.table, audits.request());

    assertThat(due.notFound())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.WORKER_NOT_FOUND, ProblemCode.JOB_NOT_FOUND);
  }
}
