// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.testkit.Found;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the cron at hand takes, and what becomes of the rest. */
class LimitsTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --worker w ";
  private static final String BLOCK = "#### Lava Schedules Start ####\nLAVA_REALM=demo\n";
  private static final String END = "#### Lava Schedules End ####\n";

  /** Room in a command of 998 bytes for a job_id. */
  private static final int ROOM = 998 - LAVA.length();

  private static final CronLimits DEBIAN =
      limits("Debian's cron", 998, CronLimits.NONE, CronLimits.NONE);

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore();
  private final FaultyCrontab counted = new FaultyCrontab(crontab);
  private RebuildRequest request = Requests.of(Map.of("dispatcher", "d"), OnInvalid.KEEP);

  private static CronLimits limits(String cron, int bytes, int lines, int idleBytes) {
    return new CronLimits(
        cron,
        true,
        bytes,
        bytes,
        lines,
        CronLimits.NONE,
        CronLimits.NONE,
        CronLimits.NONE,
        idleBytes);
  }

  private RebuildOutcome run() {
    return Requests.rebuild(jobs, counted).run(request, Requests.REPORTED);
  }

  private void put(String id, Object schedule) {
    jobs.put(Map.of("job_id", id, "worker", "w", "dispatcher", "d", "schedule", schedule));
  }

  private String content() {
    return crontab.read().map(CrontabText::toString).orElse("(none)");
  }

  private static List<String> written(RebuildOutcome outcome) {
    assertThat(outcome).isInstanceOf(RebuildOutcome.Written.class);
    return Found.lines(Requests.planOf(outcome).problems());
  }

  @ParameterizedTest
  @MethodSource
  void commands(CronLimits cron, int bytes, String found) {
    crontab.limits(cron);
    String id = "x".repeat(bytes - LAVA.length());
    put(id, List.of("@daily", "@hourly"));
    put("y", "@daily");
    boolean quarantined = found.startsWith("error");

    assertThat(written(run()))
        .isEqualTo(found.isEmpty() ? List.of() : List.of("job " + Quoted.name(id) + ": " + found));
    assertThat(content())
        .isEqualTo(
            BLOCK
                + (quarantined ? "" : "@daily " + LAVA + id + "\n@hourly " + LAVA + id + "\n")
                + "@daily "
                + LAVA
                + "y\n"
                + END);
  }

  static Stream<Arguments> commands() {
    String unknown =
        " [line-long] -> Debian's cron takes no more, and refuses the whole crontab or cuts it";
    String known = " takes no more: it would refuse the crontab, or cut it";
    CronLimits cronie = limits("cronie 1.5.7", 2000, CronLimits.NONE, CronLimits.NONE);
    return Stream.of(
        argumentSet("unknown, at the limit", CronLimits.UNKNOWN, 998, ""),
        argumentSet(
            "unknown, beyond",
            CronLimits.UNKNOWN,
            999,
            "warning: command should be at most 998 bytes in the crontab, found 999" + unknown),
        argumentSet("known, at the limit", DEBIAN, 998, ""),
        argumentSet(
            "known, beyond",
            DEBIAN,
            999,
            "error: command must be at most 998 bytes in the crontab, found 999 [line-too-long] ->"
                + " Debian's cron"
                + known),
        argumentSet("known for more, at the limit", cronie, 2000, ""),
        argumentSet(
            "known for more, beyond",
            cronie,
            2001,
            "error: command must be at most 2000 bytes in the crontab, found 2001 [line-too-long]"
                + " -> cronie 1.5.7"
                + known),
        argumentSet("without a limit", CronLimits.unlimited("x"), 9000, ""));
  }

  @Test
  void bytesAreCountedAndAllWordsOfTheCommand() {
    crontab.limits(DEBIAN);
    request =
        Requests.of(
            Map.of("dispatcher", "d", "args", List.of("--tag=" + "x".repeat(494))), OnInvalid.KEEP);
    int room = ROOM - 501;
    put("\u00e9".repeat((room - 2) / 2), "@daily");
    put("\u00e9".repeat((room - 2) / 2 + 1), "@daily");

    assertThat(written(run()))
        .singleElement()
        .asString()
        .contains("error: command must be at most 998 bytes in the crontab, found ");
    assertThat(Requests.planOf(run()).block().lines()).hasSize(1);
  }

  /** Lines are counted in chars first, which are three bytes at most: that may miss none. */
  @Test
  void bytesAreCountedWhateverTheirCharacter() {
    crontab.limits(DEBIAN);
    for (String character : List.of("\u8a9e", "\ud83d\ude00", "\u00e9", "x")) {
      int bytes = character.getBytes(UTF_8).length;
      int quotes = bytes > 1 ? 2 : 0;
      int most = (ROOM - quotes) / bytes;
      for (int length : new int[] {most, most + 1}) {
        put(character.repeat(length), "@daily");
        PlanOutcome outcome = Requests.rebuild(jobs, counted).plan(request);
        jobs.remove(character.repeat(length));

        assertThat(Requests.planOf(outcome).quarantined())
            .as("%s, %s times", character, length)
            .isEqualTo(length == most ? 0 : 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"332, true", "333, false"})
  void shortLinesNeedNoCounting(int chars, boolean surely) {
    CrontabEntry entry =
        new CrontabEntry(
            CronSchedule.parse("@daily").value().orElseThrow(),
            DispatcherProgram.DEFAULT,
            new WorkerName("w"),
            List.of(),
            new JobId("\u8a9e".repeat(chars - "@daily ".length() - LAVA.length() - 2)));
    EntryText text = EntryText.of(EntryForm.PLAIN, entry);

    assertThat(text.line()).hasSize(chars);
    assertThat(Planner.surelyFits(text)).isEqualTo(surely);
    // However short the cron string is, which does not count.
    assertThat(entry.problem(CronLimits.SMALLEST)).isEmpty();
  }

  @Test
  void jobThatIsNotRenderedMayBeLong() {
    crontab.limits(DEBIAN);
    put("x".repeat(1500), "--");
    put("y".repeat(1500), Map.of("crontab", "@daily", "to", "2026-11-22"));

    assertThat(Requests.planOf(run()).quarantined()).isZero();
  }

  /** It was installed when the cron was another one, or by another program. */
  @Test
  void longEntriesThatAreInstalledStay() {
    String line = "@daily " + LAVA + "x".repeat(1500) + "\n";
    crontab.install(CrontabText.of(BLOCK + line + END));
    crontab.limits(DEBIAN);
    put("x".repeat(1500), "@hourly");

    assertThat(run()).isInstanceOf(RebuildOutcome.Unchanged.class);
    assertThat(content()).isEqualTo(BLOCK + line + END);
  }

  /** Else one entry that is written with a longer path would make Debian's cron refuse all. */
  @Test
  void keptEntriesOfALongerProgramMustFit() {
    String id = "x".repeat(940);
    crontab.install(
        CrontabText.of(BLOCK + "@daily /opt/lava-dispatcher --worker w " + id + "\n" + END));
    jobs.put(Map.of("job_id", id, "worker", "w", "dispatcher", "d", "schedule", 7));
    put("y", "@daily");
    request = Requests.using(request, "/opt/" + "p".repeat(60) + "/lava-dispatcher");

    assertThat(Requests.planOf(Requests.rebuild(jobs, counted).plan(request)).block().lines())
        .as("unknown cron")
        .hasSize(2);
    crontab.limits(DEBIAN);
    run();
    assertThat(Requests.blockLines(crontab.read().orElseThrow()))
        .containsExactly(
            "LAVA_REALM=demo", "@daily /opt/" + "p".repeat(60) + "/lava-dispatcher --worker w y");
  }

  @Test
  void variableThatIsTooLongStopsTheRunOrIsAWarning() {
    put("a", "@daily");
    request =
        Requests.of(
            Map.of("dispatcher", "d", "env", Map.of("SECRET", "x".repeat(992), "B", "y")),
            OnInvalid.KEEP);

    assertThat(written(run()))
        .containsExactly(
            "parameters.env.SECRET: warning: variable \"SECRET\" should be at most 998 bytes in the"
                + " crontab, found 999 [line-long] -> Debian's cron takes no more, and refuses the"
                + " whole crontab or cuts it");
    crontab.remove();
    crontab.limits(DEBIAN);
    Stopped stopped = (Stopped) run();
    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.INVALID_PARAMETERS);
    assertThat(Found.lines(stopped.problems()))
        .containsExactly(
            "parameters.env.SECRET: error: variable \"SECRET\" must be at most 998 bytes in the"
                + " crontab, found 999 [line-too-long] -> Debian's cron takes no more: it would"
                + " refuse the crontab, or cut it");
    assertThat(content()).isEqualTo("(none)");

    request =
        Requests.of(
            Map.of("dispatcher", "d", "env", Map.of("SECRET", "x".repeat(991))), OnInvalid.KEEP);
    assertThat(written(run())).isEmpty();
  }

  @Test
  void crontabThatIsTooLargeStopsTheRunOrIsAWarning() {
    crontab.install(CrontabText.of("#\n".repeat(996)));
    put("a", "@daily");
    assertThat(written(run())).as("1000 lines").isEmpty();

    put("b", "@daily");
    RebuildOutcome outcome = run();
    assertThat(written(outcome))
        .singleElement()
        .asString()
        .contains("crontab: warning: crontab should have at most 1000 lines, found 1001");

    put("c", "@daily");
    String before = content();
    crontab.limits(limits("old cron", 998, 1001, CronLimits.NONE));
    outcome = run();
    assertThat(outcome).isInstanceOf(RebuildOutcome.Unchanged.class);
    assertThat(Found.lines(Requests.planOf(outcome).problems()))
        .containsExactly(crowding("c", 1, 1001));

    crontab.limits(limits("older cron", 998, 1000, CronLimits.NONE));
    Stopped stopped = (Stopped) run();
    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.CRON_LIMIT);
    assertThat(stopped.problems())
        .extracting(Problem::message)
        .containsExactly("crontab must have at most 1000 lines, found 1001");
    assertThat(content()).isEqualTo(before);

    crontab.limits(limits("new cron", 998, 1002, CronLimits.NONE));
    assertThat(written(run())).isEmpty();
  }

  private static List<String> times(int times) {
    return Collections.nCopies(times, "@daily");
  }

  private static String crowding(String job, int entries, int lines) {
    return "job "
        + job
        + ": error: crontab must have room for the entries of the job, found it full with its "
        + entries
        + ": old cron takes "
        + lines
        + " lines [crontab-too-large] -> say the same in fewer schedules, with lists, ranges and"
        + " steps; or spread the jobs over more dispatchers, each on an account or node of its own";
  }

  /** One record is no reason that the jobs of others are not dispatched as they should. */
  @Test
  void jobThatLeavesNoRoomIsQuarantined() {
    crontab.limits(limits("old cron", 998, 1000, CronLimits.NONE));
    crontab.install(
        CrontabText.of(BLOCK + "@hourly " + LAVA + "big\n@hourly " + LAVA + "c\n" + END));
    put("a", "@daily");
    put("big", times(1050));
    put("c", times(101));

    RebuildOutcome outcome = run();
    assertThat(written(outcome)).containsExactly(crowding("big", 1050, 1000));
    assertThat(Requests.planOf(outcome).quarantined()).isEqualTo(1);
    assertThat(content())
        .isEqualTo(
            BLOCK
                + ("@daily " + LAVA + "a\n@hourly " + LAVA + "big\n")
                + ("@daily " + LAVA + "c\n").repeat(101)
                + END);
    String before = content();
    RebuildOutcome again = run();
    assertThat(again).isInstanceOf(RebuildOutcome.Unchanged.class);
    assertThat(Found.lines(Requests.planOf(again).problems()))
        .containsExactly(crowding("big", 1050, 1000));
    assertThat(content()).isEqualTo(before);

    request = Requests.onInvalid(request, OnInvalid.FAIL);
    Stopped stopped = (Stopped) run();
    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.INVALID_RECORDS);
    assertThat(Found.lines(stopped.problems())).containsExactly(crowding("big", 1050, 1000));
    assertThat(content()).isEqualTo(before);

    request = Requests.onInvalid(request, OnInvalid.DROP);
    assertThat(written(run())).containsExactly(crowding("big", 1050, 1000));
    assertThat(content()).isEqualTo(before.replace("@hourly " + LAVA + "big\n", ""));
  }

  @Test
  void asManyJobsAreQuarantinedAsMustBe() {
    crontab.limits(limits("old cron", 998, 403, CronLimits.NONE));
    put("a", times(300));
    put("b", times(500));
    put("c", times(300));
    put("d", times(100));

    assertThat(written(run())).containsExactly(crowding("b", 500, 403), crowding("c", 300, 403));
    assertThat(content())
        .isEqualTo(
            BLOCK
                + ("@daily " + LAVA + "a\n").repeat(300)
                + ("@daily " + LAVA + "d\n").repeat(100)
                + END);
  }

  /** What would be new waits; what is there stays, and so do changes that take no room. */
  @Test
  void jobsThatAreNewToAFullCrontabWait() {
    crontab.limits(limits("old cron", 998, 255, CronLimits.NONE));
    put("hog", times(240));
    for (int i = 0; i < 10; i++) {
      put("job" + i, "@daily");
    }
    assertThat(written(run())).isEmpty();

    for (int i = 0; i < 10; i++) {
      put("new" + i, "@daily");
    }
    put("job0", "@hourly");
    put("job1", "--");
    assertThat(written(run()))
        .hasSize(7 + 1)
        .contains(crowding("new9", 1, 255), crowding("new3", 1, 255))
        .doesNotContain(crowding("new2", 1, 255));
    assertThat(content())
        .contains("@hourly " + LAVA + "job0\n", LAVA + "new2\n")
        .doesNotContain("job1\n", "new3\n");
    assertThat(content().lines()).hasSize(255);
    String full = content();
    run();
    assertThat(content()).isEqualTo(full);
  }

  /** They were installed when the cron was another one. */
  @Test
  void keptEntriesThatAreTooManyStopTheRun() {
    String installed = BLOCK + ("@hourly " + LAVA + "a\n").repeat(300) + END;
    crontab.install(CrontabText.of(installed));
    crontab.limits(limits("old cron", 998, 260, CronLimits.NONE));
    put("a", times(500));
    put("b", "@daily");

    Stopped stopped = (Stopped) run();
    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.CRON_LIMIT);
    assertThat(stopped.problems().get(0).hint().orElseThrow()).endsWith("; the most have a: 300");
    assertThat(content()).isEqualTo(installed);
  }

  /** Comments of others: no job can mend that. */
  @Test
  void noJobIsQuarantinedForComments() {
    crontab.limits(limits("cronie 1.6.1", 998, CronLimits.NONE, 32767));
    crontab.install(CrontabText.of("#".repeat(32767) + "\n"));
    put("a", times(300));

    assertThat(((Stopped) run()).reason()).isEqualTo(Stopped.Reason.CRON_LIMIT);
  }

  /** A crontab that is edited meanwhile is planned for anew. */
  @Test
  void jobIsBackWhereThereIsRoomAgain() {
    crontab.limits(limits("old cron", 998, 400, CronLimits.NONE));
    crontab.install(CrontabText.of("#\n".repeat(300)));
    put("a", times(300));
    put("b", "@daily");
    counted.beforeRead(2, () -> crontab.install(CrontabText.of("#\n")));

    assertThat(written(run())).isEmpty();
    assertThat(content())
        .isEqualTo(
            "#\n"
                + BLOCK
                + ("@daily " + LAVA + "a\n").repeat(300)
                + "@daily "
                + LAVA
                + "b\n"
                + END);
  }

  @Test
  void commentsOfOthersCount() {
    crontab.limits(limits("cronie 1.6.1", 998, CronLimits.NONE, 32767));
    put("a", "@daily");
    int marker = "#### Lava Schedules Start ####\n".length();
    crontab.install(CrontabText.of("#".repeat(32767 - marker - 1) + "\n"));
    assertThat(written(run())).isEmpty();

    crontab.install(CrontabText.of("#".repeat(32767 - marker) + "\n"));
    assertThat(((Stopped) run()).problems())
        .extracting(Problem::message)
        .containsExactly(
            "crontab must have at most 32767 bytes of comments and blanks in a row, found 32768");
  }

  @Test
  void cronIsOnlyAskedForWhenItMatters() {
    crontab.install(CrontabText.of("#\n".repeat(200)));
    put("x".repeat(ROOM), "@daily");
    request =
        Requests.of(Map.of("dispatcher", "d", "env", Map.of("A", "x".repeat(996))), OnInvalid.KEEP);
    run();
    Requests.rebuild(jobs, counted).plan(request);

    assertThat(counted.limitsCount()).isZero();
  }

  @Test
  void cronIsAskedForOnce() {
    put("x".repeat(ROOM + 1), "@daily");
    put("y".repeat(ROOM + 1), "@daily");
    request =
        Requests.of(Map.of("dispatcher", "d", "env", Map.of("A", "x".repeat(997))), OnInvalid.KEEP);
    crontab.install(CrontabText.of("#\n".repeat(300)));
    run();

    assertThat(counted.limitsCount()).isEqualTo(1);
  }

  @Test
  void renderIsForAnUnknownCron() {
    crontab.limits(DEBIAN);
    put("x".repeat(ROOM + 1), "@daily");
    RebuildPlan plan = Requests.planOf(Requests.rebuild(jobs, counted).render(request));

    assertThat(plan.problems()).extracting(p -> p.code().id()).containsExactly("line-long");
    assertThat(plan.block().lines()).hasSize(1);
    assertThat(counted.limitsCount()).isZero();
  }

  @Test
  void failStopsForALongCommandOfAKnownCron() {
    put("x".repeat(ROOM + 1), "@daily");
    request = Requests.onInvalid(request, OnInvalid.FAIL);
    crontab.limits(DEBIAN);
    assertThat(((Stopped) run()).reason()).isEqualTo(Stopped.Reason.INVALID_RECORDS);

    crontab.limits(CronLimits.UNKNOWN);
    assertThat(run()).isInstanceOf(RebuildOutcome.Written.class);
  }
}
