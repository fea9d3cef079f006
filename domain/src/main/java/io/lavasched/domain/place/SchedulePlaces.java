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
 */
public final class SchedulePlaces {

  private final boolean isList;
  private final List<Place> elements;

  /**
   * One element of the schedule.
   *
   * @param given its cron string, with the blanks around it; empty where there is none
   */
  private record Place(boolean isObject, String given) {

    static Place of(Value element) {
      boolean isObject = element instanceof Value.MapOf;
      Value given =
          element instanceof Value.MapOf object
              ? object.get("crontab").orElse(Value.NULL)
              : element;
      return new Place(isObject, given instanceof Value.Text text ? text.get() : "");
    }
  }

  private SchedulePlaces(boolean isList, List<Place> elements) {
    this.isList = isList;
    this.elements = elements;
  }

  /**
   * Those of a record.
   *
   * @param record any data
   * @return the places of the elements of its schedule
   */
  public static SchedulePlaces of(Value record) {
    Value schedule =
        record instanceof Value.MapOf map ? map.get("schedule").orElse(Value.NULL) : Value.NULL;
    if (!(schedule instanceof Value.ListOf list)) {
      return new SchedulePlaces(false, List.of(Place.of(schedule)));
    }
    List<Place> elements = new ArrayList<>(list.items().size());
    for (Value element : list.items()) {
      elements.add(Place.of(element));
    }
    return new SchedulePlaces(true, elements);
  }

  /**
   * What a cron cannot take of the schedules of a job, at their places in the record.
   *
   * @param schedules as they were read from the record
   * @param record the record
   * @param dialect which cron
   * @return {@code cron-both-days} and {@code cron-reboot}; none unless the dialect is strict
   */
  public static List<Problem> portabilityProblems(
      JobSchedule schedules, Value record, CronDialect dialect) {
    if (!dialect.isStrict()) {
      return List.of();
    }
    SchedulePlaces places = of(record);
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
   * The cron string of one element.
   *
   * @param index of the element
   * @return as it was given, with the blanks around it
   */
  public String cron(int index) {
    return elements.get(index).given;
  }

  /**
   * A problem of one element.
   *
   * @param problem placed in the element
   * @param index of the element
   * @return the problem, placed in the record
   */
  public Problem of(Problem problem, int index) {
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
    Place place = elements.get(index);
    Problem shown =
        problem.excerpt().map(excerpt -> inGiven(problem, excerpt, place.given)).orElse(problem);
    return of(place.isObject ? shown.under("crontab") : shown, index);
  }

  private static Problem inGiven(Problem problem, Excerpt excerpt, String given) {
    int column = problem.location().column() + CronSchedule.blanksBefore(given);
    return problem.pointingAt(given, column, excerpt.length());
  }
}
