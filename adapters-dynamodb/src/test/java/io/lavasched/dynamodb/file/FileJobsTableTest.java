// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.testkit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FileJobsTableTest {

  @TempDir Path folder;

  @Test
  void emptyFileIsNoJsonButMayBeNoJsonLines() {
    for (String text : List.of("", " \n", "\ufeff")) {
      Path file = write("jobs.json", text);
      assertThatThrownBy(() -> FileJobsTable.read(file, Optional.empty()))
          .isInstanceOf(StoreException.class)
          .hasMessage(folder + "/jobs.json: must be JSON, found an empty file");
      assertThat(values(FileJobsTable.read(write("jobs.jsonl", text), Optional.empty()))).isEmpty();
      Path inFolder = write("some/jobs.json", text).getParent();
      assertThatThrownBy(() -> FileJobsTable.read(inFolder, Optional.empty()))
          .isInstanceOf(StoreException.class);
    }
  }

  /** DynamoDB would not have taken them; they must not vanish from a rebuild without a word. */
  @Test
  void recordsThatMayBeAnybodysAreToldApart() {
    FileJobsTable table =
        FileJobsTable.read(
            write(
                "jobs.json",
                """
                [
                  {"job_id": "a", "dispatcher": "d"},
                  {"job_id": "b"},
                  {"job_id": "c", "dispatcher": null},
                  {"dispatcher": "d"},
                  {"job_id": "e", "dispatcher": ["d"]},
                  {"job_id": {"S": "f"}, "worker": "w"},
                  {"jobs": []},
                  5,
                  [{"job_id": "i", "dispatcher": "d"}]
                ]
                """),
            Optional.empty());
    List<String> origins = new ArrayList<>();
    table.forEachUnassignable(record -> origins.add(inside(record)));

    assertThat(origins)
        .containsExactly(
            "jobs.json, record 5",
            "jobs.json, record 6",
            "jobs.json, record 7",
            "jobs.json, record 8",
            "jobs.json, record 9");
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource
  void formsOfAFile(String text, List<Object> records) {
    assertThat(values(FileJobsTable.read(write("jobs.json", text), Optional.empty())))
        .isEqualTo(records.stream().map(Value::of).toList());
  }

  static Stream<Arguments> formsOfAFile() {
    Object a = Map.of("job_id", "a");
    Object b = Map.of("job_id", "b");
    Object number = Map.of("job_id", "a", "n", new BigDecimal("1.50"));
    return Stream.of(
        Arguments.of("[]", List.of()),
        Arguments.of("{\"job_id\":\"a\"}", List.of(a)),
        Arguments.of("\ufeff{\"job_id\":\"a\"}\r\n", List.of(a)),
        Arguments.of("{\"job_id\":\"a\"}{\"job_id\":\"b\"}", List.of(a, b)),
        Arguments.of("[{\"job_id\":\"a\"}]\n{\"job_id\":\"b\"}", List.of(a, b)),
        Arguments.of("{\"job_id\":{\"S\":\"a\"}} {\"job_id\":\"b\"}", List.of(a, b)),
        Arguments.of("[{\"Item\":{\"job_id\":{\"S\":\"a\"}}}]", List.of(a)),
        Arguments.of("{\"Item\":{\"job_id\":\"a\"},\"ConsumedCapacity\":null}", List.of(a)),
        Arguments.of("{\"Count\":1,\"Items\":[{\"job_id\":{\"S\":\"a\"}}]}", List.of(a)),
        Arguments.of("{\"Items\":[]}{\"Items\":[{\"job_id\":\"b\"}]}", List.of(b)),
        Arguments.of("{\"job_id\":\"a\",\"n\":1.50}", List.of(number)),
        Arguments.of("{\"job_id\":{\"S\":\"a\"},\"n\":{\"N\":\"1.50\"}}", List.of(number)),
        // Not records: the domain says so.
        Arguments.of("{}", List.of(Map.of())),
        Arguments.of("1 \"x\" [true, null, [2]]", Arrays.asList(1, "x", true, null, List.of(2))),
        // A field with another type, or none: plain.
        Arguments.of(
            "{\"job_id\":{\"S\":\"a\"},\"worker\":{\"Q\":\"w\"}}",
            List.of(Map.of("job_id", Map.of("S", "a"), "worker", Map.of("Q", "w")))),
        Arguments.of(
            "{\"job_id\":\"a\",\"parameters\":{\"S\":\"x\"}}",
            List.of(Map.of("job_id", "a", "parameters", Map.of("S", "x")))),
        // A record with fields named like a wrapper.
        Arguments.of(
            "{\"job_id\":\"a\",\"Items\":[1]}",
            List.of(Map.of("job_id", "a", "Items", List.of(1)))),
        Arguments.of(
            "{\"job_id\":\"a\",\"Item\":{}}", List.of(Map.of("job_id", "a", "Item", Map.of()))));
  }

  @Test
  void everyTypeOfAttribute() {
    String typed =
        """
        {"job_id": {"S": "a"}, "n": {"N": "-1.5e3"}, "t": {"BOOL": true}, "z": {"NULL": true},
         "l": {"L": [{"S": "x"}, {"N": "2"}]}, "m": {"M": {"k": {"M": {}}}},
         "b": {"B": "AA=="}, "ss": {"SS": ["x"]}, "ns": {"NS": ["1"]}, "bs": {"BS": ["AA=="]}}
        """;
    Value.MapOf record =
        (Value.MapOf)
            values(FileJobsTable.read(write("jobs.json", typed), Optional.empty())).get(0);

    assertThat(record.fields())
        .containsEntry("n", new Value.Num(new BigDecimal("-1.5e3")))
        .containsEntry("t", new Value.Bool(true))
        .containsEntry("z", Value.NULL)
        .containsEntry("l", Value.of(List.of("x", 2)))
        .containsEntry("m", Value.of(Map.of("k", Map.of())))
        .containsEntry("b", new Value.Other("binary data"))
        .containsEntry("ss", new Value.Other("a string set"))
        .containsEntry("ns", new Value.Other("a number set"))
        .containsEntry("bs", new Value.Other("a binary set"));
  }

  /** The text of the file, and what the message says after the name of the file. */
  @ParameterizedTest(name = "[{index}]")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"job_id\": \"a\" \"b\"}              | :1:16: must be JSON, found: unexpected character"
            + " ('\"' (code 34)): was expecting comma to separate Object entries",
        "{\"job_id\": \"a\",\\n"
            + "  }           | :2:3: must be JSON, found: unexpected character ('}' (code 125)):"
            + " was expecting double-quote to start field name",
        "{\"job_id\": \"é😀\", x}            | :1:18: must be JSON, found: unexpected character"
            + " ('x' (code 120))",
        "\uFEFF{\"job_id\": \"é😀\", x}      | :1:18: must be JSON, found: unexpected character"
            + " ('x' (code 120))",
        "[{\"job_id\": \"a\"}                | :1:17: must be JSON, found: unexpected end-of-input:"
            + " expected close marker for Array (start marker at line: 1, column 1)",
        "{\"a\": nil}                        | :1:7: must be JSON, found: unrecognized token 'nil'",
        "{\"a\": NaN}                        | must be JSON, found: non-standard token 'NaN'",
        "{\"a\": 01}                         | must be JSON, found: invalid numeric value: Leading"
            + " zeroes not allowed",
        "{'a': 1}                            | :1:2: must be JSON, found: unexpected character",
        "// no{}                             | :1:1: must be JSON, found: unexpected character ('/'"
            + " (code 47)): maybe a (non-standard) comment?",
        "{\"job_id\":{\"S\":1}}              | :1:11: S must be a string, found a number",
        "{\"job_id\":{\"S\":\"é\"}, \\n"
            + " \"schedule\":{\"L\":[{\"S\":\"x\"},{\"Q\":\"x\"}]}} | :2:29: the type of an"
            + " attribute must be S, N, B, BOOL, NULL, L, M, SS, NS or BS, found \"Q\"",
        "{\"schedule\":{\"L\":[\"x\"]}}      | :1:13: an attribute must be like {\"S\": \"text\"},"
            + " found a string",
        "{\"schedule\":{\"M\":{\"a\":{}}}}   | :1:23: an attribute must be like {\"S\": \"text\"},"
            + " found an object with 0 keys",
        "{\"schedule\":{\"N\":\"1x\"}}       | :1:13: N must be a number in a string, found \"1x\"",
        "{\"schedule\":{\"NULL\":false}}     | :1:13: NULL must be true, found false",
        "{\"schedule\":{\"SS\":\"x\"}}       | :1:13: SS must be a list, found a string",
        "{\"schedule\":{\"BOOL\":\"x\"}}     | :1:13: BOOL must be true or false, found a string",
      })
  void malformedFiles(String text, String message) {
    Path file = write("jobs.json", text.replace("\\n", "\n"));

    assertThatThrownBy(() -> FileJobsTable.read(file, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .message()
        .startsWith(folder + "/jobs.json:")
        .contains(message)
        .doesNotContain("com.fasterxml", "Source", "`", "Exception");
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource
  void hostileFiles(String name, byte[] content, String message) throws IOException {
    Path file = Files.write(folder.resolve("jobs.json"), content);

    assertThatThrownBy(() -> FileJobsTable.read(file, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .message()
        .startsWith(folder + "/jobs.json:")
        .contains(message)
        .hasSizeLessThan(500)
        .doesNotContain("com.fasterxml", "Source", "`", "Exception", "\n");
  }

  static Stream<Arguments> hostileFiles() {
    byte[] packed = Json.gzip("{\"job_id\": \"" + "a b c".repeat(1000) + "\"}");
    byte[] broken = packed.clone();
    broken[packed.length - 6] ^= 1; // in the checksum
    return Stream.of(
        Arguments.of("deep and cut off", bytes("[".repeat(100_000)), "unexpected end-of-input"),
        Arguments.of(
            "deeper than anybody reads on",
            bytes("[".repeat(1_100_000)),
            "nesting depth (1048577) exceeds the maximum allowed (1048576)"),
        Arguments.of(
            "bad UTF-8",
            new byte[] {'"', (byte) 0xff, '"'},
            ":1:3: must be JSON, found: invalid UTF-8"),
        Arguments.of(
            "latin 1", "{\"é\": 1}".getBytes(StandardCharsets.ISO_8859_1), "invalid UTF-8"),
        Arguments.of(
            "UTF-16",
            "{\"a\": 1}".getBytes(StandardCharsets.UTF_16),
            "must be UTF-8, found UTF-16"),
        Arguments.of(
            "UTF-16LE",
            "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE),
            "must be UTF-8, found UTF-16"),
        Arguments.of("escape sequence", bytes("\u001b[31m"), "(CTRL-CHAR, code 27)"),
        Arguments.of("long word", bytes("x".repeat(100_000)), "unrecognized token"),
        Arguments.of(
            "cut gzip",
            Arrays.copyOf(packed, packed.length - 12),
            ":1:1: must be whole, found that the gzip data is cut off"),
        Arguments.of(
            "gzip header only",
            Arrays.copyOf(packed, 5),
            ":1:1: must be whole, found that the gzip data is cut off"),
        Arguments.of("broken gzip", broken, "must be sound, found broken gzip data"));
  }

  @Test
  void badAttributeOfAFieldThatRebuildsLeaveOutIsFoundWhereItIs() {
    FileJobsTable table =
        FileJobsTable.read(
            write(
                "jobs.json",
                "{\"job_id\":\"a\"}\n  {\"job_id\":{\"S\":\"b\"},\n   \"payload\":{\"N\":\"é\"}}\n"
                    + "{\"job_id\":{\"S\":\"c\"},\"é\":{\"S\":\"\"},\"payload\":{\"N\":\"\"}}"),
            Optional.empty());

    assertThatThrownBy(() -> table.find(new JobId("b")))
        .isInstanceOf(StoreException.class)
        .hasMessage(folder + "/jobs.json:3:14: N must be a number in a string, found \"é\"");
    assertThatThrownBy(() -> table.find(new JobId("c")))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(folder + "/jobs.json:4:44: N must be");
    assertThatThrownBy(() -> table.forEach(r -> {}))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith(folder + "/jobs.json:3:14: ");
  }

  @Test
  void allMalformedFilesOfAFolderAreReportedAtOnce() {
    write("good.json", "{\"job_id\":\"a\"}");
    write("b/bad.jsonl", "{}\n{");
    write("a.ndjson", "nope");

    assertThatThrownBy(() -> FileJobsTable.read(folder, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("2 faults in " + folder + ":\n" + folder + "/a.ndjson:1:")
        .hasMessageContaining("\n" + folder + "/b/bad.jsonl:2:2: ");
  }

  @Test
  void filesOfAFolderAreSortedAndOthersAreLeftOut() throws IOException {
    write("b.json", "{\"job_id\":\"b\"}");
    write("a/z.JSONL", "{\"job_id\":\"z\"}");
    write("c.ndjson", "{\"job_id\":\"c\"}");
    Files.write(folder.resolve("d.jsonl.gz"), Json.gzip("{\"job_id\":\"d\"}"));
    write("e.gz.json", "{\"job_id\":\"e\"}");
    write("manifest-summary.json", "{\"itemCount\": 6}");
    write(".hidden.json", "nope");
    write(".git/x.json", "nope");
    write("notes.txt", "nope");
    write("jobs.json~", "nope");
    Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("b.json"));
    List<String> origins = new ArrayList<>();
    FileJobsTable.read(folder, Optional.empty()).forEach(r -> origins.add(inside(r)));

    assertThat(origins)
        .containsExactly("a/z.JSONL", "b.json", "c.ndjson", "d.jsonl.gz", "e.gz.json", "link.json");
  }

  @Test
  void linkThatLeadsNowhereIsAnError() throws IOException {
    Files.createSymbolicLink(folder.resolve("jobs.json"), folder.resolve("gone"));

    assertThatThrownBy(() -> FileJobsTable.read(folder, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .hasMessage(folder + "/jobs.json: must exist, found nothing");
  }

  @Test
  void linkInARingIsAnError() throws IOException {
    Files.createSymbolicLink(folder.resolve("ring"), folder);

    assertThatThrownBy(() -> FileJobsTable.read(folder, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must not be a link to a folder around it");
  }

  @Test
  void linkToAFolderIsAFolder() throws IOException {
    write("real/jobs.json", "{\"job_id\":\"a\"}");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

    assertThat(values(FileJobsTable.read(link, Optional.empty()))).hasSize(1);
  }

  @Test
  void emptyFolderIsAnEmptyRealm() {
    assertThat(values(FileJobsTable.read(folder, Optional.empty()))).isEmpty();
  }

  @Test
  void missingPathIsAnError() {
    Path missing = folder.resolve("nope.json");
    StoreException e =
        catchThrowableOfType(
            StoreException.class, () -> FileJobsTable.read(missing, Optional.empty()));

    assertThat(e).hasMessage("there must be a file or folder " + missing + ", found nothing");
    assertThat(e.resource()).isEqualTo("job records in " + missing);
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void originNumbersRecordsWhereThereAreSeveral() {
    write("one.json", "[{\"job_id\":\"a\"}]");
    write("two.json", "[1, {\"job_id\":\"b\",\"dispatcher\":\"core\"}]");
    FileJobsTable table = FileJobsTable.read(folder, Optional.empty());

    assertThat(inside(table.find(new JobId("a")).orElseThrow())).isEqualTo("one.json");
    assertThat(inside(table.find(new JobId("b")).orElseThrow())).isEqualTo("two.json, record 2");
    assertThat(ofDispatcher(table)).extracting(this::inside).containsExactly("two.json, record 2");
    assertThat(
            inside(
                FileJobsTable.read(folder.resolve("two.json"), Optional.empty())
                    .find(new JobId("b"))
                    .orElseThrow()))
        .isEqualTo("two.json, record 2");
  }

  @Test
  void duplicatesAreBothGivenAndTheFirstIsFound() {
    FileJobsTable table =
        FileJobsTable.read(
            write(
                "jobs.json",
                """
                {"job_id": "a", "dispatcher": "core", "worker": "one", "enabled": false}
                {"job_id": "a", "dispatcher": "core", "worker": "two"}
                """),
            Optional.empty());

    assertThat(ofDispatcher(table))
        .extracting(this::inside)
        .containsExactly("jobs.json, record 1", "jobs.json, record 2");
    assertThat(inside(table.find(new JobId("a")).orElseThrow())).isEqualTo("jobs.json, record 1");
    List<SourceRecord> current = new ArrayList<>();
    table.forEachAmong(List.of(new JobId("a"), new JobId("a")), current::add);
    assertThat(current).isEqualTo(ofDispatcher(table));
  }

  @Test
  void recordsWithoutAUsableIdComeLast() {
    FileJobsTable table =
        FileJobsTable.read(
            write(
                "jobs.json",
                """
                {"job_id": 5, "dispatcher": "core"}
                {"dispatcher": "core"}
                {"job_id": "b", "dispatcher": "core"}
                {"job_id": "a", "dispatcher": "core"}
                "core"
                """),
            Optional.empty());

    assertThat(ofDispatcher(table))
        .extracting(this::inside)
        .containsExactly(
            "jobs.json, record 4",
            "jobs.json, record 3",
            "jobs.json, record 1",
            "jobs.json, record 2");
  }

  @Test
  void rebuildSeesOnlyWhatItNeeds() {
    FileJobsTable table =
        FileJobsTable.read(
            write(
                "jobs.json",
                "{\"job_id\":\"a\",\"dispatcher\":\"core\",\"payload\":{\"x\":[1]},\"type\":\"sql\"}"),
            Optional.empty());

    assertThat(ofDispatcher(table))
        .extracting(SourceRecord::value)
        .containsExactly(Value.of(Map.of("job_id", "a", "dispatcher", "core")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Items\":[],\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"a\"}}}",
        "{\"Items\":[],\"NextToken\":\"e30=\"}",
        "{\"NextToken\":\"e30=\",\"Items\":[]}",
        "{\"Items\":[],\"NextToken\":\"a\"} {\"Items\":[],\"NextToken\":\"b\"}",
      })
  void pagesWithoutTheLastOneAreAnError(String text) {
    Path file = write("scan.json", text);

    assertThatThrownBy(() -> FileJobsTable.read(file, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            folder
                + "/scan.json: must be followed by the next page, found none (LastEvaluatedKey or"
                + " NextToken)");
  }

  @Test
  void pagesWithTheLastOneAreTheRealm() {
    write("1.json", "{\"Items\":[{\"job_id\":\"a\"}],\"NextToken\":\"x\"}");
    write("2.json", "{\"Items\":[{\"job_id\":\"b\"}],\"NextToken\":null}");

    assertThat(values(FileJobsTable.read(folder, Optional.empty()))).hasSize(2);
  }

  @Test
  void fileThatChangesBetweenReadsIsNoticed() {
    Path file = write("jobs.json", "{\"job_id\":\"a\"}{\"job_id\":\"b\"}");
    FileJobsTable table = FileJobsTable.read(file, Optional.empty());
    write("jobs.json", "{\"job_id\":\"x\"}{\"job_id\":\"y\"}");

    assertThatThrownBy(() -> table.find(new JobId("b")))
        .isInstanceOf(StoreException.class)
        .hasMessage(folder + "/jobs.json: must not change while it is read, found that it did");
  }

  @Test
  void pipeCanBeReadAgain() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread writer =
        new Thread(() -> write("pipe", "{\"job_id\":\"a\",\"x\":1}{\"job_id\":\"b\",\"x\":2}"));
    writer.start();
    FileJobsTable table = FileJobsTable.read(pipe, Optional.empty());
    writer.join();

    assertThat(table.find(new JobId("b")).orElseThrow().value())
        .isEqualTo(Value.of(Map.of("job_id", "b", "x", 2)));
    assertThat(values(table)).hasSize(2);
  }

  private Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a record stands, without the folder of the test. */
  private String inside(SourceRecord record) {
    assertThat(record.origin()).startsWith(folder + "/");
    return record.origin().substring(folder.toString().length() + 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<Value> values(FileJobsTable table) {
    List<Value> values = new ArrayList<>();
    table.forEach(r -> values.add(r.value()));
    return values;
  }

  private static List<SourceRecord> ofDispatcher(FileJobsTable table) {
    List<SourceRecord> records = new ArrayList<>();
    table.forEachOf(new DispatcherName("core"), records::add);
    return records;
  }
}
