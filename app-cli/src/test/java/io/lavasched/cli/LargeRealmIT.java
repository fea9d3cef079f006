// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand jobs in a heap of 64 MB. */
class LargeRealmIT {

  private static final int JOBS = 10_000;
  private static final int ENTRIES = 11_000;

  /** Markers and LAVA_REALM. */
  private static final int OTHER_LINES = 3;

  @TempDir static Path directory;

  private Launcher launcher;

  @BeforeEach
  void smallHeap() {
    launcher = Launcher.in(directory).with("LAVASCHED_JAVA_OPTS", "-Xmx64m");
  }

  private static List<String> records() {
    List<String> records = new ArrayList<>();
    String payload = "x".repeat(2048);
    for (int i = 0; i < JOBS; i++) {
      String cron = "\"" + i % 60 + " " + i / 60 % 24 + " * * *\"";
      String schedule = i % 10 == 0 ? "[" + cron + ", {\"crontab\": \"@hourly\"}]" : cron;
      records.add(
          "{\"job_id\": \"team%d/job-%05d\", \"type\": \"cmd\", \"worker\": \"core\", \"dispatcher\": \"d\","
                  .formatted(i % 7, i)
              + " \"enabled\": true, \"schedule\": "
              + schedule
              + ", \"payload\": \""
              + payload
              + "\"}");
    }
    return records;
  }

  private static String jobsFile() throws IOException {
    Path file = directory.resolve("jobs.jsonl");
    if (!Files.exists(file)) {
      Files.write(file, records());
    }
    return " --jobs " + file + " ";
  }

  @Test
  void fromFiles() throws IOException {
    String rest = "-r demo --dispatcher d --crontab-file {dir}/tab" + jobsFile();
    Ran run = launcher.runLine("run " + rest);

    assertThat(run.err())
        .endsWith("/tab: 11000 entries for 10000 jobs (10000 added)\n")
        .contains("  ... and 9980 other jobs\n");
    assertThat(run.exit()).isZero();
    Path tab = directory.resolve("tab");
    assertThat(Files.readAllLines(tab)).hasSize(ENTRIES + OTHER_LINES);

    // Every line another one.
    Ran plan = launcher.runLine("plan --arg x " + rest);
    assertThat(plan.exit()).isZero();
    assertThat(plan.out().lines().filter(line -> line.startsWith("-"))).hasSize(ENTRIES + 1);
    assertThat(plan.out().lines().filter(line -> line.startsWith("+"))).hasSize(ENTRIES + 1);
    assertThat(plan.err().lines().filter(line -> line.startsWith("  changed "))).hasSize(JOBS);

    Ran json = launcher.runLine("plan --arg x -o json " + rest);
    assertThat(JsonShape.of(json.out()).get("jobs")).hasSize(JOBS);

    Ran check = launcher.runLine("check -o json" + jobsFile());
    assertThat(JsonShape.of(check.out()).get("records").intValue()).isEqualTo(JOBS);
    assertThat(check.exit()).isZero();
    Files.delete(tab);
  }

  @Test
  void aReaderThatLeavesEarlyIsNoBug() throws IOException {
    Ran ran =
        Launcher.ended(
            launcher.start(
                List.of(
                    "sh",
                    "-c",
                    "\"$0\" render -r demo --dispatcher d" + jobsFile() + "| head -n 1",
                    launcher.program().toString())));

    assertThat(ran.out()).isEqualTo("#### Lava Schedules Start ####\n");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void fromTheTable() throws IOException {
    LocalDynamoDb account = new LocalDynamoDb();
    account.createJobsTable();
    account.put(LocalDynamoDb.JOBS, records());
    account.open(launcher);
    String endpoint = " --endpoint-url " + LocalDynamoDb.endpoint();

    Ran ofTable = launcher.runLine("render -r demo --dispatcher d --skip-disabled" + endpoint);
    Ran ofFiles = launcher.runLine("render -r demo --dispatcher d" + jobsFile());

    assertThat(ofTable.err()).isEmpty();
    assertThat(ofTable.exit()).isZero();
    assertThat(ofTable.out()).hasLineCount(ENTRIES + OTHER_LINES).isEqualTo(ofFiles.out());

    Ran check = launcher.runLine("check -r demo -l error" + endpoint);
    assertThat(check.exit()).isEqualTo(10);
  }
}
