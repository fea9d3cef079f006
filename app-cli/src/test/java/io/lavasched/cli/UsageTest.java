// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines that are wrong: exit code 2, one sentence, one help, and nothing done. */
class UsageTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          -l info                | a command must be given, found none | lavasched --help
          rnu                    | command must be one that lavasched has, found "rnu" | did you mean "run"?
          Render                 | command must be one that lavasched has, found "Render" | did you mean "render"?
          frobnicate             | command must be one that lavasched has, found "frobnicate" | lavasched --help
          --versoin              | lavasched has no option "--versoin" | did you mean "--version"?
          -r demo run            | lavasched has no option "-r" | it must stand after the command
          run --relm demo        | lavasched run has no option "--relm" | did you mean "--realm" or "--help"?
          run --crontab-flie=x   | lavasched run has no option "--crontab-flie" | did you mean "--crontab-file"?
          run -x                 | lavasched run has no option "-x" | lavasched run --help
          check --job a          | lavasched check has no option "--job" | did you mean "--jobs"?
          run --exit-code        | lavasched run has no option "--exit-code" | lavasched run --help
          generate-completion -x | lavasched generate-completion has no option "-x" | lavasched generate-completion --help
          check extra            | lavasched check takes options only, found "extra" | a value with blanks must be in quotes; lavasched check --help
          run extra              | lavasched run takes options only, found "extra" | a value with blanks must be in quotes; lavasched run --help
          run --env A=b extra    | lavasched run takes options only, found word 4 of the command line | a value with blanks must be in quotes; lavasched run --help
          run --param A=b extra  | lavasched run takes options only, found word 4 of the command line | a value with blanks must be in quotes; lavasched run --help
          run --dry-run          | lavasched run has no option "--dry-run" | lavasched plan shows what run would change, and writes nothing
          help rnu               | command must be one that lavasched has, found "rnu" | did you mean "run"?
          --level loud check     | --level must be one of debug, info, warning, error, found "loud" | lavasched --help
          check --level warn     | --level must be one of debug, info, warning, error, found "warn" | lavasched check --help
          check --level inof     | --level must be one of debug, info, warning, error, found "inof" | did you mean "info"?
          run --on-invalid fial  | --on-invalid must be one of keep, drop, fail, found "fial" | did you mean "fail"?
          run -o yaml            | --output must be one of text, json, found "yaml" | lavasched run --help
          run --skip-disabled=no | --skip-disabled must be true or false, found "no" | lavasched run --help
          run --crontab-file     | --crontab-file must have a value (FILE), found none | lavasched run --help
          run --arg              | --arg must have a value (WORD), found none | lavasched run --help
          run --job --jobs x     | --job must have a value (ID), found none | lavasched run --help
          run --crontab-file=    | --crontab-file must be a path, found "" | lavasched run --help
          run --coalesce=x       | --coalesce must be a whole number of jobs that is not too large, found "x" | lavasched run --help
          run --spread=1m        | --spread must be a whole number of seconds that is not too large, found "1m" | lavasched run --help
          run --spread           | --spread must have a value (SECONDS), found none | lavasched run --help
          run --cron vixe        | --cron must be one of vixie, debian, cronie, busybox, bcron, systemd-cron, portable, found "vixe" | did you mean "vixie"?
          check --cron systemd   | --cron must be one of vixie, debian, cronie, busybox, bcron, systemd-cron, portable, found "systemd" | lavasched check --help
          render --cron=         | --cron must be one of vixie, debian, cronie, busybox, bcron, systemd-cron, portable, found "" | lavasched render --help
          run --cron             | --cron must have a value (CRON), found none | lavasched run --help
          check --spread 1       | lavasched check has no option "--spread" | lavasched check --help
          check --jobs=          | --jobs must be a path, found "" | lavasched check --help
          explain                | JOB must be given, found none | lavasched explain --help
          explain -r demo        | JOB must be given, found none | lavasched explain --help
          explain a b            | lavasched explain takes one JOB, found "b" | a value with blanks must be in quotes; lavasched explain --help
          explain a              | a realm must be given with --realm or LAVA_REALM, found none | lavasched explain --help
          next a                 | a realm must be given with --realm or LAVA_REALM, found none | lavasched next --help
          next -o yaml           | --output must be one of text, json, ical, found "yaml" | lavasched next --help
          next -o ical --group-by job | --group-by must not come with -o ical: a calendar has no groups | lavasched next --help
          next --group-by owner  | --group-by must be one of job, dispatcher, worker, found "owner" | lavasched next --help
          next --count 0         | --count must be at least 1 dispatch, found 0 | lavasched next --help
          next --until 400000w   | --until must be at most 3660 days (ten years) after now, found "400000w" | lavasched next --help
          next --until 9999-12-31 | --until must be at most 3660 days (ten years) after now, found "9999-12-31" | lavasched next --help
          plan -r demo --job a --until 523w | --until must be at most 3660 days (ten years) after now, found "523w" | lavasched plan --help
          next --count x         | --count must be a whole number of dispatches that is not too large, found "x" | lavasched next --help
          next --until soon      | --until must be a time or a length of time, found "soon"; write 2026-11-23, 2026-11-23T10:15, 90m, 36h, 2d or 1w3d | lavasched next --help
          next --until 3x        | --until must be a time or a length of time, found "3x"; write 2026-11-23, 2026-11-23T10:15, 90m, 36h, 2d or 1w3d | lavasched next --help
          next --until=          | --until must be a time or a length of time, found ""; write 2026-11-23, 2026-11-23T10:15, 90m, 36h, 2d or 1w3d | lavasched next --help
          next --until 0h        | --until must be after 2026-12-01T12:00:00Z, found "0h" | lavasched next --help
          next --until 2026-12-01 | --until must be after 2026-12-01T12:00:00Z, found "2026-12-01" | lavasched next --help
          next --dispatcher=     | --dispatcher: dispatcher must not be empty | lavasched next --help
          plan -r demo --job a --until 1y | --until must be a time or a length of time, found "1y"; write 2026-11-23, 2026-11-23T10:15, 90m, 36h, 2d or 1w3d | lavasched plan --help
          run --until 1d         | lavasched run has no option "--until" | lavasched run --help
          """)
  void tellsWhatIsWrong(String line, String message, String help) {
    Ran ran = Cli.in(directory).runLine(line);

    assertThat(ran.err()).isEqualTo("error: " + message + "\n  help: " + help + "\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
                                      | one of --job, --job-file and --dispatcher must be given, found none
          --job a --job-file b        | one of --job, --job-file and --dispatcher must be given, found more than one
          --job a --dispatcher b      | one of --job, --job-file and --dispatcher must be given, found more than one
          --job-file a --dispatcher b | one of --job, --job-file and --dispatcher must be given, found more than one
          --job a --job b             | --job must be given once, found it twice
          --job-file=                 | --job-file must be a path, found ""
          --job=                      | --job: job_id must not be empty
          --job a --env A=b           | --env and --arg must come with --dispatcher; for a lavasched job use --param
          --job-file a --arg b        | --env and --arg must come with --dispatcher; for a lavasched job use --param
          --env A=b                   | one of --job, --job-file and --dispatcher must be given, found none
          --dispatcher a --env A      | --env must be NAME=VALUE, found no name or no "="
          --dispatcher a --env =A     | --env must be NAME=VALUE, found no name or no "="
          --job a --param A           | --param must be NAME=VALUE, found no name or no "="
          --job a --param 1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3.4.5.6.7.8.9.0.1.2.3=x | --param must have at most 32 levels
          --job a --param =A          | --param must be NAME=VALUE, found no name or no "="
          --job a -r other            | --realm must be given once, found it twice
          --job a --now 2026-01-01 --now 2026-01-02 | --now must be given once, found it twice
          --job a --crontab-file a --crontab-file a | --crontab-file must be given once, found it twice
          --job a -l info -l debug    | --level must be given once, found it twice
          --job a --now tomorrow      | --now: must be an ISO 8601 date or date and time, found "tomorrow"; write 2026-11-23, 2026-11-23T10:15:00, 2026-11-23T10:15Z or 2026-11-23T10:15:00+10:00
          --job a --now 2026-02-30    | --now: must be a date and time that exist, found "2026-02-30"; write 2026-11-23, 2026-11-23T10:15:00, 2026-11-23T10:15Z or 2026-11-23T10:15:00+10:00
          --job a --now=              | --now: must be an ISO 8601 date or date and time, found ""; write 2026-11-23, 2026-11-23T10:15:00, 2026-11-23T10:15Z or 2026-11-23T10:15:00+10:00
          --job a --zone Mars         | --zone: must be a time zone, found "Mars"
          --job a --zone=             | --zone: must be a time zone, found ""
          --job a --zone Australia/Sidney | --zone: must be a time zone, found "Australia/Sidney"; did you mean "Australia/Sydney"?
          --job a --dispatcher-program bin/x | --dispatcher-program: dispatcher program must be a full path, found "bin/x"; cron does not have your PATH; write such as /usr/local/bin/lava-dispatcher
          --job a --dispatcher-program= | --dispatcher-program: dispatcher program must not be empty
          --job a --endpoint-url ftp://x | --endpoint-url must be a URL such as http://localhost:8000, without user and query, found "ftp://x"
          --job a --endpoint-url http://u:pw@h | --endpoint-url must be a URL such as http://localhost:8000, without user and query, found one with "@"
          --job a --region @          | --region must be a region such as ap-southeast-2, found "@"
          --job a --profile=          | --profile must not be empty
          """)
  void tellsWhatIsWrongWithTheValuesOfARebuild(String options, String message) {
    for (String command : new String[] {"run", "plan", "render"}) {
      for (String source : new String[] {"", " --jobs {examples}"}) {
        Ran ran =
            Cli.in(directory)
                .runLine(command + " -r demo " + (options == null ? "" : options) + source);

        assertThat(ran.err())
            .isEqualTo("error: " + message + "\n  help: lavasched " + command + " --help\n");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exit()).isEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          --realm=    | --realm: realm must not be empty
          --realm a/b | --realm: realm must be letters, digits, "_", "." or "-" (244 at most), found "a/b"
                      | a realm must be given with --realm or LAVA_REALM, found none
          """)
  void aRealmIsNeeded(String option, String message) {
    for (String command : new String[] {"run --job x", "plan --job x", "render --job x", "check"}) {
      Ran ran = Cli.in(directory).runLine(command + " " + (option == null ? "" : option));

      assertThat(ran.err()).startsWith("error: " + message + "\n  help: lavasched ");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(2);
    }
  }

  @Test
  void printsTheHelpWhereNothingWasAskedFor() {
    Ran ran = Cli.in(directory).run();

    assertThat(ran.err()).isEqualTo(Cli.in(directory).run("--help").out());
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void helpAndVersionAreCommandsToo() {
    Cli cli = Cli.in(directory);

    assertThat(cli.run("help").out()).isEqualTo(cli.run("--help").out());
    assertThat(cli.run("help", "plan").out()).isEqualTo(cli.run("plan", "--help").out());
    assertThat(cli.run("version").out()).isEqualTo(cli.run("--version").out());
    assertThat(cli.run("help").exit()).isZero();
  }

  @Test
  void blamesTheVariableThatABadValueCameFrom() {
    Ran realm = Cli.in(directory).with("LAVA_REALM", "a b").runLine("render --job x");
    Ran program =
        Cli.in(directory).with("LAVA_DISPATCHER", "x").runLine("render -r demo --dispatcher x");

    assertThat(realm.err()).startsWith("error: LAVA_REALM: realm must be letters, ");
    assertThat(program.err()).startsWith("error: LAVA_DISPATCHER: dispatcher program must be a ");
    assertThat(realm.exit()).isEqualTo(2);
    assertThat(program.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run -r demo --dispatcher a --env PASSWORD",
        "run -r demo --dispatcher a --env =hunter2",
        "run -r demo --dispatcher a --env PASSWORD=my hunter2",
        "run -r demo --dispatcher a --evn PASSWORD=hunter2",
        "run -r demo --dispatcher a --evn=PASSWORD=hunter2",
        "run -r demo --dispatcher a -e PASSWORD=hunter2",
        "run -r demo --dispatcher a PASSWORD=hunter2",
        "run -r demo --job a --param env.PASSWORD:hunter2",
        "check PASSWORD=hunter2",
        "PASSWORD=hunter2 run",
      })
  void neverShowsWhatMayBeASecret(String line) {
    Ran ran = Cli.in(directory).runLine(line);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("error: ").doesNotContain("hunter2");
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\u001b[31m", "--x\u001b[31m", "--level=\u001b[31m", "x\u202e"})
  void escapesWhatWouldChangeTheScreen(String word) {
    Ran ran = Cli.in(directory).run(word);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("\\u{").doesNotContain("\u001b", "\u202e");
  }

  @Test
  void isJsonWhereThatWasAskedFor() throws Exception {
    Ran ran = Cli.in(directory).runLine("run --log-json --relm demo");

    JsonNode line = new ObjectMapper().readTree(ran.err());
    assertThat(ran.err()).containsOnlyOnce("\n");
    assertThat(line.get("timestamp").textValue()).isEqualTo("2026-12-01T12:00:00Z");
    assertThat(line.get("level").textValue()).isEqualTo("error");
    assertThat(line.get("message").textValue()).isEqualTo("lavasched run has no option \"--relm\"");
    assertThat(line.get("hint").textValue()).isEqualTo("did you mean \"--realm\" or \"--help\"?");
    assertThat(ran.exit()).isEqualTo(2);
  }
}
