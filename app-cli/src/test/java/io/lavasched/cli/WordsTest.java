// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Words that readers stumbled over are in no message, help or page: one row each, with what is said
 * instead.
 */
class WordsTest {

  private static final Path ROOT = Path.of("..");

  private static final Pattern READ =
      Pattern.compile(
          ".*\\.(java|md|html|js|css|properties)|.*/packaging/files/[^/]+|.*/lavasched");

  /** What programmers say to each other is not for the people who use it. */
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*?.*?\\*/|(?m)^\\s*//.*$");

  /** Where a line or a string literal goes on in the next one. */
  private static final Pattern JOIN = Pattern.compile("\"\\s*\\+\\s*\"|\\s+(?:\\*|//|#)?\\s*");

  private static final Map<Path, String> TEXTS = new LinkedHashMap<>();

  @BeforeAll
  static void read() throws IOException {
    List<Path> roots =
        new ArrayList<>(
            List.of(
                ROOT.resolve("README.md"),
                ROOT.resolve("CHANGELOG.md"),
                ROOT.resolve("CONTRIBUTING.md"),
                ROOT.resolve("lavasched"),
                ROOT.resolve("docs"),
                ROOT.resolve("examples"),
                ROOT.resolve("packaging/files")));
    for (String module :
        List.of(
            "domain",
            "adapters-crontab",
            "adapters-aws",
            "adapters-dynamodb",
            "adapters-eventbridge",
            "app-cli")) {
      roots.add(ROOT.resolve(module).resolve("src/main"));
    }
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (READ.matcher(file.toString()).matches()) {
            String text = Files.readString(file, UTF_8);
            boolean isJava = file.toString().endsWith(".java");
            TEXTS.put(file, joined(isJava ? COMMENT.matcher(text).replaceAll("") : text));
          }
        }
      }
    }
  }

  private static String joined(String text) {
    return JOIN.matcher(text).replaceAll(match -> match.group().startsWith("\"") ? "" : " ");
  }

  @Test
  void allSourcesAreRead() {
    assertThat(TEXTS).hasSizeGreaterThan(300);
    assertThat(joined("\"sends\"\n        + \" off\" x\n   * y")).isEqualTo("\"sends off\" x y");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          no installed entries are known to be theirs => their records are bad, and they had no entries to keep
          no longer a job of these dispatchers => no longer on Sydney
          what was there before is kept => old crontab kept
          Say only this and worse => Least severity shown
          lines of nobody => unknown lines
          Show when how many jobs are sent => Show the load: how many jobs are dispatched when
          make the crowd => Show the load: how many jobs are dispatched when
          only findings that bad => print only findings of at least this severity; all are counted
          \\bheed(s|ed|ing)?\\b => supports
          \\bsen(ds?|t|ding) (it |them )?off\\b => dispatches
          (is|are|was|were|be|not|and|unless) told\\b(?! (apart|to)) => reported
          \\bbut for\\b => except for
          \\bwhoever\\b => anyone who
          that of yours counts => a sentence that needs one reading
          \\bforetell\\b => it cannot be known before
          \\bcomes? of\\b => is caused by
          \\banybody's\\b => that cannot be assigned to a dispatcher
          no guard asks => no guard refuses
          what it stands on => what it depends on
          nobody knows the latter => a sentence that needs one reading
          begins or ends does so => the first rebuild after it changes the crontab
          """)
  void isSaidInPlainerWords(String stumbledOver, String better) {
    Pattern pattern = Pattern.compile(stumbledOver, Pattern.CASE_INSENSITIVE);
    List<String> found = new ArrayList<>();
    TEXTS.forEach(
        (file, text) ->
            pattern
                .matcher(text)
                .results()
                .map(
                    hit ->
                        file
                            + ": "
                            + text.substring(
                                Math.max(0, hit.start() - 30),
                                Math.min(text.length(), hit.end() + 30)))
                .forEach(found::add));
    assertThat(found).as("say instead: " + better).isEmpty();
  }
}
