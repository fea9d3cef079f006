// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.testkit.crontab.FakeCrontab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindCrontabTest {

  private static final StateFolder FOLDER =
      StateFolder.of(Map.of("XDG_STATE_HOME", "/no/such/folder"));

  @TempDir Path directory;

  @Test
  void takesTheFirstProgramOnThePath() throws IOException {
    Path first = FakeCrontab.in(Files.createDirectory(directory.resolve("1")), "");
    Path second = FakeCrontab.in(Files.createDirectory(directory.resolve("2")), "");

    assertThat(find("/nowhere:" + first.getParent() + ":" + second.getParent())).isEqualTo(first);
  }

  @Test
  void passesOverWhatIsNoProgram() throws IOException {
    Files.createDirectories(directory.resolve("directory/crontab"));
    Files.writeString(Files.createDirectory(directory.resolve("text")).resolve("crontab"), "");
    Path program = FakeCrontab.in(Files.createDirectory(directory.resolve("program")), "");

    assertThat(
            find(
                String.join(
                    ":",
                    directory.resolve("directory").toString(),
                    directory.resolve("text").toString(),
                    "/\0",
                    directory.resolve("program").toString())))
        .isEqualTo(program);
  }

  @Test
  void passesOverRelativeDirectories() throws IOException {
    // Under the current directory, where a relative PATH finds it.
    Path here = Files.createTempDirectory(Path.of("target"), "find");
    Path relative = FakeCrontab.in(here, "");
    Path absolute = FakeCrontab.in(directory, "");
    assertThat(here).isRelative();

    assertThat(find(":" + here + "::" + directory)).isEqualTo(absolute).isNotEqualTo(relative);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/nowhere", "relative"})
  void looksInTheUsualPlacesLast(String path) {
    Path program = FakeCrontab.in(directory, "");

    assertThat(
            CrontabProgram.find(
                Map.of("PATH", path), List.of("/nowhere/else", directory.toString())))
        .isEqualTo(program);
    assertThat(CrontabProgram.find(Map.of(), List.of(directory.toString()))).isEqualTo(program);
  }

  @Test
  void saysWhereItLooked() {
    StoreException failure =
        catchThrowableOfType(
            StoreException.class,
            () -> CrontabProgram.find(Map.of("PATH", "/a\n:b::/c:/a\n"), List.of("/c", "/d")));

    assertThat(failure).hasMessage("there must be a crontab program, found none in /a\\n, /c, /d");
    assertThat(failure.hint())
        .contains("install the system's cron (package cron or cronie), or use --crontab-file");
  }

  @Test
  void itsNameHasTheAccountAndThePath() {
    assertThat(
            new CrontabProgram(Path.of("/usr/bin/crontab"), CrontabProgram.DEFAULT_LIMIT, FOLDER)
                .describe())
        .isEqualTo("the crontab of " + System.getProperty("user.name") + " (/usr/bin/crontab)");
  }

  @Test
  void takesNoRelativePath() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new CrontabProgram(Path.of("crontab"), CrontabProgram.DEFAULT_LIMIT, FOLDER));
  }

  private static Path find(String path) {
    return CrontabProgram.find(Map.of("PATH", path));
  }
}
