// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How values of the command line and the environment get into the block. */
class ArgumentsTest {

  private static final String START = "#### Lava Schedules Start ####\n";
  private static final String END = "#### Lava Schedules End ####\n";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void oneJob() {
    cli = Cli.in(directory);
    cli.file(
        "jobs.json",
        """
        [{"job_id": "j", "type": "cmd", "payload": "", "worker": "w", "dispatcher": "É-west",
          "schedule": "0 4 * * *"},
         {"job_id": "s", "type": "lavasched", "payload": "", "worker": "w", "dispatcher": "x",
          "parameters": {"dispatcher": "x", "args": ["-a"], "env": {"A": "1", "B": "2"}}}]
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          --arg @local0              | @local0
          --arg --level --arg debug  | --level debug
          --arg=--level=debug        | --level=debug
          --arg -r --arg=-r          | -r -r
          --arg --arg                | --arg
          --arg -- --arg=--          | -- --
          --arg=                     | ''
          --arg a,b                  | a,b
          --arg "a                   | '"a'
          --arg "a"                  | '"a"'
          --arg ${sys:user.name}     | '${sys:user.name}'
          --arg $HOME --arg 100%     | '$HOME' '100'\\%
          """)
  void argsArriveAsTheyAre(String options, String expected) {
    Ran ran = cli.runLine("render -r demo --jobs {dir}/jobs.json --dispatcher É-west " + options);

    assertThat(ran.out())
        .isEqualTo(
            START
                + "LAVA_REALM=demo\n0 4 * * * /usr/local/bin/lava-dispatcher --worker w "
                + expected
                + " j\n"
                + END);
    // Most of these are no options of lava's own dispatcher, which is told and stops nothing.
    assertThat(ran.err()).doesNotContain("error:");
    assertThat(ran.exit()).isZero();
  }

  /** Another program may well have other options. */
  @Test
  void whatLavasDispatcherRefusesIsAnErrorForTheLinterAndAWarningForARun() {
    Ran check = cli.runLine("check --jobs {dir}/jobs.json");
    Ran run =
        cli.runLine(
            "run -r demo --jobs {dir}/jobs.json --job s --crontab-file {dir}/tab --allow-lockout"
                + " --cron debian --param env.MAILTO=a,<b>");

    assertThat(check.out())
        .contains("error: args must be options of lava-dispatcher, found \"-a\" [args-option]");
    assertThat(check.exit()).isEqualTo(10);
    assertThat(run.err())
        .contains("warning: args must be options of lava-dispatcher, found \"-a\" [args-unsure]")
        .contains("parameters.env.MAILTO: warning: MAILTO should be plain addresses")
        .doesNotContain("<b>");
    assertThat(run.exit()).isZero();
  }

  @Test
  void anArgOfBlanksIsOneWord() {
    Ran ran =
        cli.run(
            "render",
            "-r",
            "demo",
            "--jobs",
            cli.path("jobs.json").toString(),
            "--dispatcher",
            "É-west",
            "--arg",
            " a  b ");

    assertThat(ran.out()).contains(" --worker w ' a  b ' j\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          --env B=2 --env A=1         | A=1;B=2;LAVA_REALM=demo
          --env A=                    | A="";LAVA_REALM=demo
          --env A=b=c                 | A=b=c;LAVA_REALM=demo
          --env A=1 --env A=2         | A=2;LAVA_REALM=demo
          --env A="b                  | A='"b';LAVA_REALM=demo
          --env LAVA_REALM=demo       | LAVA_REALM=demo
          --param env.A=9             | A=9;LAVA_REALM=demo
          --env A=1 --param env.A=9   | A=9;LAVA_REALM=demo
          """)
  void envIsSetAtTheTop(String options, String expected) {
    Ran ran = cli.runLine("render -r demo --jobs {dir}/jobs.json --dispatcher none " + options);

    assertThat(ran.out()).isEqualTo(START + expected.replace(';', '\n') + "\n" + END);
    assertThat(ran.exit()).isZero();
  }

  @Test
  void paramsOverrideThoseOfTheRecord() {
    Ran ran =
        cli.runLine(
            "render -r demo --jobs {dir}/jobs.json --job s --param dispatcher=É-west --param"
                + " env.B=22 --param env.C=3");

    assertThat(ran.out())
        .isEqualTo(
            START
                + "A=1\nB=22\nC=3\nLAVA_REALM=demo\n"
                + "0 4 * * * /usr/local/bin/lava-dispatcher --worker w -a j\n"
                + END);
    assertThat(ran.exit()).isZero();
  }

  @Test
  void theOptionGoesBeforeTheVariable() {
    cli.with("LAVA_REALM", "variable").with("LAVA_DISPATCHER", "/variable");
    String rest = "--jobs {dir}/jobs.json --dispatcher É-west";

    assertThat(cli.runLine("render " + rest).out())
        .contains("LAVA_REALM=variable\n", " /variable --worker");
    assertThat(cli.runLine("render -r option --dispatcher-program /option " + rest).out())
        .contains("LAVA_REALM=option\n", " /option --worker");
  }

  @Test
  void aVariableThatIsEmptyIsNotSet() {
    cli.with("LAVA_REALM", "").with("LAVA_DISPATCHER", "");

    assertThat(cli.runLine("render --dispatcher x --jobs {dir}/jobs.json").exit()).isEqualTo(2);
    assertThat(cli.runLine("render -r demo --dispatcher É-west --jobs {dir}/jobs.json").out())
        .contains(" /usr/local/bin/lava-dispatcher --worker");
  }

  @Test
  void theEnvironmentOfTheNodeDoesNotLeakIntoTheBlock() {
    cli.with("SECRET", "hunter2").with("AWS_SECRET_ACCESS_KEY", "hunter2");

    Ran ran =
        cli.runLine(
            "plan -r demo --dispatcher É-west --jobs {dir}/jobs.json -l debug"
                + " --crontab-file {dir}/tab -o json");

    assertThat(ran.out() + ran.err()).doesNotContain("hunter2");
    assertThat(ran.exit()).isZero();
  }
}
