// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFileTest {

  @TempDir Path directory;

  private static List<Metric> metrics(double value) {
    return List.of(Metric.of("a", "A.", Map.of(), value));
  }

  @Test
  void isThereWholeAndForTheCollectorToRead() throws IOException {
    Path file = directory.resolve("lavasched.prom");
    new MetricsFile(file).write(metrics(1));
    new MetricsFile(file).write(metrics(2));

    assertThat(file).hasContent("# HELP a A.\n# TYPE a gauge\na 2");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-r--r--"));
    assertThat(directory.toFile().list()).containsExactly("lavasched.prom");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP ab A.\n# TYPE ab gauge\nab 2\n",
        "# HELP a",
        "root:x:0:0:root:/root:/bin/sh\n",
        "\n"
      })
  void whatIsThereOfSomethingElseStays(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("other.prom"), content);

    assertThatThrownBy(() -> new MetricsFile(file).write(metrics(1)))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            file
                + " must be a file of these metrics alone, found another one there, and left it as"
                + " it is");
    assertThat(Files.readString(file)).isEqualTo(content);
  }

  @Test
  void anEmptyFileIsTaken() throws IOException {
    Path file = Files.createFile(directory.resolve("new.prom"));

    new MetricsFile(file).write(metrics(1));

    assertThat(file).hasContent("# HELP a A.\n# TYPE a gauge\na 1");
  }

  /** A file would take its place: that of /dev/null, where root runs it. */
  @ParameterizedTest
  @ValueSource(strings = {"folder", "link", "link-to-nothing"})
  void whatIsNoPlainFileStays(String name) throws IOException {
    Files.createDirectory(directory.resolve("folder"));
    Path target = Files.createFile(directory.resolve("target.prom"));
    Files.createSymbolicLink(directory.resolve("link"), target);
    Files.createSymbolicLink(directory.resolve("link-to-nothing"), directory.resolve("none"));
    Path file = directory.resolve(name);

    assertThatThrownBy(() -> new MetricsFile(file).write(metrics(1)))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            file
                + " must be a plain file, or none yet, found a folder, a device, a pipe or a link");
    assertThat(target).isEmptyFile();
    assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void whatCannotBeWrittenSaysWhatToDo() {
    Path file = directory.resolve("none/lavasched.prom");

    assertThatThrownBy(() -> new MetricsFile(file).write(metrics(1)))
        .isInstanceOf(StoreException.class)
        .hasMessage(file + " must take the metrics, found: no such file or directory");
  }

  /** The collector reads each file that ends in {@code .prom}. */
  @Test
  void whatItIsMadeFromIsNoMetricsFile() throws IOException {
    Path file = directory.resolve("a.prom");
    Path fresh = directory.resolve(".a.prom." + ProcessHandle.current().pid() + ".new");
    Files.createDirectories(fresh.resolve("in-the-way"));

    assertThatThrownBy(() -> new MetricsFile(file).write(metrics(1)))
        .as("it is this very name that is in the way")
        .hasMessageEndingWith("found: a folder that is not empty");
    assertThat(fresh.toString()).doesNotEndWith(".prom");
  }
}
