// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.RealmName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockCheckupTest {

  private static final String PROGRAM = "/usr/local/bin/lava-dispatcher --worker w ";

  /** Lines parted by bars; {@code (} and {@code )} are the markers, {@code R} sets the realm. */
  private static String crontab(String lines) {
    return lines.lines().map(BlockCheckupTest::line).reduce("", (all, line) -> all + line + "\n");
  }

  private static String line(String text) {
    return switch (text.strip()) {
      case "(" -> "#### Lava Schedules Start ####";
      case ")" -> "#### Lava Schedules End ####";
      case "R" -> "LAVA_REALM=demo";
      default -> text.replace("<lava>", PROGRAM);
    };
  }

  private static List<Finding> check(String lines) {
    return BlockCheckup.of(
        Optional.of(CrontabText.of(crontab(lines.replace(';', '\n')))),
        new RealmName("demo"),
        Optional.of(DispatcherProgram.DEFAULT),
        List.of(new ShellWord("--level"), new ShellWord("info")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          (;R;0 1 * * * <lava>a;)          | ok      | of realm demo, with 1 line to run
          0 1 * * * x;(;R;)                | ok      | of realm demo, with 0 lines to run
          0 1 * * * x                      | warning | the crontab has no block: no job is dispatched
          (;0 1 * * * <lava>a;)            | failure | the block must set LAVA_REALM, found none: lava-dispatcher knows no realm then
          LAVA_REALM=demo;(;0 1 * * * <lava>a;) | failure | the block must set LAVA_REALM, found none: lava-dispatcher knows no realm then
          (;LAVA_REALM=other;)             | failure | the block must be of realm "demo", found "other"
          (;LAVA_REALM="demo";)            | ok      | of realm demo, with 0 lines to run
          (;)                              | ok      | of realm demo, with 0 lines to run
          (;0 1 * * * '/usr/bin/env' LAVA_REALM=demo '/usr/local/bin/lava-dispatcher' --worker w a;) | ok | of realm demo, with 1 line to run
          (;0 1 * * * '/usr/bin/env' LAVA_REALM=other '/usr/local/bin/lava-dispatcher' --worker w a;) | failure | the block must be of realm "demo", found "other"
          (;0 1 * * * '/usr/bin/env' A=b '/usr/local/bin/lava-dispatcher' --worker w a;) | failure | the block must set LAVA_REALM, found none: lava-dispatcher knows no realm then
          (;R                              | failure | line 1: start marker must be followed by an end marker, found none
          x;););(                          | failure | line 2: end marker must come after a start marker, found none before it (and 2 more)
          """)
  void blocks(String lines, String status, String detail) {
    Finding finding = check(lines).get(0);

    assertThat(finding.check()).isEqualTo(Check.BLOCK);
    assertThat(finding.status().label()).isEqualTo(status);
    assertThat(finding.detail()).isEqualTo(detail);
  }

  @Test
  void noCrontabIsNoBlock() {
    List<Finding> findings =
        BlockCheckup.of(
            Optional.empty(),
            new RealmName("demo"),
            Optional.of(DispatcherProgram.DEFAULT),
            List.of());

    assertThat(findings).extracting(Finding::status).containsExactly(Status.WARNING, Status.OK);
    assertThat(findings.get(0).detail()).isEqualTo("there is no crontab: no job is dispatched");
  }

  @Test
  void editsAreNotToldWhereTheProgramIsNotKnown() {
    List<Finding> findings =
        BlockCheckup.of(
            Optional.of(CrontabText.of(crontab("(\nR\n0 1 * * * <lava>a\n)"))),
            new RealmName("demo"),
            Optional.empty(),
            List.of());

    assertThat(findings).extracting(Finding::status).containsExactly(Status.OK, Status.UNKNOWN);
  }

  /** What each line is called; the others are as lavasched writes them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          (;R;0 1 * * * <lava>a;)                          |
          (;A=b;R;0 1 * * * <lava>'a b';@daily <lava>-- -a;) |
          (;R;0  1 * * *  <lava>a;)                        | line 3 (0  1 * * *  /usr/local/bin/lava-dispatcher ...)
          (;R;0 1 * * * <lava>"a b";)                      | line 3 (0 1 * * * /usr/local/bin/lava-dispatcher ...)
          (;R;0 1 * * * <lava>--level info a b;)           |
          (;R;0 1 * * * /opt/lava-dispatcher --worker w a;) |
          # x;;(;R;0 1 * * * backup --password x;)         | line 5 (0 1 * * * backup ...)
          (;R;# mine;;0 1 * * * <lava>a;)                  | line 3 (a comment), line 4 (blank)
          (;R;A=b;)                                        | line 3 (variable A out of its place)
          (;R;0 1 * * * <lava>a;Z=b;)                      | line 4 (variable Z out of its place)
          (;A = b;R;)                                      | line 2 (a variable in another form)
          (;A='b';R;)                                      | line 2 (a variable in another form)
          (;A=" b";R;)                                     |
          (;R;R;)                                          | line 3 (variable LAVA_REALM out of its place)
          (;0 1 * * * '/usr/bin/env' LAVA_REALM=demo '/usr/local/bin/lava-dispatcher' --worker w a;) |
          (;0 1 * * * '/usr/bin/env' LAVA_REALM='demo' '/usr/local/bin/lava-dispatcher' --worker w a;) | line 2 (0 1 * * * ...)
          (;R;x;y;z;* * * * * v;w;)                        | line 3 (...), line 4 (...), line 5 (...) and 2 more
          """)
  void edits(String lines, String edits) {
    Finding finding = check(lines).get(1);

    assertThat(finding.check()).isEqualTo(Check.BLOCK_EDITS);
    if (edits == null) {
      assertThat(finding)
          .isEqualTo(Finding.ok(Check.BLOCK_EDITS, "every line has a form that lavasched writes"));
    } else {
      assertThat(finding.status()).isEqualTo(Status.WARNING);
      assertThat(finding.detail())
          .isEqualTo(
              "the block should have only lines that lavasched writes, found "
                  + edits
                  + ": edited by hand, or written by lava's own handler");
    }
  }

  @Test
  void showsNoArgumentsAndNoValues() {
    String said = check("(;R;SECRET = hunter2;0 1 * * * x --password hunter2;)").toString();

    assertThat(said).contains("line 3", "line 4").doesNotContain("hunter2");
  }
}
