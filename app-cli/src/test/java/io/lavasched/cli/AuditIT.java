// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.domain.job.JobId;
import io.lavasched.dynamodb.testkit.FakeSqs;
import io.lavasched.dynamodb.testkit.LavaRuns;
import io.lavasched.testkit.dynamodb.Fault;
import io.lavasched.testkit.dynamodb.FaultyEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Did it go out: the launcher on a realm in DynamoDB, with queues, on some machine. */
class AuditIT {

  private static final String AUDIT =
      "audit -r demo --zone UTC --endpoint-url " + LocalDynamoDb.endpoint() + " ";

  @TempDir Path directory;
  private LocalDynamoDb account;
  private Launcher launcher;
  private LavaRuns runs;
  private FakeSqs queues;

  @BeforeEach
  void aRealm() {
    queues =
        new FakeSqs(
            Map.of(
                "lava-demo-core", new Waiting(1, 0, 0),
                "lava-demo-idle", new Waiting(0, 0, 0)));
    account = new LocalDynamoDb();
    launcher = Launcher.in(directory).with("AWS_ENDPOINT_URL_SQS", queues.url());
    account.open(launcher);
    account.createJobsTable();
    account.put(
        LocalDynamoDb.JOBS,
        List.of(
            """
            {"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "node", "payload": "x",
             "parameters": {"dispatcher": "d"}}""",
            """
            {"job_id": "etl/a", "type": "cmd", "enabled": true, "worker": "core", "dispatcher": "d",
             "schedule": "0 * * * *", "payload": "x"}""",
            """
            {"job_id": "etl/b", "type": "cmd", "enabled": true, "worker": "idle", "dispatcher": "d",
             "schedule": "30 * * * *", "payload": "x"}""",
            """
            {"job_id": "chain", "type": "chain", "enabled": true, "worker": "idle", "dispatcher": "d",
             "payload": "etl/b"}"""));
    account.putRealm(
        """
        {"realm": "demo", "config": {"EVENT_TTL": "5d"}}""");
    runs = account.createEventsTable();
    ran("etl/a", "a1", "08:00:01", "complete");
    ran("etl/a", "a2", "09:00:01", "failed");
    // In place of etl/b itself, a chain has run it.
    ran("chain", "c", "09:30:01", "complete");
    within("etl/b", "c", "09:30:01");
  }

  @AfterEach
  void closeQueues() {
    queues.close();
  }

  private void ran(String job, String id, String dispatched, String status) {
    Instant at = Instant.parse("2026-12-01T" + dispatched + "Z");
    write(job, id, at, at.plusSeconds(2), status);
  }

  private void within(String job, String id, String dispatched) {
    Instant at = Instant.parse("2026-12-01T" + dispatched + "Z");
    write(job, id, at, at.plusSeconds(4), "complete");
  }

  private void write(String job, String id, Instant dispatched, Instant started, String status) {
    runs.write(
        new JobId(job),
        new Run(
            id,
            dispatched,
            Optional.of(started),
            started.plusSeconds(20),
            status,
            Optional.of("core")));
  }

  /**
   * An audit remembers the records, and a later one knows by it what was due. One that assumes
   * another time remembers nothing: nobody saw the records at that time.
   */
  @Test
  void secondAuditFindsWhatIsMissing() throws IOException {
    Ran assumed = launcher.runLine(AUDIT + "--now 2026-12-01T07:00");

    assertThat(assumed.out()).startsWith("unknown: 4 dispatches of 2 jobs, ");
    assertThat(assumed.exit()).isZero();
    Path seen = directory.resolve(".local/state/lavasched/seen-demo");
    assertThat(seen).doesNotExist();

    assertThat(launcher.runLine(AUDIT).out()).startsWith("unknown: ");
    Files.writeString(
        seen, Files.readString(seen).replaceAll("(?m)^2[0-9T:-]{18}Z\t", "2026-12-01T07:00:00Z\t"));

    Ran second = launcher.runLine(AUDIT + "--now 2026-12-01T10:10");

    assertThat(second.out().replaceAll("(?m)^  help: (on the|lavasched) .*\n", ""))
        .isEqualTo(
            """
            missing: 2 dispatches of 1 job, without a run record: not sent, or refused by the worker
              etl/b  worker idle  dispatcher d
                30 * * * * /usr/local/bin/lava-dispatcher --worker idle etl/b
                Tue 2026-12-01 08:30 +00:00  2026-12-01T08:30Z
                Tue 2026-12-01 09:30 +00:00  2026-12-01T09:30Z

            waiting: 1 dispatch of 1 job, not started; as many messages are in the queue of the worker
              etl/a  worker core  dispatcher d
                0 * * * * /usr/local/bin/lava-dispatcher --worker core etl/a
                Tue 2026-12-01 10:00 +00:00  2026-12-01T10:00Z
              help: queue lava-demo-core: 1 message to be taken, 0 delayed, 0 taken and not done
            """);
    assertThat(second.err())
        .isEqualTo(
            "2026-12-01T08:10:00Z to 2026-12-01T10:00:00Z, by the job records: 4 dispatches of 2"
                + " jobs due: 2 missing, 1 waiting, 1 ok\n");
    assertThat(second.exit()).isEqualTo(10);
    assertThat(queues.actions()).containsOnly("GetQueueUrl", "GetQueueAttributes");

    assertThat(launcher.runLine(AUDIT + "--now 2026-12-01T10:10 -o commands").out())
        .isEqualTo("/usr/local/bin/lava-dispatcher --realm demo --worker idle etl/b\n");
  }

  @Test
  void realmSaysHowLongRunsAreKept() {
    Ran ran =
        launcher.runLine(
            AUDIT + "--now 2026-12-07T10:10 --since 7d --unchanged-since 20d -o json etl/a");

    JsonNode json = JsonShape.of(ran.out());
    assertThat(json.get("records_kept_since").textValue()).isEqualTo("2026-12-02T10:10:00Z");
    assertThat(json.get("counts").get("ok").intValue()).isEqualTo(2);
    assertThat(json.get("counts").get("unknown").intValue()).isPositive();
    assertThat(ran.exit()).isEqualTo(10);
  }

  @Test
  void tableThatIsNotThereIsNoVerdict() {
    LocalDynamoDb other = new LocalDynamoDb();
    other.open(launcher);
    other.createJobsTable();
    other.put(
        LocalDynamoDb.JOBS,
        List.of(
            """
            {"job_id": "a", "worker": "core", "dispatcher": "d", "schedule": "0 * * * *"}"""));
    other.putRealm("{\"realm\": \"demo\"}");

    Ran ran = launcher.runLine(AUDIT + "--now 2026-12-01T10:10 --unchanged-since 9d --no-queues");

    assertThat(ran.err()).contains("error: ", "lava.demo.events");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"DENIED", "EXPIRED", "CUT", "HTML", "THROTTLE"})
  void tableThatFailsHalfwayIsNoVerdict(Fault fault) {
    Ran ran;
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(URI.create(LocalDynamoDb.endpoint())).from("Query", 2, fault)) {
      ran =
          launcher.runLine(
              "audit -r demo --endpoint-url "
                  + endpoint.uri()
                  + " --now 2026-12-01T10:10 --unchanged-since 9d -o json");
    }

    assertThat(ran.err()).contains("error: ", "lava.demo.events");
    assertThat(JsonShape.of(ran.out()).get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void queueThatDoesNotAnswerIsNoVerdict() {
    queues.close();

    Ran ran = launcher.runLine(AUDIT + "--now 2026-12-01T10:10 --unchanged-since 9d");

    assertThat(ran.err()).contains("error: ", "lava-demo-");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
  }
}
