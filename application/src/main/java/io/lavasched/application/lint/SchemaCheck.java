// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.schedule.WindowTime;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What lava 8.3.0 has against a record that its worker runs all the same: what it calls deprecated,
 * and what only its schema of a job refuses. No rebuild goes by it.
 */
final class SchemaCheck {

  /** The job types of lava 8.2: lava/handlers, and one page each in its user guide. */
  static final List<String> TYPES =
      List.of(
          "chain",
          "cmd",
          "dag",
          "db_from_s3",
          "dispatch",
          "docker",
          "exe",
          "foreach",
          "lavasched",
          "log",
          "pkg",
          "redshift_unload",
          "sharepoint_get_doc",
          "sharepoint_get_list",
          "sharepoint_get_multi_doc",
          "sharepoint_put_doc",
          "sharepoint_put_list",
          "smb_get",
          "smb_put",
          "sql",
          "sqlc",
          "sqli",
          "sqlv");

  /** lava/lib/schema/lava/common/schedule.yaml; 8.3 takes no tabs in a field either. */
  private static final Pattern CRON = Pattern.compile("(?:[^ \\t]++ ++){4}[^ \\t]++");

  private final WholeRecord record;
  private final List<Problem> problems = new ArrayList<>();

  private SchemaCheck(WholeRecord record) {
    this.record = record;
  }

  /**
   * What it has against a record.
   *
   * @param record any record
   * @param parsed the same as a job; empty where it is bad, and then its schedule is not looked at
   * @return {@code time-without-zone}, {@code lava-schema}
   */
  static List<Problem> problems(WholeRecord record, Optional<JobRecord> parsed) {
    SchemaCheck check = new SchemaCheck(record);
    check.checkPresence();
    check.checkType();
    parsed.ifPresent(job -> check.checkSchedule(job.schedule().items()));
    return check.problems;
  }

  private void checkPresence() {
    boolean hasOwner = record.isGiven("owner");
    boolean hasDescription = record.isGiven("description");
    if (!hasOwner || !hasDescription) {
      add(
          "job record should have owner and description, found "
              + (hasOwner ? "no description" : hasDescription ? "no owner" : "neither"),
          Optional.of("lava's worker warns of it, and a later version refuses it"));
    }
  }

  private void checkType() {
    record
        .type()
        .filter(type -> !TYPES.contains(type))
        .ifPresent(
            type ->
                problems.add(
                    found(
                            "type should be one of lava's own, found " + Quoted.of(type),
                            Suggestions.hint(type, TYPES))
                        .under("type")));
  }

  private void checkSchedule(List<ScheduleItem> items) {
    SchedulePlaces places = record.places();
    for (int i = 0; i < items.size(); i++) {
      ActiveWindow window = items.get(i).window();
      checkZone(window.from(), "from", places, i);
      checkZone(window.to(), "to", places, i);
      checkCron(places, i);
    }
  }

  private void checkZone(WindowTime time, String field, SchedulePlaces places, int index) {
    if (time.offsetSeconds().isEmpty()) {
      Problem problem =
          Problem.of(
                  ProblemCode.TIME_WITHOUT_ZONE,
                  "time should have its offset from UTC, found none, which lava 8.3 deprecates")
              .withHint(
                  "write such as 2026-11-23T10:15:00+10:00 or 2026-11-23T00:15:00Z; without an"
                      + " offset it is in the node's own zone")
              .under(field);
      problems.add(places.of(problem, index));
    }
  }

  private void checkCron(SchedulePlaces places, int index) {
    String cron = places.cron(index);
    if (CRON.matcher(cron).matches()) {
      return;
    }
    Problem problem =
        found(
            "cron string should be five fields with spaces between them, found " + what(cron),
            Optional.of("the worker takes it all the same"));
    problems.add(places.ofCron(problem, index));
  }

  private static String what(String cron) {
    if (cron.strip().startsWith("@")) {
      return "a nickname";
    }
    return cron.indexOf('\t') >= 0 ? "a tab" : "blanks around it";
  }

  private void add(String message, Optional<String> hint) {
    problems.add(found(message, hint));
  }

  private static Problem found(String message, Optional<String> hint) {
    return Problem.of(ProblemCode.LAVA_SCHEMA, message + ": the schema of lava 8.3 refuses it")
        .withHint(hint);
  }
}
