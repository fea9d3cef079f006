// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.application.port.Check;
import io.lavasched.cli.process.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole checkup on files, and what is said and printed of it. */
class DoctorTest {

  private static final String OF =
      " -r demo --jobs {dir}/jobs.json --crontab-file {dir}/tab"
          + " --dispatcher-program {dir}/lava-dispatcher ";

  private static final String REBUILD = OF + "--dispatcher d ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void node() throws IOException {
    cli = Cli.in(directory);
    cli.file("jobs.json", job("a", "1 4 * * *") + job("b", "2 4 * * *"));
    program("#!/bin/sh\necho lava-dispatcher 8.2.0\n");
  }

  private static String job(String id, String schedule) {
    return """
    {"job_id": "%s", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "%s"}
    """
        .formatted(id, schedule);
  }

  private void program(String content) throws IOException {
    Files.setPosixFilePermissions(cli.file("lava-dispatcher", content), fromString("rwxr-xr-x"));
  }

  /** Standard output, without what belongs to the machine that runs the tests. */
  private String told(Ran ran) {
    return ran.out()
        .replace(directory.toString(), "~")
        .replaceAll("(?m)^\\w+ +time-zone .*\n(?:  help: .*\n)?", "")
        .replaceAll("(run by /bin/sh) \\(.*\\)", "$1");
  }

  @Test
  void aSoundNodeIsFit() {
    cli.runLine("run" + REBUILD);

    Ran ran = cli.runLine("doctor" + REBUILD);

    assertThat(told(ran))
        .isEqualTo(
            """
            skipped  cron                  the crontab is a plain file (--crontab-file)
            skipped  cron-daemon           the crontab is a plain file (--crontab-file)
            skipped  cron-account          the crontab is a plain file (--crontab-file)
            ok       cron-tz               not set: entries fire in the node's own zone
            ok       dispatcher-program    ~/lava-dispatcher, run by /bin/sh
            ok       dispatcher-start      in cron's environment it says lava-dispatcher 8.2.0
            ok       no-dispatch           args have no --check-dispatch: lava's file against dispatches does not count
            ok       clock                 not before this program was built; no other clock was asked
            skipped  aws-identity          the records come from files (--jobs)
            skipped  jobs-table            the records come from files (--jobs)
            skipped  dispatcher-index      the records come from files (--jobs)
            skipped  right-query           the records come from files (--jobs)
            skipped  right-get-item        the records come from files (--jobs)
            skipped  right-batch-get-item  the records come from files (--jobs)
            skipped  right-scan            the records come from files (--jobs)
            skipped  realm-record          the records come from files (--jobs)
            skipped  audit-access          the records come from files (--jobs)
            ok       state-folder          ~/.local/state/lavasched
            ok       state-space           more than 32 MiB are free
            ok       backups               2 kept, the newest {backup}
            ok       lock                  free
            ok       lavasched-job         sound, for dispatcher d
            ok       job-records           2 records, none of them bad
            ok       block                 of realm demo, with 2 lines to run
            ok       block-edits           every line has a form that lavasched writes
            ok       block-current         as the records say: 2 entries for 2 jobs
            ok       block-surroundings    nothing above changes the block, nothing below inherits
            ok       block-alone           no line outside the block dispatches a job of it
            skipped  rebuilder             no lavasched job is given by its name
            ok       last-run              2026-12-01T12:00:00Z (0s ago): installed, 2 entries for 2 jobs
            skipped  schedule-group        nothing says that schedules are kept in EventBridge Scheduler
            skipped  schedules-current     nothing says that schedules are kept in EventBridge Scheduler
            skipped  one-target            nothing says that schedules are kept in EventBridge Scheduler
            """
                .replace("{backup}", backup()));
    assertThat(ran.err()).startsWith("fit to dispatch: ").endsWith(" 16 skipped\n").hasLineCount(1);
    assertThat(ran.exit()).isZero();
  }

  private String backup() {
    String[] names = cli.path(".local/state/lavasched").toFile().list();
    return names == null
        ? "none"
        : Arrays.stream(names)
            .filter(name -> name.contains("-tab-") && !name.startsWith("last-run-"))
            .max(Comparator.naturalOrder())
            .orElse("none");
  }

  @Test
  void aBrokenNodeIsToldWithWhatToDo() throws IOException {
    cli.file("jobs.json", job("a", "99 4 * * *") + job("b", "2 4 * * *"));
    cli.file(
        "tab",
        """
        CRON_TZ=Europe/Berlni
        #### Lava Schedules Start ####
        LAVA_REALM=other
        0 5 * * * backup --password hunter2
        #### Lava Schedules End ####
        """);
    program("#!/usr/bin/env python-of-lava\n");
    cli.file(".local/state/lavasched", "");

    Ran ran = cli.runLine("doctor --level warning" + REBUILD);

    assertThat(told(ran))
        .isEqualTo(
            """
            failure  cron-tz               CRON_TZ must be a zone of this node, found "Europe/Berlni"
              help: write it as timedatectl list-timezones does, such as Australia/Sydney, in env of the lavasched job
            failure  dispatcher-program    ~/lava-dispatcher: its #! line asks env for "python-of-lava", which must be on PATH, found none in /usr/bin:/bin
              help: set PATH in env of the lavasched job to where that interpreter is
            unknown  dispatcher-start      see dispatcher-program
            failure  state-folder          ~/.local/state/lavasched must be a folder, found a file
              help: move that file away, or set XDG_STATE_HOME to another place
            unknown  backups               see state-folder
            unknown  lock                  see state-folder
            warning  job-records           job records must be sound to be scheduled, found 1 of 2 bad: a
              help: lavasched check tells what is wrong with each
            failure  block                 the block must be of realm "demo", found "other"
              help: is --realm the right one, and this the right account? run would replace the block
            warning  block-edits           the block should have only lines that lavasched writes, found line 4 (0 5 * * * backup ...): edited by hand, or written by lava's own handler
              help: lines of your own belong above or below the block: the next run takes these out or writes them anew
            warning  block-current         the block should be as the records say, found that a rebuild would change 1 job (1 added)
              help: lavasched run writes it; is the job that rebuilds the block in the block?
            warning  block-surroundings    crontab: line 1: block should set its own CRON_TZ, found one above that changes the time zone in which its schedules are read
              help: set CRON_TZ in env of the lavasched job, or move the line below the block
            unknown  last-run              see state-folder
            """);
    assertThat(ran.out()).doesNotContain("hunter2");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isEqualTo(10);
    assertThat(cli.runLine("doctor --level error" + REBUILD).out())
        .contains("failure  block ")
        .doesNotContain("\nwarning", "\nunknown", "\nok");
  }

  @Test
  void writesNothing() throws IOException {
    Path tab = cli.file("tab", "# mine, without a newline");
    List<String> before = files();

    Ran ran = cli.runLine("doctor" + REBUILD);

    assertThat(ran.exit()).as(ran.out()).isZero();
    assertThat(files()).isEqualTo(before);
    assertThat(tab).hasContent("# mine, without a newline");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void withoutALavaschedJobTheBlockIsLookedAtAlone() {
    cli.runLine("run" + REBUILD);

    Ran ran = cli.runLine("doctor" + OF);

    assertThat(told(ran))
        .contains(
            """
            skipped  lavasched-job         none is given (--job, --job-file or --dispatcher)
            unknown  job-records           see lavasched-job
            ok       block                 of realm demo, with 2 lines to run
            ok       block-edits           every line has a form that lavasched writes
            unknown  block-current         see lavasched-job
            unknown  block-surroundings    see lavasched-job
            unknown  block-alone           see lavasched-job
            unknown  rebuilder             see lavasched-job
            """);
    assertThat(ran.exit()).isZero();
  }

  @Test
  void theVariablesOfTheNextBlockCount() throws IOException {
    program("#!/usr/bin/env python-of-lava\n");
    Path python = cli.file("venv/python-of-lava", "#!/bin/sh\necho 8\n");
    Files.setPosixFilePermissions(python, fromString("rwxr-xr-x"));

    Ran without = cli.runLine("doctor" + REBUILD);
    Ran with = cli.runLine("doctor --env PATH={dir}/venv:/bin" + REBUILD);

    assertThat(without.exit()).isEqualTo(10);
    assertThat(told(with))
        .contains(
            """
            ok       dispatcher-program    ~/lava-dispatcher, run by ~/venv/python-of-lava (8)
            ok       dispatcher-start      in cron's environment it says 8
            """);
    assertThat(with.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"busybox", "bcron", "systemd-cron", "portable", "debian", "cronie"})
  void aBlockForAnyCronIsKnown(String cron) {
    String options = " --cron " + cron + " --env A=b" + REBUILD;
    cli.runLine("run" + options);

    Ran ran = cli.runLine("doctor --level warning" + options);

    assertThat(told(ran)).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void cronTzIsAMatterOfTheCron() {
    String options = " --env CRON_TZ=Asia/Tokyo" + REBUILD;
    cli.runLine("run" + options);

    assertThat(cli.runLine("doctor --cron cronie" + options).out())
        .contains(
            "ok       cron-tz               CRON_TZ \"Asia/Tokyo\": entries fire in that zone");
    assertThat(cli.runLine("doctor --cron debian" + options).out())
        .contains("warning  cron-tz               CRON_TZ \"Asia/Tokyo\" is ignored by this cron")
        .contains("failure  block-current         parameters.env.CRON_TZ: env must");
    assertThat(cli.runLine("doctor --cron debian --allow-ignored-cron-tz" + options).exit())
        .isZero();
    assertThat(cli.runLine("doctor" + options).out())
        .contains("unknown  cron-tz               CRON_TZ \"Asia/Tokyo\" counts for cronie only");
  }

  /** What is in the way, and the line that tells it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          --job x           | failure  lavasched-job         command line: lavasched job must be in job records in ~/jobs.json, found no record "x"
          --job a           | failure  lavasched-job         job a: type
          --job-file {dir}/none | failure  lavasched-job         command line: job file must exist, found no "~/none"
          --dispatcher d --jobs {dir}/none.json | failure  job-records
          --dispatcher d --crontab-file {dir}   | failure  block
          --dispatcher none --crontab-file {dir}/full | failure  block-current         run would refuse to write what the records say:
          --dispatcher d --now 2099-01-01  | ok       clock
          """)
  void whatIsInTheWayIsTold(String options, String line) {
    cli.runLine(
        "run --crontab-file {dir}/full"
            + OF.replaceAll("--crontab-file \\S+", "")
            + "--dispatcher d");
    String base = OF;
    for (String option : List.of("--jobs", "--crontab-file")) {
      if (options.contains(option)) {
        base = base.replaceAll(option + " \\S+", "");
      }
    }

    Ran ran = cli.runLine("doctor " + base + options);

    assertThat("\n" + told(ran)).contains("\n" + line);
    assertThat(ran.exit()).isEqualTo(line.startsWith("failure") ? 10 : 0);
    // All are told, whatever is in the way.
    assertThat(ran.out().lines().filter(l -> !l.startsWith("  help: ")))
        .hasSize(Check.values().length);
  }

  @Test
  void noProgramIsBlamedThatTheRecordOfTheRealmDoesNotName() {
    cli.file(
        "jobs.json",
        job("a", "1 4 * * *") + "{\"realm\": \"demo\", \"config\": {\"DISPATCHER\": \"x\"}}");

    Ran ran = cli.runLine("doctor" + REBUILD.replaceAll("--dispatcher-program \\S+", ""));

    assertThat(ran.out())
        .contains(
            "failure  realm-record          realm demo: config.DISPATCHER",
            "unknown  dispatcher-program    see realm-record\n",
            "unknown  dispatcher-start      see realm-record\n",
            "unknown  block-current         see realm-record\n")
        .doesNotContain("found no /usr/local/bin/lava-dispatcher");
    assertThat(ran.exit()).isEqualTo(10);
  }

  @Test
  void aClockBeforeTheBuildIsAFailure() {
    cli.withClock(Clock.fixed(Version.built().minusSeconds(1), ZoneOffset.UTC));

    Ran ran = cli.runLine("doctor" + REBUILD);

    assertThat(ran.out()).contains("failure  clock                 the clock must not be before");
    assertThat(ran.exit()).isEqualTo(10);
  }

  @Test
  void theBuildIsThatOfThePom() throws IOException {
    Matcher time =
        Pattern.compile("<project.build.outputTimestamp>(.*)</project.build.outputTimestamp>")
            .matcher(Files.readString(Path.of("..", "pom.xml")));

    assertThat(time.find()).isTrue();
    // Maven says where the module is; without Maven nothing is filled in.
    assertThat(Version.built())
        .isEqualTo(
            System.getProperty("basedir") == null ? Instant.EPOCH : Instant.parse(time.group(1)));
  }

  @Test
  void aCrontabProgramThatIsBrokenIsTold() {
    Ran ran = cli.runLine("doctor" + REBUILD.replaceAll("--crontab-file \\S+", ""));

    assertThat(ran.out())
        .contains("warning  cron ")
        .contains("failure  cron-account ", "a test must not come here")
        .contains("unknown  block                 see cron-account\n")
        .contains("unknown  block-current         see cron-account\n");
    assertThat(ran.exit()).isEqualTo(10);
  }

  /** One fault each, and what comes of it. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  private enum Fault {
    CRONTAB_PROGRAM((cli, line) -> line.replaceAll("--crontab-file \\S+", "")),
    CRONTAB_FILE((cli, line) -> line.replaceAll("--crontab-file \\S+", "--crontab-file /")),
    BROKEN_BLOCK(
        (cli, line) -> {
          cli.file("tab", "#### Lava Schedules Start ####\n");
          return line;
        }),
    STATE_FOLDER(
        (cli, line) -> {
          cli.file(".local/state/lavasched", "");
          return line;
        }),
    REALM_RECORD(
        (cli, line) -> {
          cli.file("jobs.json", "{\"realm\": \"demo\", \"config\": {\"DISPATCHER\": \"x\"}}");
          return line.replaceAll("--dispatcher-program \\S+", "");
        }),
    RECORDS((cli, line) -> line.replaceAll("--jobs \\S+", "--jobs /none")),
    JOB((cli, line) -> line.replace("--dispatcher d ", "--job none ")),
    AWS((cli, line) -> line.replaceAll("--jobs \\S+", ""));

    private final BiFunction<Cli, String, String> make;

    Fault(BiFunction<Cli, String, String> make) {
      this.make = make;
    }
  }

  /** Whatever is the fault, no other check is blamed, and each leads to the one that tells. */
  @ParameterizedTest
  @EnumSource
  void whatIsUnknownLeadsToAFault(Fault fault) {
    List<String> told =
        cli.runLine(fault.make.apply(cli, "doctor" + REBUILD)).out().lines().toList();
    Set<String> faults = new HashSet<>();
    for (String line : told) {
      String[] words = line.strip().split(" +", 3);
      if (words[0].equals("failure") || words[0].equals("unknown")) {
        faults.add(words[1]);
      }
    }

    assertThat(faults).isNotEmpty();
    assertThat(told).hasSizeGreaterThanOrEqualTo(Check.values().length);
    for (String line : told) {
      String[] words = line.strip().split(" +", 3);
      if (words[0].equals("unknown") && words[2].startsWith("see ")) {
        assertThat(faults).as(line).contains(words[2].substring(4));
        assertThat(words[2]).as(line).isNotEqualTo("see " + words[1]);
      }
      assertThat(line).doesNotContain("crontab cannot be read", "records cannot be read");
    }
  }

  @Test
  void coloursAreForATerminal() {
    assertThat(cli.onTerminal(true, false).runLine("doctor" + REBUILD).out())
        .contains("\u001b[32mok\u001b[0m       clock ", "\u001b[1;33mwarning\u001b[0m  block ");
  }

  @Test
  void jsonTellsEverything() {
    Ran ran = cli.runLine("doctor -o json --level error" + REBUILD);

    JsonNode json = JsonShape.of(ran.out());
    assertThat(JsonShape.names(json))
        .containsExactly(
            "format",
            "command",
            "exit_code",
            "realm",
            "fit",
            "ok",
            "warning",
            "failure",
            "unknown",
            "skipped",
            "checks");
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.doctor/1");
    assertThat(json.get("command").textValue()).isEqualTo("doctor");
    assertThat(json.get("exit_code").intValue()).isEqualTo(ran.exit()).isZero();
    assertThat(json.get("realm").textValue()).isEqualTo("demo");
    assertThat(json.get("fit").booleanValue()).isTrue();
    assertThat(json.get("checks"))
        .extracting(check -> check.get("id").textValue())
        .containsExactlyElementsOf(Arrays.stream(Check.values()).map(Check::id).toList());
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (JsonNode check : json.get("checks")) {
      assertThat(JsonShape.names(check)).containsExactly("id", "title", "status", "detail", "help");
      String status = check.get("status").textValue();
      counts.merge(status, 1, Integer::sum);
      assertThat(check.get("detail").textValue()).isNotBlank().doesNotContain("\n");
      assertThat(check.get("help").isTextual())
          .isEqualTo(status.equals("warning") || status.equals("failure"));
    }
    counts.forEach((status, count) -> assertThat(json.get(status).intValue()).isEqualTo(count));
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void jsonOfABrokenNodeSaysSo() throws IOException {
    Files.delete(cli.path("lava-dispatcher"));

    JsonNode json = JsonShape.of(cli.runLine("doctor -o json" + REBUILD).out());

    assertThat(json.get("fit").booleanValue()).isFalse();
    assertThat(json.get("exit_code").intValue()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          doctor --jobs x                          | a realm must be given with --realm or LAVA_REALM, found none
          doctor -r demo --env A=b                 | one of --job, --job-file and --dispatcher must be given, found none
          doctor -r demo --job a --dispatcher b    | one of --job, --job-file and --dispatcher must be given, found more than one
          doctor -r demo --zone Nowhere            | --zone: must be a time zone
          doctor -r demo --dispatcher-program x    | --dispatcher-program: dispatcher program must be a full path
          doctor -r demo --spread 1000             | --spread must be 0 to 900 seconds
          doctor -r demo --max-age 0s              | --max-age must be a length of time of 1s to 3660d, such as 90m, 1h or 2d, found "0s"
          doctor -r demo --max-age 1               | --max-age must be a length of time of 1s to 3660d, such as 90m, 1h or 2d, found "1"
          doctor -r demo --max-age -1h             | --max-age must be a length of time of 1s to 3660d, such as 90m, 1h or 2d, found "-1h"
          doctor -r demo --max-age 3661d           | --max-age must be a length of time of 1s to 3660d, such as 90m, 1h or 2d, found "3661d"
          doctor -r demo --lock-wait 1             | lavasched doctor has no option "--lock-wait"
          """)
  void usageErrorsComeFirst(String line, String message) {
    Ran ran = cli.runLine(line);

    assertThat(ran.err()).startsWith("error: " + message);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(2);
  }
}
