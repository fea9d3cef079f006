// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents for people: links that lead somewhere, pictures that fit the code, a short README.
 */
class DocumentsTest {

  private static final Path ROOT = Path.of("..");

  private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```$");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *$");

  private static final Pattern MERMAID =
      Pattern.compile("(?ms)^```mermaid\n(flowchart LR\n.*?)^```$");

  /** A module at the start of a line, which may have no arrow. */
  private static final Pattern NODE = Pattern.compile("(?m)^ *([a-z-]+)\\[");

  private static final Pattern EDGE =
      Pattern.compile("(?m)^ +([a-z-]+)(?:\\[\"[^\"]*\"\\])? --> ([a-z-]+)(?:\\[.*)?$");

  private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");

  private static final Set<String> SMALL =
      Set.of("aws-sdk", "benchmarks", "domain-testkit", "picocli");

  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");

  private static final Pattern OURS =
      Pattern.compile("<artifactId>lavasched-([a-z-]+)</artifactId>");

  private static final Pattern CLASS_NAME = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");

  @TempDir Path directory;

  static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String name : List.of(".", "docs", "examples")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(name))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents.stream().map(Path::normalize).toList();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, UTF_8);
  }

  /** As GitHub makes them: a heading that comes again gets a number. */
  private static Set<String> anchors(String markdown) {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    HEADING
        .matcher(FENCE.matcher(markdown).replaceAll(""))
        .results()
        .map(heading -> anchor(heading.group(1)))
        .forEach(
            anchor -> {
              int times = seen.merge(anchor, 1, Integer::sum);
              anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
            });
    return anchors;
  }

  private static String anchor(String heading) {
    return LINK.matcher(heading)
        .replaceAll("")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  private static List<String> links(String markdown) {
    return LINK.matcher(FENCE.matcher(markdown).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsSomewhere(Path document) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : links(read(document))) {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
      if (!Files.exists(target)) {
        broken.add(link + ": no such file");
      } else if (parts.length == 2 && !anchors(read(target)).contains(parts[1])) {
        broken.add(link + ": no such heading");
      }
    }

    assertThat(broken).as(document.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1. Install the program          | 1-install-the-program
          `--html`, and [a link](x.md#y)  | --html-and-a-link
          lavasched.check/1               | lavaschedcheck1
          """)
  void headingsBecomeAnchorsAsOnGitHub(String heading, String anchor) {
    assertThat(anchor(heading.replaceAll("\\[(.*?)\\]\\(.*?\\)", "$1"))).isEqualTo(anchor);
  }

  /** One that no other document names, nobody finds. */
  @Test
  void everyDocumentIsReachedFromTheReadme() throws IOException {
    Set<Path> reached = new HashSet<>();
    List<Path> open = new ArrayList<>(List.of(ROOT.resolve("README.md").normalize()));
    while (!open.isEmpty()) {
      Path document = open.remove(0);
      if (reached.add(document) && document.toString().endsWith(".md")) {
        for (String link : links(read(document))) {
          String file = link.replaceAll("#.*", "");
          if (!file.isEmpty()) {
            open.add(document.resolveSibling(file).normalize());
          }
        }
      }
    }

    assertThat(reached)
        .containsAll(documents().stream().filter(d -> d.toString().contains("docs")).toList());
  }

  @Test
  void theReadmeIsReadInAFewMinutes() throws IOException {
    assertThat(Files.size(ROOT.resolve("README.md"))).isLessThan(7_000);
  }

  @Test
  void theReadmeShowsWhatPlanPrints() throws IOException {
    Path realm = Files.createDirectory(directory.resolve("realm"));
    try (Stream<Path> records = Files.list(Cli.EXAMPLES)) {
      for (Path each : records.toList()) {
        Files.copy(each, realm.resolve(each.getFileName().toString()));
      }
    }
    String options =
        " -r demo --jobs {dir}/realm --job demo/schedule-01 --crontab-file {dir}/demo.crontab"
            + " --zone Australia/Sydney";
    Cli cli = Cli.in(directory);
    cli.runLine("run" + options);
    edit(realm.resolve("etl-orders.json"), "30 2 * * *", "0 3 * * *");
    edit(realm.resolve("report-weekly.json"), "0 6 * * mon", "0 24 * * mon");

    Ran plan = cli.runLine("plan" + options);

    String problem = plan.err().substring(0, plan.err().indexOf("  unchanged "));
    assertThat(read(ROOT.resolve("README.md")))
        .contains(
            "```\n$ lavasched plan -r demo --job demo/schedule-01\n"
                + plan.out()
                + problem
                + "```\n");
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = read(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  /** With what follows from them, for a picture may leave out an arrow that others make. */
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/architecture.md"})
  void thePictureOfTheModulesIsThatOfThePoms(String document) throws IOException {
    Matcher picture = MERMAID.matcher(read(ROOT.resolve(document)));
    assertThat(picture.find()).isTrue();
    Map<String, Set<String>> drawn = new TreeMap<>();
    NODE.matcher(picture.group(1))
        .results()
        .forEach(node -> drawn.put(node.group(1), new TreeSet<>()));
    EDGE.matcher(picture.group(1))
        .results()
        .forEach(
            edge -> {
              drawn.computeIfAbsent(edge.group(1), from -> new TreeSet<>()).add(edge.group(2));
              drawn.computeIfAbsent(edge.group(2), from -> new TreeSet<>());
            });
    Map<String, Set<String>> built = new TreeMap<>();
    for (String module : modules()) {
      built.put(module, dependencies(module));
    }
    if (document.equals("README.md")) {
      // What a reader of the README need not know.
      built.keySet().removeAll(SMALL);
      built.values().forEach(modules -> modules.removeAll(SMALL));
    }

    assertThat(withAllThatFollows(drawn)).isEqualTo(withAllThatFollows(built));
  }

  private static List<String> modules() throws IOException {
    return MODULE
        .matcher(read(ROOT.resolve("pom.xml")))
        .results()
        .map(module -> module.group(1))
        .toList();
  }

  /** Those of the tests are no part of a picture. */
  private static Set<String> dependencies(String module) throws IOException {
    String pom = read(ROOT.resolve(module).resolve("pom.xml"));
    return DEPENDENCY
        .matcher(pom.replaceAll("(?s)<profile>.*?</profile>", ""))
        .results()
        .map(dependency -> dependency.group(1))
        .filter(text -> !text.contains("<scope>test</scope>"))
        .flatMap(text -> OURS.matcher(text).results().map(ours -> ours.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> withAllThatFollows(Map<String, Set<String>> edges) {
    Map<String, Set<String>> all = new TreeMap<>();
    edges.forEach((from, to) -> all.put(from, new TreeSet<>(to)));
    for (int i = 0; i < all.size(); i++) {
      for (Set<String> reached : all.values()) {
        List.copyOf(reached).forEach(module -> reached.addAll(all.getOrDefault(module, Set.of())));
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain", "application"})
  void theArchitectureHasEveryPackage(String module) throws IOException {
    String architecture = read(ROOT.resolve("docs/architecture.md"));
    int from = architecture.indexOf("| package of `" + module + "` |");
    assertThat(from).isNotNegative();
    String table = architecture.substring(from, architecture.indexOf("\n\n", from));
    List<String> named =
        Pattern.compile("(?m)^\\| (`[a-z`, ]+`) \\|")
            .matcher(table)
            .results()
            .flatMap(row -> Stream.of(row.group(1).replace("`", "").split(", ")))
            .toList();

    try (Stream<Path> packages =
        Files.list(ROOT.resolve(module + "/src/main/java/io/lavasched/" + module))) {
      assertThat(named)
          .containsExactlyInAnyOrderElementsOf(
              packages.filter(Files::isDirectory).map(p -> p.getFileName().toString()).toList());
    }
  }

  @Test
  void theArchitectureNamesClassesThatAreThere() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(ROOT)) {
      classes =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
    String architecture = read(ROOT.resolve("docs/architecture.md"));

    Set<String> named =
        CLASS_NAME
            .matcher(architecture.replaceAll("DynamoDB|\\bEventBridge\\b", ""))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(40).isSubsetOf(classes);
  }
}
