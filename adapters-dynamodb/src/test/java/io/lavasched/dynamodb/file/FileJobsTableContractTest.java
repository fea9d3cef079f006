// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static java.util.stream.Collectors.joining;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.JobsTableContract;
import io.lavasched.dynamodb.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, once for each form that files may have. */
class FileJobsTableContractTest {

  @ContractOf(FileJobsTable.class)
  abstract static class Contract extends JobsTableContract {

    @TempDir Path folder;

    /** Writes the records; returns what to read. */
    abstract Path write(List<Map<String, Object>> records) throws IOException;

    @Override
    protected JobsTable tableWith(List<Map<String, Object>> records) {
      try {
        return FileJobsTable.read(write(records), Optional.empty());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    protected void withTableThatBreaks(Consumer<JobsTable> read) {
      try {
        Path jobs = write(List.of(job("a", "dispatcher", "core"), job("b", "dispatcher", "core")));
        Path file = Files.isDirectory(jobs) ? jobs.resolve("z.json") : jobs;
        Files.writeString(
            file, Json.plain(job("a", "dispatcher", "core")) + "\n{\"job_id\": \"b\", ");
        read.accept(FileJobsTable.read(jobs, Optional.empty()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Nested
  class Lines extends Contract {
    @Override
    Path write(List<Map<String, Object>> records) throws IOException {
      return Files.writeString(
          folder.resolve("jobs.jsonl"),
          records.stream().map(Json::plain).collect(joining("\n", "", "\n")));
    }
  }

  @Nested
  class Array extends Contract {
    @Override
    Path write(List<Map<String, Object>> records) throws IOException {
      return Files.writeString(
          folder.resolve("jobs.json"),
          "\ufeff[" + records.stream().map(Json::plain).collect(joining(",\n  ")) + "]");
    }
  }

  @Nested
  class Scan extends Contract {
    @Override
    Path write(List<Map<String, Object>> records) throws IOException {
      return Files.writeString(
          folder.resolve("scan.json"),
          records.stream()
              .map(Json::typed)
              .collect(
                  joining(
                      ",\n",
                      "{\"Items\": [",
                      "], \"Count\": 2, \"ScannedCount\": 2, \"ConsumedCapacity\": null}")));
    }
  }

  @Nested
  class Export extends Contract {
    @Override
    Path write(List<Map<String, Object>> records) throws IOException {
      Path data = Files.createDirectories(folder.resolve("AWSDynamoDB/0123-ab/data"));
      Files.writeString(
          data.resolveSibling("manifest-summary.json"), "{\"itemCount\": " + records.size() + "}");
      int middle = records.size() / 2;
      writePart(data.resolve("a.json.gz"), records.subList(0, middle));
      writePart(data.resolve("b.json.gz"), records.subList(middle, records.size()));
      return folder;
    }

    private void writePart(Path file, List<Map<String, Object>> records) throws IOException {
      Files.write(
          file,
          Json.gzip(
              records.stream().map(r -> "{\"Item\":" + Json.typed(r) + "}\n").collect(joining())));
    }
  }
}
