// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The schedule of a job: any number of cron strings, each with its window.
 *
 * <p>Written as a cron string, a scheduling object ({@link ScheduleItem}) or a list that mixes
 * both. A job without a schedule is not scheduled: no field, null, an empty or blank string, an
 * empty list, or the filler {@code --}.
 *
 * @param items in the order of the list; empty when the job is not scheduled
 */
public record JobSchedule(List<ScheduleItem> items) {

  /** The schedule of a job that is not scheduled. */
  public static final JobSchedule NONE = new JobSchedule(List.of());

  private static final String FILLER = "--";

  /** Copies the items. */
  public JobSchedule {
    Objects.requireNonNull(items, "items");
    items = List.copyOf(items);
  }

  /**
   * Reads a schedule.
   *
   * @param value the field {@code schedule}; {@link Value#NULL} where there is none
   * @return the schedule, with {@code schedule-filler} for {@code --}, or every error of every
   *     element, its path starting with the index for a list
   */
  public static Parsed<JobSchedule> parse(Value value) {
    Objects.requireNonNull(value, "value");
    if (value instanceof Value.Null) {
      return Parsed.ok(NONE);
    }
    if (value instanceof Value.Text text) {
      String trimmed = text.get().strip();
      if (trimmed.isEmpty()) {
        return Parsed.ok(NONE);
      }
      if (trimmed.equals(FILLER)) {
        return new Parsed.Ok<>(
            NONE,
            List.of(
                Problem.of(
                    ProblemCode.SCHEDULE_FILLER,
                    "schedule is the filler " + Quoted.of(FILLER) + ": the job is not scheduled")));
      }
    }
    if (value instanceof Value.ListOf list) {
      return parseList(list.items());
    }
    return ScheduleItem.parse(value).map(item -> new JobSchedule(List.of(item)));
  }

  private static Parsed<JobSchedule> parseList(List<Value> values) {
    Problems problems = new Problems();
    List<ScheduleItem> items = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      problems.take("[" + i + "]", ScheduleItem.parse(values.get(i))).ifPresent(items::add);
    }
    return problems.result(() -> new JobSchedule(items));
  }

  /**
   * Whether the job has a schedule at all.
   *
   * @return false when it is only dispatched by hand or by other jobs
   */
  public boolean isScheduled() {
    return !items.isEmpty();
  }

  /**
   * The cron strings that belong into the crontab now.
   *
   * @param now the instant of the rebuild
   * @param zone the node's own zone
   * @return in the order of the list
   */
  public List<CronSchedule> activeAt(Instant now, ZoneId zone) {
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(zone, "zone");
    List<CronSchedule> active = new ArrayList<>(items.size());
    for (ScheduleItem item : items) {
      if (item.window().isActive(now, zone)) {
        active.add(item.cron());
      }
    }
    return active;
  }
}
