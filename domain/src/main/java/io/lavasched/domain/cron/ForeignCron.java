// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import io.lavasched.domain.field.CronField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cron strings of other schedulers, as what cron has for them.
 *
 * <p>Read are five to seven fields: with seconds in front (Quartz, Spring), with years behind
 * (EventBridge), or with both; {@code ?} for a day field that does not count; {@code a/n}; ranges
 * that wrap; {@code L}, {@code W} and {@code #}. Where there is a {@code ?}, 1 is Sunday, as for
 * Quartz and EventBridge; elsewhere 0 and 7 are, as for cron.
 */
final class ForeignCron {

  private static final int FIELD_COUNT = 5;
  private static final int DAY_OF_MONTH = 2;
  private static final int MONTH = 3;
  private static final int DAY_OF_WEEK = 4;

  private static final Pattern FIELD = Pattern.compile("[0-9A-Za-z*?/,#-]{1,60}");
  private static final Pattern ITEM = Pattern.compile("(\\*|\\w+)(?:-(\\w+))?(?:/(\\d{1,3}))?");
  private static final Pattern YEARS = Pattern.compile("(\\d{4})(?:-(\\d{4}))?");
  private static final Pattern NTH = Pattern.compile("(\\w+)#([1-5])");
  private static final Pattern LAST_WEEKDAY = Pattern.compile("(?i)([0-7]|[a-z]{3})L");

  private static final List<String> WEEKDAYS =
      List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

  private static final List<String> TIMES = List.of("first", "second", "third", "fourth", "fifth");

  private static final String MONTHS_OF_31 = "1,3,5,7,8,10,12";
  private static final String MONTHS_OF_30 = "4,6,9,11";

  /** One less than the numbers of weekdays that are written; 0 where cron's own are. */
  private final int weekdayShift;

  private ForeignCron(int weekdayShift) {
    this.weekdayShift = weekdayShift;
  }

  /**
   * What to write.
   *
   * @param text fields of another scheduler
   * @param isEventBridge whether they are within {@code cron(...)}: then years are the last
   * @return a hint; empty for what is no such thing, or has nothing that cron does not
   */
  static Optional<String> hint(String text, boolean isEventBridge) {
    List<String> all = Arrays.asList(text.split("[ \t]+", -1));
    if (all.size() < FIELD_COUNT
        || all.size() > FIELD_COUNT + 2
        || !all.stream().allMatch(field -> FIELD.matcher(field).matches())) {
      return Optional.empty();
    }
    boolean isSundayOne = all.contains("?");
    ForeignCron foreign = new ForeignCron(isSundayOne ? 1 : 0);
    if (all.size() == FIELD_COUNT) {
      return isSundayOne && CronHints.isSound(foreign.convert(all))
          // Each ? is reported on its own, and five fields are nobody's but cron's.
          ? Optional.empty()
          : new ForeignCron(0).special(all);
    }
    if (all.size() == FIELD_COUNT + 2) {
      return foreign.hint(all.get(0), all.subList(1, 6), all.get(6));
    }
    List<String> withoutLast = all.subList(0, FIELD_COUNT);
    List<String> withoutFirst = all.subList(1, FIELD_COUNT + 1);
    boolean isYearLast =
        isEventBridge
            || YEARS.matcher(all.get(FIELD_COUNT)).matches()
            || (isDays(withoutLast) && !isDays(withoutFirst));
    if (isYearLast) {
      return foreign.hint("0", withoutLast, all.get(FIELD_COUNT));
    }
    Optional<String> seconds = foreign.hint(all.get(0), withoutFirst, "*");
    boolean mayBeYears = !isSundayOne && isNumber(all.get(0)) && all.get(FIELD_COUNT).equals("*");
    String other = foreign.convert(withoutLast);
    return mayBeYears && CronHints.isSound(other)
        ? seconds.map(hint -> hint + "; or, if the last field is for years, " + other)
        : seconds;
  }

  /** Whether the {@code ?} of a day field stands in one. */
  private static boolean isDays(List<String> fields) {
    return fields.get(DAY_OF_MONTH).equals("?") || fields.get(DAY_OF_WEEK).equals("?");
  }

  private static boolean isNumber(String field) {
    return field.matches("\\d{1,2}");
  }

  private Optional<String> hint(String second, List<String> fields, String year) {
    String cron = convert(fields);
    Optional<String> special = special(fields);
    if (special.isPresent()) {
      return special;
    }
    if (!CronHints.isSound(cron)) {
      return Optional.empty();
    }
    boolean isShifted = weekdayShift > 0 && fields.get(DAY_OF_WEEK).matches(".*\\d.*");
    String why =
        isNumber(second)
            ? "cron has no field for seconds or years"
                + (isShifted ? ", and its Sunday is 0" : "")
                + ": write "
            : "cron has no seconds, and runs once a minute at most: write ";
    return Optional.of(why + cron + years(year));
  }

  private static String years(String year) {
    Matcher years = YEARS.matcher(year);
    if (!years.matches()) {
      return year.equals("*") || year.equals("?") ? "" : ", and test the year in the job";
    }
    String last = years.group(2) == null ? years.group(1) : years.group(2);
    return ", with from " + years.group(1) + "-01-01 and to " + last + "-12-31T23:59:59";
  }

  /** What cron has no form for: {@code L}, {@code W} and {@code #}. */
  private Optional<String> special(List<String> fields) {
    String day = fields.get(DAY_OF_MONTH).toUpperCase(Locale.ROOT);
    String weekday = fields.get(DAY_OF_WEEK);
    boolean anyDay = day.equals("*") || day.equals("?");
    boolean anyWeekday = weekday.equals("*") || weekday.equals("?");
    if (day.equals("L") && anyWeekday) {
      return lastDay(fields);
    }
    if (day.equals("LW") && anyWeekday) {
      return soundOrNone(
          with(fields, "26-31", "*"),
          "cron has no last working day: write ",
          " and let the job stop on all other days");
    }
    if (day.matches("\\d{1,2}W") && anyWeekday) {
      int near = Integer.parseInt(day.substring(0, day.length() - 1));
      return soundOrNone(
          with(fields, Math.max(1, near - 2) + "-" + Math.min(31, near + 2), "*"),
          "cron has no \"W\": write ",
          " and let the job stop on all days but the nearest working day");
    }
    Matcher nth = NTH.matcher(weekday);
    if (anyDay && nth.matches()) {
      return nth(fields, nth.group(1), Integer.parseInt(nth.group(2)));
    }
    Matcher last = LAST_WEEKDAY.matcher(weekday);
    if (anyDay && last.matches()) {
      return number(last.group(1), CronField.DAY_OF_WEEK).stream()
          .mapToObj(
              n ->
                  soundOrNone(
                      with(fields, "22-31", "*"),
                      "cron has no last " + WEEKDAYS.get(n % 7) + ": write ",
                      " and let the job stop on all other days"))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return Optional.empty();
  }

  private Optional<String> lastDay(List<String> fields) {
    CronTimes.Field months =
        CronSchedule.read("0 0 1 " + convert(fields.get(MONTH), CronField.MONTH) + " *")
            .value()
            .map(cron -> cron.times().month())
            .orElse(new CronTimes.Field(0, false));
    List<String> schedules = new ArrayList<>();
    for (String[] lengths :
        new String[][] {{"31", MONTHS_OF_31}, {"30", MONTHS_OF_30}, {"28", "2"}}) {
      List<String> some =
          Arrays.stream(lengths[1].split(",", -1))
              .filter(month -> ((months.bits() >> Integer.parseInt(month)) & 1) == 1)
              .toList();
      if (!some.isEmpty()) {
        List<String> changed = new ArrayList<>(fields);
        changed.set(MONTH, String.join(",", some));
        schedules.add(with(changed, lengths[0], "*"));
      }
    }
    if (schedules.isEmpty() || !schedules.stream().allMatch(CronHints::isSound)) {
      return Optional.empty();
    }
    boolean hasFebruary = ((months.bits() >> 2) & 1) == 1;
    return Optional.of(
        "cron has no last day of a month: write "
            + CronHints.list(schedules)
            + (hasFebruary ? ", a day early in a leap year's February" : ""));
  }

  /** {@code *}{@code /7} is Sunday alone, and its star makes the vixie family ask for both days. */
  private Optional<String> nth(List<String> fields, String weekday, int n) {
    OptionalInt number = number(weekday, CronField.DAY_OF_WEEK);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    String days = 7 * n - 6 + "-" + Math.min(7 * n, 31);
    String what = "the " + TIMES.get(n - 1) + " " + WEEKDAYS.get(number.getAsInt() % 7);
    return number.getAsInt() % 7 == 0
        ? soundOrNone(
            with(fields, days, "*/7"),
            "cron has no \"#\": write ",
            " for "
                + what
                + " (*/7 is Sunday alone; its star makes Debian's cron and cronie run"
                + " on days that are in both fields)")
        : soundOrNone(
            with(fields, days, "*"),
            "cron has no \"#\": for " + what + ", write ",
            " and let the job stop on other weekdays");
  }

  private static Optional<String> soundOrNone(String cron, String before, String after) {
    return CronHints.isSound(cron) ? Optional.of(before + cron + after) : Optional.empty();
  }

  /** The fields with other days. */
  private String with(List<String> fields, String day, String weekday) {
    List<String> changed = new ArrayList<>(fields);
    changed.set(DAY_OF_MONTH, day);
    changed.set(DAY_OF_WEEK, "*");
    String cron = convert(changed);
    return cron.substring(0, cron.length() - 1) + weekday;
  }

  private String convert(List<String> fields) {
    List<String> converted = new ArrayList<>();
    Iterator<String> given = fields.iterator();
    for (CronField field : CronField.values()) {
      converted.add(convert(given.next(), field));
    }
    return String.join(" ", converted);
  }

  private String convert(String text, CronField field) {
    if (text.equals("?")) {
      return field == CronField.DAY_OF_MONTH || field == CronField.DAY_OF_WEEK ? "*" : text;
    }
    if (field == CronField.DAY_OF_WEEK && text.equalsIgnoreCase("L")) {
      return "6";
    }
    List<String> items = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      items.add(item(item, field));
    }
    return String.join(",", items);
  }

  /** One item in cron's form; what is none stays as it is, and the result is parsed anyway. */
  private String item(String item, CronField field) {
    Matcher m = ITEM.matcher(item);
    if (!m.matches() || m.group(1).equals("*")) {
      return item;
    }
    OptionalInt low = number(m.group(1), field);
    if (low.isEmpty()) {
      return item;
    }
    int max = field.last();
    String step = m.group(3) == null ? "" : "/" + m.group(3);
    if (m.group(2) == null) {
      if (step.isEmpty() || low.getAsInt() >= max) {
        return shown(m.group(1), low.getAsInt());
      }
      return (low.getAsInt() == field.min() ? "*" : low.getAsInt() + "-" + max) + step;
    }
    OptionalInt high = number(m.group(2), field);
    if (high.isEmpty() || low.getAsInt() <= high.getAsInt()) {
      return high.isEmpty()
          ? item
          : shown(m.group(1), low.getAsInt()) + "-" + shown(m.group(2), high.getAsInt()) + step;
    }
    return step.isEmpty()
        ? span(low.getAsInt(), max) + "," + span(field.min(), high.getAsInt())
        : item;
  }

  private static String span(int low, int high) {
    return low == high ? Integer.toString(low) : low + "-" + high;
  }

  /** Names stay as they are written. */
  private static String shown(String written, int number) {
    return Character.isDigit(written.charAt(0)) ? Integer.toString(number) : written;
  }

  private OptionalInt number(String text, CronField field) {
    if (text.matches("\\d{1,2}")) {
      int shift = field == CronField.DAY_OF_WEEK ? weekdayShift : 0;
      int number = Integer.parseInt(text) - shift;
      return number < field.min() || number > field.max()
          ? OptionalInt.empty()
          : OptionalInt.of(number);
    }
    int number = field.numberOf(text);
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
