// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Model.CommandSpec;

class CommandsTest {

  @ParameterizedTest
  @CsvSource({
    "run -r prod --job a/b, true",
    "plan --output json, true",
    "run -r prod --jobs FOLDER, false",
    "run -r prod --jobs=FOLDER, false",
    "run --help, false",
    "plan -h, false",
    "restore, false",
    "--version, false",
    "nonsense, false",
    "'', false"
  })
  void wordsTellWhetherTheLiveTableIsRead(String line, boolean isRead) {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));

    assertThat(Commands.readTable(words)).isEqualTo(isRead);
  }

  /** A new command must not be forgotten. */
  @Test
  void everyCommandWithASourceReadsTheLiveTable() {
    for (CommandSpec command : CommandModelTest.commands()) {
      assertThat(Commands.readTable(List.of(command.name())))
          .as(command.name())
          .isEqualTo(command.findOption("--jobs") != null);
    }
  }
}
