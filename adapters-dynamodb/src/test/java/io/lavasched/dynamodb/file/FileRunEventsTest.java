// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.port.RunEvents.Runs;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.dynamodb.testkit.Json;
import io.lavasched.dynamodb.testkit.LavaRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileRunEventsTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final JobId JOB = new JobId("demo/etl");

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Run run(String id, long dispatched, long lastEvent, String status) {
    return new Run(
        id,
        NOON.plusSeconds(dispatched),
        Optional.of(NOON.plusSeconds(dispatched + 1)),
        NOON.plusSeconds(lastEvent),
        status,
        Optional.of("core"));
  }

  private static String item(Run run) {
    return Json.plain(LavaRuns.item(JOB, run)) + "\n";
  }

  @Test
  void theLatestOfSeveralRecordsOfARunCounts() throws IOException {
    Run early = run("a", 0, 1, "running");
    Run late = run("a", 0, 60, "complete");
    write("1.json", item(late));
    write("2.json", item(early));
    write("3.json", item(run("b", 0, 1, "running")) + item(run("b", 0, 2, "failed")));

    FileRunEvents events = FileRunEvents.read(folder, NOON);

    assertThat(events.of(JOB, NOON).runs())
        .containsExactlyInAnyOrder(late, run("b", 0, 2, "failed"));
    assertThat(events.of(JOB, NOON.plusSeconds(3)).runs()).containsExactly(late);
  }

  /** Else a file of all time would need the memory for it. */
  @Test
  void onlyRunsSinceThenAreKept() throws IOException {
    Path file =
        write("e.json", item(run("a", -9, -1, "complete")) + item(run("b", -9, 0, "complete")));

    FileRunEvents events = FileRunEvents.read(file, NOON).requireRecords();

    assertThat(events.of(JOB, NOON).runs()).containsExactly(run("b", -9, 0, "complete"));
    assertThatThrownBy(() -> events.of(JOB, NOON.minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oldRecordsAreRecords() throws IOException {
    Path file = write("e.json", item(run("a", -9, -1, "complete")));

    FileRunEvents events = FileRunEvents.read(file, NOON).requireRecords();

    assertThat(events.of(JOB, NOON)).isEqualTo(Runs.NONE);
    assertThat(events.newest()).contains(NOON.minusSeconds(1));
  }

  @Test
  void theNewestEventIsKnown() throws IOException {
    Path file =
        write(
            "e.json",
            item(run("a", 0, 10, "complete"))
                + item(run("b", 0, 70, "running"))
                + item(run("c", 0, 20, "failed")));

    assertThat(FileRunEvents.read(file, NOON).newest()).contains(NOON.plusSeconds(70));
  }

  /** Whatever the form: with no record at all, every dispatch would be missing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "e.json  | []",
        "e.json  | {\"Items\":[],\"Count\":0,\"ScannedCount\":0}",
        "e.jsonl | ``",
        "e.yaml  | []",
      })
  void noRecordAtAllIsAFailure(String name, String text) throws IOException {
    Path file = write(name, text);
    FileRunEvents events = FileRunEvents.read(file, NOON);

    assertThat(events.newest()).isEmpty();
    assertThatThrownBy(events::requireRecords)
        .isInstanceOf(StoreException.class)
        .hasMessage("run records in " + file + ": must be one at least, found none");
  }

  /** What is no run record is never passed over: a file, and what is said of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"job_id\":\"a\",\"worker\":\"w\",\"schedule\":\"@daily\"} | :1:1: must be a run record,"
            + " as lava's table of events has them, found one without run_id",
        "{\"job_id\":\"a\",\"run_id\":\"\"} | :1:1: must be a run record, as lava's table of events"
            + " has them, found one without run_id",
        "[{\"run_id\":\"a\"}] | :1:2: must be a run record, as lava's table of events has them,"
            + " found one without job_id",
        "[1, 2] | :1:2: must be a run record, as lava's table of events has them, found one without"
            + " job_id",
        "{\"realm\":\"demo\",\"events\":[{\"job_id\":\"a\"}]} | :1:1: must be run records, found an"
            + " object around the records (take the list out of \"events\")",
        "{\"lava.demo.events\":[{\"PutRequest\":{}}]} | :1:1: must be run records, found a request"
            + " of aws dynamodb batch-write-item (take the list of its items)",
        "{\"Table\":{}} | :1:1: must be run records, found a description of a table (use aws"
            + " dynamodb scan)",
        "{\"Items\":[],\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"a\"}}} | : must be followed by the"
            + " next page, found none (LastEvaluatedKey or NextToken)",
        "{\"job_id\":\"a\", | :1:15: must be JSON, found: unexpected"
            + " end-of-input within/between Object entries",
        "`` | : must be JSON, found an empty file",
      })
  void whatIsNoRunRecordIsAFailure(String text, String fault) throws IOException {
    Path file = write("e.json", text);

    assertThatThrownBy(() -> FileRunEvents.read(file, NOON))
        .isInstanceOf(StoreException.class)
        .hasMessage(file + fault);
  }

  @Test
  void manyWrongRecordsAreToldOnceEachFile() throws IOException {
    write("1.json", "{\"job_id\":\"a\"}\n".repeat(5));
    write("2.json", "{\"run_id\":\"a\"}\n".repeat(5));

    assertThatThrownBy(() -> FileRunEvents.read(folder, NOON))
        .isInstanceOf(StoreException.class)
        .message()
        .startsWith("2 faults in " + folder + ":\n")
        .hasLineCount(3);
  }

  @Test
  void otherFilesAreNoted() throws IOException {
    write("e.json", item(run("a", 0, 1, "complete")));
    Path other = write("README.md", "x");

    FileRunEvents events = FileRunEvents.read(folder, NOON);

    assertThat(events.notes())
        .singleElement()
        .extracting(Problem::text)
        .asString()
        .contains(other.toString());
    assertThat(events.of(JOB, NOON).runs()).hasSize(1);
    assertThat(events.describe()).isEqualTo("run records in " + folder);
  }

  /** What a job printed is of no interest, whatever it is. */
  @Test
  void theInfoOfEventsMayBeAnything() throws IOException {
    Map<String, Object> item = new LinkedHashMap<>(LavaRuns.item(JOB, run("a", 0, 9, "failed")));
    item.put(
        "log",
        List.of(
            Map.of(
                "tu_event",
                "2026-11-30T12:00:01",
                "info",
                Map.of("output", List.of("x".repeat(100_000), 1e300, Map.of("S", "x"))))));
    String twice = Json.plain(item).replace("\"output\"", "\"output\": 1, \"output\"");
    Path file = write("e.json", twice);

    assertThat(FileRunEvents.read(file, NOON).of(JOB, NOON))
        .isEqualTo(new Runs(List.of(run("a", 0, 9, "failed")), List.of()));
  }

  @Test
  void aTimeThatYamlTakesForOneIsUnreadable() throws IOException {
    Path file =
        write(
            "e.yaml",
            "job_id: demo/etl\nrun_id: r\nstatus: complete\ntu_event: 2026-11-30T12:00:00\n");

    assertThat(FileRunEvents.read(file, NOON).of(JOB, NOON).unreadable())
        .containsExactly(
            "run \"r\": tu_event must be a time in UTC such as 2026-11-30T02:00:00, found a date");
  }
}
