// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.dynamodb.testkit.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a source is left out in silence, and no source is without bounds. */
class WholeSourceTest {

  private static final String[][] FILES = {
    {"b.json", "{\"job_id\":\"b\"}"},
    {"more/c.jsonl", "{\"job_id\":\"c\"}\n{\"job_id\":\"c2\"}\n"},
    {"more/deep/d.yaml", "job_id: d\n"},
    {"e.yml", "job_id: [e\n"},
    {"f.json", "{"},
    {"g.json", ""},
    {"README", "a"},
    {"more/README.md", "a"},
    {"h.csv", "a"},
    {"notes.txt", "a"},
    {"i.txt", "job_id: i"},
    {".hidden.json", "{}"},
    {".git/config", "x"},
    {"j.bin", "\u0001"},
    {"tool.py", "x"},
    {"k.json~", "{}"},
    {"connections/l.json", "{\"conn_id\":\"l\"}"},
    {"m.zip", "x"},
    {"empty", ""},
  };

  @TempDir Path folder;

  /** Each of many folders: a file, or the folder of it that is not looked into, is named. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void eachFileIsReadOrNamed(long seed) throws IOException {
    Random random = new Random(seed);
    Path target = Files.createDirectories(folder.resolve("elsewhere")).resolve("target.json");
    Files.writeString(target, "{\"job_id\":\"target\"}");
    Path root = Files.createDirectories(folder.resolve("root"));
    List<String> names = new ArrayList<>();
    write(root.resolve("jobs/a.json"), "{\"job_id\":\"a\"}");
    names.add("jobs/a.json");
    // Of sound files alone too: else the errors would be all that is ever said.
    boolean withFaults = random.nextBoolean();
    List<String> faulty =
        List.of("e.yml", "f.json", "g.json", "h.csv", "i.txt", "j.bin", "m.zip", "empty");
    for (String[] file : FILES) {
      if (random.nextBoolean() && (withFaults || !faulty.contains(file[0]))) {
        write(root.resolve(file[0]), file[1]);
        names.add(file[0]);
      }
    }
    if (random.nextBoolean()) {
      Files.createSymbolicLink(root.resolve("link.json"), target);
      names.add("link.json");
    }
    StringBuilder said = new StringBuilder();
    boolean isRefused = false;
    try {
      FileJobsTable table = FileJobsTable.read(root, Optional.empty());
      table.forEach(record -> said.append(record.origin()).append('\n'));
      table.notes().forEach(note -> said.append(note.text()).append('\n'));
    } catch (StoreException e) {
      isRefused = true;
      said.append(e.getMessage());
    }

    for (String name : names) {
      boolean isFault = faulty.contains(name);
      if (isFault || !isRefused) {
        String shown = name.startsWith(".git/") ? ".git" : name;
        assertThat(said.toString())
            .satisfiesAnyOf(
                all -> assertThat(all).contains(root.resolve(shown).toString()),
                all -> assertThat(all).contains(root.resolve(name).getParent() + "\n"),
                all -> assertThat(all).contains(root.resolve(name).getParent() + ":"));
      }
      assertThat(isFault && !isRefused).as(name).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data/a.json.gz | 2 | 2 | export      |",
        "data/a.json.gz | 2 | 2 | export/data |",
        "data/a.json.gz | 3 | 2 | export      | must have 3 items, as",
        "data/a.json.gz | 3 | 2 | export/data | must have 3 items, as",
        "data/b.json.gz | 2 | 2 | export      | must be there, found none",
        "data/b.json.gz | 2 | 2 | export/data | must be there, found none",
        "data/a.json.gz | 2 | 3 | export      | export must have 3 items, found 2",
        "data/a.json.gz | 2 | 3 | export/data | export must have 3 items, found 2",
      })
  void theManifestsOfAnExportMustAgree(
      String key, int ofFile, int ofAll, String given, String refusal) throws IOException {
    Path export = Files.createDirectories(folder.resolve("export/data")).getParent();
    Files.write(
        export.resolve("data/a.json.gz"),
        Json.gzip(
            "{\"Item\":{\"job_id\":{\"S\":\"a\"}}}\n{\"Item\":{\"job_id\":{\"S\":\"b\"}}}\n"));
    write(
        export.resolve("manifest-files.json"),
        "{\"itemCount\":" + ofFile + ",\"dataFileS3Key\":\"AWSDynamoDB/01-x/" + key + "\"}\n");
    write(
        export.resolve("manifest-summary.json"),
        "{\"outputFormat\":\"DYNAMODB_JSON\",\"itemCount\":" + ofAll + "}");
    Path source = folder.resolve(given);

    if (refusal == null) {
      List<String> origins = new ArrayList<>();
      FileJobsTable.read(source, Optional.empty()).forEach(record -> origins.add(record.origin()));
      assertThat(origins).hasSize(2);
    } else {
      assertThatThrownBy(() -> FileJobsTable.read(source, Optional.empty()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(refusal)
          .hasMessageContaining("(copy the whole export again)");
    }
  }

  /** What the file is, how many MB of blanks each of its packed files has, and what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.zip       | a.json            | 200 | must unpack to 128 MB at most, found more",
        "b.zip       | a.json b.json     | 70  | must unpack to 128 MB at most, found more",
        "c.zip       | a.json.gz b.gz    | 70  | must unpack to 128 MB at most, found more",
        "d.zip       | a.json.gz         | 100 |",
        "a.json.gz   | -                 | 200 | must unpack to 128 MB or 200 times its size at most",
        "a.yaml.gz   | -                 | 200 | must unpack to 128 MB or 200 times its size at most",
        "b.json.gz   | -                 | 100 |",
        "in/a.jsonl.gz | -               | 200 | must unpack to 128 MB or 200 times its size at most",
      })
  void whatUnpacksToGigabytesIsRefused(String name, String packed, int megabytes, String refusal)
      throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    if (packed.equals("-")) {
      Files.write(file, blanks(megabytes));
    } else {
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
        for (String entry : packed.split(" ", -1)) {
          out.putNextEntry(new ZipEntry(entry));
          if (entry.endsWith(".gz")) {
            out.write(blanks(megabytes));
          } else {
            blanks(megabytes, out);
          }
        }
      }
    }
    assertThat(Files.size(file)).isLessThan(1 << 20);
    Path source = name.startsWith("in/") ? file.getParent() : file;

    if (refusal == null) {
      assertThat(FileJobsTable.read(source, Optional.empty()).repeated()).isEmpty();
    } else {
      assertThatThrownBy(() -> FileJobsTable.read(source, Optional.empty()))
          .isInstanceOf(StoreException.class)
          .hasMessageStartingWith(file + ": " + refusal)
          .hasMessageContaining("found more (if it is meant, unpack it first");
    }
  }

  private static byte[] blanks(int megabytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      blanks(megabytes, out);
    }
    return packed.toByteArray();
  }

  private static void blanks(int megabytes, OutputStream out) throws IOException {
    byte[] blanks =
        "                               \n".repeat(1 << 15).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < megabytes; i++) {
      out.write(blanks);
    }
  }

  /** In each of two packed files. */
  @ParameterizedTest
  @CsvSource({"1, 500000, true", "1, 500001, false", "'{\"conn_id\":\"a\"}', 500001, true"})
  void aMillionTinyRecordsAreEnough(String record, int each, boolean isRead) throws IOException {
    byte[] packed = Json.gzip((record + "\n").repeat(each));
    assertThat(packed).hasSizeLessThan(100_000);
    Files.write(folder.resolve("a.json.gz"), packed);
    Files.write(folder.resolve("b.json.gz"), packed);

    if (isRead) {
      assertThat(FileJobsTable.read(folder, Optional.empty()).repeated()).isEmpty();
    } else {
      assertThatThrownBy(() -> FileJobsTable.read(folder, Optional.empty()))
          .isInstanceOf(StoreException.class)
          .hasMessage(folder + ": must have 1000000 records at most, found more");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "../a.json,       must have a path within the zip",
    "jobs/../../a,    must have a path within the zip",
    "/etc/a.json,     must have a path within the zip",
    "c:\\a.json,      must have a path within the zip",
    "jobs//a.json,    must have a path within the zip",
    "./b.json,        must be there once",
  })
  void anUnsafeNameInAZipIsRefused(String name, String refusal) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("b.json", "{\"job_id\":\"b\"}");
    files.put(name, "{\"job_id\":\"a\"}");
    Path zip = folder.resolve("a.zip");
    try (OutputStream bytes = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }

    assertThatThrownBy(() -> FileJobsTable.read(zip, Optional.empty()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(refusal);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
