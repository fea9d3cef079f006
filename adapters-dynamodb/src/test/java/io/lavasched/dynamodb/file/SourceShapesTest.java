// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.place.Flaws;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source is whole, or says what is not read. */
class SourceShapesTest {

  @TempDir Path folder;

  /** A file beside a record: it is read too, noted, or an error that names it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "b.json            | {\"job_id\":\"b\"}                   | read",
        "b.YML             | job_id: b                            | read",
        "b.yaml            | {\"job_id\":\"b\"}                   | read",
        "README.md         | job_id: b                            | noted",
        "LICENSE           | MIT                                  | noted",
        "notes.txt         | buy milk                             | noted",
        ".b.json           | {\"job_id\":\"b\"}                   | noted",
        ".git/config       | x                                    | noted",
        "b.json~           | {\"job_id\":\"b\"}                   | noted",
        "install           | #!/bin/sh                            | noted",
        "connections/c.json| {\"conn_id\":\"c\",\"type\":\"psql\"}| noted",
        "t.json            | {\"trigger_id\":\"t\",\"job_id\":\"a\"} | noted",
        "b.txt             | {\"job_id\":\"b\"}                   | error",
        "b.log             | job_id: b                            | error",
        "b                 | {\"job_id\":\"b\"}                   | error",
        "b.json.bz2        | x                                    | error",
        "b.csv             | job_id                               | error",
        "b.zip             | x                                    | error",
        "b.yaml            | job_id: [b                           | error",
        "b.yaml            | job_id: *none                        | error",
        "b.json            | {\"Responses\":{},\"UnprocessedKeys\":{}} | error",
        "b.json            | {\"Keys\":{},\"NewImage\":{}}        | error",
        "b.json            | {\"Records\":[{\"dynamodb\":{}}]}     | error",
        "b.json            | {\"jobs\":[{\"job_id\":\"b\"}]}      | error",
        "b.json            | {\"b\":{\"job_id\":\"b\"}}           | error",
        "b.json            | {\"Count\":1,\"ScannedCount\":1}     | error",
      })
  void aFileIsReadNotedOrAnError(String name, String content, String verdict) throws IOException {
    write("jobs/a.json", "{\"job_id\":\"a\"}");
    Path file = write(name, content);
    List<String> origins = new ArrayList<>();
    String said;
    try {
      FileJobsTable table = FileJobsTable.read(folder, Optional.empty());
      table.forEach(record -> origins.add(record.origin()));
      said = String.join("\n", table.notes().stream().map(Problem::text).toList());
    } catch (StoreException e) {
      said = "error: " + e.getMessage();
    }

    String found = said.isEmpty() ? "read" : said.startsWith("error: ") ? "error" : "noted";
    assertThat(found).as(said).isEqualTo(verdict);
    String first = folder.relativize(file).getName(0).toString();
    assertThat(String.join("\n", origins) + said).contains(folder.resolve(first).toString());
  }

  /** What PyYAML, lava's own reader, makes of a plain word. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yes        | true",
        "Off        | false",
        "y          | \"y\"",
        "'yes'      | \"yes\"",
        "~          | null",
        "010        | 8",
        "0x1F       | 31",
        "1_000      | 1000",
        "1:30       | 90",
        "1.5        | 1.5",
        "'0 1 * * *'| \"0 1 * * *\"",
        "2026-11-23 | a date",
        ".inf       | the number .inf",
        "[1, {a: no}] | [1,{\"a\":false}]",
      })
  void plainWordsOfYaml(String text, String expected) throws IOException {
    write("a.yaml", "job_id: a\nx: " + text + "\n");

    assertThat(shown(((Value.MapOf) values().get(0)).get("x").orElseThrow())).isEqualTo(expected);
  }

  /** What people write without quotes, and what else breaks: told in words of YAML. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "schedule: */5 * * * *  | 1:11: must be YAML, found: * at the beginning of a value (a cron"
            + " string that begins with it must be in quotes)",
        "schedule: * * * * *    | 1:11: must be YAML, found: * at the beginning of a value (a cron"
            + " string that begins with it must be in quotes)",
        "schedule: @daily       | 1:11: must be YAML, found: character '@' that cannot start any"
            + " token (put the value in quotes)",
        "payload: %x            | 1:10: must be YAML, found: character '%' that cannot start any"
            + " token (put the value in quotes)",
        "payload: {{ x }} y     | a key that is no plain text (a value that begins with {{ must be"
            + " in quotes)",
        "a: 1\\n"
            + "\\tb: 2       | 2:1: must be YAML, found: character '\\t(TAB)' that cannot start any"
            + " token (indent with spaces)",
        "job_id: a: b           | 1:10: must be YAML, found: mapping values are not allowed here",
        "job_id: *none          | 1:9: must be YAML, found: no anchor before the alias *none",
      })
  void brokenYamlIsToldWithItsPlaceAndCause(String text, String expected) throws IOException {
    write("a.yaml", text.replace("\\n", "\n").replace("\\t", "\t"));

    assertThat(failure()).contains("a.yaml:").endsWith(expected).doesNotContain("org.yaml");
  }

  private static String shown(Value value) {
    if (value instanceof Value.Text text) {
      return "\"" + text.get() + "\"";
    }
    if (value instanceof Value.Num number) {
      return number.get().toString();
    }
    if (value instanceof Value.ListOf list) {
      return "["
          + String.join(",", list.items().stream().map(SourceShapesTest::shown).toList())
          + "]";
    }
    if (value instanceof Value.MapOf map) {
      return "{"
          + String.join(
              ",",
              map.fields().entrySet().stream()
                  .map(e -> "\"" + e.getKey() + "\":" + shown(e.getValue()))
                  .toList())
          + "}";
    }
    return value.kind();
  }

  @Test
  void documentsAliasesAndMergesAreWrittenOut() throws IOException {
    write(
        "a.yaml",
        """
        # none
        ---
        job_id: a
        env: &e {P: x, Q: y}
        copy: *e
        more: {<<: *e, Q: z}
        P: &p x
        Q: [*p]
        ---
        job_id: b
        """);

    assertThat(values().stream().map(SourceShapesTest::shown))
        .containsExactly(
            "{\"job_id\":\"a\",\"env\":{\"P\":\"x\",\"Q\":\"y\"},\"copy\":{\"P\":\"x\",\"Q\":\"y\"},"
                + "\"more\":{\"Q\":\"z\",\"P\":\"x\"},\"P\":\"x\",\"Q\":[\"x\"]}",
            "{\"job_id\":\"b\"}");
  }

  @Test
  void aliasesHaveABound() throws IOException {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 30; i++) {
      text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ", *a" + (i - 1) + "]\n");
    }
    write("a.yaml", text.toString());

    assertThat(failure()).contains("a.yaml:").contains("aliases that make more than");
  }

  /**
   * What costs the square of its length has a bound: after the first line, a part that is repeated
   * (~ is a blank, ^ a new line), and how many KB of it; that it is read, or where and why not.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # one piece: a word, a run of blanks, a comment, a line of block text
          x:~             | w            | 900  |            | read
          x:~             | w            | 1100 |            | 2:4: PIECE
          x:~             | w            | 3000 |            | 2:4: PIECE
          x:~a            | ~            | 1100 | a          | 2:5: PIECE
          x:              | ~            | 1100 | a          | 2:3: PIECE
          x:~a            | ~            | 1100 |            | 2:5: PIECE
          x:~a            | TAB          | 1100 | a          | 2:5: PIECE
          x:~"            | w            | 900  | "          | read
          x:~"            | w            | 1100 | "          | 2:5: PIECE
          x:~'            | w            | 1100 | '          | 2:5: PIECE
          x:~'a           | ~            | 1100 | '          | 2:6: PIECE
          x:~BAR^~        | w~           | 900  |            | read
          x:~BAR^~        | w~           | 1100 |            | 3:2: PIECE
          x:~>^~          | w            | 1100 |            | 3:2: PIECE
          ^#              | c            | 900  |            | read
          ^#              | c            | 1100 |            | 3:2: PIECE
          x:~&a           | a            | 1100 | ~b         | 2:5: PIECE
          x:~*a           | a            | 1100 |            | 2:5: PIECE
          x:~!a           | a            | 1100 | ~b         | 2:4: PIECE
          x:~!<a          | b            | 1100 | >~b        | 2:6: PIECE
          ...^%X~         | y            | 1100 | ^---^x:~y  | 3:3: PIECE
          # many pieces
          x:~             | word~        | 3000 |            | read
          x:~a            | ^~~word      | 3000 |            | read
          x:~"            | word~        | 3000 | "          | read
          x:~"            | \\u0041       | 3000 | "          | read
          x:~BAR          | ^~~word~word | 3000 |            | read
          x:~a            | ^            | 3000 |            | read
          ^               | #~comment^   | 3000 |            | read
          ---~[           | {"job_id":"b","worker":"w"}, | 3000 | ] | read
          x:~[            | word,~       | 3000 | ]          | read
          # many levels
          x:~[            | DEEP         | 1000 | ]          | read
          x:~[            | DEEPER       | 1000 | ]          | read
          x:~[            | DEEPER       | 5000 | ]          | must be YAML, found: more than 2000000 values
          x:~             | [            | 1000 |            | nesting depth
          x:^~            | -~           | 1000 | a          | nesting depth
          # what is written out again and again
          ...^%TAG~!a!~t: | k            | 2    | ^---~!a!x~b | 4:5: must be YAML, found: a tag of more than 1000 characters
          ...^            | HANDLE       | 2    | ---~b      | must be YAML, found: more than 100 handles of tags
          x:~&a~{}^y:~&b~[*a]^z:~{<<:~[ | *b, | 1   | ]}     | must be YAML, found: a merge key (<<) without a mapping
          x:~&a~{DUPLICATES}^z:~{<<:~[  | *a, | 100 | ]}     | must be YAML, found: more than 2000000 values
          """)
  void whatCostsTheSquareOfItsLengthHasABound(
      String before, String part, int kilobytes, String after, String expected) throws IOException {
    StringBuilder text = new StringBuilder("job_id: a\n").append(text(before));
    int end = text.length() + (kilobytes << 10);
    String repeated = text(part);
    for (int i = 0; text.length() < end; i++) {
      text.append(repeated.equals("HANDLE") ? "%TAG !a" + i + "! b\n" : repeated);
    }
    write("a.yaml", text.append(after == null ? "" : text(after)).append('\n').toString());

    String refusal =
        expected.replace(
            "PIECE",
            "must have words, runs of blanks, comments and lines of block text of 1 MB at most,"
                + " found a longer one (DynamoDB takes records of 400 KB: shorten it, or take it"
                + " out)");
    String failure = failure();
    assertThat(failure).contains(expected.equals("read") ? "" : refusal);
    assertThat(failure.isEmpty()).isEqualTo(expected.equals("read"));
  }

  private static String text(String shown) {
    return shown
        .replace("DUPLICATES", "b: 1, ".repeat(1000))
        .replace("DEEPER", "[".repeat(5000) + "]".repeat(5000) + ",")
        .replace("DEEP", "[".repeat(500) + "]".repeat(500) + ",")
        .replace("BAR", "|")
        .replace("TAB", "\t")
        .replace('~', ' ')
        .replace('^', '\n');
  }

  /** One record of a file is bad: the file is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"x\": 1, \"x\": 2           | duplicate-key",
        "\"x\": {\"y\": 1, \"y\": 2}  | duplicate-key",
        "\"x\": [[{\"y\": 1, \"y\": 2}]] | duplicate-key",
        "\"x\": 1e999999999           | number-range",
        "\"x\": 1e99999999999         | number-range",
        "\"x\": NINES                 | number-range",
        "\"x\": DEEP                  | too-deep",
      })
  void oneBadRecordIsOneBadRecord(String field, String code) throws IOException {
    String text =
        field
            .replace("NINES", "9".repeat(5000))
            .replace("DEEP", "[".repeat(5000) + "]".repeat(5000));
    write("a.json", "[{\"job_id\": \"a\", " + text + "}, {\"job_id\": \"b\"}]");
    List<Value> values = values();

    assertThat(Flaws.problems((Value.MapOf) values.get(0)))
        .extracting(problem -> problem.code().id())
        .containsExactly(code);
    assertThat(Flaws.problems((Value.MapOf) values.get(1))).isEmpty();
    assertThat(
            FileJobsTable.read(folder, Optional.empty())
                .find(new io.lavasched.domain.job.JobId("b")))
        .isPresent();
  }

  @Test
  void aBackupIsReadWithTheRecordOfItsRealm() throws IOException {
    Path zip = folder.resolve("backup.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String[] entry :
          new String[][] {
            {"jobs/a.json", "{\"job_id\":\"a\"}"},
            {"jobs/b.yaml", "job_id: b"},
            {"connections/c.json", "{\"conn_id\":\"c\"}"},
            {"s3triggers/t.json", "{\"trigger_id\":\"t\",\"job_id\":\"a\"}"},
            {"realms/demo.json", "{\"realm\":\"demo\",\"config\":{\"DISPATCHER\":\"/x\"}}"},
          }) {
        out.putNextEntry(new ZipEntry(entry[0]));
        out.write(entry[1].getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    FileJobsTable table = FileJobsTable.read(zip, Optional.empty());
    List<String> origins = new ArrayList<>();
    table.forEach(record -> origins.add(record.origin()));

    assertThat(origins).containsExactly(zip + "/jobs/a.json", zip + "/jobs/b.yaml");
    assertThat(table.realm()).isPresent();
    assertThat(table.notes()).hasSize(2);
  }

  @Test
  void noClassOfYamlIsLoadedForJson() throws Exception {
    write("a.json", "{\"job_id\":\"a\"}");
    ClassLoader parent = getClass().getClassLoader();
    ClassLoader without =
        new ClassLoader(parent) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.yaml") || name.contains(".dataformat.yaml")) {
              throw new ClassNotFoundException(name);
            }
            return name.startsWith("io.lavasched.dynamodb.")
                ? own(name)
                : super.loadClass(name, resolve);
          }

          private Class<?> own(String name) throws ClassNotFoundException {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
              return loaded;
            }
            try (java.io.InputStream in =
                parent.getResourceAsStream(name.replace('.', '/') + ".class")) {
              byte[] bytes = Objects.requireNonNull(in).readAllBytes();
              return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
              throw new ClassNotFoundException(name, e);
            }
          }
        };
    Object table =
        without
            .loadClass(FileJobsTable.class.getName())
            .getMethod("read", Path.class, java.util.Optional.class)
            .invoke(null, folder, java.util.Optional.empty());

    assertThat(table.toString()).isNotBlank();
  }

  private List<Value> values() {
    List<Value> values = new ArrayList<>();
    FileJobsTable.read(folder, Optional.empty()).forEach(record -> values.add(record.value()));
    return values;
  }

  private String failure() {
    try {
      FileJobsTable.read(folder, Optional.empty());
      return "";
    } catch (StoreException e) {
      return e.getMessage();
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
