// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.cli.Cli;
import io.lavasched.cli.JsonShape;
import io.lavasched.cli.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said on standard error, how much of it, and in which form. */
class MessagesTest {

  private static final String REBUILD =
      " -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/tab ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void aWordOfEveryLevel() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        {"job_id": "bad", "worker": "w", "dispatcher": "d", "schedule": "99 4 * * *"}
        {"job_id": "never", "worker": "w", "dispatcher": "d", "schedule": "0 4 31 2 *"}
        {"job_id": "filler", "worker": "w", "dispatcher": "d", "schedule": "--"}
        {"job_id": "É", "worker": "w", "dispatcher": "d", "schedule": "1 4 * * *"}
        """);
    cli.file(
        "tab", "#### Lava Schedules Start ####\n#### Lava Schedules End ####\n0 5 * * * below\n");
  }

  @ParameterizedTest
  @CsvSource({
    "error,   run,   'error'",
    "warning, run,   'error warning'",
    "info,    run,   'error warning info'",
    "debug,   run,   'error warning info'",
    "error,   plan,  'error'",
    "warning, plan,  'error warning'",
    "info,    plan,  'error warning info'",
    "debug,   plan,  'error warning info'",
    "error,   render, 'error'",
    "warning, render, 'error'",
    "info,    render, 'error info'",
    "debug,   render, 'error warning info debug'",
  })
  void onlyWhatIsBadEnoughIsSaid(String level, String command, String said) {
    Ran ran = cli.runLine(command + " --log-json -l " + level + REBUILD);

    List<String> levels = List.of("error", "warning", "info", "debug");
    assertThat(
            ran.err().lines().map(line -> JsonShape.of(line).get("level").textValue()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            levels.stream().filter(l -> List.of(said.split(" ")).contains(l)).toList());
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void aRunTellsWarningsAboutOtherRecordsAsANumber() {
    Ran ran = cli.runLine("run" + REBUILD);

    assertThat(ran.err())
        .contains("job bad: schedule:1: error: minute must be 0-59")
        .contains("crontab: warning: lines below the block")
        .contains("1 warning about job records; lavasched check tells them\n")
        .doesNotContain("31 2", "filler");
    assertThat(cli.runLine("run -l debug" + REBUILD).err())
        .contains("job never: schedule: warning: ", "job filler: schedule: info: ");
    assertThat(cli.runLine("plan" + REBUILD).err())
        .contains("job never: schedule: warning: ", "job filler: schedule: info: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-l error run",
        "run -l error",
        "-l debug run -l error",
        "-l info --log-json -l error run",
      })
  void optionsBeforeTheCommandCountUnlessItHasItsOwn(String line) {
    Ran ran = cli.runLine(line + REBUILD);

    if (line.contains("--log-json")) {
      assertThat(ran.exit()).as("twice at one place").isEqualTo(2);
    } else {
      assertThat(ran.err())
          .isEqualTo(cli.runLine("run -l error" + REBUILD).err())
          .doesNotContain("warning");
    }
  }

  @Test
  void eachLineOfJsonIsAnObject() {
    for (String command : new String[] {"plan -l debug", "run -l debug", "check -l debug"}) {
      Ran ran =
          cli.with("LAVA_RUN_ID", "0a1b-2c")
              .runLine(
                  command
                      + " --log-json --jobs {dir}/jobs.json"
                      + (command.startsWith("check")
                          ? ""
                          : " -r demo --dispatcher d --crontab-file {dir}/tab"));

      assertThat(ran.err()).isNotEmpty();
      ran.err()
          .lines()
          .forEach(
              text -> {
                JsonNode line = JsonShape.of(text);
                assertThat(line.get("timestamp").textValue()).isEqualTo("2026-12-01T12:00:00Z");
                assertThat(line.get("level").textValue()).isIn("debug", "info", "warning", "error");
                assertThat(line.get("message").textValue()).isNotBlank();
                assertThat(line.get("run_id").textValue()).isEqualTo("0a1b-2c");
                assertThat(line.path("realm").asText(""))
                    .isEqualTo(command.startsWith("check") ? "" : "demo");
                if (line.has("code")) {
                  List<String> names = new ArrayList<>(JsonShape.names(line));
                  assertThat(names.remove("realm")).isEqualTo(!command.startsWith("check"));
                  assertThat(names)
                      .containsExactly(
                          "timestamp",
                          "level",
                          "run_id",
                          "message",
                          "severity",
                          "code",
                          "subject",
                          "job_id",
                          "path",
                          "column",
                          "hint");
                }
              });
    }
  }

  /** Which lavasched job a line is of, beside the job that it is about. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run -r demo --job x                   | demo | x
          run --job x                           | prod | x
          plan -r demo --job-file {dir}/none    | demo |
          plan -r demo --job x --job-file y     | demo | x
          render --dispatcher d                 | prod |
          doctor --job x                        | prod | x
          check                                 | prod |
          explain none                          | prod |
          restore none --crontab-file {dir}/tab |      |
          """)
  void aLineOfJsonSaysWhatItIsOf(String line, String realm, String job) {
    Ran ran =
        cli.with("LAVA_REALM", "prod")
            .runLine(
                line.replaceFirst(" ", " --log-json ").replaceFirst("^(\\w+)$", "$1 --log-json")
                    + (line.startsWith("restore") ? "" : " --jobs {dir}/jobs.json"));

    assertThat(ran.err()).isNotEmpty();
    ran.err()
        .lines()
        .map(JsonShape::of)
        // What is wrong with a command line is said beside any command.
        .filter(json -> ran.exit() != 2)
        .forEach(
            json -> {
              assertThat(json.path("realm").asText(null)).isEqualTo(realm);
              assertThat(json.path("lavasched_job").asText(null)).isEqualTo(job);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a\"b",
        "\n",
        "é",
        "x23456789x123456789x123456789x123456789x123456789x123456789x12345"
      })
  void aRunHasAnIdOfItsOwnUnlessLavaRunsIt(String noId) {
    String line = "run --log-json" + REBUILD;
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      cli.with("LAVA_RUN_ID", noId)
          .runLine(line)
          .err()
          .lines()
          .forEach(text -> ids.add(JsonShape.of(text).get("run_id").textValue()));
    }

    assertThat(ids)
        .as("one for all lines of a run")
        .hasSize(2)
        .allMatch(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
  }

  @ParameterizedTest
  @CsvSource({"plan, <3><4><6>", "plan -l error, <3>", "render -l debug, <3><4><6><7>"})
  void theJournalIsToldThePriorityOfEachLine(String command, String priorities) {
    String plain = cli.runLine(command + REBUILD).err();
    Ran ran = cli.withJournal().runLine(command + REBUILD);

    assertThat(ran.err().replaceAll("(?m)^<[3467]>", "")).isEqualTo(plain);
    List<String> found = ran.err().lines().map(line -> line.substring(0, 3)).toList();
    assertThat(String.join("", new TreeSet<>(found))).isEqualTo(priorities);
    assertThat(ran.err())
        .contains(
            """
            <3>job bad: schedule:1: error: minute must be 0-59, found "99" [cron-out-of-range]
            <3>    99 4 * * *
            <3>    ^^
            """);
  }

  @Test
  void theJournalIsToldThatOfJsonTooAndOfAWrongCommandLine() {
    cli.withJournal()
        .runLine("run --log-json" + REBUILD)
        .err()
        .lines()
        .forEach(
            line -> {
              JsonNode json = JsonShape.of(line.substring(3));
              assertThat(line)
                  .startsWith(
                      switch (json.get("level").textValue()) {
                        case "error" -> "<3>{";
                        case "warning" -> "<4>{";
                        default -> "<6>{";
                      });
            });
    assertThat(cli.runLine("run --nonsense").err())
        .isEqualTo(
            """
            <3>error: lavasched run has no option "--nonsense"
            <3>  help: lavasched run --help
            """);
    assertThat(cli.runLine("restore none --crontab-file {dir}/tab").err())
        .matches("<3>error: .*\n<3>  help: .*\n");
  }

  @Test
  void aFailureOutsideIsAnObjectToo() {
    Ran ran = cli.runLine("run --log-json -r demo --jobs {dir}/none --job x");

    JsonNode line = JsonShape.of(ran.err().strip());
    assertThat(line.get("level").textValue()).isEqualTo("error");
    assertThat(line.get("operation").textValue()).isEqualTo("read");
    assertThat(line.get("resource").textValue()).contains("none");
    assertThat(line.get("retryable").booleanValue()).isFalse();
    assertThat(ran.exit()).isEqualTo(5);

    Ran debug = cli.runLine("run --log-json -l debug -r demo --jobs {dir}/none --job x");
    assertThat(debug.err().lines().map(text -> JsonShape.of(text).get("level").textValue()))
        .containsExactly("error", "debug");
  }

  @Test
  void aFailureShowsItsTraceOnlyForDebug() {
    String line = " -r demo --jobs {dir}/none --job x";

    assertThat(cli.runLine("run" + line).err()).doesNotContain("\tat ", "Exception");
    assertThat(cli.runLine("run -l debug" + line).err()).contains("debug: ", "\tat ");
  }

  @Test
  void namesAreUtf8OnBothStreams() {
    Ran ran = cli.runLine("plan" + REBUILD);

    assertThat(new String(ran.outBytes(), UTF_8)).contains(" --worker w 'É'\n");
    assertThat(new String(ran.errBytes(), UTF_8)).contains("  added     É: 1 entry\n");
    assertThat(cli.runLine("plan -o json" + REBUILD).out()).contains("\"job_id\" : \"É\"");
    assertThat(cli.runLine("check --jobs {dir}/jobs.json").out()).contains("job bad: ");
  }

  @Test
  void coloursAreForTerminalsOnly() {
    assertThat(colours(cli.onTerminal(false, false), "plan")).isEqualTo("out no, err no");
    assertThat(colours(cli.onTerminal(true, false), "plan")).isEqualTo("out yes, err no");
    assertThat(colours(cli.onTerminal(false, true), "plan")).isEqualTo("out no, err yes");
    assertThat(colours(cli.onTerminal(true, true), "plan")).isEqualTo("out yes, err yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plan -c", "plan --no-colour", "plan --no-color", "-c plan", "--no-color plan"})
  void coloursCanBeRefused(String command) {
    assertThat(colours(cli.onTerminal(true, true), command)).isEqualTo("out no, err no");
  }

  @Test
  void noColorIsHonouredUnlessItIsEmpty() {
    cli.onTerminal(true, true);

    assertThat(colours(cli.with("NO_COLOR", "0"), "plan")).isEqualTo("out no, err no");
    assertThat(colours(cli.with("NO_COLOR", ""), "plan")).isEqualTo("out yes, err yes");
  }

  @Test
  void colouredHelpCanBeRefusedToo() {
    cli.onTerminal(true, true);

    assertThat(cli.run("--help").out()).contains("\u001b[");
    assertThat(cli.run("-c", "--help").out()).doesNotContain("\u001b[");
    assertThat(cli.run("run", "--no-color", "--help").out()).doesNotContain("\u001b[");
    assertThat(cli.with("NO_COLOR", "1").run("--help").out()).doesNotContain("\u001b[");
  }

  @Test
  void jsonIsNeverColoured() {
    Ran ran = cli.onTerminal(true, true).runLine("plan -o json --log-json" + REBUILD);

    assertThat(ran.out() + ran.err()).doesNotContain("\u001b", "\\u001b", "\\u001B");
  }

  private static String colours(Cli cli, String command) {
    Ran ran = cli.runLine(command + REBUILD);
    return "out %s, err %s"
        .formatted(
            ran.out().contains("\u001b[") ? "yes" : "no",
            ran.err().contains("\u001b[") ? "yes" : "no");
  }

  @ParameterizedTest
  @CsvSource({
    "plan,                     5",
    "plan -o json,             5",
    "plan --exit-code,         5",
    "render,                   5",
    "render --on-invalid fail -o json, 1",
    "run -o json,              5",
    "run,                      3",
    "run --relm x,             2",
  })
  void aStandardOutputThatFailsIsAFailure(String command, int exit) {
    Ran ran = cli.withOut(new PrintStream(new Full(), false, UTF_8)).runLine(command + REBUILD);

    assertThat(ran.exit()).isEqualTo(exit);
    if (exit != 3 && exit != 2) {
      assertThat(ran.err())
          .endsWith("error: standard output must take what is written, found it full or closed\n");
    }
    assertThat(ran.err()).doesNotContain("\tat ");
  }

  /** As behind {@code | head -1}. */
  @ParameterizedTest
  @CsvSource({
    "plan,                     3",
    "plan -o json,             3",
    "plan --exit-code,         10",
    "render,                   3",
    "render --on-invalid fail -o json, 1",
    "run -o json,              3",
    "run --relm x,             2",
  })
  void aReaderThatLeavesChangesNothing(String command, int exit) {
    Ran ran = cli.withPipe(new PrintStream(new Full(), false, UTF_8)).runLine(command + REBUILD);

    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.err()).doesNotContain("standard output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "run --help", "generate-completion"})
  void helpThatCannotBeWrittenIsAFailureToo(String line) {
    Ran ran = cli.withOut(new PrintStream(new Full(), false, UTF_8)).runLine(line);

    assertThat(ran.exit()).isEqualTo(5);
  }

  /** As /dev/full. */
  private static final class Full extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan", "render", "check"})
  void aBugSaysSoWithItsTrace(String command) {
    for (Supplier<Throwable> bug :
        List.<Supplier<Throwable>>of(
            () -> new IllegalStateException("oops"), () -> new StackOverflowError("oops"))) {
      Ran ran =
          cli.withClock(new BrokenClock(bug))
              .runLine(
                  command
                      + " --jobs {dir}/jobs.json"
                      + (command.equals("check") ? "" : " -r demo --dispatcher d"));

      assertThat(ran.err())
          .startsWith("error: this is a bug of lavasched, please report it: java.lang.")
          .contains("oops", "\tat io.lavasched.");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(70);
    }
  }

  @Test
  void aHeapThatIsTooSmallIsToldInOneSentence() {
    Ran ran =
        cli.withClock(new BrokenClock(() -> new OutOfMemoryError("Java heap space")))
            .runLine("check --jobs {dir}/jobs.json");

    assertThat(ran.err())
        .isEqualTo(
            """
            error: the heap must be large enough for this realm, found it full
              help: give java a larger one: LAVASCHED_JAVA_OPTS=-Xmx512m
            """);
    assertThat(ran.exit()).isEqualTo(70);
  }

  /** Throws where the time is first asked for. */
  private static final class BrokenClock extends Clock {
    private final Supplier<Throwable> failure;

    BrokenClock(Supplier<Throwable> failure) {
      this.failure = failure;
    }

    @Override
    public Instant instant() {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
