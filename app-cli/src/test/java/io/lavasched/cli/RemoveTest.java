// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoveTest {

  private static final String START = "#### Lava Schedules Start ####\n";
  private static final String END = "#### Lava Schedules End ####\n";

  @TempDir private Path directory;

  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        "{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"@daily\"}");
  }

  private Ran run() {
    return cli.runLine("run -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/ct");
  }

  private Ran remove(String words) {
    return cli.runLine("remove --crontab-file {dir}/ct " + words);
  }

  private List<Path> kept() throws IOException {
    Path state = directory.resolve(".local/state/lavasched");
    if (!Files.exists(state)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(state)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9].*"))
          .sorted()
          .toList();
    }
  }

  @Test
  void takesTheBlockAloneKeepsTheOldCrontabAndRestoreUndoesIt() throws IOException {
    byte[] mine = "MAILTO=x\r\n\u00e9 0 1 * * * own \n\n".getBytes(ISO_8859_1);
    cli.file("ct", mine);
    run();
    byte[] installed = Files.readAllBytes(cli.path("ct"));

    Ran removed = remove("");

    assertThat(removed.exit()).isZero();
    assertThat(removed.out()).isEmpty();
    assertThat(removed.err())
        .isEqualTo(
            "old crontab kept: "
                + kept().get(1)
                + "\ntook the block out of "
                + cli.path("ct")
                + ": 1 entry (-4 lines)\n"
                + "to undo this: lavasched restore latest, with the same --crontab-file\n");
    assertThat(cli.path("ct")).hasBinaryContent(mine);
    assertThat(kept().get(1)).hasBinaryContent(installed);
    assertThat(Files.getPosixFilePermissions(kept().get(1))).hasSize(2);

    assertThat(cli.runLine("restore latest --crontab-file {dir}/ct").exit()).isZero();
    assertThat(cli.path("ct")).hasBinaryContent(installed);
  }

  @ParameterizedTest
  @CsvSource({"'',", "'', ''", "--diff,", "--diff, '0 1 * * * own\n'", "'', '0 1 * * * own'"})
  void withoutABlockItSaysSoAndWritesNothing(String words, String crontab) throws IOException {
    if (crontab != null) {
      cli.file("ct", crontab);
    }

    Ran ran = remove(words);

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            (words.isEmpty() ? "unchanged: " : "no changes: ")
                + cli.path("ct")
                + " has no block\n");
    if (crontab == null) {
      assertThat(cli.path("ct")).doesNotExist();
    } else {
      assertThat(cli.text("ct")).isEqualTo(crontab);
    }
    assertThat(kept()).isEmpty();
  }

  @Test
  void diffShowsAndWritesNothing() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run();
    String installed = cli.text("ct");
    int count = kept().size();

    Ran diff = remove("--diff");

    assertThat(diff.exit()).isZero();
    assertThat(diff.out())
        .isEqualTo(
            "--- crontab (installed)\n+++ crontab (without the block)\n@@ -1,5 +1,1 @@\n"
                + " 0 1 * * * own\n-"
                + START
                + "-LAVA_REALM=demo\n-@daily /usr/local/bin/lava-dispatcher --worker w a\n-"
                + END);
    assertThat(diff.err())
        .isEqualTo(
            "remove would take the block out of " + cli.path("ct") + ": 1 entry (-4 lines)\n");
    assertThat(cli.text("ct")).isEqualTo(installed);
    assertThat(kept()).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"'',", "--diff,"})
  void markersThatDoNotPairUpAreAnError(String words) throws IOException {
    cli.file("ct", "# mine\n" + START + "0 1 * * * own\n");

    Ran ran = remove(words);

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith(
            "crontab: line 2: error: start marker must be followed by an end marker, found none"
                + " [broken-markers]\n")
        .endsWith("error: nothing was written\n");
    assertThat(cli.text("ct")).isEqualTo("# mine\n" + START + "0 1 * * * own\n");
    assertThat(kept()).isEmpty();
  }

  @Test
  void linesBelowThatLoseVariablesAreReported() {
    run();
    cli.file("ct", cli.text("ct") + "0 1 * * * own\n");

    assertThat(remove("").err())
        .startsWith(
            "crontab: warning: lines below the block should not depend on its variables, found line"
                + " 5: \"0 1 * * * own\", which loses LAVA_REALM [inherited-environment]\n"
                + "  help: set those that the line needs above it\n");
    assertThat(cli.text("ct")).isEqualTo("0 1 * * * own\n");
  }

  @Test
  void theNextRunMakesANewBlock() {
    run();
    String installed = cli.text("ct");
    remove("");
    assertThat(cli.text("ct")).isEmpty();

    run();

    assertThat(cli.text("ct")).isEqualTo(installed);
  }

  @Test
  void jsonTellsHowItEnded() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run();
    JsonNode planned = json(remove("--diff -o json"), "planned", 0);
    assertThat(JsonShape.names(planned))
        .containsExactly(
            "format",
            "command",
            "outcome",
            "exit_code",
            "crontab",
            "archive",
            "changed",
            "entries",
            "diff",
            "problems");
    assertThat(planned.get("diff").textValue()).isEqualTo(remove("--diff").out());
    JsonNode installed = json(remove("-o json"), "installed", 0);
    assertThat(JsonShape.names(installed))
        .containsExactly(
            "format",
            "command",
            "outcome",
            "exit_code",
            "crontab",
            "archive",
            "changed",
            "entries",
            "backup",
            "found_backup",
            "crontab_now",
            "failures",
            "problems");
    assertThat(installed.get("changed").booleanValue()).isTrue();
    assertThat(installed.get("entries").intValue()).isEqualTo(1);
    assertThat(installed.get("crontab_now").textValue()).isEqualTo("new");
    assertThat(installed.get("backup").textValue())
        .isEqualTo(kept().get(1).getFileName().toString());

    JsonNode unchanged = json(remove("-o json"), "unchanged", 0);
    assertThat(unchanged.get("changed").booleanValue()).isFalse();
    assertThat(unchanged.get("entries").intValue()).isZero();
    assertThat(unchanged.get("backup").isNull()).isTrue();

    cli.file("ct", END);
    for (String words : List.of("-o json", "--diff -o json")) {
      JsonNode broken = json(remove(words), "broken_crontab", 5);
      assertThat(JsonShape.names(broken))
          .containsExactly(
              "format", "command", "outcome", "exit_code", "crontab", "archive", "problems");
      assertThat(broken.get("problems").get(0).get("code").textValue()).isEqualTo("broken-markers");
    }
  }

  private JsonNode json(Ran ran, String outcome, int code) {
    JsonNode json = JsonShape.of(ran.out());
    assertThat(ran.exit()).isEqualTo(code);
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.remove/1");
    assertThat(json.get("command").textValue()).isEqualTo("remove");
    assertThat(json.get("outcome").textValue()).isEqualTo(outcome);
    assertThat(json.get("exit_code").intValue()).isEqualTo(code);
    assertThat(json.get("crontab").textValue()).isEqualTo(cli.path("ct").toString());
    return json;
  }

  @Test
  void oneThatCannotBeReadIsAFailure() throws IOException {
    Files.createDirectory(cli.path("ct"));

    Ran ran = remove("");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.err()).startsWith("error: ");
    assertThat(JsonShape.of(remove("-o json").out()).get("format").textValue())
        .isEqualTo("lavasched.error/1");
  }

  @ParameterizedTest
  @CsvSource({
    "latest, lavasched remove takes",
    "--lock-wait -1, '--lock-wait must be 0 to 86400 seconds (a day), found -1'",
  })
  void wrongWordsAreUsageErrors(String words, String message) {
    Ran ran = remove(words);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
  }
}
