// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.testkit.Campaign;
import io.lavasched.testkit.CronFields;
import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/** Expressions of the service against another reader of them, and against cron's fire times. */
class ServiceCronLawsTest {

  private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  /** Quartz looks no further than to the year 2299. */
  private static final long LAST = Instant.parse("2250-01-01T00:00:00Z").getEpochSecond();

  private static List<Long> byQuartz(ScheduleExpression expression, long from, int count) {
    assertThat(expression.text()).startsWith("cron(").endsWith(")");
    String fields = expression.text().substring(5, expression.text().length() - 1);
    try {
      CronExpression quartz = new CronExpression("0 " + fields);
      quartz.setTimeZone(TimeZone.getTimeZone(ZoneId.of(expression.zone())));
      List<Long> fires = new ArrayList<>();
      Date at = Date.from(Instant.ofEpochSecond(from));
      while (fires.size() < count) {
        at = quartz.getNextValidTimeAfter(at);
        fires.add(at.toInstant().getEpochSecond());
      }
      return fires;
    } catch (ParseException e) {
      throw new AssertionError(expression.text(), e);
    }
  }

  private static List<Long> fires(FireTimes times, long from, int count) {
    List<Long> fires = new ArrayList<>();
    long at = from;
    for (at = times.next(at); at < LAST && fires.size() < count; at = times.next(at)) {
      fires.add(at);
    }
    return fires;
  }

  private static NodeCron debian(ZoneId zone) {
    return new NodeCron(zone, CronDialect.DEBIAN, Optional.empty());
  }

  @Provide
  Arbitrary<String> strings() {
    return CronFields.valid();
  }

  /** Most of those cannot be said there, for both their day fields say something. */
  @Provide
  Arbitrary<String> ofOneDayField() {
    return Combinators.combine(CronFields.fields(), Arbitraries.of(2, 4, 4))
        .as(
            (fields, free) -> {
              List<String> texts = new ArrayList<>();
              fields.forEach(field -> texts.add(field.text()));
              texts.set(free, "*");
              return String.join(" ", texts);
            });
  }

  /** Days in whole weeks with one weekday, which cannot be left to chance. */
  @Provide
  Arbitrary<String> weeks() {
    return Arbitraries.of("1-7", "8-14", "15-21", "22-28", "29-31")
        .map(days -> "0 6 " + days + " * */7");
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void anotherReaderSeesTheSameFires(
      @ForAll("ofOneDayField") String text, @ForAll @IntRange int second) {
    assertSameFires(text, Math.floorMod(second, 100L * 365 * 86_400));
  }

  @Property(tries = 10)
  void anotherReaderSeesTheSameWeekdaysOfWeeks(@ForAll("weeks") String text) {
    assertSameFires(text, NOW.getEpochSecond());
  }

  private static void assertSameFires(String text, long from) {
    CronSchedule cron = CronSchedule.of(text);
    ServiceCron service = ServiceCron.of(cron, ServiceZone.UTC, NOW).value().orElseThrow();
    if (cron.canFire()) {
      List<Long> fires = fires(FireTimes.of(cron, debian(ZoneOffset.UTC)), from, 60);
      int count = fires.size();

      // 29 February comes least often.
      assertThat(count).isGreaterThan(40);
      assertThat(byQuartz(service.expression(), from, count)).isEqualTo(fires);
      assertThat(fires(service.fires(), from, count)).isEqualTo(fires);
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void isShortEnoughOrCannotBeTold(
      @ForAll("strings") String text, @ForAll("zones") ServiceZone zone) {
    CronSchedule cron = CronSchedule.of(text);

    ServiceCron.of(cron, zone, NOW)
        .fold(
            ok -> assertThat(ok.get().expression().text()).hasSizeLessThan(ServiceCron.LONGEST + 1),
            bad ->
                assertThat(bad.problems())
                    .singleElement()
                    .matches(
                        problem ->
                            problem.code()
                                == (cron.isReboot()
                                    ? ProblemCode.CRON_REBOOT
                                    : ProblemCode.CRON_BOTH_DAYS)));
  }

  /** Its fields without the weekday are those of cron, and say the same again. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void whatIsToldOfDaysOfTheMonthIsACronString(@ForAll("ofOneDayField") String text) {
    ServiceZone zone = ServiceZone.of(ZoneId.of("Australia/Brisbane")).orElseThrow();
    Optional<ScheduleExpression> told =
        ServiceCron.of(CronSchedule.of(text), zone, NOW).value().map(ServiceCron::expression);
    if (told.isPresent() && told.get().text().endsWith(" ? *)")) {
      String plain = told.get().text().replaceAll("^cron\\(| \\? \\*\\)$", "") + " *";

      assertThat(
              ServiceCron.of(CronSchedule.of(plain), zone, NOW).value().orElseThrow().expression())
          .isEqualTo(told.get());
    }
  }

  @Provide
  Arbitrary<ServiceZone> zones() {
    List<ServiceZone> zones = new ArrayList<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ServiceZone.of(ZoneId.of(id)).ifPresent(zones::add);
    }
    return Arbitraries.of(zones);
  }

  @Provide
  Arbitrary<String> everyHour() {
    Arbitrary<String> minute = CronFields.field(CronFields.Kind.MINUTE).map(CronFields.Field::text);
    return minute.flatMap(
        text ->
            text.startsWith("*")
                ? Arbitraries.of("*", "0-23", "*/1").map(hour -> text + " " + hour + " * * *")
                : Arbitraries.of("*", "*/1").map(hour -> text + " " + hour + " * * *"));
  }

  /** In every zone, around each change of its clock within some years. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void byRealTimeItFiresAsCronDoesAcrossChangesOfTheClock(
      @ForAll("everyHour") String text, @ForAll("zones") ServiceZone zone) {
    assertSameAroundChanges(text, zone);
  }

  private static void assertSameAroundChanges(String text, ServiceZone zone) {
    CronSchedule cron = CronSchedule.of(text);
    ServiceCron service = ServiceCron.of(cron, zone, NOW).value().orElseThrow();
    FireTimes ofCron = FireTimes.of(cron, debian(zone.id()));
    boolean isInUtc = service.zone().equals(ServiceZone.UTC) && !zone.name().equals("UTC");
    ZoneOffsetTransition change = zone.id().getRules().nextTransition(NOW);

    assertThat(isInUtc)
        .isEqualTo(
            change != null
                && !zone.name().endsWith("Lord_Howe")
                && !zone.name().equals("Australia/LHI"));
    for (int i = 0; change != null && isInUtc && i < 6; i++) {
      long from = change.toEpochSecond() - 5 * 3600;
      int count =
          fires(ofCron, from, 600).stream().filter(at -> at < from + 10 * 3600).toList().size();
      assertThat(fires(service.fires(), from, count)).isEqualTo(fires(ofCron, from, count));
      assertThat(byQuartz(service.expression(), from, count)).isEqualTo(fires(ofCron, from, count));
      change = zone.id().getRules().nextTransition(change.getInstant());
    }
  }

  @Test
  void eachZoneGoesByRealTimeWhereItIsSaid() {
    int every = Campaign.size("zones", 7, 1);
    List<ServiceZone> all = new ArrayList<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ServiceZone.of(ZoneId.of(id)).ifPresent(all::add);
    }
    for (int i = 0; i < all.size(); i += every) {
      assertSameAroundChanges("7,*/20 * * * *", all.get(i));
      assertSameAroundChanges("*/25 * * * *", all.get(i));
    }
  }
}
