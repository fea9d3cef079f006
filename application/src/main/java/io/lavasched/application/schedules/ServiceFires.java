// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the service fires an expression, read back from its text.
 *
 * <p>Law: for the expression of a {@link ServiceCron} it is what {@link ServiceCron#fires} says. An
 * expression that lavasched never writes has no fires here.
 */
public final class ServiceFires {

  private static final String ANY = "*";

  private static final Pattern EXPRESSION =
      Pattern.compile(
          "cron\\(([0-9,*-]+) ([0-9,*-]+) ([0-9,*?-]+) ([0-9,*-]+) ([0-9,*?#-]+) \\*\\)");

  private static final Pattern WEEK_IN_MONTH = Pattern.compile("([1-7])#([1-5])");

  private static final Pattern NUMBER = Pattern.compile("[1-7]");

  private static final int DAYS_OF_WEEK = 7;
  private static final int LAST_DAY = 31;

  private ServiceFires() {}

  /**
   * The fire times of an expression.
   *
   * @param expression any
   * @return empty for one that lavasched does not write, and for a zone that this machine does not
   *     know
   */
  public static Optional<FireTimes> of(ScheduleExpression expression) {
    Objects.requireNonNull(expression, "expression");
    Matcher fields = EXPRESSION.matcher(expression.text());
    if (!fields.matches()) {
      return Optional.empty();
    }
    Matcher week = WEEK_IN_MONTH.matcher(fields.group(5));
    String days = any(fields.group(3));
    String weekdays = any(fields.group(5));
    if (week.matches()) {
      int first = DAYS_OF_WEEK * (Integer.parseInt(week.group(2)) - 1) + 1;
      days = first + "-" + Math.min(first + DAYS_OF_WEEK - 1, LAST_DAY);
      weekdays = week.group(1);
    }
    String text =
        String.join(
            " ",
            fields.group(1),
            fields.group(2),
            days,
            fields.group(4),
            NUMBER
                .matcher(weekdays)
                .replaceAll(day -> String.valueOf(Integer.parseInt(day.group()) - 1)));
    return zone(expression.zone())
        .flatMap(
            zone ->
                CronSchedule.parse(text)
                    .value()
                    .map(
                        cron ->
                            FireTimes.of(
                                cron,
                                new NodeCron(zone, CronDialect.SYSTEMD_CRON, Optional.empty()))));
  }

  private static String any(String field) {
    return field.equals("?") ? ANY : field;
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
