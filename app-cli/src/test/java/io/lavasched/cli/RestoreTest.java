// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreTest {

  @TempDir private Path directory;

  private Cli cli;

  @BeforeEach
  void prepare() {
    cli = Cli.in(directory);
  }

  private Path state() {
    return directory.resolve(".local/state/lavasched");
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(state())) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("last-run-"))
          .sorted()
          .toList();
    }
  }

  private Ran run(String schedule) {
    cli.file(
        "jobs.json",
        "{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \""
            + schedule
            + "\"}");
    return cli.runLine("run -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/ct");
  }

  private Ran restore(String words) {
    return cli.runLine("restore --crontab-file {dir}/ct " + words);
  }

  @Test
  void nothingIsKeptYet() {
    Ran ran = restore("");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("0 backups of " + directory.resolve("ct"));
    assertThat(state()).as("listing makes no folder").doesNotExist();
  }

  @Test
  void everyInstallKeepsTheOldOneForItsOwnerAlone() throws IOException {
    cli.file("ct", "MAILTO=x\n\u00e9 no entry\n".getBytes(StandardCharsets.ISO_8859_1));
    byte[] before = Files.readAllBytes(cli.path("ct"));
    Ran first = run("@daily");

    assertThat(kept()).hasSize(2);
    assertThat(kept().get(0)).hasBinaryContent(before);
    assertThat(kept().get(1))
        .as("what was installed")
        .hasBinaryContent(Files.readAllBytes(cli.path("ct")));
    assertThat(first.err()).contains("old crontab kept: " + kept().get(0));
    assertThat(Files.getPosixFilePermissions(kept().get(0))).hasSize(2);
    assertThat(Files.getPosixFilePermissions(state())).hasSize(3);

    run("@daily");
    assertThat(kept()).as("an unchanged run keeps nothing").hasSize(2);
  }

  @Test
  void newestTwentyStay() throws IOException {
    for (int i = 0; i < 23; i++) {
      assertThat(run(i + " 4 * * *").exit()).isZero();
    }

    assertThat(kept()).hasSize(20);
    assertThat(kept().get(19)).content().contains("22 4 * * *");
    assertThat(restore("").out().lines()).as("with a heading").hasSize(21);
  }

  @Test
  void listTellsNameTimeEntriesAndChange() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run("@daily");
    run("@hourly");
    List<Path> kept = kept();

    String gap = " ".repeat(kept.get(0).getFileName().toString().length() - "BACKUP".length());
    assertThat(restore("").out())
        .isEqualTo(
            "#  BACKUP"
                + gap
                + "  KEPT AT               ENTRIES    AFTER IT\n1  "
                + kept.get(2).getFileName()
                + "  2026-12-01T12:00:00Z  2 entries  the same\n2  "
                + kept.get(1).getFileName()
                + "  2026-12-01T12:00:00Z  2 entries  +1 -1 lines\n3  "
                + kept.get(0).getFileName()
                + "  2026-12-01T12:00:00Z  1 entry    +4 -0 lines\n");
    assertThat(restore("-o json").out())
        .contains(
            "\"format\" : \"lavasched.restore/1\"",
            "\"outcome\" : \"listed\"",
            "\"then_added\" : 4",
            "\"none\" : false");
  }

  @Test
  void whatWasFoundIsMarkedAndNotTheLatest() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run("@daily");
    Path good = kept().get(0);
    Path found =
        Files.writeString(
            state().resolve(good.getFileName().toString().replace("T12", "T13") + ".found"),
            "0 9 * * * spoiled\n");

    assertThat(restore("").out().lines().map(line -> line.replaceAll(" {2,}", "|")))
        .containsExactly(
            "#|BACKUP|KEPT AT|ENTRIES|AFTER IT",
            "1|"
                + found.getFileName()
                + "|2026-12-01T13:00:00Z|1 entry|found after a failed install",
            "2|" + kept().get(1).getFileName() + "|2026-12-01T12:00:00Z|2 entries|the same",
            "3|" + good.getFileName() + "|2026-12-01T12:00:00Z|1 entry|+4 -0 lines");
    JsonNode first = JsonShape.of(restore("-o json").out()).get("backups").get(0);
    assertThat(first.get("found").booleanValue()).isTrue();
    assertThat(first.get("then_added").isNull()).isTrue();

    assertThat(restore(found.getFileName() + " --diff").out()).contains("+0 9 * * * spoiled\n");
    assertThat(restore("latest").exit()).isZero();
    assertThat(cli.text("ct")).isEqualTo("0 1 * * * own\n");
  }

  @Test
  void onlyWhatWasFoundIsNoLatest() throws IOException {
    run("@daily");
    Files.delete(kept().get(1));
    Files.move(kept().get(0), Path.of(kept().get(0) + ".found"));
    Ran ran = restore("latest");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("not the one that is there now, found only " + kept().get(0).getFileName());
  }

  @Test
  void unreadableCrontabIsUnknownAndTheRestIsListed() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run("@daily");
    run("@hourly");
    Files.delete(cli.path("ct"));
    Files.createDirectory(cli.path("ct"));
    Ran ran = restore("");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("#  BACKUP "),
            line -> assertThat(line).endsWith("  2 entries  unknown"),
            line -> assertThat(line).endsWith("  2 entries  +1 -1 lines"),
            line -> assertThat(line).endsWith("  1 entry    +4 -0 lines"));
    assertThat(ran.err()).startsWith("error: ").contains("ct");
    JsonNode json = JsonShape.of(restore("-o json").out());
    assertThat(json.get("exit_code").intValue()).isEqualTo(5);
    assertThat(json.get("failures")).hasSize(1);
    assertThat(json.get("backups").get(0).get("then_added").isNull()).isTrue();
    assertThat(json.get("backups").get(0).get("entries").intValue()).isEqualTo(2);
    assertThat(json.get("backups").get(2).get("then_added").intValue()).isEqualTo(4);

    assertThat(restore("latest --diff").exit()).isEqualTo(5);
    assertThat(restore("latest").exit()).isEqualTo(5);
  }

  @Test
  void diffShowsAndWritesNothing() {
    cli.file("ct", "0 1 * * * own\n");
    run("@daily");
    String installed = cli.text("ct");
    Ran diff = restore("latest --diff");

    assertThat(diff.exit()).isZero();
    assertThat(diff.out())
        .startsWith("--- crontab (installed)\n+++ crontab (restored)\n@@ -1,5 +1,1 @@\n")
        .contains("-@daily /usr/local/bin/lava-dispatcher --worker w a\n");
    assertThat(cli.text("ct")).isEqualTo(installed);
    assertThat(restore("latest --diff -o json").out()).contains("\"outcome\" : \"planned\"");
  }

  @Test
  void restoreCanBeUndone() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run("@daily");
    String installed = cli.text("ct");

    Ran restored = restore("latest");
    assertThat(restored.exit()).isZero();
    assertThat(restored.err()).contains("restored", "1 entry of " + kept().get(0).getFileName());
    assertThat(cli.text("ct")).isEqualTo("0 1 * * * own\n");

    assertThat(restore("latest").exit()).isZero();
    assertThat(cli.text("ct")).isEqualTo(installed);
    assertThat(kept()).hasSize(4);
  }

  @Test
  void firstInstallCanBeUndone() throws IOException {
    run("@daily");
    assertThat(kept().get(0).toString()).endsWith(".none");
    assertThat(restore("").out()).contains("  no crontab  +4 -0 lines\n");

    assertThat(restore("latest").err()).contains("no crontab at all");
    assertThat(cli.path("ct")).doesNotExist();
  }

  /** The one that was installed last, before a run comes by and after it. */
  @Test
  void latestIsTheLastGoodOneAfterABadHandEdit() {
    run("@daily");
    String installed = cli.text("ct");
    cli.file("ct", "0 1 * * * rm -rf\n");

    assertThat(restore("latest").exit()).isZero();
    assertThat(cli.text("ct")).isEqualTo(installed);

    cli.file("ct", "0 1 * * * rm -rf\n");
    run("@daily");
    assertThat(cli.text("ct")).startsWith("0 1 * * * rm -rf\n####");
    assertThat(restore("").out().lines().skip(3).findFirst().orElseThrow()).contains("1 entry ");
    assertThat(restore("3").exit()).isZero();
    assertThat(cli.text("ct")).isEqualTo(installed);
  }

  @Test
  void sameCrontabIsLeftAlone() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run("@daily");
    restore("latest");
    int count = kept().size();

    Ran again = restore(kept().get(0).getFileName().toString());
    assertThat(again.exit()).isZero();
    assertThat(again.err()).startsWith("unchanged: ");
    assertThat(kept()).hasSize(count);
  }

  @Test
  void nameMayBeShortOrAPath() throws IOException {
    cli.file("ct", "0 1 * * * own\n");
    run("@daily");
    Path backup = kept().get(0);

    String start = backup.getFileName().toString().substring(0, "20261201T120000.000000".length());
    assertThat(restore(start + " --diff").exit()).isZero();
    assertThat(restore(backup + " --diff").exit()).isZero();
    Ran many = restore("2026 --diff");
    assertThat(many.exit()).isEqualTo(2);
    assertThat(many.err()).contains("found \"2026\", which may be 20261201T");
  }

  @ParameterizedTest
  @CsvSource({
    "../ct, 'BACKUP must be latest, a number of the list, or a name or the start of one, found"
        + " \"../ct\"; the newest are'",
    "3, 'BACKUP must be a number of the list, 1 to 2, found 3'",
    "2027, 'found \"2027\"; the newest are 20261201T'",
    "--diff, '--diff must have a BACKUP to compare with, found none'",
    "a b, 'lavasched restore takes one BACKUP, found \"b\"'",
    "--lock-wait 1.5, '--lock-wait must be a whole number of seconds that is not too large, found"
        + " \"1.5\"'",
    "latest --lock-wait=-1, '--lock-wait must be 0 to 86400 seconds (a day), found -1'",
    "latest --lock-wait=86401, '--lock-wait must be 0 to 86400 seconds (a day), found 86401'"
  })
  void wrongWordsAreUsageErrors(String words, String message) {
    run("@daily");
    Ran ran = restore(words);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
  }

  @Test
  void othersCrontabsAreNotMixed() {
    run("@daily");

    Ran other = cli.runLine("restore latest --crontab-file {dir}/other");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("there must be a kept crontab, found none in");
  }
}
