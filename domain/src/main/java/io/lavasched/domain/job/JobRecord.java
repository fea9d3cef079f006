// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.job;

import io.lavasched.domain.place.Flaws;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.JobSchedule;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.value.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A job record, as far as its dispatch goes.
 *
 * <pre>{@code
 * Parsed<JobRecord> parsed = JobRecord.parse("jobs.json, record 3", Value.of(record));
 * parsed.problems().forEach(problem -> out.accept(problem.inFull()));
 * parsed.value().ifPresent(job -> out.accept(job.id() + " is run by " + job.worker()));
 * // demo/etl is run by core
 * }</pre>
 *
 * <p>It is checked as lava itself reads it; {@link io.lavasched.domain.LavaJobs} also checks what
 * one cron takes. Law: {@link #parse} never throws, whatever the data: it gives a record, or all
 * errors.
 *
 * @param id its key
 * @param worker the fleet that runs it
 * @param dispatcher who schedules it; empty when the record does not say
 * @param schedule when
 */
public record JobRecord(
    JobId id, WorkerName worker, Optional<DispatcherName> dispatcher, JobSchedule schedule) {

  /**
   * Every field that lava knows in a job record, sorted; {@code x-...} and {@code X-...} are free.
   * {@code $schema} is new in 8.3.
   */
  public static final List<String> FIELDS =
      List.of(
          "$schema",
          "cw_metrics",
          "description",
          "dispatcher",
          "enabled",
          "event_log",
          "globals",
          "iteration_delay",
          "iteration_limit",
          "job_id",
          "max_run_delay",
          "max_tries",
          "on_fail",
          "on_retry",
          "on_success",
          "owner",
          "parameters",
          "payload",
          "schedule",
          "state",
          "type",
          "worker");

  /** As many unknown fields are named: a record has room for tens of thousands. */
  private static final int MOST_UNKNOWN = 100;

  /** Checks that nothing is null. */
  public JobRecord {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(schedule, "schedule");
  }

  /**
   * Reads a whole record, and checks all that lava itself asks of it.
   *
   * @param origin where it stands, for messages when it has no usable {@code job_id}
   * @param value the record; any data
   * @return the record, with {@code unknown-field} and the like; or every error. Each problem is
   *     placed in the job, or at the origin
   */
  public static Parsed<JobRecord> parse(String origin, Value value) {
    return parse(origin, value, true);
  }

  /**
   * Reads a record of which only the fields of the {@code dispatcher-index} may be there: {@code
   * job_id}, {@code worker}, {@code dispatcher} and {@code schedule}. Others are not looked at.
   *
   * @param origin where it stands, for messages when it has no usable {@code job_id}
   * @param value the record; any data
   * @return the record, or every error
   */
  public static Parsed<JobRecord> parseIndexed(String origin, Value value) {
    return parse(origin, value, false);
  }

  /**
   * The problems of the fields that {@link #parseIndexed} does not look at. {@link #parse} reports
   * the problems of {@link #parseIndexed} and then these.
   *
   * @param origin where it stands, for messages when it has no usable {@code job_id}
   * @param value the record; any data
   * @return such as {@code unknown-field}; empty where the value is not an object
   */
  public static List<Problem> furtherProblems(String origin, Value value) {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(value, "value");
    if (!(value instanceof Value.MapOf map)) {
      return List.of();
    }
    Problems problems = new Problems();
    checkRest(map, problems);
    return problems.result(() -> map).mapProblems(p -> p.in(subject(origin, value))).problems();
  }

  private static Parsed<JobRecord> parse(String origin, Value value, boolean whole) {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(value, "value");
    if (!(value instanceof Value.MapOf map)) {
      return Parsed.<JobRecord>bad(
              Problem.of(
                  ProblemCode.WRONG_TYPE, "job record must be an object, found " + value.kind()))
          .mapProblems(p -> p.in(Subject.record(origin)));
    }
    Problems problems = new Problems();
    Flaws.problems(map).forEach(problems::add);
    Optional<JobId> id =
        required(map, "job_id", problems).flatMap(t -> problems.take("job_id", JobId.parse(t)));
    Optional<WorkerName> worker =
        required(map, "worker", problems)
            .flatMap(t -> problems.take("worker", WorkerName.parse(t)));
    Optional<DispatcherName> dispatcher =
        optional(map, "dispatcher", problems)
            .flatMap(t -> problems.take("dispatcher", DispatcherName.parse(t)));
    Optional<JobSchedule> schedule =
        problems.take("schedule", JobSchedule.parse(map.get("schedule").orElse(Value.NULL)));
    if (whole) {
      checkRest(map, problems);
    }
    return Flaws.once(
            map,
            problems.result(
                () ->
                    new JobRecord(
                        id.orElseThrow(),
                        worker.orElseThrow(),
                        dispatcher,
                        schedule.orElseThrow())))
        .mapProblems(p -> p.in(subject(origin, value)));
  }

  /**
   * How messages name a record: by its {@code job_id} where it has one, else by where it stands.
   *
   * @param origin where it stands
   * @param value the record; any data
   * @return the subject of its problems
   */
  public static Subject subject(String origin, Value value) {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(value, "value");
    if (value instanceof Value.MapOf map
        && map.get("job_id").orElse(Value.NULL) instanceof Value.Text text
        && !text.get().isEmpty()) {
      return Subject.job(text.get());
    }
    return Subject.record(origin);
  }

  private static void checkRest(Value.MapOf map, Problems problems) {
    if (!Flaws.isAt(map, "type")) {
      required(map, "type", problems);
    }
    if (map.get("payload").isEmpty()) {
      problems.add(
          missing("payload").withHint("write \"payload\": null where the type has no use for one"));
    }
    int unknown = 0;
    for (String name : map.fields().keySet()) {
      boolean free = name.regionMatches(true, 0, "x-", 0, 2);
      if (!free && !FIELDS.contains(name) && ++unknown <= MOST_UNKNOWN) {
        problems.add(
            Problem.of(
                    ProblemCode.UNKNOWN_FIELD,
                    "job record should have only fields that lava knows, found " + Quoted.of(name))
                .withHint(
                    Suggestions.hint(name, FIELDS).orElse("fields of your own start with x- or X-;")
                        + " the next major version of lava refuses it"));
      }
    }
    if (unknown > MOST_UNKNOWN) {
      problems.add(
          Problem.of(
              ProblemCode.UNKNOWN_FIELD,
              "job record should have only fields that lava knows, found "
                  + (unknown - MOST_UNKNOWN)
                  + " more than the "
                  + MOST_UNKNOWN
                  + " that are named"));
    }
  }

  private static Problem missing(String field) {
    return Problem.of(ProblemCode.MISSING_FIELD, "job record must have " + field + ", found none");
  }

  private static Optional<String> required(Value.MapOf map, String field, Problems problems) {
    Value value = map.get(field).orElse(Value.NULL);
    if (value instanceof Value.Null) {
      problems.add(missing(field));
    }
    return text(value, field, problems);
  }

  private static Optional<String> optional(Value.MapOf map, String field, Problems problems) {
    return text(map.get(field).orElse(Value.NULL), field, problems);
  }

  private static Optional<String> text(Value value, String field, Problems problems) {
    if (value instanceof Value.Text text) {
      return Optional.of(text.get());
    }
    if (!(value instanceof Value.Null)) {
      problems.add(
          Problem.of(ProblemCode.WRONG_TYPE, field + " must be a string, found " + value.kind())
              .under(field));
    }
    return Optional.empty();
  }
}
