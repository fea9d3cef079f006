// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.testkit.Found;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrontabSizeTest {

  private static final String REMEDY =
      "spread the jobs over more dispatchers, each on an account or node of its own";
  private static final String SHORTEN =
      "shorten or remove comments and blank lines between entries";

  @ParameterizedTest
  @MethodSource
  void sizes(String crontab, int lines, int entries, int variables, int idleBytes) {
    assertThat(size(crontab)).isEqualTo(new CrontabSize(lines, entries, variables, idleBytes));
  }

  static Stream<Arguments> sizes() {
    return Stream.of(
        argumentSet("nothing", "", 0, 0, 0, 0),
        argumentSet("an entry", "@daily x\n", 1, 1, 0, 0),
        argumentSet("no newline at the end", "@daily x", 1, 1, 0, 0),
        argumentSet("a variable", "A=1\n", 1, 0, 1, 0),
        argumentSet("an entry with an equals sign", "@daily x A=1\n", 1, 1, 0, 0),
        argumentSet("newlines", "\n\n\n", 3, 0, 0, 3),
        argumentSet("a comment", "# x\n", 1, 0, 0, 4),
        argumentSet("a comment without a newline", "# x", 1, 0, 0, 3),
        argumentSet("indents", "  @daily x\n\tA=1\n", 2, 1, 1, 2),
        argumentSet("comments and the indent behind", "# x\n  # y\n  A=1\n", 3, 0, 1, 12),
        argumentSet("most in the middle", "#\nA=1\n\n\n\n\nA=2\n#\n", 8, 0, 2, 4),
        argumentSet("most at the end", "#\nA=1\n# end\n", 3, 0, 1, 6),
        argumentSet("most at the end, without a newline", "A=1\n# end", 2, 0, 1, 5),
        argumentSet("not one after the other", "##\nA=1\n##\nA=2\n##\n", 5, 0, 2, 3),
        argumentSet("CR LF", "# x\r\n\r\nA=1\r\n@daily x\r\n", 4, 1, 1, 7),
        argumentSet("bytes, not characters", "# \u00c3\u00a9\n", 1, 0, 0, 5),
        argumentSet("no UTF-8", "# \u00ff\n\u00ff\n", 2, 1, 0, 4),
        argumentSet("a NUL", "#\0\n\0\n", 2, 1, 0, 3),
        argumentSet("a block", Block.START + "\nA=1\n@daily x\n" + Block.END + "\n", 4, 1, 1, 31));
  }

  /** At the limit all is well; beyond it the first limit that is exceeded is named. */
  @ParameterizedTest
  @MethodSource
  void limits(CrontabSize size, String found) {
    CronLimits cron = new CronLimits("cronie 1.5.7", true, 1, 1, 40, 30, 20, 45, 10);

    assertThat(Found.lines(size.problem(cron).stream().toList()))
        .isEqualTo(
            found.isEmpty()
                ? List.of()
                : List.of(
                    "crontab: error: crontab must have at most "
                        + found
                        + " [crontab-too-large] -> cronie 1.5.7 takes no more: "
                        + (found.contains("bytes") ? SHORTEN : REMEDY)));
    assertThat(size.problem(CronLimits.unlimited("x"))).isEmpty();
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        arguments(new CrontabSize(40, 30, 15, 10), ""),
        arguments(new CrontabSize(40, 25, 20, 10), ""),
        arguments(new CrontabSize(41, 31, 21, 11), "40 lines, found 41"),
        arguments(new CrontabSize(40, 31, 21, 11), "30 entries, found 31"),
        arguments(new CrontabSize(40, 30, 21, 11), "20 variables, found 21"),
        arguments(new CrontabSize(40, 30, 16, 11), "45 entries and variables, found 46"),
        arguments(
            new CrontabSize(40, 30, 15, 11), "10 bytes of comments and blanks in a row, found 11"));
  }

  @ParameterizedTest
  @MethodSource
  void crowding(CrontabSize size, String found) {
    CronLimits cron = new CronLimits("cronie 1.5.7", true, 1, 1, 40, 30, 20, 45, 10);

    assertThat(Found.lines(size.crowding(cron, 25).stream().toList()))
        .isEqualTo(
            found.isEmpty()
                ? List.of()
                : List.of(
                    "error: crontab must have room for the entries of the job, found it full with"
                        + " its 25: cronie 1.5.7 takes "
                        + found
                        + " [crontab-too-large] -> say the same in fewer schedules, with lists,"
                        + " ranges and steps; or spread the jobs over more dispatchers, each on an"
                        + " account or node of its own"));
    assertThat(size.surplus(cron)).isEqualTo(found.isEmpty() ? 0 : 1);
  }

  static Stream<Arguments> crowding() {
    return Stream.of(
        arguments(new CrontabSize(40, 30, 15, 10), ""),
        arguments(new CrontabSize(41, 31, 21, 11), "40 lines"),
        arguments(new CrontabSize(40, 31, 21, 11), "30 entries"),
        arguments(new CrontabSize(40, 30, 21, 11), ""),
        arguments(new CrontabSize(40, 30, 16, 11), "45 entries and variables"),
        arguments(new CrontabSize(40, 30, 15, 11), ""));
  }

  @Test
  void unknownCronIsAWarning() {
    assertThat(new CrontabSize(1000, 1000, 0, 32767).problem(CronLimits.UNKNOWN)).isEmpty();
    assertThat(found(new CrontabSize(1001, 1, 1, 1)))
        .containsExactly(
            "crontab: warning: crontab should have at most 1000 lines, found 1001 [crontab-large]"
                + " -> some crons take no more: "
                + REMEDY);
    assertThat(found(new CrontabSize(1, 1, 1, 32768)))
        .containsExactly(
            "crontab: warning: crontab should have at most 32767 bytes of comments and blanks in a"
                + " row, found 32768 [crontab-large] -> some crons take no more: "
                + SHORTEN);
  }

  /** Else a limit would never be asked for. */
  @Test
  void smallestLimitsAreTheSmallest() {
    CronLimits all = CronLimits.SMALLEST;
    CronLimits some = CronLimits.UNKNOWN;

    assertThat(all.commandBytes()).isLessThanOrEqualTo(some.commandBytes());
    assertThat(all.variableBytes()).isLessThanOrEqualTo(some.variableBytes());
    assertThat(all.lines()).isLessThanOrEqualTo(some.lines());
    assertThat(all.entries()).isLessThanOrEqualTo(some.entries());
    assertThat(all.variables()).isLessThanOrEqualTo(some.variables());
    assertThat(all.activeLines()).isLessThanOrEqualTo(some.activeLines());
    assertThat(all.idleBytes()).isLessThanOrEqualTo(some.idleBytes());
  }

  private static List<String> found(CrontabSize size) {
    return Found.lines(size.problem(CronLimits.UNKNOWN).stream().toList());
  }

  /** One char is one byte. */
  private static CrontabSize size(String crontab) {
    return CrontabSize.of(CrontabText.of(crontab.getBytes(ISO_8859_1)));
  }
}
