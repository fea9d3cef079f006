// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The heat map of the terminal, and where the page goes; golden files have whole outputs. */
class TimelineTest {

  private static final String ESCAPE = "\u001b[";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  private static String job(String id, String schedule) {
    return """
    {"job_id": "%s", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "%s"}
    """
        .formatted(id, schedule);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 59, 60, 61, 72, 77, 78, 79, 80, 100, 101, 102, 103, 200})
  void fitsTheWindow(int columns) {
    cli.file(
        "jobs.jsonl",
        job(
                "a rather long name of a job that nobody can read in one glance/" + "x".repeat(99),
                "*/7 * * * *")
            + job("b", "0 2 * * *")
            + job("c", "* 5-9 * * *"));
    cli.with("COLUMNS", "" + columns);

    Ran ran = cli.runLine("timeline --jobs {dir}/jobs.jsonl --days 31");

    assertThat(ran.out().lines())
        .allMatch(line -> line.codePointCount(0, line.length()) <= Math.max(60, columns));
    assertThat(ran.out()).contains("The busiest minute of each hour", "\nThu 31 ");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Australia/Sydney | 2026-10-04 | Sun 4 Oct 02:00  the clock goes forward to 03:00
          America/Nuuk     | 2027-10-31 | Sun 31 Oct 00:00  the clock goes back to Sat 30 Oct 23:00
          Pacific/Apia     | 2011-12-30 | Fri 30 Dec 00:00  the clock goes forward to Sat 31 Dec 00:00
          """)
  void changesOfTheClockAreTold(String zone, String day, String line) {
    cli.file("jobs.jsonl", job("a", "* * * * *"));
    String from = LocalDate.parse(day).minusDays(1).toString();

    Ran ran =
        cli.runLine("timeline --jobs {dir}/jobs.jsonl --days 3 --now " + from + " --zone " + zone);

    assertThat(ran.out()).contains("What changes\n  " + line + "\n");
  }

  @Test
  void aNarrowWindowHasTwoLinesAnHour() {
    cli.file("jobs.jsonl", job("a", "30 6 * * *") + job("b", "30 6 * * *") + job("c", "* 6 * * *"));
    cli.with("COLUMNS", "60");

    Ran ran = cli.runLine("timeline --jobs {dir}/jobs.jsonl --days 2 --now 2026-11-23");

    assertThat(ran.out())
        .isEqualTo(
            """
            Mon 23 Nov to Tue 24 Nov 2026, UTC, cron vixie
            124 dispatches of 3 jobs, at most 3 in a minute

            The busiest minute of each hour
                    00    03    06    09    12    15    18    21
            Mon 23  · · · · · · ██· · · · · · · · · · · · · · · · ·
            Tue 24  · · · · · · ██· · · · · · · · · · · · · · · · ·
              · none   ▃ 1   ▆ 2   █ 3

            The busiest hours, minute by minute
            Mon 23 06h  ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃  00-29
                        █▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃  30-59
                        and 1 more like it

            The busiest minutes
                   3  Mon 23 Nov 06:30 and 1 more like it
                      a (w by d), b (w by d), c (w by d)
                   1  Mon 23 Nov 06:00 and 117 more like it
                      c (w by d)

            By dispatcher
                                         jobs  dispatches    most
              d                             3         124       3

            By worker
                                         jobs  dispatches    most
              w                             3         124       3
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UTC                 | 2026-11-23 | Mon 23 Nov  1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
          Australia/Sydney    | 2026-10-04 | Sun 4 Oct   1 1 --1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
          Australia/Sydney    | 2026-04-05 | Sun 5 Apr   1 1 1+1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
          """)
  void daylightSavingIsMarked(String zone, String now, String row) {
    cli.file("jobs.jsonl", job("a", "* * * * *"));

    Ran ran =
        cli.runLine(
            "timeline --jobs {dir}/jobs.jsonl --days 1 -c --now " + now + " --zone " + zone);

    assertThat(ran.out()).contains("\n" + row);
    assertThat(ran.out().contains("What changes")).isEqualTo(!zone.equals("UTC"));
    assertThat(ran.out().contains("skipped by daylight saving")).isEqualTo(row.contains("--"));
    assertThat(ran.out().contains("comes twice")).isEqualTo(row.contains("+"));
  }

  @Test
  void coloursAreForATerminalAndDigitsForThoseWhoWantNone() {
    cli.file("jobs.jsonl", job("a", "0 6 * * *"));
    cli.with("COLUMNS", "80");
    String line = "timeline --jobs {dir}/jobs.jsonl";

    String piped = cli.runLine(line).out();
    assertThat(piped).contains("██").doesNotContain(ESCAPE);
    assertThat(cli.runLine(line + " -c").out()).contains(" 1 ").doesNotContain(ESCAPE, "█", "·");
    cli.onTerminal(true, false);
    String coloured = cli.runLine(line).out();
    assertThat(coloured).contains(ESCAPE + "31m██");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", "")).isEqualTo(piped);
    for (String variable : List.of("NO_COLOR", "LAVASCHED_ASCII")) {
      Cli other = Cli.in(directory).onTerminal(true, false).with("COLUMNS", "80");
      String plain = other.with(variable, "1").runLine(line).out();
      assertThat(plain).contains("1 ").doesNotContain("█", "·").isASCII();
    }
  }

  @Test
  void namesCannotDrawOnTheTerminal() {
    cli.file(
        "jobs.jsonl",
        """
        {"job_id": "a\\u202e\\u200b", "enabled": true, "worker": "w\\u202e", "dispatcher": "d", "schedule": "@daily"}
        """);

    Ran ran = cli.runLine("timeline --jobs {dir}/jobs.jsonl");

    assertThat(ran.out()).contains("a\\u{202e}\\u{200b}", "w\\u{202e}").doesNotContain("\u202e");
  }

  @Test
  void badRecordsAreToldAndNotCounted() {
    cli.file("jobs.jsonl", job("a", "@daily") + job("b", "0 24 * * *"));

    Ran ran = cli.runLine("timeline --jobs {dir}/jobs.jsonl");

    assertThat(ran.err()).startsWith("job b: schedule:3: error: hour must be 0-23, found \"24\"");
    assertThat(ran.out()).contains("7 dispatches of 1 job,", "\nnot counted: 1 bad record\n");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --days 0              | --days must be 1 to 31, found 0
          --days 32             | --days must be 1 to 31, found 32
          --days week           | --days must be a whole number of days that is not too large, found "week"
          --dispatcher=         | --dispatcher: dispatcher must not be empty
          --html - -o json      | --html - must not be with --output json, for both are for standard output
          --zone Mars           | --zone: must be a time zone, found "Mars"
          """)
  void usageErrors(String options, String message) {
    Ran ran = cli.runLine("timeline --jobs {examples} " + options);

    assertThat(ran.err()).startsWith("error: " + message);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void aDispatcherThatIsNotThereIsAnError() {
    Ran text = cli.runLine("timeline --jobs {examples} --dispatcher Perht --html {dir}/x.html");
    Ran json = cli.runLine("timeline --jobs {examples} --dispatcher Perht -o json");

    assertThat(text.err())
        .isEqualTo(
            """
            command line: error: dispatcher must be one that a record has, found "Perht" [dispatcher-not-found]
              help: did you mean "Perth"?
            """);
    assertThat(text.exit()).isEqualTo(1);
    assertThat(cli.path("x.html")).doesNotExist();
    assertThat(JsonShape.of(json.out()).get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(JsonShape.of(json.out()).get("command").textValue()).isEqualTo("timeline");
  }

  @Test
  void thePageIsAFileOrStandardOutput() {
    Ran file = cli.runLine("timeline --jobs {examples} --html {dir}/week.html");
    Ran out = cli.runLine("timeline --jobs {examples} --html -");
    Ran both = cli.runLine("timeline --jobs {examples} --html {dir}/other.html -o json");

    assertThat(file.out()).isEmpty();
    assertThat(file.err()).isEqualTo("wrote " + cli.path("week.html") + "\n");
    assertThat(out.out()).isEqualTo(cli.text("week.html")).startsWith("<!DOCTYPE html>");
    assertThat(out.err()).isEmpty();
    assertThat(JsonShape.of(both.out()).get("format").textValue())
        .isEqualTo("lavasched.timeline/1");
    assertThat(cli.text("other.html")).isEqualTo(cli.text("week.html"));
  }

  @Test
  void thePageReplacesAFileAndLinksStay() throws IOException {
    Path real = cli.file("real/week.html", "old");
    Path link = Files.createSymbolicLink(cli.path("link.html"), Path.of("real", "week.html"));
    cli.file("real/.week.html.lavasched-new", "left behind by a run that was killed");

    Ran ran = cli.runLine("timeline --jobs {examples} --html {dir}/link.html");

    assertThat(ran.exit()).isZero();
    assertThat(link).isSymbolicLink();
    assertThat(real).content().startsWith("<!DOCTYPE html>");
    assertThat(directory.resolve("real").toFile().list()).containsExactly("week.html");
  }

  @Test
  void whatIsNoPlainFileIsLeftAlone() throws IOException {
    Files.createDirectory(cli.path("folder"));
    Path closed = Files.createDirectory(cli.path("closed"));
    for (String target : List.of("/dev/null", cli.path("folder").toString())) {
      Ran ran = cli.runLine("timeline --jobs {examples} --html " + target);

      assertThat(ran.err())
          .isEqualTo("error: " + target + " must be a plain file, found something else\n");
      assertThat(ran.exit()).isEqualTo(5);
    }
    Files.delete(closed);
    Ran ran = cli.runLine("timeline --jobs {examples} --html {dir}/closed/week.html");
    assertThat(ran.err())
        .startsWith(
            "error: " + closed + "/week.html must be in a directory that can be written to");
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void anybodyMayReadThePage() throws IOException {
    Path other = Files.createFile(cli.path("other"));
    cli.runLine("timeline --jobs {examples} --html {dir}/week.html");

    assertThat(Files.getPosixFilePermissions(cli.path("week.html")))
        .as("as the umask has it")
        .isEqualTo(Files.getPosixFilePermissions(other));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
        .startsWith("rw-");
  }

  @Test
  void theDocumentShowsWhatIsPrinted() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "load.md"));
    String block = document.substring(document.indexOf("```\nThe busiest minute") + 4);
    String golden =
        Files.readString(
            Path.of("src", "test", "resources", "golden", "timeline-spring", "stdout"));

    assertThat(block.substring(0, block.indexOf("```")).lines().toList())
        .hasSize(5)
        .isSubsetOf(golden.lines().toList());
  }
}
