// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.schedule;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One element of a job's schedule: a cron string and the window in which it is active.
 *
 * <p>Written as a cron string alone (always active), or as a <em>scheduling object</em>:
 *
 * <table>
 * <caption>Fields of a scheduling object</caption>
 * <tr><th>field</th><th>type</th><th>required</th><th>default</th></tr>
 * <tr><td>crontab</td><td>string</td><td>yes</td><td></td></tr>
 * <tr><td>from</td><td>string, ISO 8601</td><td>no</td><td>0001-01-01T00:00Z</td></tr>
 * <tr><td>to</td><td>string, ISO 8601</td><td>no</td><td>9999-12-31T00:00Z</td></tr>
 * </table>
 *
 * @param cron when
 * @param window active when
 */
public record ScheduleItem(CronSchedule cron, ActiveWindow window) {

  private static final List<String> FIELDS = List.of("crontab", "from", "to");

  /** Checks that nothing is null. */
  public ScheduleItem {
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(window, "window");
  }

  /**
   * Reads one element.
   *
   * @param value any data
   * @return the element, or every error
   */
  public static Parsed<ScheduleItem> parse(Value value) {
    Objects.requireNonNull(value, "value");
    if (value instanceof Value.Text text) {
      return CronSchedule.parse(text.get())
          .map(cron -> new ScheduleItem(cron, ActiveWindow.ALWAYS));
    }
    if (value instanceof Value.MapOf object) {
      return parseObject(object);
    }
    return Parsed.bad(
        Problem.of(
            ProblemCode.WRONG_TYPE,
            "must be a cron string or a scheduling object, found " + value.kind()));
  }

  private static Parsed<ScheduleItem> parseObject(Value.MapOf object) {
    Problems problems = new Problems();
    for (String name : object.fields().keySet()) {
      if (!FIELDS.contains(name)) {
        problems.add(
            Problem.of(
                    ProblemCode.UNKNOWN_SCHEDULE_FIELD,
                    "scheduling object must have no other fields than crontab, from and to, found "
                        + Quoted.of(name))
                .withHint(Suggestions.hint(name, FIELDS)));
      }
    }
    Optional<CronSchedule> cron = problems.take("crontab", cron(object));
    WindowTime from =
        problems
            .take("from", time(object, "from", ActiveWindow.EARLIEST))
            .orElse(ActiveWindow.EARLIEST);
    WindowTime to =
        problems.take("to", time(object, "to", ActiveWindow.LATEST)).orElse(ActiveWindow.LATEST);
    return problems.result(() -> new ScheduleItem(cron.orElseThrow(), new ActiveWindow(from, to)));
  }

  private static Parsed<CronSchedule> cron(Value.MapOf object) {
    Optional<Value> value = object.get("crontab");
    if (value.isEmpty()) {
      return Parsed.bad(
          Problem.of(ProblemCode.MISSING_FIELD, "scheduling object must have crontab, found none"));
    }
    if (value.get() instanceof Value.Text text) {
      return CronSchedule.parse(text.get());
    }
    return Parsed.bad(
        Problem.of(ProblemCode.WRONG_TYPE, "must be a cron string, found " + value.get().kind()));
  }

  private static Parsed<WindowTime> time(Value.MapOf object, String name, WindowTime otherwise) {
    Value value = object.get(name).orElse(Value.NULL);
    if (value instanceof Value.Null) {
      return Parsed.ok(otherwise);
    }
    if (value instanceof Value.Text text) {
      return WindowTime.parse(text.get());
    }
    return Parsed.bad(
        Problem.of(ProblemCode.WRONG_TYPE, "must be a string with a time, found " + value.kind()));
  }
}
