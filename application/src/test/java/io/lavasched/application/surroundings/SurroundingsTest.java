// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.surroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.testkit.Found;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {

  private static final String OLD =
      "#### Lava Schedules Start ####\n#### Lava Schedules End ####\n";
  private static final String BLOCK = "(block)";

  /**
   * One case.
   *
   * @param crontab lines, separated by bars
   * @param own the variables of the new block
   * @param found the findings, without their hints
   */
  @ParameterizedTest
  @MethodSource({"above", "below"})
  void problems(String crontab, String own, List<String> found) {
    assertThat(
            problems(parse(crontab), block(own)).stream()
                .map(p -> p.location().text() + ": " + p.message() + " [" + p.code().id() + "]")
                .toList())
        .isEqualTo(found);
  }

  static Stream<Arguments> above() {
    return Stream.of(
        row("nothing", "", "R"),
        row("nothing but a block", "(block)", "R"),
        row("harmless ones", "A=1|LOGNAME=y|USER=z|EDITOR=vi|0 1 * * * x", "R"),
        row("a POSIX shell", "SHELL=/bin/bash", "R"),
        row("another shell", "# x|SHELL=/bin/tcsh", "R", shell(2)),
        row("a shell in quotes", "\"SHELL\" = '/usr/bin/fish'", "R", shell(1)),
        row("no shell", "SHELL=\"\"", "R", shell(1)),
        row("the last one counts", "SHELL=/bin/csh|SHELL=/bin/sh", "R"),
        row("the last one is named", "SHELL=/bin/csh||SHELL=/bin/csh", "R", shell(3)),
        row("the block's own shell counts", "SHELL=/bin/csh", "SHELL"),
        row("a zone", "CRON_TZ=Asia/Tokyo", "R", zone(1)),
        row("a zone that is taken back", "CRON_TZ=Asia/Tokyo|CRON_TZ=\"\"", "R"),
        row("the block's own zone counts", "CRON_TZ=Asia/Tokyo", "CRON_TZ R"),
        row("a path", "PATH=/secret", "R", path(1)),
        row("an address", "MAILTO=\"\"", "R", mail(1)),
        row(
            "all of them, by name",
            "SHELL=/bin/csh|PATH=/x|MAILTO=y|CRON_TZ=UTC|0 1 * * * x|(block)",
            "R",
            zone(4),
            mail(3),
            path(2),
            shell(1)),
        row("a comment", "# SHELL=/bin/csh| #PATH=/x", "R"),
        row("an entry", "0 1 * * * SHELL=/bin/csh PATH=/x x", "R"),
        row("CR LF", "SHELL=/bin/sh\r|MAILTO=x\r", "R", mail(2)),
        row("below the block", "(block)|SHELL=/bin/csh|PATH=/x", "R"),
        row("within the old block", "#### Lava Schedules Start ####|SHELL=/bin/csh|(end)", "R"));
  }

  static Stream<Arguments> below() {
    return Stream.of(
        row("no entries below", "0 1 * * * x|(block)|# y||A=1", "R"),
        row("an entry", "(block)|0 1 * * * x", "R", below(3, "0 1 * * * x", "R")),
        row("the first", "a|(block)|#|@daily x|@daily y", "R", below(5, "@daily x", "R")),
        row(
            "all variables, by name",
            "(block)|@daily x",
            "R PATH CRON_TZ",
            below(3, "@daily x", "CRON_TZ, PATH, R")),
        row("some are set anew", "(block)|PATH=/x|@daily x", "R PATH", below(4, "@daily x", "R")),
        row("all are set anew", "(block)|PATH=/x|R=''|@daily x", "R PATH"),
        row("too late", "(block)|@daily x|R=1", "R", below(3, "@daily x", "R")),
        row("in a comment", "(block)|# R=1|@daily x", "R", below(4, "@daily x", "R")),
        row("above it is no use", "R=1|(block)|@daily x", "R", below(4, "@daily x", "R")),
        row("a new block comes to the end", "0 1 * * * x", "R"),
        row(
            "secrets are not shown",
            "(block)|@daily curl -u me:secret",
            "R",
            below(3, "@daily curl ...", "R")),
        row(
            "nor in a variable",
            "(block)|0 1 * * * PASS=secret x",
            "R",
            below(3, "0 1 * * * PASS ...", "R")),
        row(
            "nor control characters",
            "(block)|@daily x\u0007\u009by -u secret",
            "R",
            below(3, "@daily x\\u{7}\\u{9b}y ...", "R")));
  }

  /**
   * What each cron supports of the lines above: name and value as they stand there, and who warns.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PATH=/x            | vixie debian cronie busybox bcron systemd-cron portable
          MAILTO=x           | vixie debian cronie busybox bcron systemd-cron portable
          SHELL=/bin/csh     | vixie debian cronie busybox bcron systemd-cron portable
          SHELL=/bin/csh x   | vixie debian cronie busybox bcron systemd-cron portable
          SHELL=/bin/sh x/csh | vixie debian cronie bcron systemd-cron portable
          PATH = /x          | vixie debian cronie bcron systemd-cron portable
          SHELL =/bin/csh    | vixie debian cronie bcron systemd-cron portable
          "PATH"=/x          | vixie debian cronie portable
          CRON_TZ=Asia/Tokyo | vixie cronie systemd-cron portable
          HOME=/x            | vixie debian cronie systemd-cron portable
          RANDOM_DELAY=45    | vixie cronie systemd-cron portable
          RANDOM_DELAY=0     | -
          DELAY=5            | systemd-cron
          AWS_PROFILE=x      | vixie debian cronie bcron systemd-cron portable
          LANG=de_DE         | vixie debian cronie bcron systemd-cron portable
          A=1                | -
          """)
  void eachCronHeedsItsOwn(String line, String warners) {
    for (CronDialect dialect : CronDialect.values()) {
      List<Problem> problems =
          Surroundings.problems(parse(line), block("R"), dialect, List.of(new EnvVar("R", "x")));

      assertThat(problems.isEmpty() ? "" : dialect.text())
          .isEqualTo(
              List.of(warners.split(" ", -1)).contains(dialect.text()) ? dialect.text() : "");
    }
  }

  /** Each variable that reaches the dispatcher: one warning, with its name and not its value. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CRON_TZ",
        "RANDOM_DELAY",
        "MAILTO",
        "PATH",
        "HOME",
        "BASH_ENV",
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONSTARTUP",
        "AWS_PROFILE",
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_ACCESS_KEY_ID",
        "AWS_ENDPOINT_URL_SQS",
        "AWS_CA_BUNDLE",
        "LAVA_SQS_MAX_DELAY_MINS",
        "LAVA_NO_DISPATCH",
        "LAVA_REALM",
        "HTTP_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "NO_PROXY",
        "no_proxy",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "REQUESTS_CA_BUNDLE",
        "OPENSSL_CONF",
        "SSLKEYLOGFILE",
        "TZ",
        "LC_ALL",
        "LC_CTYPE",
        "LANG"
      })
  void eachVariableIsToldOnce(String name) {
    List<Problem> problems = problems(parse("# x|" + name + "=s3cret"), block("R"));

    assertThat(problems)
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.code()).isEqualTo(ProblemCode.ENVIRONMENT_ABOVE);
              assertThat(p.location().text()).isEqualTo("crontab: line 2");
              assertThat(p.message()).startsWith("block should set its own " + name + ", found");
              assertThat(p.message() + p.hint()).doesNotContain("s3cret");
            });
    assertThat(problems(parse(name + "=s3cret"), block(name))).isEmpty();
  }

  /** Python reads words in UTF-8 with these. */
  @ParameterizedTest
  @ValueSource(strings = {"LANG=en_US.UTF-8", "LC_ALL=C.utf8", "LANG=C", "LC_ALL=POSIX", "LANG=''"})
  void localesOfUtf8ChangeNothing(String line) {
    assertThat(problems(parse(line), block("R"))).isEmpty();
  }

  /** A variable in the commands is none for cron, and PATH is for the program anyway. */
  @Test
  void variablesInCommandsAreNotSeenByCron() {
    List<EnvVar> variables =
        List.of(
            new EnvVar("PATH", "/bin"), new EnvVar("MAILTO", "x"), new EnvVar("SHELL", "/bin/sh"));
    Crontab crontab = parse("PATH=/x|MAILTO=y|SHELL=/bin/csh|(block)|@daily x");
    Block strict = new Block(List.of(), block("R").lines());

    assertThat(Surroundings.problems(crontab, strict, CronDialect.BCRON, variables))
        .extracting(p -> p.location().text() + " " + p.code().id() + " " + p.hint().orElseThrow())
        .containsExactly(
            "crontab: line 2 environment-above move the line below the block",
            "crontab: line 3 shell-not-posix move the line below");
    assertThat(
            Surroundings.problems(
                    parse("PATH=/x"), strict, CronDialect.BCRON, variables.subList(1, 2))
                .get(0)
                .hint())
        .contains("set PATH in env of the lavasched job, or move the line below the block");
  }

  @Test
  void hintsSayWhatToDo() {
    assertThat(
            Found.lines(
                problems(parse("SHELL=/bin/csh|PATH=/secret|(block)|@daily x"), block("R"))))
        .containsExactly(
            "crontab: line 2: warning: block should set its own PATH, found one above that changes"
                + " the Python that lava-dispatcher finds [environment-above] -> set PATH in env of"
                + " the lavasched job, or move the line below the block",
            "crontab: line 1: warning: SHELL should be a POSIX shell, such as /bin/sh or /bin/bash,"
                + " found another: it may run other commands than the entries say [shell-not-posix]"
                + " -> set SHELL to /bin/sh in env of the lavasched job, or move the line below",
            "crontab: warning: lines below the block should not depend on its variables, found line"
                + " 5: \"@daily x\", which inherits R [inherited-environment] -> cron cannot unset"
                + " a variable: move the lines above the block, or set their own");
  }

  private static List<Problem> problems(Crontab crontab, Block block) {
    return Surroundings.problems(crontab, block, CronDialect.VIXIE, block.variables());
  }

  private static Crontab parse(String crontab) {
    String text =
        crontab.isEmpty()
            ? ""
            : crontab.replace("|", "\n").replace("(end)", Block.END).replace(BLOCK + "\n", OLD)
                + "\n";
    return Crontab.parse(CrontabText.of(text.replace(BLOCK + "\n", OLD))).value().orElseThrow();
  }

  private static Block block(String own) {
    return new Block(
        Arrays.stream(own.split(" ", -1)).map(name -> new EnvVar(name, "secret")).toList(),
        List.of(new BlockLine(new JobId("a"), "@daily a")));
  }

  private static Arguments row(String name, String crontab, String own, String... found) {
    return argumentSet(name, crontab, own, List.of(found));
  }

  private static String shell(int line) {
    return "crontab: line "
        + line
        + ": SHELL should be a POSIX shell, such as /bin/sh or /bin/bash, found another: it may"
        + " run other commands than the entries say [shell-not-posix]";
  }

  private static String zone(int line) {
    return aboveIt(line, "CRON_TZ", "the time zone in which its schedules are read");
  }

  private static String path(int line) {
    return aboveIt(line, "PATH", "the Python that lava-dispatcher finds");
  }

  private static String mail(int line) {
    return aboveIt(line, "MAILTO", "who gets what its entries print");
  }

  private static String aboveIt(int line, String name, String meaning) {
    return "crontab: line "
        + line
        + ": block should set its own "
        + name
        + ", found one above that changes "
        + meaning
        + " [environment-above]";
  }

  private static String below(int line, String gist, String inherited) {
    return "crontab: lines below the block should not depend on its variables, found line "
        + line
        + ": \""
        + gist
        + "\", which inherits "
        + inherited
        + " [inherited-environment]";
  }
}
