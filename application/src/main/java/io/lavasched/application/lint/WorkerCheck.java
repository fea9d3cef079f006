// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.records.WholeRecord;
import io.lavasched.application.records.WorkerFields;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.MaxRunDelay;
import java.util.ArrayList;
import java.util.List;

/**
 * Fields with which lava's worker rejects every run of a job: it is dispatched, and never runs.
 *
 * <p>Source: lava 8.2, as {@link WorkerFields} has it, and lava/config.py (the limits).
 */
public final class WorkerCheck {

  private static final String LIMIT = "iteration_limit";
  private static final String DELAY = "iteration_delay";

  /** Those of lava's configuration, unless the realm has others. */
  private static final int MOST_ITERATIONS = 10;

  private static final int LONGEST_DELAY = 300;

  private static final int MOST_NAMES = 3;

  private final WorkerFields fields;
  private final boolean isLavasched;
  private final List<Problem> problems = new ArrayList<>();

  private WorkerCheck(WholeRecord record) {
    this.fields = record.workerFields();
    this.isLavasched = record.isLavasched();
  }

  /** All of them, those too that a configuration of the realm may allow. */
  static List<Problem> problems(WholeRecord record) {
    WorkerCheck check = new WorkerCheck(record);
    check.checkSurely();
    check.checkLimits();
    return check.problems;
  }

  /** Those that no configuration allows. */
  public static List<Problem> sureProblems(WholeRecord record) {
    WorkerCheck check = new WorkerCheck(record);
    check.checkSurely();
    return check.problems;
  }

  private void checkSurely() {
    MaxRunDelay limit = fields.maxRunDelay();
    if (limit.rejectsAll()) {
      add(
          MaxRunDelay.FIELD,
          MaxRunDelay.FIELD + " should be a time in which a run can start, found " + limit.text(),
          limit.seconds().isPresent()
              ? "leave it out for no limit, or write such as 10m"
              : "write a number and w, d, h, m or s, such as 10m; leave it out for no limit");
    }
    checkGlobals();
    fields
        .parametersKind()
        .filter(kind -> !isLavasched)
        .ifPresent(kind -> addNoObject("parameters", kind));
    fields
        .wrongMaxTries()
        .ifPresent(found -> addWrong("max_tries", "max_tries should be a number", found));
    fields.wrongState().ifPresent(found -> addWrong("state", "state should be an object", found));
    fields
        .iterationLimit()
        .filter(limited -> limited.number().orElse(0) < 1)
        .ifPresent(
            limited ->
                addWrong(LIMIT, LIMIT + " should be a whole number of 1 or more", limited.found()));
    fields
        .iterationDelay()
        .filter(delay -> delay.seconds().isEmpty())
        .ifPresent(
            delay -> addWrong(DELAY, DELAY + " should be a duration such as 30s", delay.found()));
  }

  private void checkLimits() {
    fields.iterationLimit().stream()
        .flatMapToInt(limit -> limit.number().stream())
        .filter(n -> n > MOST_ITERATIONS)
        .forEach(
            n ->
                add(
                    LIMIT,
                    LIMIT + " should be at most " + MOST_ITERATIONS + ", found " + n,
                    "unless ITERATION_MAX_LIMIT of the realm allows more"));
    fields
        .iterationDelay()
        .filter(delay -> delay.seconds().orElse(0) > LONGEST_DELAY)
        .ifPresent(
            delay ->
                add(
                    DELAY,
                    DELAY + " should be at most 5m, found " + delay.found(),
                    "unless ITERATION_MAX_DELAY of the realm allows more"));
  }

  private void checkGlobals() {
    fields.globalsKind().ifPresent(kind -> addNoObject("globals", kind));
    fields.reservedGlobals().stream()
        .limit(MOST_NAMES)
        .forEach(
            name ->
                add(
                    "globals",
                    "names of globals should not begin with lava, found " + Quoted.of(name),
                    "lava reserves them, in any case; use another name"));
  }

  private void addNoObject(String field, String kind) {
    add(
        field,
        field + " should be an object, found " + kind,
        "leave them out where the job has none");
  }

  private void addWrong(String field, String should, String found) {
    add(field, should + ", found " + found, "leave the field out if nothing is meant");
  }

  private void add(String field, String message, String hint) {
    problems.add(
        Problem.of(ProblemCode.RUN_REJECTED, message)
            .withHint("the worker rejects every run: " + hint)
            .under(field));
  }
}
