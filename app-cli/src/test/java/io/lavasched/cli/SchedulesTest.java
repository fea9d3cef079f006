// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import io.lavasched.eventbridge.testkit.SchedulerFault;
import io.lavasched.eventbridge.testkit.TestScheduler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schedules of a group, at the command line, with the real SDK against a stand-in. */
class SchedulesTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/lava-demo-schedules";
  private static final String DISPATCH =
      "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch";

  private static final String SOURCE = " -r demo --jobs {dir}/jobs --job sys ";
  private static final String OF_GROUP = " -r demo --job sys --region ap-southeast-2 ";
  private static final String TARGET =
      " --target eventbridge --schedule-role " + ROLE + " --dispatch " + DISPATCH + " ";

  @TempDir Path directory;
  private Cli cli;
  private FakeScheduler service;

  @BeforeEach
  void start() {
    service = new FakeScheduler(Cli.NOW);
    cli = Cli.in(directory);
    cli.withCrontabProgram("echo \"no crontab for $(id -un)\" >&2; exit 1");
    TestScheduler.environment(service.url(), 1).forEach(cli::with);
    cli.with("AWS_PROFILE", "test").with("AWS_REGION", FakeScheduler.REGION);
    lavasched("{}");
    job("a", "0 6 * * *");
    job("b", "[\"0 7 * * *\", \"*/5 * * * *\"]");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void lavasched(String settings) {
    lavasched(settings, "[]", "{\"CRON_TZ\": \"Australia/Sydney\"}");
  }

  private void lavasched(String settings, String args, String env) {
    cli.file(
        "jobs/sys.json",
        """
        {"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "w", "dispatcher": "other",
         "schedule": "*/15 * * * *", "payload": "--", "owner": "o", "description": "d",
         "parameters": {"dispatcher": "d", "args": %s, "env": %s}, "x-lavasched": %s}
        """
            .formatted(args, env, settings));
  }

  private void job(String id, String schedule) {
    cli.file(
        "jobs/" + id + ".json",
        """
        {"job_id": "%s", "type": "cmd", "enabled": true, "worker": "w", "dispatcher": "d",
         "schedule": %s, "payload": "p", "owner": "o", "description": "d"}
        """
            .formatted(id, schedule.startsWith("[") ? schedule : "\"" + schedule + "\""));
  }

  private Ran run(String command) {
    return cli.runLine(command + SOURCE + TARGET);
  }

  private String group() {
    return JsonShape.of(cli.runLine("render -o json" + SOURCE + TARGET).out())
        .get("group")
        .asText();
  }

  /** The expressions of the group, by the names of jobs and elements. */
  private Map<String, String> expressions(String group) {
    return service.schedules(group).entrySet().stream()
        .collect(
            Collectors.toMap(
                each -> each.getKey().replaceAll("_[0-9a-z]{16}_", "_"),
                each -> JsonShape.of(each.getValue()).get("ScheduleExpression").asText()));
  }

  @Test
  void theRecordsAndTheGroupAreBroughtInLine() {
    String group = group();
    assertThat(service.calls()).as("render looks at nothing").isEmpty();

    Ran plan = run("plan");
    assertThat(plan.err()).contains("run would change schedule group " + group);
    assertThat(plan.out())
        .isEqualTo(
            """
            + a [0] cron(0 6 * * ? *) Australia/Sydney
            + b [0] cron(0 7 * * ? *) Australia/Sydney
            + b [1] cron(*/5 * * * ? *) UTC
            """
                .replace("*/5", "0,5,10,15,20,25,30,35,40,45,50,55"));
    assertThat(plan.exit()).isZero();
    assertThat(run("plan --exit-code").exit()).isEqualTo(10);
    assertThat(service.schedules(group)).isEmpty();

    Ran first = run("run");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err())
        .isEqualTo(
            "  added     a: 1 schedule\n  added     b: 2 schedules\nschedule group "
                + group
                + " (ap-southeast-2): 3 created; now 3 schedules for 2 jobs; the group is new\n");
    assertThat(first.out()).isEmpty();
    assertThat(expressions(group)).hasSize(3).containsEntry("a_0", "cron(0 6 * * ? *)");
    assertThat(service.tags(group)).containsEntry("lavasched:owner", "sys");

    Ran again = run("run");
    assertThat(again.exit()).isZero();
    assertThat(again.err())
        .isEqualTo(
            "unchanged: schedule group "
                + group
                + " (ap-southeast-2) already has 3 schedules for 2 jobs\n");
    assertThat(run("plan --exit-code").exit()).isZero();

    job("a", "0 8 * * *");
    assertThat(run("plan").out())
        .isEqualTo("~ a [0] expression cron(0 6 * * ? *) -> cron(0 8 * * ? *)\n");
    int deletions = service.count("DeleteSchedule");
    assertThat(run("run").err()).contains(": 1 replaced; now 3 schedules for 2 jobs; backup 2026");
    assertThat(expressions(group)).hasSize(3).containsEntry("a_0", "cron(0 8 * * ? *)");
    assertThat(service.count("DeleteSchedule")).isEqualTo(deletions);

    service.put(
        group,
        "somebody",
        "{\"ScheduleExpression\": \"rate(1 hour)\", \"State\": \"ENABLED\","
            + " \"FlexibleTimeWindow\": {\"Mode\": \"OFF\"}, \"Target\": {\"Arn\": \"arn:aws:sqs:x:1:q\","
            + " \"RoleArn\": \""
            + ROLE
            + "\"}}");
    job("b", "0 7 * * *");
    Ran fewer = run("run");
    assertThat(fewer.exit()).as(fewer.err()).isZero();
    assertThat(fewer.err())
        .contains("1 deleted")
        .contains("[schedule-foreign]")
        .contains("somebody");
    assertThat(expressions(group)).containsOnlyKeys("a_0", "b_0", "somebody");
  }

  @Test
  void driftIsNamed() {
    String group = group();
    run("run");
    String name =
        service.schedules(group).keySet().stream()
            .filter(n -> n.startsWith("a_"))
            .findFirst()
            .orElseThrow();
    service.put(group, name, "{\"State\": \"DISABLED\"}");

    Ran plan = run("plan");

    assertThat(plan.out()).isEqualTo("~ a [0] state disabled -> enabled (edited by hand)\n");
    assertThat(plan.err()).contains("[edited-by-hand]");
  }

  /** Nothing is half said: how far it came, what failed, what to do. */
  @Test
  void aRunThatIsThrottledMidwayIsEndedByTheNext() {
    String group = group();
    service.after("CreateSchedule", 2, () -> service.faultFrom(1, SchedulerFault.THROTTLED));

    Ran ran = run("run");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
    assertThat(ran.err())
        .contains(
            "error: schedule group "
                + group
                + " (ap-southeast-2): 2 of 3 applied; the group is new")
        .contains("help: run it again: it does the rest")
        .doesNotContain("at io.lavasched");
    assertThat(cli.text(".local/state/lavasched/last-run-group+" + group + ".json"))
        .contains("\"incomplete\"")
        .contains("2 of 3 applied");
    service.noFaults();
    assertThat(run("run").exit()).isZero();
    assertThat(expressions(group)).hasSize(3);
    assertThat(cli.text(".local/state/lavasched/last-run-group+" + group + ".json"))
        .contains("\"installed\"")
        .contains("schedule group " + group);
  }

  @Test
  void restoreAndRemove() {
    String group = group();
    String options = " --target eventbridge" + OF_GROUP;
    assertThat(cli.runLine("restore" + options).err()).contains(": 0 backups of schedule group");
    run("run");
    job("a", "0 8 * * *");
    run("run");
    Map<String, String> changed = service.schedules(group);

    Ran list = cli.runLine("restore" + options);
    assertThat(list.exit()).isZero();
    assertThat(list.out())
        .matches("1  2026\\S+-group\\+" + group + "\\.json  2026\\S+  3 schedules\n");
    Ran diff = cli.runLine("restore latest --diff" + options);
    assertThat(diff.out()).isEqualTo("~ a [0] expression cron(0 8 * * ? *) -> cron(0 6 * * ? *)\n");
    assertThat(service.schedules(group)).isEqualTo(changed);
    Ran restored = cli.runLine("restore latest" + options);
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(restored.err()).contains(": 1 replaced; now 3 schedules for 2 jobs; backup ");
    assertThat(expressions(group)).containsEntry("a_0", "cron(0 6 * * ? *)");

    Ran shown = cli.runLine("remove --diff" + options);
    assertThat(shown.out())
        .hasLineCount(3)
        .contains("- a [0] cron(0 6 * * ? *) Australia/Sydney\n");
    Ran removed = cli.runLine("remove" + options);
    assertThat(removed.exit()).as(removed.err()).isZero();
    assertThat(removed.err()).contains(": 3 deleted; now 0 schedules for 0 jobs; backup ");
    assertThat(service.schedules(group)).isEmpty();
    assertThat(cli.runLine("remove" + options).err()).startsWith("unchanged: schedule group ");
    assertThat(cli.runLine("restore latest" + options).exit()).isZero();
    assertThat(expressions(group)).hasSize(3);
  }

  /** A run by cron with the same command as before the move follows the record. */
  @Test
  void theRecordSaysWhereTheSchedulesAre() {
    lavasched(
        "{\"target\": \"eventbridge\", \"schedule_role\": \""
            + ROLE
            + "\", \"dispatch\": \""
            + DISPATCH
            + "\", \"schedule_group\": \"mine\", \"disabled\": true, \"max_age\": \"1h\"}");

    Ran ran = cli.runLine("run" + SOURCE);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(expressions("mine")).hasSize(3);
    assertThat(service.schedules("mine").values())
        .allMatch(json -> json.contains("DISABLED") && json.contains("3600"));
    Ran plan = cli.runLine("plan --max-age 5m" + SOURCE);
    assertThat(plan.out()).hasLineCount(3).contains("~ a [0] max-age 3600s -> 300s\n");
    assertThat(cli.runLine("render" + SOURCE).out())
        .hasLineCount(3)
        .contains("a [0] cron(0 6 * * ? *) Australia/Sydney, disabled\n");
    // The command line wins, and so does the environment.
    Ran crontab = cli.runLine("render --target crontab" + SOURCE);
    assertThat(crontab.out()).contains("lava-dispatcher");
    assertThat(cli.with("LAVASCHED_TARGET", "crontab").runLine("render" + SOURCE).out())
        .contains("lava-dispatcher");
  }

  @Test
  void aCrontabOptionDoesNotGoWithTheRecord() {
    lavasched("{\"target\": \"eventbridge\"}");

    Ran ran = cli.runLine("run --crontab-file {dir}/tab" + SOURCE);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "--crontab-file must not come with the target eventbridge: it is for a crontab alone");
    assertThat(directory.resolve("tab")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --crontab-file tab       | --crontab-file must not come with the target eventbridge
          run --cron cronie            | --cron must not come with the target eventbridge
          plan --coalesce              | --coalesce must not come with the target eventbridge
          plan --until 1d              | --until must not come with the target eventbridge
          render --dispatcher-program /x | --dispatcher-program must not come with the target eventbridge
          run --allow-ignored-cron-tz  | --allow-ignored-cron-tz must not come with the target eventbridge
          run --max-age 30s            | --max-age must be 60s to 24h, such as 15m, found "30s"
          run --max-age 25h            | --max-age must be 60s to 24h, such as 15m, found "25h"
          run --schedule-group a/b     | --schedule-group must be 1 to 64 of 0-9 a-z A-Z - _ ., found "a/b"
          run --dead-letter q          | --dead-letter must be the ARN of an SQS queue, such as arn:aws:sqs:
          run --zone +05:30            | --zone: must be one of the tz database for EventBridge Scheduler
          """)
  void whatHasNoEffectIsAUsageError(String command, String message) {
    Ran ran = run(command);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains(message);
    assertThat(service.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--schedule-role " + ROLE,
        "--dispatch " + DISPATCH,
        "--dead-letter x",
        "--max-age 15m",
        "--schedule-group g",
        "--disabled"
      })
  void aCrontabHasNoneOfIt(String option) {
    for (String target : List.of("", " --target crontab")) {
      Ran ran = cli.runLine("render " + option + target + SOURCE);

      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err())
          .contains(option.replaceAll(" .*", "") + " must come with the target eventbridge");
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    lavasched("{}", "[\"--queue\", \"q\"]", "{}");

    Ran ran = cli.runLine("plan --target eventbridge" + SOURCE);

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .contains("[zone-missing]")
        .contains("[args-helper]")
        .contains("x-lavasched must have schedule_role for EventBridge Scheduler, found none")
        .contains("help: set it, or give --dispatch, such as arn:aws:lambda:")
        .contains("nothing was written");
    Ran json = cli.runLine("plan -o json --target eventbridge" + SOURCE);
    assertThat(JsonShape.of(json.out()).get("format").asText()).isEqualTo("lavasched.error/1");
  }

  @Test
  void aGroupHasAnOwner() {
    Ran ran = cli.runLine("run -r demo --jobs {dir}/jobs --dispatcher d" + TARGET);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("must have a lavasched job with a job_id");
    assertThat(cli.runLine("remove -r demo --target eventbridge").err())
        .contains("--job must name");
    assertThat(cli.runLine("remove --job sys --target eventbridge").err())
        .contains("a realm must be");
    assertThat(cli.runLine("restore --job sys").err())
        .contains("--job must come with the target eventbridge");
    assertThat(cli.runLine("remove --crontab-file x --target eventbridge" + OF_GROUP).exit())
        .isEqualTo(2);
  }

  @Test
  void guardsAndBadRecords() {
    run("run");
    job("b", "x");
    Ran bad = run("run");
    assertThat(bad.exit()).isEqualTo(3);
    assertThat(bad.err())
        .contains("1 job quarantined (b): its record is bad; 2 schedules kept as found");
    job("c", "0 6 13 * 5");
    assertThat(run("run").err()).contains("[cron-both-days]").contains("2 jobs quarantined");
    cli.path("jobs/a.json").toFile().delete();
    cli.path("jobs/b.json").toFile().delete();
    cli.path("jobs/c.json").toFile().delete();
    Ran guarded = run("run");
    assertThat(guarded.exit()).isEqualTo(4);
    assertThat(guarded.err()).contains("nothing was written: schedule group ");
    assertThat(run("plan").exit()).isEqualTo(4);
    assertThat(run("run --allow-empty").exit()).isZero();
  }

  @Test
  void documents() {
    JsonNode plan = JsonShape.of(run("plan -o json").out());
    assertThat(JsonShape.names(plan))
        .containsExactly(
            "format",
            "command",
            "outcome",
            "exit_code",
            "group",
            "realm",
            "lavasched_job",
            "now",
            "zone",
            "dispatchers",
            "changed",
            "group_exists",
            "schedules_before",
            "schedules",
            "quarantined",
            "jobs",
            "foreign",
            "problems");
    assertThat(plan.get("format").asText()).isEqualTo("lavasched.schedules/1");
    assertThat(plan.get("outcome").asText()).isEqualTo("planned");
    JsonNode schedule = plan.get("jobs").get(0).get("schedules").get(0);
    assertThat(JsonShape.names(schedule))
        .containsExactly(
            "name", "element", "change", "edited", "before", "fields", "create_schedule");
    assertThat(schedule.get("create_schedule").get("Target").get("Input").asText())
        .isEqualTo("{\"job_id\":\"a\",\"x-scheduled\":\"<aws.scheduler.scheduled-time>\"}");

    JsonNode run = JsonShape.of(run("run -o json").out());
    assertThat(run.get("outcome").asText()).isEqualTo("written");
    assertThat(run.get("applied").asInt()).isEqualTo(3);
    assertThat(run.get("to_apply").asInt()).isEqualTo(3);
    assertThat(run.get("backup").isNull()).isTrue();
    job("a", "0 8 * * *");
    run("run");
    String options = " -o json --target eventbridge" + OF_GROUP;
    JsonNode list = JsonShape.of(cli.runLine("restore" + options).out());
    assertThat(list.get("outcome").asText()).isEqualTo("listed");
    assertThat(list.get("backups").get(0).get("schedules").asInt()).isEqualTo(3);
    JsonNode restored = JsonShape.of(cli.runLine("restore 1" + options).out());
    assertThat(restored.get("restored")).isEqualTo(list.get("backups").get(0).get("name"));
    assertThat(restored.get("outcome").asText()).isEqualTo("written");
    assertThat(JsonShape.of(cli.runLine("remove --diff" + options).out()).get("outcome").asText())
        .isEqualTo("planned");
    assertThat(JsonShape.of(cli.runLine("remove" + options).out()).get("applied").asInt())
        .isEqualTo(3);
  }

  @Test
  void variableIsObeyed() {
    cli.with("LAVASCHED_TARGET", "eventbridge");

    Ran ran = cli.runLine("render" + SOURCE + TARGET.replace("--target eventbridge", ""));

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).startsWith("a [0] cron(0 6 * * ? *) Australia/Sydney\n");
    assertThat(cli.runLine("remove" + OF_GROUP).err()).startsWith("unchanged: schedule group ");
  }

  /** What is said of the lavasched job is told, and the spread is in the input. */
  @Test
  void argsAndSpread() {
    lavasched(
        "{\"spread\": 600}",
        "[\"--param\", \"a.b=1\", \"-l\", \"debug\"]",
        "{\"CRON_TZ\": \"UTC\"}");

    Ran ran = run("render -o json");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("[args-dropped]");
    assertThat(ran.out())
        .contains("\\\"parameters\\\":{\\\"a\\\":{\\\"b\\\":\\\"1\\\"}},\\\"delay\\\":\\\"");
  }

  /** What cannot be looked at may dispatch; who can have no crontab dispatches nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo "no crontab for $(id -un)" >&2; exit 1                                  | 0
          echo 'You (lava) are not allowed to use this program (crontab)'>&2; exit 1 | 0
          echo 'Input/output error' >&2; exit 1                                   | 5
          """)
  void crontabThatCannotBeReadStopsARun(String program, int exit) {
    cli.withCrontabProgram(program);

    assertThat(run("run").exit()).isEqualTo(exit);
    assertThat(run("run --disabled").exit()).isZero();
  }

  @Test
  void crontabIsNotWrittenBesideTheSchedules() {
    lavasched("{\"target\": \"eventbridge\"}");

    for (String command : List.of("run", "plan")) {
      Ran ran = cli.runLine(command + " --target crontab" + SOURCE);

      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.err())
          .contains("the target crontab must not be against target of x-lavasched")
          .contains("lavasched move --to crontab");
    }
  }

  @Test
  void helperOfAnotherRealmIsNamed() {
    Ran ran =
        cli.runLine(
            "plan --target eventbridge --schedule-role arn:aws:iam::123456789012:role/x --dispatch"
                + " arn:aws:lambda:us-east-1:999999999999:function:lava-prod-dispatch"
                + SOURCE);

    assertThat(ran.err()).contains("[dispatch-elsewhere]");
    assertThat(ran.exit()).isZero();
  }
}
