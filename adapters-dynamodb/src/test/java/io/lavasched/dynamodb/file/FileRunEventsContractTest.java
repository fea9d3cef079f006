// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.RunEventsContract;
import io.lavasched.domain.job.JobId;
import io.lavasched.dynamodb.testkit.Json;
import io.lavasched.dynamodb.testkit.LavaRuns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, once for each form that files may have. */
class FileRunEventsContractTest {

  @ContractOf(FileRunEvents.class)
  abstract static class Contract extends RunEventsContract {

    @TempDir Path folder;

    /** Writes the items; returns what to read. */
    abstract Path write(List<Map<String, Object>> items) throws IOException;

    RunEvents read(Path path) throws IOException {
      return FileRunEvents.read(path, Instant.EPOCH);
    }

    private RunEvents eventsOf(List<Map<String, Object>> items) {
      try {
        return read(write(items));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected RunEvents eventsWith(Map<JobId, List<Run>> runs) {
      List<Map<String, Object>> items = new ArrayList<>();
      runs.forEach((job, all) -> all.forEach(run -> items.add(LavaRuns.item(job, run))));
      return eventsOf(items);
    }

    @Override
    protected RunEvents eventsWithUnreadable(JobId job, List<Run> runs) {
      List<Map<String, Object>> items = new ArrayList<>();
      runs.forEach(run -> items.add(LavaRuns.item(job, run)));
      Map<String, Object> broken =
          new HashMap<>(LavaRuns.item(job, run("broken", 0, 0, "complete")));
      broken.put("ts_dispatch", "yesterday");
      items.add(broken);
      return eventsOf(items);
    }

    @Override
    protected void withEventsThatBreak(JobId job, Consumer<RunEvents> read) {
      try {
        Path file = folder.resolve("broken.json");
        Files.writeString(
            file,
            Json.plain(LavaRuns.item(job, run("a", 0, 1, "complete"))) + "\n{\"job_id\": \"b\", ");
        read.accept(read(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected void withoutEvents(Consumer<RunEvents> read) {
      read.accept(FileRunEvents.read(folder.resolve("nothing.json"), Instant.EPOCH));
    }
  }

  /** As {@code lava-events --format json} prints them. */
  @Nested
  class Lines extends Contract {
    @Override
    Path write(List<Map<String, Object>> items) throws IOException {
      return Files.writeString(
          folder.resolve("events.jsonl"),
          items.stream().map(Json::plain).collect(joining("\n", "", "\n")));
    }
  }

  @Nested
  class Scan extends Contract {
    @Override
    Path write(List<Map<String, Object>> items) throws IOException {
      return Files.writeString(
          folder.resolve("scan.json"),
          items.stream()
              .map(Json::typed)
              .collect(joining(", ", "{\"Items\": [", "], \"Count\": " + items.size() + "}")));
    }
  }

  /** A folder, packed by gzip, with the items in two files. */
  @Nested
  class Export extends Contract {
    @Override
    Path write(List<Map<String, Object>> items) throws IOException {
      Path data = Files.createDirectories(folder.resolve("AWSDynamoDB/01/data"));
      int half = items.size() / 2;
      Files.write(data.resolve("a.json.gz"), Json.gzip(lines(items.subList(0, half))));
      Files.write(data.resolve("b.json.gz"), Json.gzip(lines(items.subList(half, items.size()))));
      return folder.resolve("AWSDynamoDB");
    }

    private static String lines(List<Map<String, Object>> items) {
      return items.stream().map(item -> "{\"Item\":" + Json.typed(item) + "}\n").collect(joining());
    }
  }

  @Nested
  class Yaml extends Contract {
    @Override
    Path write(List<Map<String, Object>> items) throws IOException {
      return Files.writeString(
          folder.resolve("events.yaml"),
          items.stream().map(item -> "- " + Json.plain(item) + "\n").collect(joining("", "", "")),
          UTF_8);
    }

    /** YAML has nothing else for no record. */
    @Override
    RunEvents read(Path path) throws IOException {
      if (Files.size(path) == 0) {
        Files.writeString(path, "[]\n");
      }
      return super.read(path);
    }
  }

  @Nested
  class Input extends Contract {
    @Override
    Path write(List<Map<String, Object>> items) throws IOException {
      return Files.writeString(
          folder.resolve("in"), items.stream().map(Json::plain).collect(joining(",", "[", "]")));
    }

    @Override
    RunEvents read(Path path) throws IOException {
      return FileRunEvents.read(
          new ByteArrayInputStream(Files.readAllBytes(path)), "standard input", Instant.EPOCH);
    }
  }
}
