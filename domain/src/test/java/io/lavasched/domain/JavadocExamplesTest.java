// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.purity.Javac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in the Javadoc: each compiles as it stands there. */
class JavadocExamplesTest {

  private static final Path MAIN = Path.of("src/main/java/io/lavasched/domain");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* }</pre>", Pattern.DOTALL);

  /** People look at them first. */
  private static final List<String> FIRST = List.of("LavaJobs");

  @TempDir Path folder;

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = EXAMPLE.matcher(Files.readString(file));
        if (matcher.find()) {
          examples.put(
              file.getFileName().toString().replace(".java", ""),
              matcher.group(1).replaceAll("(?m)^ *\\*", ""));
        }
      }
    }
    return examples;
  }

  @Test
  void classesThatPeopleLookAtFirstHaveOne() throws IOException {
    assertThat(examples().keySet()).containsAll(FIRST);
  }

  @Test
  void eachCompiles() throws IOException {
    StringBuilder imports = new StringBuilder("package example;\n");
    try (Stream<Path> packages = Files.walk(MAIN)) {
      packages
          .filter(Files::isDirectory)
          .sorted()
          .map(p -> Path.of("src/main/java").relativize(p).toString().replace('/', '.'))
          .forEach(name -> imports.append("import ").append(name).append(".*;\n"));
    }
    for (String name : List.of("java.time", "java.util", "java.util.function")) {
      imports.append("import ").append(name).append(".*;\n");
    }
    for (Map.Entry<String, String> example : examples().entrySet()) {
      Files.writeString(
          folder.resolve("Example" + example.getKey() + ".java"),
          imports
              + "class Example"
              + example.getKey()
              + " {\n"
              + "  static void run(Map<String, Object> record, Instant now, ZoneId zone,"
              + " Consumer<String> out) {\n"
              + example.getValue()
              + "\n  }\n}\n");
    }

    assertThat(
            Javac.compile(
                folder,
                folder.resolve("classes"),
                "-Xlint:none",
                "-cp",
                System.getProperty("java.class.path")))
        .isEmpty();
  }
}
