// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.purity.Javac;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in the Javadoc: each compiles as it stands there, and says what its comments say.
 */
class JavadocExamplesTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\* }</pre>", Pattern.DOTALL);
  private static final Pattern COMMENT = Pattern.compile("// (.*)");

  /** People look at them first, and see so many lines of them. */
  private static final List<String> FIRST =
      List.of("LavaJobs", "JobRecord", "CronSchedule", "FireTimes", "Problem", "CrontabEntry");

  private static final int FIRST_SCREEN = 25;

  private static final Map<String, Object> RECORD =
      Map.of(
          "job_id",
          "demo/etl",
          "type",
          "cmd",
          "worker",
          "core",
          "payload",
          "x.sh",
          "schedule",
          "0 6 * * *");

  @TempDir Path folder;

  private static String name(Path file) {
    return file.getFileName().toString().replace(".java", "").replace('-', '_');
  }

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new TreeMap<>();
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher matcher = EXAMPLE.matcher(Files.readString(file));
        String name = name(file);
        for (int number = 1; matcher.find(); number++) {
          examples.put(
              name + (number == 1 ? "" : number), matcher.group(1).replaceAll("(?m)^ *\\*", ""));
        }
      }
    }
    return examples;
  }

  @Test
  void classesThatPeopleLookAtFirstHaveOneInTheFirstScreen() throws IOException {
    assertThat(examples()).containsKeys(FIRST.toArray(String[]::new)).containsKey("module_info");
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(f -> FIRST.contains(name(f))).toList()) {
        String text = Files.readString(file);
        String above = text.substring(text.indexOf("/**"), text.indexOf("<pre>{@code"));
        assertThat(above.lines().count()).as(file.toString()).isLessThan(FIRST_SCREEN);
      }
    }
  }

  private void compile(Map<String, String> examples) throws IOException {
    StringBuilder imports = new StringBuilder("package example;\n");
    try (Stream<Path> packages = Files.walk(MAIN.resolve("io/lavasched/domain"))) {
      packages
          .filter(Files::isDirectory)
          .sorted()
          .map(p -> MAIN.relativize(p).toString().replace('/', '.'))
          .forEach(name -> imports.append("import ").append(name).append(".*;\n"));
    }
    for (String name : List.of("java.time", "java.util", "java.util.function")) {
      imports.append("import ").append(name).append(".*;\n");
    }
    for (Map.Entry<String, String> example : examples.entrySet()) {
      Files.writeString(
          folder.resolve("Example" + example.getKey() + ".java"),
          imports
              + "public class Example"
              + example.getKey()
              + " {\n"
              + "  public static void run(Map<String, Object> record, Instant now, ZoneId zone,"
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

  @Test
  void eachCompilesAndSaysWhatItsCommentsSay() throws Exception {
    Map<String, String> examples = examples();
    compile(examples);

    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      for (Map.Entry<String, String> example : examples.entrySet()) {
        List<String> said = new ArrayList<>();
        Consumer<String> out = text -> text.lines().forEach(said::add);
        loader
            .loadClass("example.Example" + example.getKey())
            .getMethod("run", Map.class, Instant.class, ZoneId.class, Consumer.class)
            .invoke(null, RECORD, Instant.parse("2026-11-23T10:15:00Z"), ZoneId.of("UTC"), out);
        List<String> comments =
            COMMENT.matcher(example.getValue()).results().map(c -> c.group(1)).toList();
        if (!comments.isEmpty()) {
          assertThat(said).as(example.getKey()).isEqualTo(comments);
        }
      }
    }
  }
}
