// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The coming dispatches, at noon of 2026-12-01 in UTC. */
class NextTest {

  private static final String NEXT = "next --jobs {dir}/jobs.json --zone Australia/Sydney ";

  private static final List<String> OF_JOB =
      List.of(
          "job_id",
          "dispatcher",
          "worker",
          "schedule",
          "crontab",
          "disabled",
          "decided_at_run_time",
          "unserved");

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void aRealm() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        [{"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "n", "payload": "", "dispatcher": "d",
          "schedule": "*/30 * * * *", "parameters": {"dispatcher": "d", "env": {"CRON_TZ": "UTC"}}},
         {"job_id": "etl/a", "enabled": true, "worker": "core", "dispatcher": "d",
          "schedule": ["30 2 * * *", {"crontab": "@hourly", "to": "2026-12-02T01:00:00"}]},
         {"job_id": "etl/b", "worker": "web", "dispatcher": "e", "schedule": "@hourly", "enabled": false},
         {"job_id": "boot", "enabled": true, "worker": "web", "dispatcher": "d", "schedule": "@reboot"},
         {"job_id": "none", "enabled": true, "worker": "web", "dispatcher": "d"}]
        """);
  }

  @Test
  void aLineADispatchAndOneAWindow() {
    Ran ran = cli.runLine(NEXT + "--until 3h");

    assertThat(ran.out())
        .isEqualTo(
            """
            at boot                                         boot   d  web   @reboot
            Tue 2026-12-01 23:30 +11:00  2026-12-01T12:30Z  sys    d  n     */30 * * * *
            Wed 2026-12-02 00:00 +11:00  2026-12-01T13:00Z  etl/a  d  core  @hourly
            Wed 2026-12-02 00:00 +11:00  2026-12-01T13:00Z  sys    d  n     */30 * * * *
            Wed 2026-12-02 00:00 +11:00  2026-12-01T13:00Z  etl/b  e  web   @hourly  (disabled)  (nothing rebuilds its crontab)
            Wed 2026-12-02 00:30 +11:00  2026-12-01T13:30Z  sys    d  n     */30 * * * *
            Wed 2026-12-02 01:00 +11:00  2026-12-01T14:00Z  etl/a  d  core  @hourly
            Wed 2026-12-02 01:00 +11:00  2026-12-01T14:00Z  sys    d  n     */30 * * * *
            Wed 2026-12-02 01:00 +11:00  2026-12-01T14:00Z  etl/b  e  web   @hourly  (disabled)  (nothing rebuilds its crontab)
            Wed 2026-12-02 01:00 +11:00  2026-12-01T14:00Z  etl/a  d  core  @hourly  (window ends)
            Wed 2026-12-02 01:30 +11:00  2026-12-01T14:30Z  sys    d  n     */30 * * * *
            Wed 2026-12-02 02:00 +11:00  2026-12-01T15:00Z  sys    d  n     */30 * * * *
            Wed 2026-12-02 02:00 +11:00  2026-12-01T15:00Z  etl/b  e  web   @hourly  (disabled)  (nothing rebuilds its crontab)
            """);
    assertThat(ran.err())
        .isEqualTo(
            """
            warning: dispatcher should be one that a lavasched job serves, found "e" [dispatcher-unserved]
              help: did you mean "d"?
            job records in %s: 11 dispatches of 5 jobs
            """
                .formatted(cli.path("jobs.json")));
    assertThat(ran.exit()).isZero();
  }

  @Test
  void cronieReadsSchedulesInTheZoneOfTheBlock() {
    assertThat(cli.runLine(NEXT + "etl/a --cron cronie --until 1d").out())
        .endsWith("\nWed 2026-12-02 02:30 +00:00  etl/a  d  core  30 2 * * *\n");
    assertThat(cli.runLine(NEXT + "etl/a --cron debian --until 1d").out())
        .endsWith("\nWed 2026-12-02 02:30 +11:00  2026-12-01T15:30Z  etl/a  d  core  30 2 * * *\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # options                     | lines
                                        | 22
          --count 3                     | 4
          --until 1h                    | 5
          --until 60m                   | 5
          --until 2026-12-02T00:00      | 5
          --until 2026-12-01T13:00Z     | 5
          --until 12h --count 6         | 7
          --until 1w1d                  | 588
          --dispatcher e                | 20
          --dispatcher d --dispatcher e --until 1h | 5
          none                          | 0
          boot                          | 1
          etl/* --until 1h              | 2
          etl/? boot --until 1h         | 3
          --dispatcher e etl/* --until 1h | 1
          --worker web --until 1h         | 2
          --worker w?b --until 1h         | 2
          --worker n --worker c* --until 1h | 3
          --worker core etl/* --until 1h  | 1
          """)
  void optionsSayWhichAndHowMany(String options, int lines) {
    Ran ran = cli.runLine(NEXT + (options == null ? "" : options));

    assertThat(ran.out()).hasLineCount(lines == 0 ? 0 : lines);
    assertThat(ran.exit()).isZero();
  }

  /** A row for each way in which the time is shown: twice only where UTC differs from it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Australia/Sydney | --until 1h | TIME                         UTC                JOB    DISPATCHER  WORKER  SCHEDULE
          UTC              | --until 1h | TIME (UTC)                   JOB    DISPATCHER  WORKER  SCHEDULE
          Etc/GMT          | --count 1  | TIME (UTC)                   JOB    DISPATCHER  WORKER  SCHEDULE
          Africa/Abidjan   | --count 1  | TIME (UTC)                   JOB    DISPATCHER  WORKER  SCHEDULE
          Europe/London    | --until 1w | TIME (UTC)                   JOB    DISPATCHER  WORKER  SCHEDULE
          Europe/London    | --count 1  | TIME                         UTC                JOB    DISPATCHER  WORKER  SCHEDULE
          Europe/London    | --until 40w | TIME                         UTC                JOB    DISPATCHER  WORKER  SCHEDULE
          UTC              | --until 1h --group-by job | '  TIME (UTC)                   DISPATCHER  WORKER  SCHEDULE'
          """)
  void headerOnATerminalOnly(String zone, String options, String header) {
    String line = "next --jobs {dir}/jobs.json --zone " + zone + " " + options;

    List<String> shown = cli.onTerminal(true, false).runLine(line).out().lines().toList();
    List<String> piped = cli.onTerminal(false, true).runLine(line).out().lines().toList();

    assertThat(shown.get(0)).isEqualTo(header);
    assertThat(shown).hasSize(piped.size() + 1);
    assertThat(String.join("\n", piped)).doesNotContain("SCHEDULE", "TIME");
    if (!options.contains("--group-by")) {
      int schedule = header.indexOf("SCHEDULE");
      assertThat(shown.subList(1, shown.size()))
          .allSatisfy(row -> assertThat(row.substring(schedule)).matches("[@*3].*"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --worker croe | worker must be one that a record has, found "croe" [worker-not-found] | did you mean "core"?
          --worker x*   | glob must fit the worker of a record, found "x*" [worker-not-found]   |
          """)
  void aWorkerThatNoRecordHas(String options, String message, String hint) {
    Ran ran = cli.runLine(NEXT + options);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(message).contains(hint == null ? "" : hint);
  }

  /** Nobody knows who serves the jobs of a few files; a realm says it by its lavasched jobs. */
  @Test
  void unservedOnlyWhereARealmIsKnown() {
    String job =
        "{\"job_id\": \"a\", \"enabled\": true, \"worker\": \"w\", \"dispatcher\": \"d\","
            + " \"schedule\": \"@daily\"}";
    String other =
        "{\"job_id\": \"l\", \"type\": \"lavasched\", \"enabled\": true, \"worker\": \"w\","
            + " \"parameters\": {\"dispatcher\": \"%s\"}}";
    cli.file("few.json", job);
    cli.file("unserved.json", "[" + job + "," + other.formatted("e") + "]");
    cli.file("served.json", "[" + job + "," + other.formatted("d") + "]");

    for (String file : List.of("few", "unserved", "served")) {
      String line = "next --count 1 --zone UTC --jobs {dir}/" + file + ".json";
      boolean isUnserved = file.equals("unserved");
      assertThat(cli.runLine(line).out().contains("(nothing rebuilds its crontab)"))
          .as(file)
          .isEqualTo(isUnserved);
      assertThat(cli.runLine(line + " -o json").out())
          .as(file)
          .containsPattern("\"unserved\" ?: ?" + isUnserved);
      assertThat(cli.runLine(line + " -o ical").out().contains("(nothing rebuilds"))
          .as(file)
          .isEqualTo(isUnserved);
    }
  }

  @Test
  void tellsThatThereAreMore() {
    assertThat(cli.runLine(NEXT + "etl/b --count 1").err())
        .endsWith(": 1 dispatch of 1 job, and more: see --count and --until\n");
    assertThat(cli.runLine(NEXT + "boot").err()).endsWith(": 0 dispatches of 1 job\n");
  }

  @Test
  void groupsHaveAListEach() {
    assertThat(cli.runLine(NEXT + "--group-by worker --count 1").out())
        .isEqualTo(
            """
            web
              at boot                                         boot   d  @reboot
              Wed 2026-12-02 00:00 +11:00  2026-12-01T13:00Z  etl/b  e  @hourly  (disabled)  (nothing rebuilds its crontab)

            core
              Wed 2026-12-02 00:00 +11:00  2026-12-01T13:00Z  etl/a  d  @hourly

            n
              Tue 2026-12-01 23:30 +11:00  2026-12-01T12:30Z  sys    d  */30 * * * *
            """);
    assertThat(cli.runLine(NEXT + "--group-by job none etl/b").out())
        .isEqualTo(
            """
            none
              none

            etl/b
              Wed 2026-12-02 00:00 +11:00  2026-12-01T13:00Z  e  web  @hourly  (disabled)  (nothing rebuilds its crontab)
              Wed 2026-12-02 01:00 +11:00  2026-12-01T14:00Z  e  web  @hourly  (disabled)  (nothing rebuilds its crontab)
              Wed 2026-12-02 02:00 +11:00  2026-12-01T15:00Z  e  web  @hourly  (disabled)  (nothing rebuilds its crontab)
              Wed 2026-12-02 03:00 +11:00  2026-12-01T16:00Z  e  web  @hourly  (disabled)  (nothing rebuilds its crontab)
              Wed 2026-12-02 04:00 +11:00  2026-12-01T17:00Z  e  web  @hourly  (disabled)  (nothing rebuilds its crontab)
            """);
  }

  @Test
  void namesOfJobsDoNotChangeTheScreen() {
    cli.file(
        "jobs.json",
        "{\"job_id\": \"a\\u202eb\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\":"
            + " \"@daily\"}");

    assertThat(cli.runLine(NEXT).out()).contains("  a\\u{202e}b  ").doesNotContain("\u202e");
  }

  @Test
  void ofManyBadRecordsTheFirstAreSaidAndTheOthersCounted() {
    StringBuilder jobs = new StringBuilder();
    for (int i = 100; i < 207; i++) {
      jobs.append(
          "{\"job_id\": \"j%d\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"x\"}\n"
              .formatted(i));
    }
    cli.file("many.jsonl", jobs.toString());

    for (String command : new String[] {"next", "timeline"}) {
      Ran ran = cli.runLine(command + " --jobs {dir}/many.jsonl");

      assertThat(ran.err().lines().filter(line -> line.contains("[cron-field-count]"))).hasSize(5);
      assertThat(ran.err()).contains("and 102 more: lavasched check\n");
      assertThat(ran.exit()).isEqualTo(3);
    }
  }

  @Test
  void badRecordsAreToldAndLeftOut() {
    cli.file(
        "jobs.json",
        "[{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\":"
            + " \"x\"},{\"job_id\": \"b\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\":"
            + " \"@daily\"}]");

    Ran ran = cli.runLine(NEXT + "--count 1");

    assertThat(ran.out()).hasLineCount(1).contains("  b  ");
    assertThat(ran.err()).contains("job a: schedule:2: error: ", "[cron-field-count]");
    assertThat(ran.exit()).isEqualTo(3);
    assertThat(cli.runLine(NEXT + "--count 1 b").exit()).isZero();
  }

  @Test
  void aJobThatIsNotThereIsToldInEachForm() {
    for (String form : new String[] {"text", "ical"}) {
      Ran ran = cli.runLine(NEXT + "etl/c -o " + form);

      assertThat(ran.out()).isEmpty();
      assertThat(ran.err())
          .isEqualTo(
              """
              command line: error: job must be the job_id of a record, found "etl/c" [job-not-found]
                help: did you mean "etl/a" or "etl/b"?
              """);
      assertThat(ran.exit()).isEqualTo(1);
    }
    JsonNode json = JsonShape.of(cli.runLine(NEXT + "etl/c -o json").out());
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(json.get("exit_code").intValue()).isEqualTo(1);
    assertThat(json.get("problems").get(0).get("code").textValue()).isEqualTo("job-not-found");
  }

  @Test
  void aFileThatIsNotThereIsAFailureInJsonToo() {
    JsonNode json = JsonShape.of(cli.runLine("next --jobs {dir}/nothing -o json").out());

    assertThat(json.get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(json.get("exit_code").intValue()).isEqualTo(5);
  }

  @Test
  void jsonTellsEverything() {
    JsonNode json = JsonShape.of(cli.runLine(NEXT + "-o json --until 150m --count 7").out());

    assertThat(JsonShape.names(json))
        .containsExactly(
            "format",
            "command",
            "exit_code",
            "target",
            "now",
            "until",
            "count",
            "zone",
            "cron",
            "dispatchers",
            "group_by",
            "at_boot",
            "dispatches",
            "more",
            "windows",
            "problems");
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.next/1");
    assertThat(json.get("command").textValue()).isEqualTo("next");
    assertThat(json.get("exit_code").intValue()).isZero();
    assertThat(json.get("now").textValue()).isEqualTo("2026-12-01T12:00:00Z");
    assertThat(json.get("until").textValue()).isEqualTo("2026-12-01T14:30:00Z");
    assertThat(json.get("count").intValue()).isEqualTo(7);
    assertThat(json.get("zone").textValue()).isEqualTo("Australia/Sydney");
    assertThat(json.get("cron").textValue()).isEqualTo("vixie");
    assertThat(json.get("dispatchers").toString())
        .isEqualTo(
            "[{\"dispatcher\":\"d\",\"zone\":\"Australia/Sydney\",\"lavasched_jobs\":[\"sys\"]},"
                + "{\"dispatcher\":\"e\",\"zone\":\"Australia/Sydney\",\"lavasched_jobs\":[]}]");
    assertThat(json.get("group_by").isNull()).isTrue();
    assertThat(json.get("dispatches")).hasSize(7);
    assertThat(json.get("more").booleanValue()).isTrue();
    JsonNode dispatch = json.get("dispatches").get(1);
    assertThat(JsonShape.names(dispatch))
        .containsExactlyElementsOf(fields("time local", "times late"));
    assertThat(dispatch.toString())
        .isEqualTo(
            "{\"time\":\"2026-12-01T13:00:00Z\",\"local\":\"2026-12-02T00:00:00+11:00\","
                + "\"job_id\":\"etl/a\",\"dispatcher\":\"d\",\"worker\":\"core\",\"schedule\":1,"
                + "\"crontab\":\"@hourly\",\"disabled\":false,\"decided_at_run_time\":false,"
                + "\"unserved\":false,\"times\":1,\"late\":false}");
    assertThat(json.get("at_boot")).hasSize(1);
    assertThat(JsonShape.names(json.get("at_boot").get(0))).isEqualTo(OF_JOB);
    JsonNode window = json.get("windows").get(0);
    assertThat(json.get("windows")).hasSize(1);
    assertThat(JsonShape.names(window))
        .containsExactlyElementsOf(fields("time local", "begins rebuild"));
    assertThat(window.get("begins").booleanValue()).isFalse();
    assertThat(json.get("problems")).hasSize(1);
  }

  private static List<String> fields(String before, String after) {
    List<String> fields = new ArrayList<>(List.of(before.split(" ", -1)));
    fields.addAll(OF_JOB);
    fields.addAll(List.of(after.split(" ", -1)));
    return fields;
  }

  @Test
  void jsonHasGroupsWhereTheyAreWanted() {
    JsonNode json = JsonShape.of(cli.runLine(NEXT + "-o json --group-by dispatcher").out());

    assertThat(json.get("group_by").textValue()).isEqualTo("dispatcher");
    assertThat(json.get("until").isNull()).isTrue();
    assertThat(json.get("count").intValue()).isEqualTo(5);
    assertThat(json.has("dispatches")).isFalse();
    assertThat(json.get("groups"))
        .extracting(group -> group.get("group").textValue() + group.get("dispatches").size())
        .containsExactly("d5", "e5");
    assertThat(JsonShape.names(json.get("groups").get(0)))
        .containsExactly("group", "at_boot", "dispatches", "more");
    assertThat(JsonShape.of(cli.runLine(NEXT + "-o json --until 1h").out()).get("count").isNull())
        .isTrue();
  }

  @Test
  void theDocumentShowsWhatItPrints() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "load.md"));
    Ran ran =
        cli.runLine(
            "next --jobs {examples} report/* --zone Australia/Sydney --now 2026-12-26 --count 3");

    assertThat(ran.exit()).isZero();
    assertThat(document)
        .contains(
            "$ lavasched next --jobs examples/realm 'report/*' --zone Australia/Sydney --now"
                + " 2026-12-26 --count 3\n"
                + ran.out()
                + "```\n");
  }

  @Test
  void aCalendarHasAnEventADispatch() {
    Ran ran = cli.runLine(NEXT + "-r demo -o ical --until 1h");

    List<ParsedCalendar.Component> events = ParsedCalendar.of(ran.outBytes()).events();
    assertThat(events)
        .extracting(event -> event.value("DTSTART") + " " + event.text("SUMMARY"))
        .containsExactly(
            "20261201T123000Z sys",
            "20261201T130000Z etl/a",
            "20261201T130000Z sys",
            "20261201T130000Z etl/b (disabled) (nothing rebuilds its crontab)");
    ParsedCalendar.Component event = events.get(1);
    assertThat(event.value("DTSTAMP")).isEqualTo("20261201T120000Z");
    assertThat(event.text("DESCRIPTION"))
        .isEqualTo("dispatcher d, worker core\n@hourly: every hour on the hour");
    assertThat(event.text("CATEGORIES")).isEqualTo("d");
    assertThat(event.value("TRANSP")).isEqualTo("TRANSPARENT");
  }

  /** So that a calendar that is read again has each event once. */
  @Test
  void anEventKeepsItsNameAndHasItAlone() {
    String line = NEXT + "-r demo -o ical --until ";
    Set<String> early = uids(cli.runLine(line + "26h"));
    Set<String> late = uids(cli.runLine(line + "2026-12-03 --now 2026-12-01T14:00Z"));

    assertThat(early).hasSizeGreaterThan(70);
    Set<String> both = new TreeSet<>(early);
    both.retainAll(late);
    assertThat(both).hasSizeGreaterThan(60);
    assertThat(uids(cli.runLine(line.replace("demo", "other") + "26h")))
        .doesNotContainAnyElementsOf(early);
    cli.file(
        "jobs.json",
        "{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": [\"@daily\","
            + " \"@daily\"]}");
    assertThat(uids(cli.runLine(line + "1d"))).hasSize(2);
  }

  private static Set<String> uids(Ran ran) {
    List<ParsedCalendar.Component> events = ParsedCalendar.of(ran.outBytes()).events();
    Set<String> uids =
        events.stream()
            .map(event -> event.value("UID"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(uids).hasSameSizeAs(events).allMatch(uid -> uid.matches("[0-9a-f]{32}@lavasched"));
    return uids;
  }

  @Test
  void aCalendarOfNothingIsOneToo() {
    Ran ran = cli.runLine(NEXT + "-o ical none boot");

    assertThat(ParsedCalendar.of(ran.outBytes()).events()).isEmpty();
    assertThat(ran.out()).startsWith("BEGIN:VCALENDAR\r\n").endsWith("END:VCALENDAR\r\n");
  }

  @Test
  void aCalendarCarriesAnyName() {
    String name = "a,b;c\\\\n: \\\"é\\\" 😀 " + "ß".repeat(90) + "\\\\";
    cli.file(
        "jobs.json",
        "{\"job_id\": \""
            + name
            + "\", \"enabled\": true, \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\":"
            + " \"@daily\"}");

    Ran ran = cli.runLine(NEXT + "-o ical --until 1d");

    assertThat(new String(ran.outBytes(), UTF_8)).contains("\r\n ");
    assertThat(ParsedCalendar.of(ran.outBytes()).events().get(0).text("SUMMARY"))
        .isEqualTo(name.replace("\\\\", "\\").replace("\\\"", "\""));
  }

  /** Twelve jobs of each minute for three months are more. */
  @Test
  @Timeout(60)
  void thereIsAMostOfAll() {
    StringBuilder jobs = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      jobs.append("{\"job_id\":\"j")
          .append(i)
          .append("\",\"worker\":\"w\",\"dispatcher\":\"d\",\"schedule\":\"* * * * *\"}\n");
    }
    cli.file("jobs.json", jobs.toString());

    Ran ran =
        cli.withOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
            .runLine(NEXT + "--until 13w");

    assertThat(ran.err())
        .endsWith(
            ": 1000000 dispatches of 12 jobs, and more, which are not shown: choose fewer jobs or a"
                + " nearer --until\n");
  }

  /** Anyone who subscribes to it would take it for all that there is. */
  @Test
  @Timeout(120)
  void aCalendarTellsThatItIsCut() {
    StringBuilder jobs = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      jobs.append("{\"job_id\":\"j")
          .append(i)
          .append("\",\"worker\":\"w\",\"dispatcher\":\"d\",\"schedule\":\"* * * * *\"}\n");
    }
    cli.file("jobs.json", jobs.toString());
    LastBytes last = new LastBytes();

    Ran ran =
        cli.withOut(new PrintStream(last, false, UTF_8)).runLine(NEXT + "-o ical --until 13w");

    assertThat(ran.err())
        .contains("\nwarning: ")
        .endsWith(
            ": 1000000 dispatches of 12 jobs, and more, which are not shown: choose fewer jobs"
                + " or a nearer --until\n");
    assertThat(last.text())
        .contains("\r\nSUMMARY:more dispatches\\, which are not in this calendar\r\n")
        .endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n");
  }

  @Test
  void aCalendarOfACountTellsThatThereAreMore() {
    cli.file(
        "jobs.json",
        "{\"job_id\":\"a\",\"worker\":\"w\",\"dispatcher\":\"d\",\"schedule\":\"@daily\"}");

    assertThat(cli.runLine(NEXT + "-o ical --count 2").err())
        .endsWith(": 2 dispatches of 1 job, and more: see --count and --until\n");
  }

  /** Keeps the end of a long output. */
  private static final class LastBytes extends OutputStream {

    private final byte[] ring = new byte[2_000];
    private long written;

    @Override
    public void write(int b) {
      ring[(int) (written++ % ring.length)] = (byte) b;
    }

    private String text() {
      StringBuilder text = new StringBuilder();
      for (long i = Math.max(0, written - ring.length); i < written; i++) {
        text.append((char) ring[(int) (i % ring.length)]);
      }
      return text.toString();
    }
  }

  /** As behind {@code | head -1}: there are two thousand million of them. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "ical"})
  @Timeout(60)
  void itEndsWhenNobodyReadsAnyMore(String form) {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    Ran ran =
        cli.withOut(new PrintStream(closed, false, UTF_8))
            .runLine(NEXT + "--count 2000000000 -o " + form);

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).endsWith("found it full or closed\n");
  }
}
