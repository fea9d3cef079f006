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
        ---
        job_id: b
        """);

    assertThat(values().stream().map(SourceShapesTest::shown))
        .containsExactly(
            "{\"job_id\":\"a\",\"env\":{\"P\":\"x\",\"Q\":\"y\"},\"copy\":{\"P\":\"x\",\"Q\":\"y\"},"
                + "\"more\":{\"Q\":\"z\",\"P\":\"x\"}}",
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
