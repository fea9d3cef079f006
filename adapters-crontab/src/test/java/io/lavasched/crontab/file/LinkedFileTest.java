// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedFileTest {

  @TempDir Path directory;

  @BeforeEach
  void folderAndLink() throws IOException {
    directory = directory.toRealPath();
    Files.createDirectories(directory.resolve("folder/inner"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("folder/inner"));
    Files.writeString(directory.resolve("folder/inner/crontab"), "");
    Files.createSymbolicLink(directory.resolve("crontab"), Path.of("link/crontab"));
  }

  @ParameterizedTest
  @CsvSource({
    "folder/inner/crontab, folder/inner/crontab",
    "link/crontab,         folder/inner/crontab",
    "crontab,              folder/inner/crontab",
    "link/../crontab,      folder/crontab",
    "link/new,             folder/inner/new",
    "link/new/../a/b/c,    folder/inner/a/b/c",
    "link/../new/b/c,      folder/new/b/c",
    "new/../a/b,           a/b",
  })
  void oneFileHasOnePath(String given, String real) {
    assertThat(LinkedFile.real(directory.resolve(given))).isEqualTo(directory.resolve(real));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 3_000, 200_000})
  void aPathOfManyPartsThatAreNotThereIsTakenAsItIs(int length) {
    Path path = directory.resolve("a/".repeat(length / 2) + "crontab");

    assertThat(LinkedFile.real(path)).isEqualTo(path);
  }

  @Test
  void theNearestOfAPathIsTheLastPartThatIsThere() {
    assertThat(LinkedFile.nearest(directory.resolve("folder/a/b")))
        .isEqualTo(directory.resolve("folder"));
    assertThat(LinkedFile.nearest(Path.of("/"))).isEqualTo(Path.of("/"));
  }
}
