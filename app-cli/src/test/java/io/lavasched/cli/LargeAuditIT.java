// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand jobs, two hours and thirty thousand runs, in a heap of 64 MB. */
class LargeAuditIT {

  private static final int JOBS = 10_000;

  /** One in so many runs is lost. */
  private static final int LOST = 1000;

  @TempDir Path directory;

  private final List<String> jobs = new ArrayList<>();
  private final List<String> runs = new ArrayList<>();
  private int due;
  private int lost;

  /** Half of the jobs twice in two hours, the others four times. */
  private void fill() {
    jobs.add(
        "{\"job_id\": \"sys\", \"type\": \"lavasched\", \"enabled\": true, \"worker\": \"node\","
            + " \"payload\": \"x\", \"parameters\": {\"dispatcher\": \"d\"}}");
    for (int i = 0; i < JOBS; i++) {
      int minute = i / 2 % 30;
      boolean isOften = i % 2 == 1;
      jobs.add(
          "{\"job_id\": \"team/job-%05d\", \"type\": \"cmd\", \"worker\": \"core\", \"dispatcher\": \"d\","
                  .formatted(i)
              + " \"enabled\": true, \"schedule\": \""
              + (isOften ? minute + "," + (minute + 30) : "" + minute)
              + " * * * *\", \"payload\": \"x\"}");
      for (int at = minute; at < 120; at += isOften ? 30 : 60) {
        if (due++ % LOST == LOST / 2) {
          lost++;
        } else {
          runs.add(run(i, at));
        }
      }
    }
  }

  /** What the job printed is in it, and is of no interest. */
  private String run(int job, int minute) {
    String time = "2026-11-30T%02d:%02d:".formatted(12 + minute / 60, minute % 60);
    String output = "x".repeat(1000);
    return "{\"job_id\": \"team/job-%05d\", \"run_id\": \"%08d\", \"ts_dispatch\": \"%s01+00:00\","
            .formatted(job, due, time)
        + " \"status\": \"complete\", \"tu_event\": \"%s40\", \"worker\": \"core\", \"log\":"
            .formatted(time)
        + " [{\"tu_event\": \"%s03\", \"status\": \"starting\"}, {\"info\": \"%s\"}]}"
            .formatted(time, output);
  }

  @Test
  void theLostOnesAreFoundAndNoOther() throws IOException {
    fill();
    Files.write(directory.resolve("jobs.jsonl"), jobs);
    Files.write(directory.resolve("events.jsonl"), runs);

    Ran ran =
        Launcher.in(directory)
            .with("LAVASCHED_JAVA_OPTS", "-Xmx64m")
            .runLine(
                "audit -r demo --dispatcher d --jobs {dir}/jobs.jsonl --events {dir}/events.jsonl"
                    + " --unchanged-since 2026-11-30T11:00:00Z --since 2026-11-30T12:00:00Z"
                    + " --until 2026-11-30T13:59:59Z --now 2026-11-30T14:30:00Z --zone UTC -o json");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(10);
    JsonNode counts = JsonShape.of(ran.out()).get("counts");
    assertThat(due).isEqualTo(3 * JOBS);
    assertThat(counts.get("expected").intValue()).isEqualTo(due);
    assertThat(counts.get("missing").intValue()).isEqualTo(lost).isEqualTo(due / LOST);
    assertThat(counts.get("ok").intValue()).isEqualTo(due - lost);
  }
}
