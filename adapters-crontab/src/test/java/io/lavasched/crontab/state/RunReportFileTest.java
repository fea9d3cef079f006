// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.LastRunsContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ContractOf(RunReportFile.class)
class RunReportFileTest extends LastRunsContract {

  /** What is in docs/json.md. */
  private static final String WHOLE =
      """
      {
        "format" : "lavasched.last-run/1",
        "run_id" : "0a1b",
        "version" : "1.2.3",
        "target" : "crontab",
        "realm" : "demo",
        "lavasched_job" : "demo/schedule-01",
        "start" : "2026-11-29T01:02:03.004Z",
        "end" : "2026-11-29T01:02:07.325Z",
        "exit_code" : 3,
        "outcome" : "installed",
        "message" : null,
        "entries" : 12,
        "jobs" : 11,
        "quarantined" : 2,
        "warnings" : 1,
        "last_success" : "2026-11-29T01:02:07.325Z",
        "crontab_changed" : "2026-11-28T01:02:03.004Z"
      }
      """;

  @TempDir Path directory;

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
  }

  private Path file() {
    return folder().path().resolve("last-run.json");
  }

  @Override
  protected LastRuns empty() {
    return RunReportFile.ofAccount(folder());
  }

  @Override
  protected void spoil() {
    try {
      Files.writeString(file(), "{");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Something stands where the new one is made. */
  @Override
  protected void refuse() {
    try {
      Files.createDirectories(
          folder()
              .path()
              .resolve(".last-run.json." + ProcessHandle.current().pid() + ".new")
              .resolve("in-the-way"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theFileIsOfTheAccountAloneAndAsDocumented() throws IOException {
    empty().write(report("0a1b"));

    assertThat(file()).hasContent(WHOLE.stripTrailing()).content().isEqualTo(WHOLE);
    assertThat(Files.getPosixFilePermissions(file())).isEqualTo(fromString("rw-------"));
    assertThat(file().getParent().toFile().list()).containsExactly("last-run.json");
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    empty()
        .write(
            new RunReport(
                new RunReport.Run("i", "v", "/a \"tab\"", Optional.empty(), Optional.empty()),
                new RunReport.Ended(
                    Instant.EPOCH,
                    Instant.EPOCH.plusMillis(1),
                    OptionalInt.empty(),
                    "stopped",
                    Optional.of("stopped by a signal\n")),
                Optional.empty(),
                RunReport.Since.UNKNOWN));

    assertThat(Files.readString(file(), UTF_8))
        .isEqualTo(
            """
            {
              "format" : "lavasched.last-run/1",
              "run_id" : "i",
              "version" : "v",
              "target" : "/a \\"tab\\"",
              "realm" : null,
              "lavasched_job" : null,
              "start" : "1970-01-01T00:00:00.000Z",
              "end" : "1970-01-01T00:00:00.001Z",
              "exit_code" : null,
              "outcome" : "stopped",
              "message" : "stopped by a signal\\u000a",
              "entries" : null,
              "jobs" : null,
              "quarantined" : null,
              "warnings" : null,
              "last_success" : null,
              "crontab_changed" : null
            }
            """);
  }

  @Test
  void eachCrontabHasItsOwn() {
    LastRuns account = empty();
    LastRuns one = RunReportFile.ofFile(folder(), directory.resolve("one"));
    LastRuns other = RunReportFile.ofFile(folder(), directory.resolve("other.json"));

    account.write(report("account"));
    one.write(report("one"));
    other.write(report("other"));

    assertThat(account.last()).contains(report("account"));
    assertThat(one.last()).contains(report("one"));
    assertThat(other.last()).contains(report("other"));
    assertThat(folder().path().toFile().list())
        .hasSize(3)
        .contains("last-run.json")
        .anyMatch(name -> name.matches("last-run-one-[0-9a-f]{8}\\.json"))
        .anyMatch(name -> name.matches("last-run-other\\.json-[0-9a-f]{8}\\.json"));
    assertThat(other.describe()).matches(".*/lavasched/last-run-other\\.json-[0-9a-f]{8}\\.json");
  }

  /** Fields of a later version, and one that is gone. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "run_id" | "added" : null, "run_id"
          "run_id" | "added" : "x", "run_id"
          "run_id" | "added" : -12, "run_id"
          "message" : null, | ${empty}
          """)
  void whatIsAddedIsPassedOver(String from, String to) throws IOException {
    empty().write(report("0a1b"));
    Files.writeString(
        file(), Files.readString(file()).replace(from, to.replace("${empty}", "")), UTF_8);

    assertThat(empty().last()).contains(report("0a1b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          last-run/1   | last-run/2  | found format "lavasched.last-run/2"
          "format"     | "forma"     | found no format
          "run_id"     | "run"       | found no run_id
          "target"     | "run_id"    | found something else
          "installed"  | ""          | found no outcome
          "demo"       | "a b"       | found realm "a b"
          "demo"       | ""          | found realm ""
          demo/        | \\n         | found lavasched_job "\\nschedule-01"
          "2026-11-29T01:02:03.004Z" | "2026-11-29T01:02:03Z" | found start "2026-11-29T01:02:03Z"
          "2026-11-28T01:02:03.004Z" | "2026-02-30T01:02:03.004Z" | found crontab_changed "2026-02-30T01:02:03.004Z"
          : 3          | : 99999999999 | found exit_code "99999999999"
          : 3          | : 3.0       | found something else
          : 3          | : []        | found something else
          : 3          | : true      | found something else
          """)
  void whatIsNoReportIsNotTakenForOne(String from, String to, String found) throws IOException {
    empty().write(report("0a1b"));
    Files.writeString(file(), Files.readString(file()).replace(from, to), UTF_8);

    assertThatThrownBy(() -> empty().last())
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(file() + " must hold lavasched.last-run/1, found ")
        .hasMessageEndingWith(found);
  }

  /** A file that was cut off anywhere, as by a disk without room. */
  @Test
  void noPartOfAReportIsAReport() throws IOException {
    empty().write(report("0a1b"));
    String whole = Files.readString(file());
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(file(), whole.substring(0, length));

      assertThatThrownBy(() -> empty().last())
          .as("%d bytes", length)
          .isInstanceOf(StoreException.class)
          .hasMessageEndingWith("found something else");
    }
  }

  @Test
  void whatAKilledRunLeftGoesWithTheNextLock() throws Exception {
    folder().create();
    long dead = new ProcessBuilder("true").start().onExit().get().pid();
    Path left = folder().path().resolve(".last-run.json." + dead + ".new");
    Path leftOfFile = folder().path().resolve(".last-run-tab-0123abcd.json." + dead + ".new");
    Path atWork =
        folder().path().resolve(".last-run.json." + ProcessHandle.current().pid() + ".new");
    for (Path file : new Path[] {left, leftOfFile, atWork}) {
      Files.writeString(file, "{");
    }

    AccountLock.acquire(folder(), Duration.ZERO).close();

    assertThat(left).doesNotExist();
    assertThat(leftOfFile).doesNotExist();
    assertThat(atWork).as("its process is about to write it").exists();
  }
}
