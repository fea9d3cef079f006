package io.lavasched.domain.usecase;

import io.lavasched.domain.problem.Excerpt;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.CronSchedule;
import io.lavasched.domain.value.Value;

/**
 * The places of problems in a record's schedule. Columns count in the cron string as it was given,
 * also where what was found was found in the trimmed one.
 *
 * @param schedule the field {@code schedule} of the record
 */
record SchedulePlaces(Value schedule) {

  /** A problem of one element. */
  Problem of(Problem problem, int index) {
    boolean isList = schedule instanceof Value.ListOf;
    return problem.under(isList ? "schedule[" + index + "]" : "schedule");
  }

  /** A problem of the cron string of one element, whose column counts in the trimmed one. */
  Problem ofCron(Problem problem, int index) {
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
