// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.purity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The second fence around the domain: its module requires nothing but annotations, so the compiler
 * stops others.
 */
class ModuleFenceTest {

  private static final Path MAIN = Path.of("src/main/java");

  @TempDir Path folder;
  private Path sources;

  @BeforeEach
  void copySources() throws IOException {
    sources = folder.resolve("sources");
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = sources.resolve(MAIN.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private List<String> compile() throws IOException {
    return Javac.compile(
        sources, folder.resolve("classes"), "--module-path", Javac.jarOf(NullMarked.class));
  }

  @Test
  void sourcesCompileAsTheyAre() throws IOException {
    assertThat(compile()).isEmpty();
    assertThat(folder.resolve("classes/module-info.class")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"java.sql.Connection", "java.net.http.HttpClient", "java.util.logging.Logger"})
  void classOfAnotherModuleIsNotVisible(String name) throws IOException {
    Files.writeString(
        sources.resolve("io/lavasched/domain/job/Planted.java"),
        "package io.lavasched.domain.job;\nfinal class Planted { " + name + " field; }\n");
    String packageName = name.substring(0, name.lastIndexOf('.'));

    assertThat(compile())
        .singleElement()
        .asString()
        .startsWith("compiler.err.package.not.visible: ")
        .contains("package " + packageName + " is not visible")
        .contains("io.lavasched.domain does not read");
  }

  /** A library on the class path is not seen from a module, either. */
  @Test
  void classOfALibraryDoesNotExist() throws IOException {
    Files.writeString(
        sources.resolve("io/lavasched/domain/job/Planted.java"),
        """
        package io.lavasched.domain.job;
        final class Planted { com.fasterxml.jackson.databind.ObjectMapper field; }
        """);

    assertThat(compile()).singleElement().asString().contains("com.fasterxml.jackson.databind");
  }
}
