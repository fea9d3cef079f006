// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each source file says under which licence it is, for it may be read alone. */
class LicenceTest {

  private static final Path ROOT = Path.of("..");
  private static final String TAG = "SPDX-License-Identifier: Apache-2.0";

  /** What is built, and what Maven brings: mvnw says itself whose it is. */
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "mvnw", "resources");

  private static final List<String> SOURCES = List.of(".java", ".py", ".sh", ".awk", ".jte");

  @Test
  void everySourceNamesItsLicenceAtItsTop() throws IOException {
    List<Path> sources = sources();

    assertThat(sources).hasSizeGreaterThan(500);
    assertThat(sources.stream().filter(source -> !top(source).contains(TAG)))
        .as("add the line %s at the top, in a comment", TAG)
        .isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files =
        Files.find(ROOT, 20, (path, attributes) -> attributes.isRegularFile() && isOurs(path))) {
      return files.filter(LicenceTest::isSource).toList();
    }
  }

  private static boolean isOurs(Path path) {
    return Stream.iterate(path, Path::getParent)
        .takeWhile(at -> at != null)
        .noneMatch(
            at -> at.getFileName() != null && NOT_OURS.contains(at.getFileName().toString()));
  }

  private static boolean isSource(Path path) {
    return SOURCES.stream().anyMatch(path.toString()::endsWith) || top(path).startsWith("#!");
  }

  private static String top(Path path) {
    try (var in = Files.newInputStream(path)) {
      return new String(in.readNBytes(400), ISO_8859_1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
