// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.testkit.CronFields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Against a reader of its own, made from CRON.md sections 1.4 and (b). */
class PortableCronLawsTest {

  private static final String N = "(?:0|[1-9][0-9]?)";
  private static final String ITEM = N + "(?:-" + N + "(?:/[1-9][0-9]?)?)?";
  private static final String LIST = ITEM + "(?:," + ITEM + ")*";
  private static final String STARRED = "(?:\\*(?:/[1-9][0-9]?)?|" + LIST + ")";
  private static final String DAY = "(?:\\*|" + LIST + ")";

  private static final Pattern GRAMMAR =
      Pattern.compile(String.join(" ", STARRED, STARRED, DAY, STARRED, DAY));

  private static final int[] LEAST = {0, 0, 1, 1, 0};
  private static final int[] MOST = {59, 23, 31, 12, 6};

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void everyCronRunsItWhenVixieRanIt(@ForAll("fields") List<CronFields.Field> fields) {
    Parsed<CronSchedule> parsed = PortableCron.of(schedule(fields), CronDialect.PORTABLE);
    Statistics.collect(parsed.value().isPresent());
    if (parsed.value().isEmpty()) {
      // Refused only where days of either and days of both differ, or some cron sees no star.
      assertThat(numbers(fields.get(2))).hasSizeLessThan(31);
      assertThat(numbers(fields.get(4))).hasSizeLessThan(7);
      return;
    }
    String[] portable = parsed.value().get().text().split(" ", -1);

    for (int i : new int[] {0, 1, 3}) {
      assertThat(read(portable[i], i)).isEqualTo(numbers(fields.get(i)));
    }
    for (int date = 1; date <= 31; date++) {
      for (int day = 0; day <= 6; day++) {
        boolean ofMonth = numbers(fields.get(2)).contains(date);
        boolean ofWeek = numbers(fields.get(4)).contains(day);
        boolean star = fields.get(2).star() || fields.get(4).star();
        boolean runs = star ? ofMonth && ofWeek : ofMonth || ofWeek;
        boolean inMonth = read(portable[2], 2).contains(date);
        boolean inWeek = read(portable[4], 4).contains(day);
        boolean starred = portable[2].startsWith("*") || portable[4].startsWith("*");

        assertThat(starred ? inMonth && inWeek : inMonth || inWeek).as("vixie").isEqualTo(runs);
        assertThat(inMonth && inWeek).as("bcron, systemd-cron").isEqualTo(runs);
        assertThat(ofBusybox(portable, inMonth, inWeek)).as("busybox").isEqualTo(runs);
      }
    }
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 20);
          coverage.check(false).percentage(share -> share > 20);
        });
  }

  /** Restricted is what leaves some number out; the other side counts for nothing then. */
  private static boolean ofBusybox(String[] fields, boolean inMonth, boolean inWeek) {
    // Its days of a month start at 0, which only a star has.
    boolean monthRestricted = !fields[2].equals("*");
    boolean weekRestricted = read(fields[4], 4).size() < 7;
    if (monthRestricted == weekRestricted) {
      return inMonth || inWeek;
    }
    return monthRestricted ? inMonth : inWeek;
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void isOfTheStrictGrammarAndStays(@ForAll("fields") List<CronFields.Field> fields) {
    PortableCron.of(schedule(fields), CronDialect.BUSYBOX)
        .value()
        .ifPresent(
            portable -> {
              assertThat(portable.text()).matches(GRAMMAR);
              String[] texts = portable.text().split(" ", -1);
              assertThat(texts[2].equals("*") || texts[4].equals("*")).isTrue();
              for (int i = 0; i < texts.length; i++) {
                checkItems(texts[i], i);
              }
              assertThat(PortableCron.of(portable, CronDialect.BUSYBOX).value().orElseThrow())
                  .hasToString(portable.text());
            });
  }

  private static void checkItems(String field, int i) {
    if (field.startsWith("*/")) {
      assertThat(Integer.parseInt(field.substring(2))).isBetween(2, MOST[i] - LEAST[i]);
    } else if (!field.equals("*")) {
      for (String item : field.split(",", -1)) {
        String[] parts = item.split("[-/]", -1);
        int low = Integer.parseInt(parts[0]);
        int high = parts.length > 1 ? Integer.parseInt(parts[1]) : low;
        assertThat(low).isBetween(LEAST[i], high);
        assertThat(high).isLessThanOrEqualTo(MOST[i]);
        if (parts.length > 2) {
          assertThat(Integer.parseInt(parts[2])).isBetween(1, high - low);
        }
      }
    }
  }

  /** In the nights when clocks change, vixie's crons treat a star and a list otherwise. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void starsOfMinuteAndHourStay(@ForAll("fields") List<CronFields.Field> fields) {
    CronSchedule schedule = schedule(fields);
    PortableCron.of(schedule, CronDialect.BUSYBOX)
        .value()
        .ifPresent(
            portable -> {
              boolean isList =
                  fields.subList(0, 2).stream().anyMatch(f -> f.star() && f.text().contains(","));
              if (isList) {
                assertThat(portable.times().minute().star() && !fields.get(0).star()).isFalse();
                assertThat(portable.times().hour().star() && !fields.get(1).star()).isFalse();
              } else {
                assertThat(portable.times().minute()).isEqualTo(schedule.times().minute());
                assertThat(portable.times().hour()).isEqualTo(schedule.times().hour());
              }
            });
  }

  private static CronSchedule schedule(List<CronFields.Field> fields) {
    return CronSchedule.of(
        fields.stream().map(CronFields.Field::text).collect(Collectors.joining(" ")));
  }

  private static List<Integer> numbers(CronFields.Field field) {
    return List.copyOf(new TreeSet<>(field.numbers()));
  }

  private static List<Integer> read(String field, int i) {
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String item : field.split(",", -1)) {
      String[] parts = item.replace("*", LEAST[i] + "-" + MOST[i]).split("[-/]", -1);
      int low = Integer.parseInt(parts[0]);
      int high = parts.length > 1 ? Integer.parseInt(parts[1]) : low;
      int step = parts.length > 2 ? Integer.parseInt(parts[2]) : 1;
      for (int n = low; n <= high; n += step) {
        numbers.add(n);
      }
    }
    return new ArrayList<>(numbers);
  }

  @Provide
  Arbitrary<List<CronFields.Field>> fields() {
    return CronFields.fields();
  }
}
