// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shared entries and delays, by option. */
class CoalesceTest {

  private static final String REBUILD =
      " -r demo --jobs {dir}/jobs.json --dispatcher d --crontab-file {dir}/tab ";

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --worker w ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
    jobs(30);
  }

  private void jobs(int count) {
    cli.file(
        "jobs.json",
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    """
                    {"job_id": "j%02d", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "@daily"}
                    """
                        .formatted(i))
            .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @CsvSource({
    "--coalesce, 2",
    "--coalesce=10, 3",
    "--coalesce 10, 3",
    "--coalesce --on-invalid keep, 2",
    "--coalesce=1, 30",
    "--coalesce=1000, 1",
    "--spread 0, 30",
  })
  void linesOfTheBlock(String options, int lines) {
    Ran ran = cli.runLine("render" + REBUILD + options);

    assertThat(ran.exit()).isZero();
    assertThat(ran.out().lines()).hasSize(lines + 3);
  }

  @Test
  void bytesOfTheBlock() {
    jobs(5);
    Ran ran = cli.runLine("render" + REBUILD + "--arg -v --coalesce --spread 2");

    assertThat(ran.out())
        .isEqualTo(
            """
            #### Lava Schedules Start ####
            LAVA_REALM=demo
            @daily /usr/local/bin/lava-dispatcher --worker w --delay 2s -v j00
            @daily /usr/local/bin/lava-dispatcher --worker w -v j01 j02 j04
            @daily /usr/local/bin/lava-dispatcher --worker w --delay 1s -v j03
            #### Lava Schedules End ####
            """);
  }

  @Test
  void summariesArePerJob() {
    assertThat(cli.runLine("run" + REBUILD).exit()).isZero();
    Ran plan = cli.runLine("plan" + REBUILD + "--coalesce --exit-code");
    Ran run = cli.runLine("run" + REBUILD + "--coalesce");

    assertThat(plan.exit()).isEqualTo(10);
    assertThat(plan.err())
        .contains("  unchanged j00: 1 entry\n")
        .endsWith("to 30 entries in 2 lines for 30 jobs (no job changed)\n");
    assertThat(plan.out()).contains("-@daily " + LAVA + "j00\n").contains(" j23 j24\n");
    assertThat(run.told())
        .isEqualTo(
            "warning: layout differs from that of the installed block: --coalesce 25 (installed:"
                + " none); 30 of 30 entries are written anew [layout-changed]\n"
                + "  help: if that is not meant, give every run the same options, or set them in"
                + " x-lavasched of the lavasched job\n"
                + "installed "
                + cli.path("tab")
                + ": 30 entries in 2 lines for 30 jobs (no job changed)\n");
    assertThat(cli.runLine("run" + REBUILD + "--coalesce").err())
        .isEqualTo(
            "unchanged: " + cli.path("tab") + " already has 30 entries in 2 lines for 30 jobs\n");
    jobs(31);
    assertThat(cli.runLine("run" + REBUILD + "--coalesce").told())
        .startsWith("  added     j30: 1 entry\ninstalled ");
    jobs(14);
    assertThat(cli.runLine("run" + REBUILD + "--coalesce").exit()).isEqualTo(4);
  }

  @Test
  void jsonIsPerJob() {
    JsonNode json = JsonShape.of(cli.runLine("render" + REBUILD + "--coalesce -o json").out());

    assertThat(json.get("entries").intValue()).isEqualTo(30);
    assertThat(json.get("lines").intValue()).isEqualTo(2);
    assertThat(JsonShape.texts(json.get("jobs").get(1).get("entries")))
        .containsExactly("@daily " + LAVA + "j01");
    assertThat(JsonShape.of(cli.runLine("render" + REBUILD + "-o json").out()).has("lines"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --coalesce=0    | --coalesce must be 1 to 1000 jobs a line, found 0
          --coalesce=1001 | --coalesce must be 1 to 1000 jobs a line, found 1001
          --spread -1     | --spread must be 0 to 900 seconds (15 minutes), found -1
          --spread 901    | --spread must be 0 to 900 seconds (15 minutes), found 901
          --spread 1 --spread 2         | --spread must be given once, found it twice
          --coalesce --coalesce=3       | --coalesce must be given once, found it twice
          """)
  void wrongValues(String options, String message) {
    for (String command : new String[] {"run", "plan", "render"}) {
      Ran ran = cli.runLine(command + REBUILD + options);

      assertThat(ran.err()).startsWith("error: " + message + "\n");
      assertThat(ran.exit()).isEqualTo(2);
    }
    assertThat(cli.path("tab")).doesNotExist();
  }

  @Test
  void delayOfTheArgsDoesNotGoWithASpread() {
    Ran ran = cli.runLine("run" + REBUILD + "--arg -d --arg 5m --spread 60");

    assertThat(ran.err())
        .isEqualTo(
            """
            parameters.args[0]: error: args must leave the delay to --spread, found -d [delay-twice]
              help: leave out --spread, or take the delay out of args
            error: nothing was written
            """);
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(cli.path("tab")).doesNotExist();
    assertThat(cli.runLine("run" + REBUILD + "--arg -d --arg 5m").exit()).isZero();
  }
}
