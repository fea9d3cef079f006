// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Standard error as systemd sets it up, with a pipe in the place of the journal's socket. */
class JournalIT {

  private static final String RUN =
      "run -r demo --jobs \"$jobs\" --dispatcher Perth --crontab-file tab --nonsense";

  @TempDir Path directory;

  /** The variable is of standard error, of another stream, or not there. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          $(stat -L -c %d:%i /proc/self/fd/2) | <3>
          $(stat -L -c %d:%i /proc/self/fd/1) | ''
          1:2                                 | ''
          ''                                  | ''
          """)
  void prioritiesAreForTheJournalAlone(String stream, String priority) throws IOException {
    Launcher launcher = Launcher.in(directory).with("jobs", Launcher.examples());
    String script =
        "exec 2>pipe; JOURNAL_STREAM=" + stream + " exec " + launcher.program() + " " + RUN;

    Launcher.ended(
        launcher.start(
            List.of("sh", "-c", "mkfifo pipe; cat pipe >said & sh -c '" + script + "'; wait")));

    assertThat(Files.readString(directory.resolve("said")))
        .startsWith(priority + "error: lavasched run has no option \"--nonsense\"\n")
        .contains("\n" + priority + "  help: ");
  }

  @Test
  void theUnitsSayWhoseLinesTheyAre() throws IOException {
    for (String file :
        List.of(
            "packaging/files/lavasched-rebuild@.service",
            "docs/alerting.md",
            "docs/packaging.md")) {
      assertThat(Files.readString(Path.of("..", file)))
          .as(file)
          .contains("SyslogIdentifier=lavasched");
    }
  }
}
