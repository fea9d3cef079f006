// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.testkit.Found;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The installed block, the records, what is allowed; and what is refused. */
class GuardsTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --worker w ";
  private static final String START = "#### Lava Schedules Start ####\n";
  private static final String END = "#### Lava Schedules End ####\n";
  private static final String NONE = "";
  private static final String MEANT =
      " -> see whether realm, source and dispatcher are the right ones; if this is meant, allow it"
          + " with --allow-";

  /**
   * One case: jobs of the block and records as words; the lavasched job is {@code sys}.
   *
   * @param installed job ids, as often as they have an entry; see {@link #line}
   * @param records see {@link #record}
   * @param refused what the messages say, each without its hint
   */
  @ParameterizedTest
  @MethodSource({"empty", "lockout", "massRemoval", "suspension", "together"})
  void refusals(String installed, String records, Set<Guard> allowed, List<String> refused) {
    assertThat(found(request("d", "", allowed), installed, records)).isEqualTo(refused);
  }

  static Stream<Arguments> empty() {
    return Stream.of(
        row("none before, none after", "", "", NONE),
        row("one of one", "a", "", empty("1 going: a")),
        row("allowed", "a", "", Set.of(Guard.EMPTY), NONE),
        row("another is allowed", "a", "", Set.of(Guard.LOCKOUT), empty("1 going: a")),
        row("one stays", "a b", "b", NONE),
        row("others come", "a b", "c", NONE),
        row("for whatever reason: filler", "a", "a:--", empty("1 going: a")),
        row("for whatever reason: over", "a b", "a:over b:later", empty("2 going: a, b")),
        row("for whatever reason: elsewhere", "a b", "a@e b@e", empty("2 going: a, b")),
        row("bad ones are kept", "a", "a:bad", NONE),
        row("unknown lines", "!x !y", "", empty("2 going: unknown lines")),
        row("both", "b a a !x", "", empty("4 going: b, a, unknown lines")),
        row("ten are not also a mass", "a*12", "", empty("12 going: a")),
        row("eight", "a b c d e f g h", "", empty("8 going: a, b, c, d, e, f, g, h")),
        row(
            "more than eight",
            "a b c d e f g h i !x",
            "",
            empty("10 going: a, b, c, d, e, f, g, h and 2 more")),
        row("names are escaped", "\u202ea", "", empty("1 going: \\u{202e}a")));
  }

  static Stream<Arguments> lockout() {
    return Stream.of(
        row("it stays", "sys a", "sys a", NONE),
        row("it changes", "sys a", "sys:bad a", NONE),
        row("it never was there", "a", "a", NONE),
        row("it goes", "sys a", "a", lockout("sys")),
        row("allowed", "sys a", "a", Set.of(Guard.LOCKOUT), NONE),
        row("another is allowed", "sys a", "a", Set.of(Guard.EMPTY), lockout("sys")),
        row("it has no schedule", "sys a", "sys:-- a", lockout("sys")),
        row("its window is over", "sys a", "sys:over a", lockout("sys")),
        row("another dispatcher has it", "sys a", "sys@e a", lockout("sys")),
        row("its entry is not recognised", "?sys a", "a", lockout("sys")),
        row("its entry is not recognised, and stays", "?sys a", "sys a", NONE),
        row("one of its two entries goes", "sys sys a", "sys a", NONE));
  }

  static Stream<Arguments> massRemoval() {
    return Stream.of(
        row("six of ten", "a*6 b*4", "b*4", mass("6 of 10 going: a")),
        row("allowed", "a*6 b*4", "b*4", Set.of(Guard.MASS_REMOVAL), NONE),
        row("another is allowed", "a*6 b*4", "b*4", Set.of(Guard.EMPTY), mass("6 of 10 going: a")),
        row("five of ten", "a*5 b*5", "b*5", NONE),
        row("eight of nine", "a*8 b", "b", NONE),
        row("nine of ten", "a*9 b", "b", mass("9 of 10 going: a")),
        row("six of eleven", "a*6 b*5", "b*5", mass("6 of 11 going: a")),
        row("five of eleven", "a*5 b*6", "b*6", NONE),
        row("some of a job", "a*10", "a*4", mass("6 of 10 going: a")),
        row("half of a job", "a*10", "a*5", NONE),
        row("new ones do not make up for them", "a*6 b*4", "b*4 c*20", mass("6 of 10 going: a")),
        row("other times", "a*10", "a:hourly*10", NONE),
        row("fillers", "a*6 b*4", "a:-- b*4", mass("6 of 10 going: a")),
        row("windows that are over", "a*6 b*4", "a:over b*4", mass("6 of 10 going: a")),
        row("windows that are over: half", "a*5 b*5", "a:over b*5", NONE),
        row("windows to come", "a*6 b*4", "a:later b*4", mass("6 of 10 going: a")),
        row("one reason each", "a*3 c*8 b", "a:over c:-- b", mass("11 of 12 going: a, c")),
        row("elsewhere", "a*6 b*4", "a@e b*4", mass("6 of 10 going: a")),
        row("unknown lines", "!x*6 b*4", "b*4", mass("6 of 10 going: unknown lines")),
        row("with others", "a*3 !x*3 b*4", "b*4", mass("6 of 10 going: a, unknown lines")),
        row("lines of jobs that stay", "?a*6 b*4", "a b*4", NONE),
        row("bad ones are kept", "a*6 b*4", "a:bad b*4", NONE));
  }

  /** Both dispatcher fields of the lavasched job are changed to a name that nobody else has. */
  static Stream<Arguments> suspension() {
    return Stream.of(
        row("others have their records", "a*19 sys", "a@e sys", NONE),
        row("and some have none", "a*10 b*9 sys", "a@e sys", NONE),
        row("most have none", "a*9 b*10 sys", "a@e sys", NONE),
        row("too many have none", "a*9 b*11 sys", "a@e sys", mass("11 of 21 going: b")),
        row("no dispatcher is none", "a*19 sys", "a@ sys", mass("19 of 20 going: a")),
        row("another job is left", "a*19 sys b", "a@e sys b", mass("19 of 21 going: a")),
        row("the lavasched job is left out", "a*19 sys", "a@e", empty("20 going: a, sys"), "sys"));
  }

  static Stream<Arguments> together() {
    return Stream.of(
        argumentSet(
            "all of them but the lavasched job's go",
            "sys a*10 b",
            "b",
            Set.of(),
            List.of(lockout("sys"), mass("11 of 12 going: sys, a"))),
        argumentSet(
            "one is allowed",
            "sys a*10 b",
            "b",
            Set.of(Guard.LOCKOUT),
            List.of(mass("11 of 12 going: sys, a"))),
        argumentSet("all are allowed", "sys a*10", "", Set.of(Guard.values()), List.of()),
        argumentSet(
            "all go, which is allowed",
            "sys a*10",
            "",
            Set.of(Guard.EMPTY),
            List.of(lockout("sys"))));
  }

  @Test
  void messagesAreWhole() {
    RebuildRequest request = request("d", "", Set.of());

    assertThat(Found.lines(refusals(request, "sys", "")))
        .containsExactly(
            "crontab: error: block must keep an entry, found all 1 going: sys [guard-empty]"
                + MEANT
                + "empty",
            "crontab: error: block must keep the entry that dispatches the rebuild itself, found it"
                + " going: sys [guard-lockout] -> without it nobody rebuilds this crontab again;"
                + " if something else does, allow it with --allow-lockout");
    assertThat(Found.lines(refusals(request, "a*6 b*4", "b*4")))
        .containsExactly(
            "crontab: error: block must keep half of its entries, found 6 of 10 going: a"
                + " [guard-mass-removal]"
                + MEANT
                + "mass-removal");
  }

  /** A cmd job runs lavasched, and may itself be what dispatches the next rebuild. */
  @Test
  void callerIsARunnerToo() {
    RebuildRequest request = request("d", "cmd", Set.of());

    assertThat(found(request, "sys cmd a", "cmd a")).isEmpty();
    assertThat(found(request, "sys cmd a", "sys a")).isEmpty();
    assertThat(found(request, "sys cmd a", "a")).containsExactly(lockout("cmd, sys"));
    assertThat(found(request, "cmd a", "a")).containsExactly(lockout("cmd"));
    assertThat(found(request, "cmd a", "sys a")).isEmpty();
  }

  /** It was scheduled, and still is, but by another dispatcher: that is no change of runners. */
  @Test
  void callerIsNoRunnerInPlaceOfAMovedOne() {
    RebuildRequest request = request("d", "a", Set.of());

    assertThat(found(request, "sys a", "sys@e a")).containsExactly(lockout("sys"));
    assertThat(found(request, "sys a", "sys:-- a")).isEmpty();
    assertThat(found(request, "sys a", "sys:--@e a")).isEmpty();
    assertThat(found(request, "sys a", "sys:--@ a")).isEmpty();
  }

  @Test
  void suspensionOfTheCallerIsOneToo() {
    RebuildRequest request = request("idle", "cmd", Set.of());

    assertThat(found(request, "a*19 cmd", "a cmd@idle sys@idle")).isEmpty();
    assertThat(found(request, "a*19 cmd", "a cmd@idle")).isEmpty();
    assertThat(found(request, "a*19 cmd", "a b@idle cmd@idle"))
        .containsExactly(mass("19 of 20 going: a"));
  }

  /** Suspended and resumed, without any override: with the block of the run before each time. */
  @Test
  void dispatcherIsSuspendedAndResumed() {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    InMemoryJobsTable jobs = table("a*8 b*7 c:-- sys");
    RebuildCrontab rebuild = Requests.rebuild(jobs, crontab);
    assertThat(rebuild.run(request("d", "", Set.of()), Requests.REPORTED))
        .isInstanceOf(RebuildOutcome.Written.class);
    CrontabText full = crontab.read().orElseThrow();

    jobs.put(record("sys@idle"));
    RebuildOutcome suspended = rebuild.run(request("idle", "", Set.of()), Requests.REPORTED);
    assertThat(suspended).isInstanceOf(RebuildOutcome.Written.class);
    assertThat(crontab.read())
        .contains(CrontabText.of(START + "LAVA_REALM=demo\n0 0 * * * " + LAVA + "sys\n" + END));

    jobs.put(record("sys"));
    assertThat(rebuild.run(request("d", "", Set.of()), Requests.REPORTED))
        .isInstanceOf(RebuildOutcome.Written.class);
    assertThat(crontab.read()).contains(full);
  }

  @Test
  void suspensionWithAWrongRealmIsNone() {
    assertThat(found(request("idle", "", Set.of()), "a*19 sys", "sys@idle"))
        .containsExactly(mass("19 of 20 going: a"));
  }

  @Test
  void anotherProgramLosesNothing() {
    for (String program : List.of("/opt/lava/bin/lava-dispatcher", "/opt/send")) {
      RebuildRequest request = Requests.using(request("d", "", Set.of()), program);

      assertThat(found(request, "a*6 b*4 sys", "a*6 b*4 sys")).isEmpty();
      assertThat(found(request, "a*6 b*4 sys", "b*4 sys"))
          .containsExactly(mass("6 of 11 going: a"));
    }
    RebuildRequest back = request("d", "", Set.of());
    assertThat(found(back, "/opt/lava/bin/lava-dispatcher", "a*6 b*4 sys", "a*6 b*4 sys"))
        .isEmpty();
    assertThat(found(back, "/opt/send", "a*6 b*4 sys", "a*6 b*4 sys")).isEmpty();
    assertThat(found(back, "/opt/send", "a*6 b*4 sys", "b*4 sys"))
        .containsExactly(mass("6 of 11 going: unknown lines"));
    assertThat(found(back, "/opt/send", "a*6 b*4 sys", "a*6 b*4")).containsExactly(lockout("sys"));
  }

  @Test
  void disabledJobsThatAreLeftOutGoToo() {
    RebuildRequest request = Requests.skippingDisabled(request("d", "", Set.of()));

    assertThat(found(request, "a*6 b*4", "a:off b*4")).containsExactly(mass("6 of 10 going: a"));
    assertThat(found(request, "a b", "a:off b:off")).containsExactly(empty("2 going: a, b"));
    assertThat(found(request, "a sys", "a sys:off")).containsExactly(lockout("sys"));
  }

  @Test
  void droppedBadJobsGoToo() {
    RebuildRequest request = Requests.onInvalid(request("d", "", Set.of()), OnInvalid.DROP);

    assertThat(found(request, "a*6 b*4", "a:bad b*4")).containsExactly(mass("6 of 10 going: a"));
    assertThat(found(request, "sys b", "sys:bad b")).containsExactly(lockout("sys"));
  }

  @Test
  void renderIsNotGuarded() {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(block(DEFAULT, "a b"));

    assertThat(
            Requests.planOf(Requests.rebuild(table(""), crontab).render(request("d", "", Set.of())))
                .refusals())
        .isEmpty();
  }

  private static final String DEFAULT = DispatcherProgram.DEFAULT.path();

  private static List<String> found(RebuildRequest request, String installed, String records) {
    return found(request, DEFAULT, installed, records);
  }

  private static List<String> found(
      RebuildRequest request, String program, String installed, String records) {
    return refusals(request, program, installed, records).stream()
        .map(p -> p.message() + " [" + p.code().id() + "]")
        .toList();
  }

  private static List<Problem> refusals(RebuildRequest request, String installed, String records) {
    return refusals(request, DEFAULT, installed, records);
  }

  /** What a plan says, and that a run does as it says. */
  private static List<Problem> refusals(
      RebuildRequest request, String program, String installed, String records) {
    CrontabText before = block(program, installed);
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(before);
    RebuildCrontab rebuild = Requests.rebuild(table(records), crontab);
    RebuildPlan plan = Requests.planOf(rebuild.plan(request));
    RebuildOutcome outcome = rebuild.run(request, Requests.REPORTED);

    assertThat(Requests.planOf(outcome)).isEqualTo(plan);
    if (plan.refusals().isEmpty()) {
      assertThat(outcome).isNotInstanceOf(RebuildOutcome.Guarded.class);
      assertThat(crontab.read()).contains(plan.after());
    } else {
      assertThat(outcome).isInstanceOf(RebuildOutcome.Guarded.class);
      assertThat(crontab.installed()).isEmpty();
      assertThat(crontab.read()).contains(before);
    }
    return plan.refusals();
  }

  private static RebuildRequest request(String dispatcher, String runBy, Set<Guard> allowed) {
    LavaschedJob sys =
        new LavaschedJob(
            Optional.of(new JobId("sys")),
            Enabled.YES,
            Requests.read(Map.of("dispatcher", dispatcher)));
    RebuildRequest request =
        Requests.allowing(Requests.of(sys, OnInvalid.KEEP, false), allowed.toArray(Guard[]::new));
    return runBy.isEmpty() ? request : Requests.runBy(request, runBy);
  }

  private static CrontabText block(String program, String jobs) {
    return CrontabText.of(
        START
            + words(jobs)
                .flatMap(word -> Stream.generate(() -> line(program, word)).limit(times(word)))
                .collect(Collectors.joining())
            + END);
  }

  /** An entry of a job; {@code !} before it for a line of nobody, {@code ?} for an odd line. */
  private static String line(String program, String word) {
    String job = name(word);
    if (job.startsWith("!")) {
      return "0 0 * * * /bin/x " + job.substring(1) + "\n";
    }
    boolean odd = job.startsWith("?");
    String id = odd ? job.substring(1) : job;
    String quoted = id.matches("[a-z]+") ? id : "'" + id + "'";
    return "0 0 * * * " + (odd ? "A=1 " : "") + program + " --worker w " + quoted + "\n";
  }

  private static InMemoryJobsTable table(String records) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    words(records).forEach(word -> table.put(record(word)));
    return table;
  }

  /**
   * A record: {@code id:schedule*times@dispatcher}, of which all but the id may be missing. The
   * schedule is a word: {@code --}, {@code over}, {@code later}, {@code bad}, {@code off} or {@code
   * hourly}; an empty dispatcher is none.
   */
  private static Map<String, Object> record(String word) {
    String[] at = word.split("@", -1);
    String[] parts = at[0].split("\\*", -1)[0].split(":", 2);
    String how = parts.length > 1 ? parts[1] : "";
    Object item =
        switch (how) {
          case "--" -> "--";
          case "over" -> Map.of("crontab", "0 0 * * *", "to", "2026-11-01");
          case "later" -> Map.of("crontab", "0 0 * * *", "from", "2027-01-01");
          case "bad" -> "0 24 * * *";
          case "hourly" -> "0 * * * *";
          default -> "0 0 * * *";
        };
    int times = times(at[0]);
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", parts[0]);
    record.put("worker", "w");
    record.put(
        "schedule", times == 1 ? item : IntStream.range(0, times).mapToObj(i -> item).toList());
    record.put("enabled", !how.equals("off"));
    String dispatcher = at.length == 1 ? "d" : at[1];
    if (!dispatcher.isEmpty()) {
      record.put("dispatcher", dispatcher);
    }
    return record;
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty());
  }

  private static String name(String word) {
    return word.split("\\*", -1)[0];
  }

  private static int times(String word) {
    return word.contains("*") ? Integer.parseInt(word.split("\\*", -1)[1]) : 1;
  }

  private static Arguments row(String name, String installed, String records, String refused) {
    return row(name, installed, records, Set.of(), refused);
  }

  private static Arguments row(
      String name, String installed, String records, Set<Guard> allowed, String refused) {
    return argumentSet(
        name, installed, records, allowed, refused.isEmpty() ? List.of() : List.of(refused));
  }

  private static Arguments row(
      String name, String installed, String records, String refused, String lockedOut) {
    return argumentSet(name, installed, records, Set.of(), List.of(refused, lockout(lockedOut)));
  }

  private static String empty(String going) {
    return "block must keep an entry, found all " + going + " [guard-empty]";
  }

  private static String lockout(String jobs) {
    return "block must keep the entry that dispatches the rebuild itself, found it going: "
        + jobs
        + " [guard-lockout]";
  }

  private static String mass(String going) {
    return "block must keep half of its entries, found " + going + " [guard-mass-removal]";
  }
}
