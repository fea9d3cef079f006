// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.english;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.testkit.CronFields;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleWordsTest {

  private static final String LOST =
      "a time field starts with a star: where the clocks change, Debian's cron and cronie lose what"
          + " the skipped hour has, and run what the repeated hour has twice";

  private static final String MADE_UP =
      "no time field starts with a star: where the clocks change, Debian's cron and cronie make up"
          + " for the skipped hour at its end, and run what the repeated hour has once";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # one time, or a few
          30 2 * * *              | at 02:30 every day
          @daily                  | at 00:00 every day
          0 3,15 * * *            | at 03:00 and 15:00 every day
          0 0,6,12,18 * * *       | at 00:00, 06:00, 12:00 and 18:00 every day
          0,30 8,12 * * *         | at 08:00, 08:30, 12:00 and 12:30 every day
          # steps
          * * * * *               | every minute
          */15 * * * *            | every 15 minutes
          0,15,30,45 * * * *      | every 15 minutes
          */1 * * * *             | every minute
          1-59/2 * * * *          | every 2 minutes from minute 1 of every hour
          5,35 * * * *            | at minutes 5 and 35 of every hour
          5,7,20-25 * * * *       | at minutes 5, 7 and 20 to 25 of every hour
          @hourly                 | every hour on the hour
          5 * * * *               | every hour at minute 5
          0 9-17 * * *            | every hour from 09:00 to 17:00 every day
          15 1-23/2 * * *         | every 2 hours from 01:15 every day
          */15 9-17 * * 1-5       | every 15 minutes from 09:00 to 17:45, Monday to Friday
          * 9,12-14 * * *         | every minute of the hours 9 and 12 to 14 every day
          5,7,20-25 9-17 * * *    | at minutes 5, 7 and 20 to 25 of the hours 9 to 17 every day
          0-6 3 * * *             | at minutes 0 to 6 of the hour 3 every day
          0 1,3,5,7,9,11,13 * * * | at minute 0 of the hours 1, 3, 5, 7, 9, 11 and 13 every day
          # days
          0 6 * * mon             | at 06:00, every Monday
          @weekly                 | at 00:00, every Sunday
          0 0 * * 7               | at 00:00, every Sunday
          45 5 * * 1-5            | at 05:45, Monday to Friday
          0 0 * * 6,0             | at 00:00, every Saturday and Sunday
          0 0 * * FRI-7           | at 00:00, Friday to Sunday
          0 0 * * tue,thu-sat     | at 00:00, every Tuesday and Thursday to Saturday
          @monthly                | at 00:00, on day 1 of the month
          0 0 1,15 * *            | at 00:00, on days 1 and 15 of the month
          0 0 1-7 * *             | at 00:00, on days 1 to 7 of the month
          # months
          @yearly                 | at 00:00, on day 1 of the month in January
          0 7 1 jan,apr,jul,oct * | at 07:00, on day 1 of the month in January, April, July and October
          0 0 15 jan-mar *        | at 00:00, on day 15 of the month in January to March
          0 0 * 1-12 *            | at 00:00 every day
          0 0 * 5 *               | at 00:00 every day in May
          */5 * * 5 *             | every 5 minutes in May
          59 23 31 12 *           | at 23:59, on day 31 of the month in December
          """)
  void tellsWhenAndHasNothingToAdd(String cron, String sentence) {
    assertThat(ScheduleWords.of(CronSchedule.of(cron)))
        .isEqualTo(new ScheduleWords(sentence, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # both day fields
          0 0 13 * 5    | at 00:00, on day 13 of the month, and also every Friday | both day fields are given: cron fires on a day that matches either, not only on one that matches both
          0 0 13 5 1-5  | at 00:00, on day 13 of the month, and also Monday to Friday, both only in May | both day fields are given: cron fires on a day that matches either, not only on one that matches both
          * * 5 * 0-6   | every minute | both day fields are given, and one that matches is enough: day of week has every day, so day of month changes nothing
          0 6 1-31 * 5  | at 06:00 every day | both day fields are given, and one that matches is enough: day of month has every day, so day of week changes nothing
          0 6 */2 * 1   | at 06:00, on days 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29 and 31 of the month that are a Monday | day of month starts with a star, so a day must match both day fields; */2 starts anew every month: after the last such day of a month comes day 1 of the next
          0 6 1-7 * */7 | at 06:00, on days 1 to 7 of the month that are a Sunday | day of week starts with a star, so a day must match both day fields
          0 6 8 * */7   | at 06:00, on day 8 of the month if it is a Sunday | day of week starts with a star, so a day must match both day fields
          # uneven steps
          */7 * * * *   | at minutes 0, 7, 14, 21, 28, 35, 42, 49 and 56 of every hour | */7 starts anew every hour: after minute 56 comes minute 0, 4 minutes later
          */45 * * * *  | at minutes 0 and 45 of every hour | */45 starts anew every hour: after minute 45 comes minute 0, 15 minutes later
          */59 * * * *  | at minutes 0 and 59 of every hour | */59 starts anew every hour: after minute 59 comes minute 0, 1 minute later
          0 5 * * */2   | at 05:00, every Tuesday, Thursday, Saturday and Sunday | */2 starts anew every week: after Saturday comes Sunday, 1 day later
          0 5 1 */5 *   | at 05:00, on day 1 of the month in January, June and November | */5 starts anew every year: after November comes January, 2 months later
          # days that not every month has
          0 6 31 * *    | at 06:00, on day 31 of the month | months without such a day are passed over
          0 6 30 * *    | at 06:00, on day 30 of the month | months without such a day are passed over
          0 6 31 4,5 *  | at 06:00, on day 31 of the month in April and May | months without such a day are passed over
          0 6 29 2 *    | at 06:00, on day 29 of the month in February | 29 February comes in leap years only
          0 6 31 2 *    | at 06:00, on day 31 of the month in February | no year has such a date: it never fires
          # at boot
          @reboot       | when cron starts, and at no other time | cron starts when the machine does
          """)
  void notesWhatItsAuthorMayNotHaveMeant(String cron, String sentence, String notes) {
    ScheduleWords words = ScheduleWords.of(CronSchedule.of(cron));

    assertThat(words.sentence()).isEqualTo(sentence);
    assertThat(words.notes()).isEqualTo(List.of(notes.split("; ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */20 2 * * *        | at 02:00, 02:20 and 02:40 every day  | lost
          0 */12 * * *        | at 00:00 and 12:00 every day         | lost
          0-59 2 * * *        | every minute from 02:00 to 02:59 every day | made up
          30 0-23 * * *       | every hour at minute 30              | made up
          0-59 0-23 * * *     | every minute                         | made up
          # as expected
          30 * * * *          | every hour at minute 30              |
          * 2 * * *           | every minute from 02:00 to 02:59 every day |
          0,20,40 2 * * *     | at 02:00, 02:20 and 02:40 every day  |
          # by day no clocks change
          */20 12 * * *       | at 12:00, 12:20 and 12:40 every day  |
          0-59 12 * * *       | every minute from 12:00 to 12:59 every day |
          """)
  void tellsStarsApartWhereClocksChange(String cron, String sentence, String what) {
    List<String> notes = what == null ? List.of() : List.of(what.equals("lost") ? LOST : MADE_UP);

    assertThat(ScheduleWords.of(CronSchedule.of(cron)))
        .isEqualTo(new ScheduleWords(sentence, notes));
  }

  @Property
  void sayOneThingInOneLine(@ForAll("valid") String cron) {
    ScheduleWords words = ScheduleWords.of(CronSchedule.of(cron));

    assertThat(words.sentence()).matches("[\\x20-\\x7e]+");
    assertThat(words.notes())
        .allMatch(note -> note.matches("[\\x20-\\x7e]+"))
        .doesNotHaveDuplicates();
  }

  @Property
  void sayTheSameOfEqualSchedules(@ForAll("fields") List<CronFields.Field> fields) {
    String enumerated =
        fields.stream().map(CronFields.Field::enumerated).collect(Collectors.joining(" "));

    assertThat(ScheduleWords.of(CronSchedule.of(join(fields))).sentence())
        .isEqualTo(ScheduleWords.of(CronSchedule.of(enumerated)).sentence());
  }

  /** Nearly equal ones, which are the ones that words may confuse: one field is another. */
  @Property(tries = 5000)
  void sayOtherThingsOfOtherTimes(@ForAll("pairs") List<List<CronFields.Field>> pair) {
    List<CronFields.Field> one = pair.get(0);
    List<CronFields.Field> two = pair.get(1);

    if (ScheduleWords.of(CronSchedule.of(join(one)))
        .equals(ScheduleWords.of(CronSchedule.of(join(two))))) {
      assertThat(meaning(one)).isEqualTo(meaning(two));
    }
  }

  /**
   * What a node can tell of a schedule: its minutes, its days by date and weekday, and its star.
   */
  private static List<Object> meaning(List<CronFields.Field> fields) {
    BitSet days = new BitSet();
    boolean both = fields.get(2).star() || fields.get(4).star();
    for (int day = 1; day <= 31; day++) {
      for (int weekday = 0; weekday < 7; weekday++) {
        boolean dom = fields.get(2).numbers().contains(day);
        boolean dow = fields.get(4).numbers().contains(weekday);
        days.set(day * 7 + weekday, both ? dom && dow : dom || dow);
      }
    }
    Set<Integer> hours = new TreeSet<>(fields.get(1).numbers());
    boolean isOfTheNight = hours.stream().anyMatch(hour -> hour <= 4 || hour >= 21);
    return List.of(
        new TreeSet<>(fields.get(0).numbers()),
        hours,
        new TreeSet<>(fields.get(3).numbers()),
        days,
        isOfTheNight && (fields.get(0).star() || fields.get(1).star()));
  }

  @Provide
  Arbitrary<List<List<CronFields.Field>>> pairs() {
    return Combinators.combine(
            CronFields.fields(), CronFields.fields(), Arbitraries.integers().between(1, 31))
        .as(
            (one, two, which) -> {
              List<CronFields.Field> mixed = new ArrayList<>();
              for (int i = 0; i < one.size(); i++) {
                mixed.add((which >> i & 1) == 1 ? two.get(i) : one.get(i));
              }
              return List.of(one, mixed);
            });
  }

  @Provide
  Arbitrary<String> valid() {
    return CronFields.valid();
  }

  @Provide
  Arbitrary<List<CronFields.Field>> fields() {
    return CronFields.fields();
  }

  private static String join(List<CronFields.Field> fields) {
    return fields.stream().map(CronFields.Field::text).collect(Collectors.joining(" "));
  }
}
