// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plan prints: a diff that patch understands, and nothing is written. */
class PlanTest {

  private static final String REBUILD =
      " -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/tab ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
    cli.file("jobs.json", job("a", 1) + job("b", 2) + job("É", 3));
  }

  private static String job(String id, int minute) {
    return """
    {"job_id": "%s", "worker": "w", "dispatcher": "d", "schedule": "%d 4 * * *"}
    """
        .formatted(id, minute);
  }

  @Test
  void showsTheChanges() {
    cli.runLine("run" + REBUILD);
    cli.file("jobs.json", job("a", 1) + job("b", 7) + job("c", 3));

    Ran ran = cli.runLine("plan" + REBUILD);

    assertThat(ran.out())
        .isEqualTo(
            """
            --- crontab (installed)
            +++ crontab (planned)
            @@ -1,6 +1,6 @@
             #### Lava Schedules Start ####
             LAVA_REALM=demo
             1 4 * * * /usr/local/bin/lava-dispatcher --worker w a
            -2 4 * * * /usr/local/bin/lava-dispatcher --worker w b
            -3 4 * * * /usr/local/bin/lava-dispatcher --worker w 'É'
            +7 4 * * * /usr/local/bin/lava-dispatcher --worker w b
            +3 4 * * * /usr/local/bin/lava-dispatcher --worker w c
             #### Lava Schedules End ####
            """);
    assertThat(ran.err())
        .isEqualTo(
            """
              unchanged a: 1 entry
              changed   b: 1 entry
              added     c: 1 entry
              removed   É (no longer on d)
            run would change %s to 3 entries for 3 jobs (1 added, 1 removed, 1 changed)
            """
                .formatted(cli.path("tab")));
    assertThat(ran.exit()).isZero();
    assertThat(cli.runLine("plan --exit-code" + REBUILD).exit()).isEqualTo(10);
  }

  @Test
  void showsNothingWhereNothingChanges() {
    cli.runLine("run" + REBUILD);

    Ran ran = cli.runLine("plan --exit-code" + REBUILD);

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .endsWith("no changes: " + cli.path("tab") + " already has 3 entries for 3 jobs\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void quarantineGoesBeforeNoChangesAndChangesGoBeforeQuarantine() {
    cli.runLine("run" + REBUILD);
    cli.file("jobs.json", job("a", 1) + job("b", 2) + job("É", 99));

    assertThat(cli.runLine("plan --exit-code" + REBUILD).exit()).isEqualTo(3);
    assertThat(cli.runLine("plan --exit-code --on-invalid drop" + REBUILD).exit()).isEqualTo(10);
    assertThat(cli.runLine("plan --on-invalid drop" + REBUILD).exit()).isEqualTo(3);
  }

  private void aSale() {
    cli.file(
        "jobs.json",
        job("a", 1)
            + """
            {"job_id": "sale", "worker": "w", "dispatcher": "d", "schedule": [
              {"crontab": "0 * * * *", "to": "2027-01-31T23:59:59"},
              {"crontab": "*/10 * * * *", "from": "2027-02-01"}, "0 0 1 1 *"]}
            {"job_id": "late", "worker": "w", "dispatcher": "d",
             "schedule": {"crontab": "@daily", "from": "2027-02-01T00:00:30"}}
            """);
  }

  @Test
  void showsWhatWindowsWillChange() {
    aSale();
    cli.runLine("run --zone Australia/Sydney" + REBUILD);

    Ran ran = cli.runLine("plan --zone Australia/Sydney --until 26w --exit-code" + REBUILD);

    assertThat(ran.out())
        .isEqualTo(
            """
            # Mon 2027-02-01 00:00 +11:00 (2027-01-31T13:00Z)
            -0 * * * * /usr/local/bin/lava-dispatcher --worker w sale
            +*/10 * * * * /usr/local/bin/lava-dispatcher --worker w sale
            # Mon 2027-02-01 00:00:30 +11:00 (2027-01-31T13:00:30Z)
            +@daily /usr/local/bin/lava-dispatcher --worker w late
            """);
    // That of now: there is no change yet.
    assertThat(ran.exit()).isZero();
    assertThat(cli.runLine("plan --until 2027-01-31 --zone Australia/Sydney" + REBUILD).out())
        .isEmpty();
  }

  @Test
  void whatWindowsWillChangeIsInTheJson() {
    aSale();

    JsonNode json =
        JsonShape.of(
            cli.runLine("plan -o json --zone Australia/Sydney --until 26w" + REBUILD).out());

    assertThat(JsonShape.names(json)).containsSubsequence("jobs", "diff", "coming", "problems");
    JsonNode coming = json.get("coming");
    assertThat(coming).hasSize(2);
    assertThat(coming.get(0).toString())
        .isEqualTo(
            "{\"time\":\"2027-01-31T13:00:00Z\",\"local\":\"2027-02-01T00:00:00+11:00\",\"jobs\":["
                + "{\"job_id\":\"sale\",\"dispatcher\":\"d\",\"change\":\"changed\",\"before\":["
                + "\"0 * * * * /usr/local/bin/lava-dispatcher --worker w sale\","
                + "\"0 0 1 1 * /usr/local/bin/lava-dispatcher --worker w sale\"],\"after\":["
                + "\"*/10 * * * * /usr/local/bin/lava-dispatcher --worker w sale\","
                + "\"0 0 1 1 * /usr/local/bin/lava-dispatcher --worker w sale\"]}]}");
    assertThat(JsonShape.of(cli.runLine("plan -o json" + REBUILD).out()).has("coming")).isFalse();
    assertThat(JsonShape.of(cli.runLine("plan -o json --until 1d" + REBUILD).out()).get("coming"))
        .isEmpty();
  }

  /** Where the lines have them: they may be secrets. */
  @Test
  void whatComesHasNoValuesOfVariables() {
    aSale();
    String strict = " --cron portable --env PW=hunter2 --zone Australia/Sydney" + REBUILD;
    cli.runLine("run" + strict);

    String text = cli.runLine("plan --until 26w" + strict).out();
    String json = cli.runLine("plan --until 26w -o json" + strict).out();

    assertThat(text).contains("\n+*/10 * * * * '/usr/bin/env' LAVA_REALM=... PW=... '/usr/local/");
    assertThat(json).contains("\"*/10 * * * * '/usr/bin/env' LAVA_REALM=... PW=... '/usr/local/");
    assertThat(text + json).doesNotContain("hunter2");
  }

  @Test
  void patchTakesTheDiffWithWhatComesBehindIt() throws Exception {
    aSale();
    Path copy = cli.file("copy", "# mine\n");
    cli.file("tab", "# mine\n");
    Ran plan = cli.runLine("plan --until 26w" + REBUILD);
    assertThat(plan.out()).contains("\n# Mon 2027-02-01 ");
    cli.runLine("run" + REBUILD);

    patch(copy, cli.file("diff", plan.outBytes()));

    assertThat(copy).hasSameTextualContentAs(cli.path("tab"));
  }

  @Test
  void writesNothing() throws IOException {
    Path tab = cli.file("tab", "# mine, without a newline");
    FileTime longAgo = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
    Files.setLastModifiedTime(tab, longAgo);

    for (String output : new String[] {"text", "json"}) {
      assertThat(cli.runLine("plan -o " + output + REBUILD).exit()).isZero();
    }

    assertThat(Files.getLastModifiedTime(tab)).isEqualTo(longAgo);
    assertThat(tab).hasContent("# mine, without a newline");
    Files.delete(tab);
    assertThat(cli.runLine("plan" + REBUILD).exit()).isZero();
    assertThat(tab).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# mine\n",
        "# no newline",
        "\n",
        "a\r\nb\r\n",
        "\u00e9\u00ff\u0080 no UTF-8\n\u00ff",
        "--- crontab\n+++ crontab\n@@ -1 +1 @@\n-x\n+y\n\\ No newline at end of file\n",
        "#### Lava Schedules Start ####\n#### Lava Schedules End ####",
        "# above\n#### Lava Schedules Start ####\nX=y\nold\n#### Lava Schedules End ####\n# below",
      })
  void patchMakesOfItWhatRunWrites(String before) throws Exception {
    assertPatchMakesTheSame(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void patchMakesTheSameOfAnyCrontab(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    lines.add("#### Lava Schedules Start ####");
    lines.add("LAVA_REALM=demo");
    StringBuilder jobs = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      String id = "j%02d".formatted(i);
      String line = "%d 4 * * * /usr/local/bin/lava-dispatcher --worker w %s".formatted(i % 60, id);
      switch (random.nextInt(4)) {
        case 0 -> jobs.append(job(id, i % 60));
        case 1 -> lines.add(line);
        case 2 -> {
          jobs.append(job(id, (i + 1) % 60));
          lines.add(line);
        }
        default -> {
          jobs.append(job(id, i % 60));
          lines.add(line);
        }
      }
    }
    lines.add("#### Lava Schedules End ####");
    for (int i = random.nextInt(9); i > 0; i--) {
      lines.add(random.nextInt(lines.size()) % 2 == 0 ? 0 : lines.size(), "# foreign " + i % 3);
    }
    cli.file("jobs.json", jobs.toString());

    assertPatchMakesTheSame(String.join("\n", lines) + (random.nextBoolean() ? "\n" : ""));
  }

  private void assertPatchMakesTheSame(String before) throws Exception {
    Path tab = cli.file("tab", before.getBytes(ISO_8859_1));
    Path copy = cli.file("copy", before.getBytes(ISO_8859_1));

    Ran plan = cli.runLine("plan" + REBUILD);
    assertThat(plan.exit()).isZero();
    assertThat(cli.runLine("run" + REBUILD).exit()).isZero();

    patch(copy, cli.file("diff", plan.outBytes()));
    assertThat(copy).hasSameBinaryContentAs(tab);
  }

  private void patch(Path file, Path diff) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "patch", "--binary", "--fuzz=0", "-s", file.toString(), diff.toString())
              .redirectErrorStream(true)
              .redirectOutput(cli.path("said").toFile())
              .start();
    } catch (IOException e) {
      String message =
          "NOT TESTED: the diff of plan, because there is no patch (apt install patch)";
      if (!System.getenv().getOrDefault("CI", "").isEmpty()) {
        fail(message);
      }
      System.err.println(message);
      abort(message);
      return;
    }
    assertThat(process.waitFor(240, SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(cli.path("said"))).isZero();
  }
}
