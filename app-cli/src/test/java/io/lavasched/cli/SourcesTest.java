// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where records may come from instead of the table. */
class SourcesTest {

  private static final String A =
      "{\"job_id\": \"a\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"@daily\"}";
  private static final String B =
      "{\"job_id\": \"b\", \"worker\": \"w\", \"dispatcher\": \"d\","
          + " \"schedule\": [{\"crontab\": \"@hourly\"}]}";
  private static final String TYPED_A =
      "{\"job_id\": {\"S\": \"a\"}, \"worker\": {\"S\": \"w\"}, \"dispatcher\": {\"S\": \"d\"},"
          + " \"schedule\": {\"S\": \"@daily\"}}";
  private static final String TYPED_B =
      "{\"job_id\": {\"S\": \"b\"}, \"worker\": {\"S\": \"w\"}, \"dispatcher\": {\"S\": \"d\"},"
          + " \"schedule\": {\"L\": [{\"M\": {\"crontab\": {\"S\": \"@hourly\"}}}]}}";

  private static final String EXPECTED =
      """
      #### Lava Schedules Start ####
      LAVA_REALM=demo
      @daily /usr/local/bin/lava-dispatcher --worker w a
      @hourly /usr/local/bin/lava-dispatcher --worker w b
      #### Lava Schedules End ####
      """;

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[" + B + "," + A + "]",
        A + "\n" + B + "\n",
        A + B,
        "\ufeff" + A + "\r\n\r\n" + B,
        TYPED_A + "\n" + TYPED_B,
        "{\"Item\": " + TYPED_B + "}\n{\"Item\": " + TYPED_A + "}",
        "{\"Items\": [" + TYPED_A + "," + TYPED_B + "], \"Count\": 2, \"ScannedCount\": 2}",
      })
  void recordsComeInManyForms(String content) throws IOException {
    cli.file("jobs", content);
    assertRenders("jobs");

    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    cli.file("export/data/x.json.gz", packed.toByteArray());
    assertRenders("export");
  }

  @Test
  void aFolderIsReadWithItsFolders() {
    cli.file("realm/1/a.json", A);
    cli.file("realm/b.jsonl", B);

    assertRenders("realm");
  }

  private void assertRenders(String jobs) {
    Ran ran = cli.runLine("render -r demo --dispatcher d --jobs {dir}/" + jobs);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).isEqualTo(EXPECTED);
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"job_id": "a",}      | jobs.json:1:16: must be JSON, found: unexpected character ('}' (code 125))
          {"é": 1}\\n{"b" 1}    | jobs.json:2:6: must be JSON, found: unexpected character ('1' (code 49))
          [{"job_id": "a"}      | jobs.json:1:
          job_id: a             | jobs.json:1:1: must be JSON, found: unrecognized token 'job_id'
          """)
  void aFileThatIsNotJsonIsAFailureOutside(String content, String message) {
    cli.file("jobs.json", content.replace("\\n", "\n"));
    cli.file("tab", "# mine\n");

    for (String command :
        new String[] {
          "run -r demo --dispatcher d --crontab-file {dir}/tab",
          "plan -r demo --job a --crontab-file {dir}/tab",
          "render -r demo --dispatcher d",
          "check",
          "timeline"
        }) {
      Ran ran = cli.runLine(command + " --jobs {dir}/jobs.json");

      assertThat(ran.err()).startsWith("error: " + directory + "/" + message);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(5);
      assertThat(cli.text("tab")).isEqualTo("# mine\n");
    }
  }

  @Test
  void allFilesThatAreBrokenAreTold() {
    cli.file("realm/1.json", "{");
    cli.file("realm/2.json", A);
    cli.file("realm/3.json", "}");

    Ran ran = cli.runLine("check --jobs {dir}/realm");

    assertThat(ran.err()).contains("1.json:1:", "3.json:1:1").doesNotContain("2.json");
    assertThat(ran.exit()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"jobs.json, []", "jobs.jsonl, ''", "jobs.jsonl, ' '", "realm/README.md, none"})
  void aSourceWithoutARecordIsNoRealm(String file, String content) {
    String path = cli.file(file, content).toString().replace("/README.md", "");

    for (String command : new String[] {"render -r demo --dispatcher d", "check", "next"}) {
      Ran ran = cli.runLine(command + " --jobs " + path);

      assertThat(ran.err())
          .startsWith("error: job records in " + path + ": must be one at least, found none");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(5);
    }
  }

  /** What a command that failed leaves behind must not empty the crontab. */
  @Test
  void anEmptyFileIsNoRealm() {
    cli.file("jobs.json", "");

    Ran ran = cli.runLine("render -r demo --dispatcher d --jobs {dir}/jobs.json");

    assertThat(ran.err()).contains("jobs.json: must be JSON, found an empty file");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void whatIsNoRecordIsToldAndQuarantined() {
    cli.file("jobs.json", "[{\"jobs\": [" + A.strip() + "]}]");

    Ran ran = cli.runLine("render -r demo --dispatcher d --jobs {dir}/jobs.json");

    assertThat(ran.err())
        .startsWith("record " + directory + "/jobs.json: error: job record must have job_id");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void standardInputMayHaveTheRecords() {
    Ran ran = cli.withInput(A + B).runLine("render -r demo --dispatcher d --jobs -");

    assertThat(ran.out()).isEqualTo(EXPECTED);
    assertThat(
            cli.withInput("job_id: a\nworker: w\ndispatcher: d\nschedule: '@daily'\n---\n" + B)
                .runLine("render -r demo --dispatcher d --jobs -")
                .out())
        .isEqualTo(EXPECTED);

    Ran both = cli.withInput(A).runLine("render -r demo --job-file - --jobs -");
    assertThat(both.err())
        .startsWith("error: only one of --jobs and --job-file can be standard input, found both");
    assertThat(both.exit()).isEqualTo(2);
  }

  @Test
  void aDispatcherThatNoRecordHasIsTold() {
    cli.file("jobs.json", A.replace("\"d\"", "\"Sydney\""));

    Ran ran = cli.runLine("render -r demo --dispatcher Sidney --jobs {dir}/jobs.json");

    assertThat(ran.err())
        .contains("found \"Sidney\" [dispatcher-without-jobs]", "did you mean \"Sydney\"?");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void bothPlacesOfADuplicateAreNamed() {
    Path old = cli.file("realm/old/a.json", A);
    Path other = cli.file("realm/new/a.yaml", A);

    for (String command :
        new String[] {"check", "check -o json", "render -r demo --dispatcher d"}) {
      Ran ran = cli.runLine(command + " --jobs {dir}/realm");

      assertThat(ran.out() + ran.err()).contains("found it twice: " + other + " and " + old);
    }
  }

  @Test
  void aSourceThatIsNotThereIsAFailureOutside() {
    Ran ran = cli.runLine("render -r demo --dispatcher d --jobs {dir}/none");

    assertThat(ran.err())
        .isEqualTo(
            "error: there must be a file or folder "
                + directory.resolve("none")
                + ", found nothing\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void theLavaschedJobMayStandAloneAndComeFromStandardInput() throws IOException {
    String job = Files.readString(Cli.EXAMPLES.resolve("schedule-01.json"));

    Ran ran = cli.withInput(job).runLine("render -r demo --job-file - --jobs {examples}");

    assertThat(ran.out())
        .isEqualTo(cli.runLine("render -r demo --job demo/schedule-01 --jobs {examples}").out());
    assertThat(ran.exit()).isZero();
  }
}
