// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.place.Flaws;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A job of type {@code lavasched}: running it rebuilds the crontab.
 *
 * <p>Its payload is ignored, and so is everything else but the fields named here.
 *
 * @param id its {@code job_id}; empty for parameters that were given directly
 * @param enabled what lava's worker makes of it; run by its name, it is refused only by an outright
 *     {@code false}
 * @param parameters what it builds
 */
public record LavaschedJob(Optional<JobId> id, Enabled enabled, LavaschedParameters parameters) {

  /** The {@code type} of such a job. */
  public static final String TYPE = "lavasched";

  /** Checks that nothing is null. */
  public LavaschedJob {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(enabled, "enabled");
    Objects.requireNonNull(parameters, "parameters");
  }

  /**
   * Reads the record of a lavasched job.
   *
   * @param origin where the record stands, for messages when it has no {@code job_id}
   * @param value the record
   * @param overrides parameters given at run time: a name, dots make levels, to its value
   * @return the job; or every error, {@code not-lavasched} among them, each placed in the job
   */
  public static Parsed<LavaschedJob> parse(
      String origin, Value value, Map<String, String> overrides) {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(overrides, "overrides");
    if (!(value instanceof Value.MapOf map)) {
      return Parsed.<LavaschedJob>bad(
              Problem.of(ProblemCode.WRONG_TYPE, "job must be an object, found " + value.kind()))
          .mapProblems(p -> p.in(Subject.record(origin)));
    }
    Problems problems = new Problems();
    Flaws.problems(map).forEach(problems::add);
    Optional<JobId> id = id(map, problems);
    checkType(map, problems);
    Value parameters =
        ParameterOverrides.apply(map.get("parameters").orElse(Value.NULL), overrides);
    Optional<LavaschedParameters> parsed =
        problems.take("parameters", LavaschedParameters.parse(parameters));
    Subject subject = id.map(i -> Subject.job(i.text())).orElse(Subject.record(origin));
    return Flaws.once(
            map, problems.result(() -> new LavaschedJob(id, Enabled.of(map), parsed.orElseThrow())))
        .mapProblems(p -> p.in(subject));
  }

  private static Optional<JobId> id(Value.MapOf map, Problems problems) {
    Value value = map.get("job_id").orElse(Value.NULL);
    if (value instanceof Value.Null) {
      return Optional.empty(); // only its parameters are needed
    }
    if (value instanceof Value.Text text) {
      return problems.take("job_id", JobId.parse(text.get()));
    }
    problems.add(
        Problem.of(ProblemCode.WRONG_TYPE, "job_id must be a string, found " + value.kind())
            .under("job_id"));
    return Optional.empty();
  }

  private static void checkType(Value.MapOf map, Problems problems) {
    Value type = map.get("type").orElse(Value.NULL);
    if (!(type instanceof Value.Text text && text.get().equals(TYPE))) {
      String found =
          type instanceof Value.Text text
              ? Quoted.of(text.get())
              : (type instanceof Value.Null ? "none" : type.kind());
      problems.add(
          Problem.of(
                  ProblemCode.NOT_LAVASCHED, "type must be " + Quoted.of(TYPE) + ", found " + found)
              .withHint("name the job whose parameters say what to build")
              .under("type"));
    }
  }
}
