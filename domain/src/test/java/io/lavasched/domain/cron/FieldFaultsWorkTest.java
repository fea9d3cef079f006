// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.field.CronField;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The characters that are looked at are counted, for a clock says nothing on a busy machine. */
class FieldFaultsWorkTest {

  private static final int SIZE = 400_000;

  /** As often each character may be looked at. */
  private static final int MOST_LOOKS = 16;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,",
        "1-2,",
        "*,",
        "*/2,",
        "1-5/2,",
        "1",
        "0",
        "-",
        "/",
        "*",
        ",",
        "a",
        "mon,",
        "x,",
        "99,",
        "5-1,",
        "*/0,",
        "1/2,",
        "1-,",
        "/1,",
        "?,",
        "h",
        "é",
        "é,",
        "\uD83D\uDE00,",
        "1-1-",
        "*/1/"
      })
  void looksAtEachCharacterAFewTimes(String part) {
    String text = part.repeat(SIZE / part.length());

    for (CronField field : CronField.values()) {
      Counted counted = new Counted(text);
      List<Problem> problems = new ArrayList<>();
      new FieldFaults(counted, field, problems).find(0, text.length());

      assertThat(counted.looks).isLessThan((long) MOST_LOOKS * SIZE);
      assertThat(problems).hasSizeLessThanOrEqualTo(FieldFaults.MOST_PROBLEMS + 2);
    }
  }

  /** Each has two of the faults an item can have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1,x,é,99,5-1 | 3 5 7 10", "😀,😀,x | 1 3 5", "99/0,é,99/0 | 4 1 6 11 8"})
  void countsColumnsInCodePoints(String text, String columns) {
    List<Problem> problems = new ArrayList<>();
    new FieldFaults(text, CronField.MINUTE, problems).find(0, text.length());

    assertThat(problems)
        .extracting(p -> p.location().column())
        .map(String::valueOf)
        .isEqualTo(List.of(columns.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x,", "99,"})
  void tellsThatTheRestIsNotRead(String part) {
    String text = part.repeat(100) + "1";
    List<Problem> problems = new ArrayList<>();
    new FieldFaults(text, CronField.MINUTE, problems).find(0, text.length());

    assertThat(problems).hasSize(FieldFaults.MOST_PROBLEMS + 1);
    assertThat(problems.get(FieldFaults.MOST_PROBLEMS).message())
        .isEqualTo(
            "minute must have no more than 8 faults for the rest of its list to be read, found "
                + Quoted.of(text.substring(8 * part.length())));
  }

  /** A text that counts how many of its characters are asked for. */
  private static final class Counted implements CharSequence {

    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      looks += to - from;
      return text.substring(from, to);
    }

    /** Free, for it is a String in use. */
    @Override
    public String toString() {
      return text;
    }
  }
}
