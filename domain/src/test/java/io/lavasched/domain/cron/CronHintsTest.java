// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.fire.FireTimes;
import io.lavasched.testkit.Table;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronHintsTest {

  /** What a hint tells its reader to write: fields or a nickname, not prose such as an interval. */
  private static final Pattern WRITTEN =
      Pattern.compile(
          "write (?:the list )?((?:[0-9*]\\S* ){4}[0-9A-Z*][^\\s;,]*(?:,[0-9-]+)*|@\\w+)");

  private static final Pattern LISTED = Pattern.compile("\"([^\"]+)\"");

  private static final NodeCron DEBIAN =
      new NodeCron(ZoneOffset.UTC, CronDialect.DEBIAN, Optional.empty());

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2027, 12, 31);

  private static String hint(String source) {
    return CronSchedule.parse(source).problems().get(0).hint().orElse("");
  }

  @ParameterizedTest
  @MethodSource
  void tells(String source, String hint) {
    assertThat(hint(source)).isEqualTo(hint);
    assertThat(CronSchedule.parse(source).value()).isEmpty();
  }

  static Stream<Arguments> tells() {
    return Table.rows("/io/lavasched/domain/schedule/cron-hints.tsv", 2).stream()
        .map(row -> Arguments.of(row.toArray()));
  }

  /** Nobody is told to write what is refused. */
  @ParameterizedTest
  @MethodSource("tells")
  void whatIsToldIsRead(String source, String hint) {
    Matcher written = WRITTEN.matcher(hint);
    while (written.find()) {
      assertThat(CronSchedule.parse(written.group(1)).value()).as(written.group(1)).isPresent();
    }
    if (hint.contains("write the list [")) {
      listed(hint).forEach(cron -> assertThat(CronSchedule.parse(cron).problems()).isEmpty());
    }
  }

  private static List<String> listed(String hint) {
    Matcher listed = LISTED.matcher(hint.substring(hint.indexOf('[')));
    return listed.results().map(found -> found.group(1)).toList();
  }

  /** The days on which a cron that asks for both fields runs it. */
  private static Set<LocalDate> days(String cron) {
    FireTimes fires = FireTimes.of(CronSchedule.of(cron), DEBIAN);
    Set<LocalDate> days = new TreeSet<>();
    long end = LAST.plusDays(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    for (long at = fires.next(FIRST.atStartOfDay().toEpochSecond(ZoneOffset.UTC) - 1);
        at < end;
        at = fires.next(at)) {
      days.add(LocalDateTime.ofInstant(Instant.ofEpochSecond(at), ZoneOffset.UTC).toLocalDate());
    }
    return days;
  }

  private static Set<LocalDate> days(Predicate<LocalDate> which) {
    return FIRST
        .datesUntil(LAST.plusDays(1))
        .filter(which)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void theNthSundayIsThatSunday(int n) {
    Matcher written = WRITTEN.matcher(hint("0 15 10 ? * 1#" + n));
    assertThat(written.find()).isTrue();

    assertThat(days(written.group(1)))
        .isEqualTo(
            days(
                day ->
                    day.getDayOfWeek() == DayOfWeek.SUNDAY
                        && (day.getDayOfMonth() - 1) / 7 + 1 == n));
  }

  @Test
  void theLastDayIsTheLastDay() {
    Set<LocalDate> days = new TreeSet<>();
    listed(hint("cron(0 6 L * ? *)")).forEach(cron -> days.addAll(days(cron)));

    assertThat(days).isEqualTo(days(day -> day.getDayOfMonth() == day.lengthOfMonth()));
  }

  /** Quartz and EventBridge count from Sunday as 1. */
  @Property(tries = 200)
  void weekdaysKeepTheirDays(
      @ForAll @Size(min = 1, max = 6) Set<@IntRange(min = 1, max = 7) Integer> numbers) {
    String weekdays =
        numbers.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    Set<LocalDate> expected = days(day -> numbers.contains(day.getDayOfWeek().getValue() % 7 + 1));

    for (String source : List.of("cron(15 10 ? * " + weekdays + " *)", "0 15 10 ? * " + weekdays)) {
      Matcher written = WRITTEN.matcher(hint(source));
      assertThat(written.find()).as(source).isTrue();
      assertThat(days(written.group(1))).as(source).isEqualTo(expected);
    }
  }

  @Property(tries = 200)
  void rangesThatWrapKeepTheirDays(
      @ForAll @IntRange(min = 1, max = 7) int from, @ForAll @IntRange(min = 1, max = 7) int to) {
    List<Integer> numbers = new ArrayList<>();
    IntStream.range(0, (to - from + 7) % 7 + 1).forEach(i -> numbers.add((from - 1 + i) % 7 + 1));
    Matcher written = WRITTEN.matcher(hint("0 15 10 ? * " + from + "-" + to));
    assertThat(written.find()).isTrue();

    assertThat(days(written.group(1)))
        .isEqualTo(days(day -> numbers.contains(day.getDayOfWeek().getValue() % 7 + 1)));
  }

  @Property
  void neverThrows(@ForAll("likeSchedules") String text) {
    CronSchedule.parse(text)
        .problems()
        .forEach(
            problem -> assertThat(problem.hint().orElse("")).doesNotContainPattern("\\p{Cntrl}"));
  }

  @Provide
  Arbitrary<String> likeSchedules() {
    Arbitrary<String> part =
        Arbitraries.of(
            "0",
            "*",
            "?",
            "L",
            "LW",
            "15W",
            "6#3",
            "6L",
            "1#1",
            "0/5",
            "5-1",
            "MON-FRI",
            "2026",
            "cron(",
            "rate(",
            ")",
            "at(",
            "every",
            "@every",
            "5m",
            "9999999h",
            "minutes",
            "daily",
            "at",
            "25:99",
            "12pm",
            "TZ=",
            "CRON_TZ=UTC",
            "UTC",
            "#",
            "\"",
            "'",
            "\n",
            "\t",
            "\u00a0",
            "\u2013",
            "\ufeff",
            "@",
            "/",
            "-",
            ",",
            "999",
            "00000");
    return part.list()
        .ofMaxSize(9)
        .flatMap(parts -> Arbitraries.of(" ", "", "  ").map(blank -> String.join(blank, parts)));
  }
}
