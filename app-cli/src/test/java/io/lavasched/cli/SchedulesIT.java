// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.eventbridge.testkit.FakeScheduler;
import io.lavasched.eventbridge.testkit.TestScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program as it is installed, with the schedules of a group in a stand-in of the service. */
class SchedulesIT {

  private static final int JOBS = 30;

  private static final String OPTIONS =
      " -r demo --job sys --target eventbridge --schedule-group mine"
          + " --schedule-role arn:aws:iam::123456789012:role/r --zone UTC"
          + " --dispatch arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch";

  @TempDir private Path directory;
  private FakeScheduler service;
  private Launcher launcher;

  @BeforeEach
  void start() throws IOException {
    service = new FakeScheduler(Instant.now());
    launcher = Launcher.in(directory);
    launcher.withCrontabProgram("echo \"no crontab for $(id -un)\" >&2; exit 1");
    TestScheduler.environment(service.url(), 1).forEach(launcher::with);
    launcher.with("AWS_PROFILE", "test").with("AWS_REGION", FakeScheduler.REGION);
    Path jobs = Files.createDirectories(directory.resolve("jobs"));
    Files.writeString(
        jobs.resolve("sys.json"),
        """
        {"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "w", "dispatcher": "e",
         "schedule": "*/15 * * * *", "payload": "--", "parameters": {"dispatcher": "d"}}
        """);
    for (int i = 0; i < JOBS; i++) {
      Files.writeString(
          jobs.resolve(i + ".json"),
          """
          {"job_id": "j%d", "type": "cmd", "enabled": true, "worker": "w", "dispatcher": "d",
           "schedule": "0 6 * * *", "payload": "p"}
          """
              .formatted(i));
    }
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Ran run(String command) {
    return launcher.runLine(command + OPTIONS + " --jobs {dir}/jobs");
  }

  @Test
  void runPlanRemove() {
    assertThat(run("plan").out()).hasLineCount(JOBS);
    Ran first = run("run");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(service.schedules("mine")).hasSize(JOBS);
    assertThat(run("run").err()).startsWith("unchanged: ");
    Ran removed =
        launcher.runLine("remove -r demo --job sys --target eventbridge --schedule-group mine");
    assertThat(removed.exit()).as(removed.err()).isZero();
    assertThat(service.schedules("mine")).isEmpty();
  }

  /** Whatever the signal, it is said how far the run came, and the next one does the rest. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aSignalMidwayIsTold(String signal, int exit)
      throws InterruptedException, ExecutionException, TimeoutException {
    // Tests that run in the background are started without SIGINT, which processes inherit.
    List<String> command =
        new ArrayList<>(
            List.of("env", "--default-signal=" + signal, launcher.program().toString(), "run"));
    command.addAll(List.of((OPTIONS.strip() + " --jobs " + directory + "/jobs").split(" +")));
    CompletableFuture<Launcher.Started> running = new CompletableFuture<>();
    service.after(
        "CreateSchedule",
        5,
        () -> {
          kill(running.join().process(), signal);
          // The program hears of it in its own time.
          service.latency(Duration.ofSeconds(5));
        });

    running.complete(launcher.start(command));
    Ran ran = Launcher.ended(running.get(60, SECONDS));

    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err())
        .containsPattern(
            "error: stopped by a signal: [0-9]+ of 30 applied to schedule group mine"
                + "(, and perhaps one more)?; run it again: it does the rest");
    int said = Integer.parseInt(ran.err().replaceAll("(?s).*signal: ([0-9]+) of.*", "$1"));
    assertThat(service.schedules("mine").size()).isBetween(said, said + 1).isLessThan(JOBS);
    service.latency(Duration.ZERO);
    assertThat(run("run").exit()).isZero();
    assertThat(service.schedules("mine")).hasSize(JOBS);
  }

  private static void kill(Process process, String signal) {
    try {
      assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor())
          .isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
