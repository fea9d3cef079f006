// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.crontab.program.CronEnvironment;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.testkit.crontab.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dispatcher programs in every state, started as cron starts them. */
@Timeout(value = 60, unit = SECONDS)
class DispatcherCheckupTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path home;

  private Path program(String content) throws IOException {
    return program("dispatcher", content);
  }

  private Path program(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, fromString("rwxr-xr-x"));
    return file;
  }

  private List<Finding> check(Path program, Map<String, String> variables, Duration limit) {
    return DispatcherCheckup.of(
        new DispatcherProgram(program.toString()),
        CronEnvironment.of("lava", home.toString(), variables),
        limit);
  }

  private List<Finding> check(Path program) {
    return check(program, Map.of("LAVA_REALM", "demo"), LONG);
  }

  private String told(List<Finding> findings) {
    StringBuilder told = new StringBuilder();
    for (Finding finding : findings) {
      told.append(finding.status().label()).append(": ").append(finding.detail()).append('\n');
    }
    return told.toString().replace(home.toString(), "~");
  }

  @Test
  void aSoundProgramTellsItsVersion() throws IOException {
    Path program =
        program(
            "#!/bin/sh\n[ \"$*\" = --version ] || exit 9\necho\necho 'lava-dispatcher 8.2.0'\n");

    List<Finding> findings = check(program);

    assertThat(findings)
        .extracting(Finding::check)
        .containsExactly(Check.DISPATCHER_PROGRAM, Check.DISPATCHER_START);
    assertThat(told(findings))
        .startsWith("ok: ~/dispatcher, run by /bin/sh")
        .endsWith("\nok: in cron's environment it says lava-dispatcher 8.2.0\n");
  }

  @Test
  void theInterpreterTellsItsVersionToo() throws IOException {
    program("venv/bin/python3", "#!/bin/sh\necho 'Python 3.11.2'\n");
    Path program = program("#!" + home + "/venv/bin/python3 -I\nimport lava\n");

    assertThat(told(check(program)))
        .startsWith("ok: ~/dispatcher, run by ~/venv/bin/python3 (Python 3.11.2)\n");
  }

  /** What follows {@code #!}, with a bar for a blank at the start, and what is found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0001',
      textBlock =
          """
          /no/such/python3\\nx      ; line must name a program, found "/no/such/python3"
          | /no/such/python3 -I\\nx ; line must name a program, found "/no/such/python3"
          python3\\nx              ; line must name a program, found "python3"
          |\\nx                     ; line must name a program, found ""
          /tmp\\nx                 ; line must name a program, found "/tmp"
          /bin/sh\\r\\nexit 0      ; line must end with a newline alone, found a carriage return before it
          /bin/sh -e\\r\\nexit 0   ; line must end with a newline alone, found a carriage return before it
          /usr/bin/env nopython3\\nx     ; line asks env for "nopython3", which must be on PATH, found none in /usr/bin:/bin
          /usr/bin/env -S X=y nopython\\n ; line asks env for "nopython", which must be on PATH, found none in /usr/bin:/bin
          """)
  void whatCannotBeStartedIsNotStarted(String line, String detail) throws IOException {
    String content = line.replace("|", "").replace("\\n", "\n").replace("\\r", "\r");
    Path program = program("#!" + content);

    assertThat(told(check(program)))
        .isEqualTo(
            "failure: ~/dispatcher: its #! " + detail + "\nunknown: see dispatcher-program\n");
  }

  @Test
  void thePathOfTheBlockCounts() throws IOException {
    program("venv/bin/python-of-lava", "#!/bin/sh\necho 8.2.0\n");
    Path program = program("#!/usr/bin/env python-of-lava\n");

    assertThat(check(program).get(0).help().orElseThrow()).startsWith("set PATH in env of");
    assertThat(told(check(program, Map.of("PATH", "venv/bin:/usr/bin:/bin"), LONG)))
        .isEqualTo(
            """
            ok: ~/dispatcher, run by ~/venv/bin/python-of-lava (8.2.0)
            ok: in cron's environment it says 8.2.0
            """);
  }

  @Test
  void whatIsNoProgramIsTold() throws IOException {
    Path folder = Files.createDirectory(home.resolve("folder"));
    Path text = Files.writeString(home.resolve("text"), "#!/bin/sh\n");

    assertThat(told(check(home.resolve("none"))))
        .startsWith("failure: there must be a dispatcher program, found no ~/none\n");
    assertThat(told(check(folder)))
        .startsWith("failure: ~/folder must be a program, found a folder or something else\n");
    assertThat(told(check(text)))
        .startsWith(
            "failure: ~/text must be a program that this account may run, found that it may not\n");
    assertThat(told(check(text.resolve("below"))))
        .startsWith("failure: ~/text/below must be a program, found: Not a directory\n");
  }

  @Test
  void whatIsNoScriptIsAProgramOfItsOwn() {
    assertThat(told(check(Path.of("/bin/true"))))
        .startsWith("ok: /bin/true, a program of its own\nok: in cron's environment it says ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          echo no >&2; exit 1              | must end with exit code 0, found 1 and: no
          exit 3                           | must end with exit code 0, found 3 without a word
          kill -9 $$                       | must end with exit code 0, found 137
          printf 'Traceback:\\n  x\\nModuleNotFoundError: lava\\n' >&2; exit 1 | must end with exit code 0, found 1 and: ModuleNotFoundError: lava
          no-such-program                  | must end with exit code 0, found 127 and:
          printf 'a\\033[31mb\\n'; exit 1  | must end with exit code 0, found 1 and: a\\u{1b}[31mb
          """)
  void aProgramThatFailsIsShownWithItsLastWord(String body, String detail) throws IOException {
    List<Finding> findings = check(program("#!/bin/sh\n" + body + "\n"));

    assertThat(findings.get(1).status()).isEqualTo(Status.FAILURE);
    assertThat(told(findings))
        .contains("\nfailure: in cron's environment ~/dispatcher --version " + detail);
  }

  @Test
  void aMissingModuleIsAMatterOfThePath() throws IOException {
    Path program = program("#!/bin/sh\necho ModuleNotFoundError: lava >&2; exit 1\n");

    assertThat(check(program).get(1).help())
        .contains("set PATH in env of the lavasched job to where the right interpreter is");
  }

  @Test
  void theOtherFailuresComeWithACommandToTry() throws Exception {
    Path program = program("#!/bin/sh\nexit 4\n");

    String help = check(program).get(1).help().orElseThrow();
    String command = help.substring(help.indexOf("env -i "));
    Process tried = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start();

    assertThat(tried.waitFor()).isEqualTo(4);
  }

  @Test
  void aProgramThatHangsIsKilled() throws Exception {
    Path started = home.resolve("started");
    Path program = program("#!/bin/sh\necho $$ >%s\nexec sleep 600\n".formatted(started));

    List<Finding> findings = check(program, Map.of(), Duration.ofSeconds(2));

    assertThat(told(findings))
        .endsWith(
            "failure: cron's environment: ~/dispatcher --version must end within 2.0 s, and was"
                + " killed because it did not\n");
    Jvm.assertEnds(Long.parseLong(Files.readString(started).strip()));
  }

  @Test
  void oneThatLeavesItsOutputOpenIsTold() throws IOException {
    // Not at once: of a program that ends before anyone reads, Java closes the streams itself.
    Path program = program("#!/bin/sh\nsleep 20 &\nsleep 1\nexit 0\n");

    assertThat(told(check(program, Map.of(), Duration.ofSeconds(2))))
        .contains("must close its output within 2.0 s");
  }

  @Test
  void oneThatChattersIsDrained() throws IOException {
    Path program =
        program("#!/bin/sh\necho lava 8\nyes | head -c 40000000\nyes | head -c 40000000 >&2\n");

    assertThat(told(check(program))).endsWith("ok: in cron's environment it says lava 8\n");
  }

  @Test
  void oneThatSaysNothingIsOk() throws IOException {
    assertThat(told(check(program("#!/bin/sh\n"))))
        .endsWith("ok: in cron's environment it says nothing\n");
  }

  @Test
  void getsTheEnvironmentOfCronAndNothingElse() throws IOException {
    Path seen = home.resolve("seen");
    Path program = program("#!/bin/sh\nenv >%1$s\npwd >>%1$s\nwc -c >>%1$s\n".formatted(seen));
    Map<String, String> variables = new TreeMap<>();
    variables.put("LAVA_REALM", "demo");
    variables.put("A", "a b");
    variables.put("LOGNAME", "other");

    check(program, variables, LONG);

    assertThat(Files.readAllLines(seen).stream().filter(l -> !l.matches("(PWD|_|SHLVL|OLDPWD)=.*")))
        .containsExactlyInAnyOrder(
            "A=a b",
            "HOME=" + home,
            "LAVA_REALM=demo",
            "LOGNAME=lava",
            "PATH=/usr/bin:/bin",
            "SHELL=/bin/sh",
            home.toString(),
            "0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "it's", "100%", "a\"b", "$HOME", "a;b", "\u00e9"})
  void itsPathSurvivesTheShell(String name) throws IOException {
    Path program = program(name + "/dispatcher", "#!/bin/sh\necho started\n");

    assertThat(told(check(program))).endsWith("it says started\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          SHELL=sh            | SHELL of the crontab must be a full path, found "sh"
          SHELL=/no/such/sh   | cron's environment: /no/such/sh in ~ must start, found: No such file or directory
          HOME=/no/such/home  | cron's environment: /bin/sh in /no/such/home must start, found: No such file or directory
          """)
  void aShellOrHomeThatIsNotThereIsTold(String variable, String detail) throws IOException {
    String[] parts = variable.split("=", -1);
    Path program = program("#!/bin/sh\necho x\n");

    assertThat(told(check(program, Map.of(parts[0], parts[1]), LONG)))
        .endsWith("failure: " + detail + "\n");
  }

  @Test
  void noValueOfTheBlockIsShown() throws IOException {
    Path program = program("#!/bin/sh\nexit 1\n");

    assertThat(check(program, Map.of("TOKEN", "hunter2"), LONG).toString())
        .doesNotContain("hunter2");
  }
}
