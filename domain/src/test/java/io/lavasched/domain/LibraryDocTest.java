// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/library.md}: its first example is the one here, which is compiled and run. */
class LibraryDocTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)```java\n(.*?)```");

  private static final Path SELF = Path.of("src/test/java/io/lavasched/domain/LibraryDocTest.java");

  private static void example(
      Map<String, Object> map, Instant now, ZoneId zone, PrintStream output) {
    LavaJobs jobs = LavaJobs.of(CronDialect.DEBIAN, zone);
    for (Problem problem : jobs.problems(map)) {
      output.println(problem.inFull());
    }
    jobs.parse(map)
        .value()
        .ifPresent(
            job -> {
              jobs.dispatches(job, now).limit(3).forEach(output::println);
              jobs.lines(job, now).forEach(output::println);
            });
  }

  private static String said(Map<String, Object> map) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream output = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    example(map, Instant.parse("2026-12-01T12:00:00Z"), ZoneOffset.UTC, output);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theExampleIsCompiled() throws IOException {
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(Path.of("..", "docs", "library.md")))
            .results()
            .map(MatchResult::group)
            .toList();
    String self = withoutBlanks(Files.readString(SELF));

    assertThat(examples).isNotEmpty();
    assertThat(self)
        .contains(
            withoutBlanks(examples.get(0).replaceAll("```(java)?", ""))
                .replace("System.out", "output"));
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s", "");
  }

  @Test
  void theExampleShowsProblemsAndLines() {
    Map<String, Object> good =
        Map.of(
            "job_id",
            "demo/etl",
            "worker",
            "core",
            "type",
            "cmd",
            "dispatcher",
            "Sydney",
            "enabled",
            true,
            "schedule",
            "0 6 * * *",
            "payload",
            "true");

    assertThat(said(good))
        .isEqualTo(
            """
            2026-12-02T06:00:00Z
            2026-12-03T06:00:00Z
            2026-12-04T06:00:00Z
            0 6 * * * /usr/local/bin/lava-dispatcher --worker core demo/etl
            """);
    assertThat(said(Map.of("job_id", "demo/etl", "schedule", "0 24 * * *")))
        .contains("[cron-out-of-range]", "worker");
  }
}
