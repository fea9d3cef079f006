// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.place;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.PortableCron;
import io.lavasched.domain.problem.Excerpt;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.JobSchedule;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of problems in a record's schedule. Columns count in the cron string as it was given,
 * also where what was found was found in the trimmed one.
 *
 * @param schedule the field {@code schedule} of the record
 */
public record SchedulePlaces(Value schedule) {

  /**
   * What a cron cannot take of the schedules of a job, at their places in the record.
   *
   * @param schedules as they were read from the record
   * @param source the record
   * @param dialect which cron
   * @return {@code cron-both-days} and {@code cron-reboot}; none unless the dialect is strict
   */
  public static List<Problem> portabilityProblems(
      JobSchedule schedules, Value source, CronDialect dialect) {
    if (!dialect.isStrict()) {
      return List.of();
    }
    Value schedule =
        source instanceof Value.MapOf map ? map.get("schedule").orElse(Value.NULL) : Value.NULL;
    SchedulePlaces places = new SchedulePlaces(schedule);
    List<Problem> problems = new ArrayList<>();
    List<ScheduleItem> items = schedules.items();
    for (int i = 0; i < items.size(); i++) {
      for (Problem problem : PortableCron.of(items.get(i).cron(), dialect).problems()) {
        problems.add(places.ofCron(problem, i));
      }
    }
    return problems;
  }

  /**
   * A problem of one element.
   *
   * @param problem placed in the element
   * @param index of the element
   * @return the problem, placed in the record
   */
  public Problem of(Problem problem, int index) {
    boolean isList = schedule instanceof Value.ListOf;
    return problem.under(isList ? "schedule[" + index + "]" : "schedule");
  }

  /**
   * A problem of the cron string of one element, whose column counts in the trimmed one.
   *
   * @param problem placed in the cron string
   * @param index of the element
   * @return the problem, placed in the record
   */
  public Problem ofCron(Problem problem, int index) {
    Value item = schedule instanceof Value.ListOf list ? list.items().get(index) : schedule;
    boolean isObject = item instanceof Value.MapOf;
    Value given =
        item instanceof Value.MapOf object ? object.get("crontab").orElse(Value.NULL) : item;
    Problem shown =
        given instanceof Value.Text text
            ? problem
                .excerpt()
                .map(excerpt -> inGiven(problem, excerpt, text.get()))
                .orElse(problem)
            : problem;
    return of(isObject ? shown.under("crontab") : shown, index);
  }

  private static Problem inGiven(Problem problem, Excerpt excerpt, String given) {
    int column = problem.location().column() + CronSchedule.blanksBefore(given);
    return problem.pointingAt(given, column, excerpt.length());
  }
}
