// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A lavasched job that is wrong: exit code 1, each problem told, and nothing written. */
class BadJobTest {

  private static final String FOREIGN = "0 1 * * * mine\n";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void crontab() {
    cli = Cli.in(directory);
    cli.file("tab", FOREIGN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {}                                        | parameters: error: parameters must have dispatcher, found none [missing-field]
          null                                      | parameters: error: parameters must have dispatcher, found none [missing-field]
          []                                        | parameters: error: parameters must be an object, found an empty list [wrong-type]
          "Sydney"                                  | parameters: error: parameters must be an object, found a string [wrong-type]
          {"dispatcher": null}                      | parameters: error: parameters must have dispatcher, found none [missing-field]
          {"dispatcher": ""}                        | parameters.dispatcher: error: dispatcher must not be empty [empty-value]
          {"dispatcher": []}                        | parameters.dispatcher: error: dispatcher must not be an empty list [empty-value]
          {"dispatcher": ["d", ""]}                 | parameters.dispatcher[1]: error: dispatcher must not be empty [empty-value]
          {"dispatcher": 7}                         | parameters.dispatcher: error: dispatcher must be a string or a list of strings, found a number [wrong-type]
          {"dispatcher": ["d", true]}               | parameters.dispatcher[1]: error: dispatcher must be a string or a list of strings, found true [wrong-type]
          {"dispatcher": {"a": "d"}}                | parameters.dispatcher: error: dispatcher must be a string or a list of strings, found an object [wrong-type]
          {"dispatcher": "a\\nb"}                   | parameters.dispatcher:2: error: dispatcher must not have line breaks or other control characters, found "\\n" [bad-character]
          {"dispatcher": "a\\u0000b"}               | parameters.dispatcher:2: error: dispatcher must not have line breaks or other control characters, found "\\u{0}" [bad-character]
          {"dispatcher": "d", "args": "--level x"}  | parameters.args: error: args must be a list of strings or numbers, found a string [wrong-type]
          {"dispatcher": "d", "args": {}}           | parameters.args: error: args must be a list of strings or numbers, found an object [wrong-type]
          {"dispatcher": "d", "args": ["a", ["b"]]} | parameters.args[1]: error: args must have strings or numbers, found a list [wrong-type]
          {"dispatcher": "d", "args": [null]}       | parameters.args[0]: error: args must have strings or numbers, found null [wrong-type]
          {"dispatcher": "d", "args": [false]}      | parameters.args[0]: error: args must have strings or numbers, found false [wrong-type]
          {"dispatcher": "d", "args": ["x\\r"]}     | parameters.args[0]:2: error: word must not have line breaks or other control characters, found "\\r" [bad-character]
          {"dispatcher": "d", "args": [1e999]}      | parameters.args[0]: error: args must have numbers of at most 38 digits [number-range]
          {"dispatcher": "d", "env": ["A=b"]}       | parameters.env: error: env must be an object of names and values, found a list [wrong-type]
          {"dispatcher": "d", "env": {"A": null}}   | parameters.env.A: error: env must have strings or numbers, found null [wrong-type]
          {"dispatcher": "d", "env": {"A": true}}   | parameters.env.A: error: env must have strings or numbers, found true [wrong-type]
          {"dispatcher": "d", "env": {"": "x"}}     | parameters.env.: error: name of a variable must be letters, digits and underscores, found "" [env-name]
          {"dispatcher": "d", "env": {"A B": "x"}}  | parameters.env.A B: error: name of a variable must be letters, digits and underscores, found "A B" [env-name]
          {"dispatcher": "d", "env": {"A=": "x"}}   | parameters.env.A=: error: name of a variable must be letters, digits and underscores, found "A=" [env-name]
          {"dispatcher": "d", "env": {"A\\nB": "x"}} | parameters.env.A\\nB: error: name of a variable must be letters, digits and underscores, found "A\\nB" [env-name]
          {"dispatcher": "d", "env": {"A": "x\\n* * * * * sh"}} | parameters.env.A: error: value of "A" must not have line breaks or other control characters [bad-character]
          {"dispatcher": "d", "env": {"A": "x "}}   | parameters.env.A: error: value of "A" must be one that every cron reads back unchanged [env-value]
          {"dispatcher": "d", "level": "x"}         | parameters: error: parameters must be dispatcher, args and env, found "level" [unknown-parameter]
          """)
  void parametersAreChecked(String parameters, String message) {
    cli.file(
        "job.json",
        "{\"job_id\": \"s/1\", \"type\": \"lavasched\", \"parameters\": " + parameters + "}");

    for (String command : new String[] {"run", "plan", "render"}) {
      Ran ran = rebuild(command + " --job-file {dir}/job.json");

      assertThat(ran.err())
          .startsWith("job s/1: " + message + "\n")
          .endsWith("\nerror: nothing was written\n");
      assertNothingDone(ran);
    }
  }

  /** What JSON does not have is told once, although the field has something against it as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "parameters: {dispatcher: d}\nx-lavasched: 2026-01-02",
        "parameters: {dispatcher: 2026-01-02}",
        "parameters: {dispatcher: d, args: 2026-01-02}"
      })
  void aDateWithoutQuotesIsToldOnce(String fields) {
    Path file = cli.file("job.yaml", "job_id: s/1\ntype: lavasched\n" + fields + "\n");

    Ran ran = cli.run("render", "-r", "demo", "--jobs", file.toString(), "--job", "s/1");

    assertThat(ran.err().lines().filter(line -> line.contains("found a date"))).hasSize(1);
    assertThat(ran.exit()).isEqualTo(1);
  }

  /** A value that no line carries stands in a command as well as any other. */
  @ParameterizedTest
  @CsvSource({
    "vixie, 1",
    "debian, 1",
    "cronie, 1",
    "busybox, 0",
    "bcron, 0",
    "systemd-cron, 0",
    "portable, 0"
  })
  void aValueWithATrailingBlankIsAMatterOfTheCron(String cron, int exit) {
    Ran ran =
        cli.run(
            "render",
            "-r",
            "demo",
            "--dispatcher",
            "Sydney",
            "--jobs",
            Cli.EXAMPLES.toString(),
            "--cron",
            cron,
            "--env",
            "A=b ");

    assertThat(ran.exit()).isEqualTo(exit);
    assertThat(ran.out().contains(" 'A=b ' ")).isEqualTo(exit == 0);
    assertThat(ran.err().contains("[env-value]")).isEqualTo(exit == 1);
  }

  @ParameterizedTest
  @CsvSource({"dispatchers, dispatcher", "arg, args", "Env, env", "enviroment, "})
  void anUnknownParameterIsNamedWithTheOneThatIsNear(String name, String near) {
    cli.file(
        "job.json",
        "{\"type\": \"lavasched\", \"parameters\": {\"dispatcher\": \"d\", \"%s\": \"x\"}}"
            .formatted(name));

    Ran ran = rebuild("run --job-file {dir}/job.json");

    assertThat(ran.err())
        .contains("found \"" + name + "\" [unknown-parameter]\n")
        .contains(
            near == null
                ? "\n  help: known: dispatcher, args, env\n"
                : "\n  help: did you mean \"" + near + "\"?\n");
    assertNothingDone(ran);
  }

  @Test
  void allProblemsOfTheJobAreToldAtOnce() {
    cli.file(
        "job.json",
        """
        {"job_id": 1, "type": "cmd", "parameters":
          {"dispatcher": ["", "a\\u0007"], "args": [true], "env": {"A b": {}}, "argh": 1}}
        """);

    Ran ran = rebuild("run --job-file {dir}/job.json");

    assertThat(ran.err().lines().filter(line -> line.contains(": error: ")))
        .hasSize(7)
        .allMatch(line -> line.startsWith("record " + directory.resolve("job.json") + ": "));
    assertNothingDone(ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
                                | {job}: must be one JSON object, found nothing
          \\n \\n               | {job}: must be one JSON object, found nothing
          []                    | {job}:1:1: must be one JSON object, found a list
          [{"type":"lavasched"}] | {job}:1:1: must be one JSON object, found a list
          "lavasched"           | {job}:1:1: must be one JSON object, found something else
          {} {}                 | {job}:1:4: must be one JSON object, found more after it
          {"type":\\n  lavasched} | {job}:2:3: must be JSON, found: unrecognized token 'lavasched'
          {"é": "é",,}          | {job}:1:11: must be JSON, found: unexpected character (',' (code 44))
          {"type": "lavasched"  | {job}:1:
          """)
  void aJobFileThatIsNoJobIsToldWithItsPlace(String content, String message) {
    Path job = cli.file("job.json", content == null ? "" : content.replace("\\n", "\n"));
    String expected = message.replace("{job}", job.toString());

    Ran ran = rebuild("run --job-file {dir}/job.json");

    // An empty file has no place worth showing; whether it has one does not matter.
    assertThat(
            ran.err()
                .replace(
                    ":1:1: must be one JSON object, found nothing",
                    ": must be one" + " JSON object, found nothing")
                .replace(
                    ":3:1: must be one JSON object, found nothing",
                    ": must be one JSON object, found nothing"))
        .startsWith("command line: error: " + expected)
        .contains(" [job-file]\n")
        .endsWith("error: nothing was written\n");
    assertNothingDone(ran);
  }

  @Test
  void aJobFileMustBeThere() {
    Ran ran = rebuild("run --job-file {dir}/none.json");

    assertThat(ran.err())
        .isEqualTo(
            "command line: error: job file must exist, found no \""
                + directory.resolve("none.json")
                + "\" [job-file]\nerror: nothing was written\n");
    assertNothingDone(ran);
  }

  @Test
  void aJobFileMayNotBeAFolder() {
    Ran ran = rebuild("run --job-file {dir}");

    assertThat(ran.err()).contains(directory + ": must be readable, found: Is a directory");
    assertNothingDone(ran);
  }

  @Test
  void standardInputIsAJobFileToo() {
    cli.withInput("{\"type\": 3}");

    Ran ran = rebuild("run --job-file -");

    assertThat(ran.err())
        .startsWith(
            "record standard input: type: error: type must be \"lavasched\", found a number");
    assertNothingDone(ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          etl/orders     | job etl/orders: type: error: type must be "lavasched", found "cmd" [not-lavasched]
          demo/schedule  | command line: error: lavasched job must be in job records in {examples}, found no record "demo/schedule" [job-not-found]
          """)
  void theJobMustBeOneOfTheRecordsAndALavaschedJob(String id, String message) {
    for (String command : new String[] {"run", "plan", "render"}) {
      Ran ran = rebuild(command + " --job " + id);

      assertThat(ran.err())
          .startsWith(message.replace("{examples}", Cli.EXAMPLES.toString()) + "\n  help: ");
      assertNothingDone(ran);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"type\": null}", "{\"type\": \"Lavasched\"}"})
  void theTypeMustBeThere(String record) {
    cli.file("job.json", record);

    Ran ran = rebuild("run --job-file {dir}/job.json");

    assertThat(ran.err()).contains(": type: error: type must be \"lavasched\", found ");
    assertNothingDone(ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          --dispatcher=                  | command line: parameters.dispatcher[0]: error: dispatcher must not be empty [empty-value]
          --dispatcher a --env A=b\\n    | command line: parameters.env.A: error: value of "A" must not have line breaks or other control characters [bad-character]
          --dispatcher a --arg x\\ty     | command line: parameters.args[0]:2: error: word must not have line breaks or other control characters, found "\\t" [bad-character]
          --dispatcher a --env A.B="x"   | parameters.env.A.B: error: value of "A.B" must be one that every cron reads back unchanged [env-value]
          --dispatcher a --param x=y     | command line: parameters: error: parameters must be dispatcher, args and env, found "x" [unknown-parameter]
          --dispatcher a --param args=y  | command line: parameters.args: error: args must be a list of strings or numbers, found a string [wrong-type]
          --dispatcher a --param .=y     | command line: parameters: error: parameters must be dispatcher, args and env, found "" [unknown-parameter]
          """)
  void parametersGivenDirectlyAreCheckedAsWell(String options, String message) {
    String[] words =
        ("run -r demo --jobs {examples} --crontab-file {dir}/tab " + options).split(" +");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          words[i]
              .replace("\\n", "\n")
              .replace("\\t", "\t")
              .replace("{dir}", directory.toString())
              .replace("{examples}", Cli.EXAMPLES.toString());
    }

    Ran ran = cli.run(words);

    assertThat(ran.err().lines()).contains(message);
    assertNothingDone(ran);
  }

  @Test
  void valuesOfEnvAreNeverShown() {
    cli.file(
        "job.json",
        """
        {"job_id": "s", "type": "lavasched", "parameters": {"dispatcher": "d", "level": 1, "env":
          {"A": "hunter2 ", "B": "hunter2\\n", "C D": "hunter2", "E": ["hunter2"], "F": "hunter2",
           "LAVA_REALM": "hunter2", "G": {"H": "hunter2"}}}}
        """);

    for (String options : new String[] {"", " -o json", " --log-json", " -l debug"}) {
      Ran ran = rebuild("run --job-file {dir}/job.json" + options);

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err() + ran.out()).contains("env.B").doesNotContain("hunter2");
    }

    cli.file(
        "job.json",
        """
        {"job_id": "s", "type": "lavasched", "parameters": {"dispatcher": "d", "env":
          {"A": "hunter2 ", "F": "hunter2", "LAVA_REALM": "hunter2"}}}
        """);

    for (String options : new String[] {"", " -o json", " --log-json", " -l debug"}) {
      Ran ran = rebuild("run --job-file {dir}/job.json" + options);

      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err() + ran.out()).contains("env.A").doesNotContain("hunter2");
    }
  }

  @Test
  void aDisabledJobDoesNothingAndThatIsNoFailure() {
    cli.file(
        "job.json",
        "{\"job_id\": \"s\", \"type\": \"lavasched\", \"enabled\": false, \"parameters\":"
            + " {\"dispatcher\": \"Sydney\"}}");

    for (String command : new String[] {"run", "plan", "plan --exit-code"}) {
      Ran ran = rebuild(command + " --job-file {dir}/job.json");

      assertThat(ran.err())
          .isEqualTo(
              "job s: enabled: warning: enabled must be true for the crontab to be rebuilt, found"
                  + " false [lavasched-disabled]\n"
                  + "  help: nothing was done; set enabled to true in the job record\n");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isZero();
      assertThat(cli.text("tab")).isEqualTo(FOREIGN);
    }
  }

  private Ran rebuild(String line) {
    return cli.runLine(line + " -r demo --jobs {examples} --crontab-file {dir}/tab");
  }

  private void assertNothingDone(Ran ran) {
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.outBytes()).isEmpty();
    assertThat(new String(ran.errBytes(), StandardCharsets.UTF_8)).doesNotContain("\tat ");
    assertThat(cli.text("tab")).isEqualTo(FOREIGN);
  }
}
