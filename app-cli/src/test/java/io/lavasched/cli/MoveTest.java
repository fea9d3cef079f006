// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import io.lavasched.eventbridge.testkit.SchedulerFault;
import io.lavasched.eventbridge.testkit.TestScheduler;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command move, with the real SDK against a stand-in, and a clock that runs while it waits. */
class MoveTest {

  private static final String SERVICE =
      "\"schedule_role\": \"arn:aws:iam::123456789012:role/lava-demo-schedules\", \"dispatch\":"
          + " \"arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch\"";

  private static final String MOVED = "{\"target\": \"eventbridge\", " + SERVICE + "}";

  private static final String SOURCE = " -r demo --jobs {dir}/jobs --job sys ";
  private static final String CRONTAB = SOURCE + "--crontab-file {dir}/crontab ";

  @TempDir Path directory;
  private Cli cli;
  private FakeScheduler service;

  /** A tenth of a second passes with each look, and half a minute where somebody waits. */
  private static final class RunningClock extends Clock {

    private final FakeScheduler service;
    private Instant now = Cli.NOW;

    RunningClock(FakeScheduler service) {
      this.service = service;
    }

    @Override
    public synchronized Instant instant() {
      boolean waits =
          StackWalker.getInstance()
              .walk(stack -> stack.anyMatch(frame -> frame.getMethodName().equals("waitUntil")));
      now = now.plus(waits ? Duration.ofSeconds(30) : Duration.ofMillis(100));
      service.now(now);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void start() {
    service = new FakeScheduler(Cli.NOW);
    cli = Cli.in(directory).withClock(new RunningClock(service));
    TestScheduler.environment(service.url(), 1).forEach(cli::with);
    cli.with("AWS_PROFILE", "test").with("AWS_REGION", FakeScheduler.REGION);
    job("a", "0 6 * * *");
    job("b", "*/20 * * * *");
    runOnTheCrontab();
    assertThat(crontab()).contains("*/20 * * * * ");
  }

  /** As before the record was changed. */
  private void runOnTheCrontab() {
    lavasched("{}");
    Ran run = cli.runLine("run" + CRONTAB);
    assertThat(run.exit()).as(run.err()).isZero();
    lavasched(MOVED);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void lavasched(String settings) {
    cli.file(
        "jobs/sys.json",
        """
        {"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "w", "dispatcher": "other",
         "schedule": "*/15 * * * *", "payload": "--", "owner": "o", "description": "d",
         "parameters": {"dispatcher": "d", "env": {"CRON_TZ": "UTC"}}, "x-lavasched": %s}
        """
            .formatted(settings));
  }

  private void job(String id, String schedule) {
    cli.file(
        "jobs/" + id + ".json",
        """
        {"job_id": "%s", "type": "cmd", "enabled": true, "worker": "w", "dispatcher": "d",
         "schedule": "%s", "payload": "p", "owner": "o", "description": "d"}
        """
            .formatted(id, schedule));
  }

  private String crontab() {
    return cli.text("crontab");
  }

  private List<JsonNode> schedules() {
    String group = JsonShape.of(cli.runLine("render -o json" + SOURCE).out()).get("group").asText();
    return service.schedules(group).values().stream().map(JsonShape::of).toList();
  }

  @Test
  void thereAndBack() {
    Ran forth = cli.runLine("move --to eventbridge" + CRONTAB);

    assertThat(forth.exit()).as(forth.err()).isZero();
    assertThat(forth.err())
        .containsSubsequence(
            "writing 2 schedules, disabled\n",
            "the change is at 12:02:00 (UTC), in a gap of all dispatches\n",
            "writing 2 schedules that start at 12:02:00\n",
            "waiting until 12:01:30\n",
            "taking the block out of the crontab\n",
            "moved: schedule group ",
            " dispatches from 12:02:00 on\n",
            "next: lavasched audit");
    assertThat(forth.out()).isEmpty();
    assertThat(crontab()).doesNotContain("*/20");
    assertThat(schedules())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.get("State").asText()).isEqualTo("ENABLED");
              assertThat(each.get("StartDate").asLong())
                  .isEqualTo(Instant.parse("2026-12-01T12:02:00Z").getEpochSecond());
            });

    Ran back = cli.runLine("move --to crontab -o json" + CRONTAB);

    assertThat(back.exit()).as(back.err()).isZero();
    assertThat(crontab()).contains("*/20 * * * * ");
    assertThat(schedules())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.get("State").asText()).isEqualTo("DISABLED");
              assertThat(each.has("EndDate")).isFalse();
            });
    JsonNode json = JsonShape.of(back.out());
    assertThat(json.get("format").asText()).isEqualTo("lavasched.move/1");
    assertThat(json.get("outcome").asText()).isEqualTo("moved");
    assertThat(json.get("dispatches").get("by").asText()).isEqualTo("crontab");
    assertThat(json.get("change").get("gap").asBoolean()).isTrue();
    assertThat(json.get("steps"))
        .extracting(step -> step.get("step").asText())
        .containsSubsequence("choose", "end_at", "wait", "put_in", "wait", "disable");
    assertThat(cli.runLine("move --to crontab" + CRONTAB).err()).startsWith("unchanged: ");
  }

  @Test
  void aDiffWritesNothing() {
    String before = crontab();

    Ran diff = cli.runLine("move --to eventbridge --diff" + CRONTAB);

    assertThat(diff.exit()).as(diff.err()).isZero();
    assertThat(diff.err())
        .containsSubsequence(
            "writing 2 schedules, disabled\n",
            "the change is at 12:02:00",
            "taking the block out of the crontab\n",
            "nothing was written: the crontab dispatches, and no schedule does\n");
    assertThat(crontab()).isEqualTo(before);
    assertThat(service.calls()).allMatch(call -> !call.contains("Create"));
  }

  @Test
  void theJobsAreNamedWhereThereIsNoGap() {
    job("often", "* * * * *");
    runOnTheCrontab();

    assertThat(cli.runLine("move --to eventbridge --diff" + CRONTAB).err())
        .contains("no gap within an hour, these are dispatched around it: often\n");
  }

  @Test
  void jobsThatCannotBeSaidStopIt() {
    job("both", "0 6 1 * 1");
    runOnTheCrontab();

    Ran move = cli.runLine("move --to eventbridge" + CRONTAB);

    assertThat(move.exit()).isEqualTo(4);
    assertThat(move.err())
        .contains("[cron-both-days]", "[guard-left-behind]", "--allow-left-behind")
        .endsWith("not moved: the crontab dispatches, and no schedule does\n");
    assertThat(crontab()).contains("*/20");
    Ran allowed = cli.runLine("move --to eventbridge --allow-left-behind" + CRONTAB);
    assertThat(allowed.exit()).as(allowed.err()).isEqualTo(3);
    assertThat(crontab()).doesNotContain("*/20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{SERVICE}",
        "{\"target\": \"crontab\", SERVICE}",
        "{\"target\": \"eventbridge\", \"disabled\": true, SERVICE}"
      })
  void theRecordMustLetItLast(String settings) {
    lavasched(settings.replace("SERVICE", SERVICE));

    Ran move = cli.runLine("move --to eventbridge" + CRONTAB);

    assertThat(move.exit()).as(move.err()).isEqualTo(4);
    assertThat(move.err()).contains("[guard-target]");
    assertThat(crontab()).contains("*/20");
  }

  @Test
  void unlessTheRunsNameTheirTarget() {
    lavasched("{" + SERVICE + "}");

    assertThat(cli.runLine("move --to eventbridge --allow-target" + CRONTAB).exit()).isZero();
  }

  @Test
  void aRunWritesNoSchedulesInForceWhileTheCrontabDispatches() {
    cli.withCrontabProgram("cat '" + directory.resolve("crontab") + "'");

    Ran run = cli.runLine("run" + SOURCE);

    assertThat(run.exit()).as(run.err()).isEqualTo(4);
    assertThat(run.err()).contains("[guard-both-live]", "lavasched move --to eventbridge");
    assertThat(schedules()).isEmpty();
    assertThat(cli.runLine("plan" + SOURCE).exit()).isEqualTo(4);
    assertThat(cli.runLine("run --disabled" + SOURCE).exit()).isZero();
    assertThat(cli.runLine("move --to eventbridge" + CRONTAB).exit()).isZero();
    Ran after = cli.runLine("run" + SOURCE);
    assertThat(after.exit()).as(after.err()).isZero();
  }

  @Test
  void whatFailedIsEndedByTheSameCommand() {
    service.after("CreateSchedule", 1, () -> service.faultFrom(1, SchedulerFault.THROTTLED));

    Ran failed = cli.runLine("move --to eventbridge" + CRONTAB);

    assertThat(failed.exit()).as(failed.err()).isEqualTo(5);
    assertThat(failed.err())
        .contains("the move is not over: the crontab dispatches, and no schedule does")
        .contains("the same command again goes on from there");
    assertThat(crontab()).contains("*/20");
    service.noFaults();
    assertThat(cli.runLine("move --to eventbridge" + CRONTAB).exit()).isZero();
    assertThat(crontab()).doesNotContain("*/20");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "move -r demo --job sys",
        "move --to elsewhere -r demo --job sys",
        "move --to crontab -r demo --job sys --now 2026-12-01",
        "move --to eventbridge -r demo --job sys --target eventbridge",
        "move --to eventbridge -r demo --dispatcher d"
      })
  void usage(String line) {
    assertThat(cli.runLine(line).exit()).isEqualTo(2);
  }
}
