// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.application.port.StoreException;
import io.lavasched.cli.wiring.LazyCrontab;
import io.lavasched.domain.cron.CronDialect;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cron the entries are written for: asked for, or found. */
class CronTest {

  private static final String OF_JOBS = " -r demo --jobs {dir}/jobs.json --dispatcher d";

  private static final String PLAIN =
      "LAVA_REALM=demo\n0 6 * * mon /usr/local/bin/lava-dispatcher --worker w a\n";

  private static final String STRICT =
      "0 6 * * 1 '/usr/bin/env' LAVA_REALM=demo '/usr/local/bin/lava-dispatcher' --worker w a\n";

  /** Takes every crontab, and says which cron it is as VERSION. */
  private static final String PROGRAM =
      """
      cd '%s' || exit 98
      case $1 in
        -V) %s ;;
        -l) if [ -e tab ]; then cat tab; else echo "no crontab for $(id -un)" >&2; exit 1; fi ;;
        *) cp "$1" tab ;;
      esac
      """;

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        [{"job_id": "a", "type": "cmd", "payload": "x", "worker": "w", "dispatcher": "d",
          "schedule": "0 6 * * mon"},
         {"job_id": "b", "type": "cmd", "payload": "x", "worker": "w", "dispatcher": "d",
          "schedule": [{"crontab": "0 6 1 * 1", "to": "2020-01-01"}]}]
        """);
  }

  private void withCron(String version) {
    cli.withCrontabProgram(PROGRAM.formatted(directory, version));
  }

  private String block(String content) {
    return "#### Lava Schedules Start ####\n" + content + "#### Lava Schedules End ####\n";
  }

  @ParameterizedTest
  @CsvSource({
    "vixie, 0",
    "debian, 0",
    "cronie, 0",
    "busybox, 3",
    "bcron, 3",
    "systemd-cron, 3",
    "portable, 3",
  })
  void eachCanBeAskedFor(String cron, int exit) throws Exception {
    Ran render = cli.runLine("render --cron " + cron + OF_JOBS);
    Ran run = cli.runLine("run -o json --crontab-file {dir}/tab --cron " + cron + OF_JOBS);

    assertThat(render.out()).isEqualTo(block(exit == 0 ? PLAIN : STRICT));
    assertThat(render.exit()).isEqualTo(exit);
    assertThat(render.err().contains("job b: schedule[0].crontab:5: error: day of month or day"))
        .isEqualTo(exit == 3);
    assertThat(cli.text("tab")).isEqualTo(render.out());
    assertThat(new ObjectMapper().readTree(run.out()).get("cron").textValue()).isEqualTo(cron);
    assertThat(run.exit()).isEqualTo(exit);
  }

  @ParameterizedTest
  @CsvSource({
    "echo cronie 1.6.1, cronie",
    "echo 2.5.1-2, systemd-cron",
    "echo bcrontab: Error: Unknown option letter -V. >&2; exit 111, bcron",
    "echo what; exit 1, vixie",
  })
  void isThatOfTheCrontabProgramOtherwise(String version, String cron) throws Exception {
    withCron(version);
    boolean isStrict = CronDialect.named(cron).orElseThrow().isStrict();

    for (String command : new String[] {"plan", "run", "render"}) {
      Ran ran = cli.runLine(command + " -o json" + OF_JOBS);
      JsonNode json = new ObjectMapper().readTree(ran.out());
      assertThat(json.get("cron").textValue()).as(command).isEqualTo(cron);
      assertThat(json.get("quarantined").intValue()).isEqualTo(isStrict ? 1 : 0);
    }
    assertThat(cli.text("tab")).isEqualTo(block(isStrict ? STRICT : PLAIN));
  }

  /** But in what is the product: the diff of plan, the block of render. */
  @Test
  void valuesOfVariablesAreNotShown() {
    withCron("echo 2.5.1-2");
    String run = "run -o json --env PASSWORD=hunter2" + OF_JOBS;

    for (String line : new String[] {run, run, run.replace("hunter2", "hunter23")}) {
      Ran ran = cli.runLine(line);
      assertThat(ran.out() + ran.err()).contains("PASSWORD=... '/usr/").doesNotContain("hunter2");
    }
    assertThat(cli.text("tab")).contains(" PASSWORD=hunter23 '/usr/");
  }

  @Test
  void ofAFileNobodyKnowsIt() {
    withCron("echo 2.5.1-2");

    assertThat(cli.runLine("run --crontab-file {dir}/file" + OF_JOBS).exit()).isZero();
    assertThat(cli.text("file")).isEqualTo(block(PLAIN));
  }

  @Test
  void anotherOneIsToldOf() {
    withCron("echo 2.5.1-2");

    Ran ran = cli.runLine("run --cron bcron" + OF_JOBS);

    assertThat(ran.err())
        .contains(
            "crontab: warning: cron should be the one that reads this crontab, found bcron asked"
                + " for, and the crontab program of systemd-cron [cron-mismatch]");
    assertThat(cli.text("tab")).isEqualTo(block(STRICT));
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "--cron cronie, 0", "--cron bcron, 1"})
  void checkTellsWhatItCannotBeTold(String option, int found) {
    Ran ran = cli.runLine("check --jobs {dir}/jobs.json " + option);

    assertThat(ran.out().lines().filter(line -> line.contains("[cron-both-days]")))
        .hasSize(found)
        .allMatch(line -> line.startsWith("job b: schedule[0].crontab:5: error: day of month or "));
  }

  @Test
  void aMachineWithoutACrontabProgramHasNone() {
    LazyCrontab none =
        new LazyCrontab(
            () -> {
              throw new StoreException("find", "crontab", false, "none", Optional.empty());
            });

    assertThat(none.dialect()).isEqualTo(CronDialect.VIXIE);
  }
}
