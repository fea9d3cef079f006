// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.testkit.Table;
import io.lavasched.testkit.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTimeTest {

  @ParameterizedTest
  @MethodSource
  void accepts(String text, String zone, String instant) {
    assertThat(WindowTime.parse(text).value().orElseThrow().toInstant(ZoneId.of(zone)))
        .isEqualTo(Instant.parse(instant));
  }

  static Stream<Arguments> accepts() {
    return Table.rows("/io/lavasched/domain/schedule/time-accept.tsv", 3).stream()
        .map(row -> Arguments.of(row.toArray()));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(String text, String message) {
    assertThat(WindowTime.parse(text).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(ProblemCode.TIME_SYNTAX);
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.hint())
                  .contains(
                      "write 2026-11-23, 2026-11-23T10:15:00, 2026-11-23T10:15Z or"
                          + " 2026-11-23T10:15:00+10:00");
            });
  }

  static Stream<Arguments> refuses() {
    return Table.rows("/io/lavasched/domain/schedule/time-reject.tsv", 2).stream()
        .map(row -> Arguments.of(row.toArray()));
  }

  @Test
  void aVeryLongFractionIsReadAllTheSame() {
    String text = "2026-11-23T10:15:30." + "9".repeat(1_000_000) + "Z";

    assertThat(WindowTime.parse(text).value().orElseThrow().local())
        .isEqualTo("2026-11-23T10:15:30.999999999");
  }

  @Property
  void parseNeverThrows(@ForAll("anyText") String text) {
    WindowTime.parse(text)
        .problems()
        .forEach(problem -> assertThat(problem.text()).doesNotContainPattern("\\p{Cntrl}"));
  }

  @Provide
  Arbitrary<String> anyText() {
    return Arbitraries.oneOf(
        Texts.any(), Arbitraries.strings().withChars("0123456789-:T Z+.,").ofMaxLength(30));
  }

  /** Around every change of the clock that any zone has had, and through the next years. */
  @ParameterizedTest
  @MethodSource
  void theOrderOfTwoLocalTimesNeverTurnsRound(ZoneId zone) {
    for (ZoneOffsetTransition change : changes(zone)) {
      LocalDateTime begin = change.getDateTimeBefore().minusHours(2);
      LocalDateTime end = change.getDateTimeAfter().plusHours(2);
      long step = Math.max(1, Duration.between(begin, end).toSeconds() / 60);
      Instant last = Instant.MIN;
      for (LocalDateTime at = begin; at.isBefore(end); at = at.plusSeconds(step)) {
        Instant instant = new WindowTime(at, OptionalInt.empty()).toInstant(zone);
        assertThat(instant).as("%s in %s", at, zone).isAfterOrEqualTo(last);
        last = instant;
      }
    }
  }

  static Stream<ZoneId> theOrderOfTwoLocalTimesNeverTurnsRound() {
    return ZoneId.getAvailableZoneIds().stream()
        .sorted()
        .map(ZoneId::of)
        .filter(zone -> !zone.getRules().isFixedOffset());
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    List<ZoneOffsetTransition> changes = new ArrayList<>(zone.getRules().getTransitions());
    for (int year = 2026; year < 2040; year++) {
      for (ZoneOffsetTransitionRule rule : zone.getRules().getTransitionRules()) {
        changes.add(rule.createTransition(year));
      }
    }
    return changes;
  }

  @Property
  void everyFormSaysTheSame(
      @ForAll @IntRange(min = 0, max = 3_652_057) int day,
      @ForAll @IntRange(min = 0, max = 86_399) int second,
      @ForAll @IntRange(min = -1439, max = 1439) int offset,
      @ForAll boolean basicDate,
      @ForAll boolean basicTime,
      @ForAll boolean space) {
    LocalDateTime local = LocalDateTime.of(1, 1, 1, 0, 0).plusDays(day).plusSeconds(second);
    String date =
        format(
            basicDate ? "%04d%02d%02d" : "%04d-%02d-%02d",
            local.getYear(),
            local.getMonthValue(),
            local.getDayOfMonth());
    String time =
        format(
            basicTime ? "%02d%02d%02d" : "%02d:%02d:%02d",
            local.getHour(),
            local.getMinute(),
            local.getSecond());
    String east =
        format(
            basicTime ? "%s%02d%02d" : "%s%02d:%02d",
            offset < 0 ? "-" : "+",
            Math.abs(offset) / 60,
            Math.abs(offset) % 60);
    String text = date + (space ? " " : "T") + time;

    assertThat(WindowTime.parse(text).value()).contains(new WindowTime(local, OptionalInt.empty()));
    assertThat(WindowTime.parse(text + east).value())
        .contains(new WindowTime(local, OptionalInt.of(offset * 60)));
    assertThat(WindowTime.parse(text + "Z").value())
        .contains(new WindowTime(local, OptionalInt.of(0)));
  }

  private static String format(String format, Object... numbers) {
    return String.format(Locale.ROOT, format, numbers);
  }
}
