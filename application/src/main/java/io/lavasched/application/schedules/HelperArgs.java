// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.entry.DispatcherArgs;
import io.lavasched.domain.entry.DispatcherArgs.Given;
import io.lavasched.domain.entry.DispatcherOptions.Use;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.text.Quoted;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the {@code args} of a lavasched job say to lava's dispatch helper, as far as it accepts
 * them: globals and parameters. The delay is that of {@link
 * io.lavasched.domain.entry.DispatchDelay}.
 *
 * <p>The helper takes {@code job_id}, {@code globals}, {@code parameters} and {@code delay} alone,
 * and any name that begins with {@code x-} or {@code X-} (lava 8.2, lambda/dispatch/dispatch.py,
 * process_json_body). It looks up the worker of a job itself, and names the queue by realm and
 * worker (lava/lavacore.py, dispatch). Names with dots are levels, as in lava-dispatcher
 * (lava/lib/misc.py, dict_expand_keys).
 */
public final class HelperArgs {

  /** None. */
  public static final HelperArgs NONE = new HelperArgs(new JsonObject(), new JsonObject());

  /** The helper's own reader of JSON gives up far beyond. */
  private static final int MOST_LEVELS = 32;

  private static final String PLACE = "parameters.args";

  private final JsonObject globals;
  private final JsonObject parameters;

  private HelperArgs(JsonObject globals, JsonObject parameters) {
    this.globals = globals;
    this.parameters = parameters;
  }

  /**
   * Reads arguments.
   *
   * @param args in their order
   * @param realm whose helper it is; empty where that is not known
   * @return them for the helper, with {@code args-check-dispatch}, {@code args-dropped} and {@code
   *     args-unsure}; or {@code args-option}, {@code args-value}, {@code args-job} and {@code
   *     args-helper}, each placed in the record
   */
  public static Parsed<HelperArgs> of(List<ShellWord> args, Optional<RealmName> realm) {
    Objects.requireNonNull(args, "args");
    Objects.requireNonNull(realm, "realm");
    DispatcherArgs read = DispatcherArgs.of(args);
    Problems problems = new Problems();
    read.problems(true).forEach(problems::add);
    for (Given option : read.given()) {
      problem(option, realm).ifPresent(p -> problems.add(p.under(PLACE + "[" + option.at() + "]")));
    }
    dropped(read).ifPresent(problems::add);
    JsonObject globals = values(read, Use.GLOBAL, problems);
    JsonObject parameters = values(read, Use.PARAM, problems);
    return problems.result(() -> new HelperArgs(globals, parameters));
  }

  private static Optional<Problem> problem(Given option, Optional<RealmName> realm) {
    return switch (option.use()) {
      case QUEUE ->
          Optional.of(
              helper(
                  option.name(),
                  "it takes the queue of the job's worker; take the option out of args"));
      case PROFILE ->
          Optional.of(
              helper(
                  option.name(),
                  "it works with the role of its own Lambda function; take the option out of"
                      + " args"));
      case REALM ->
          realm.isEmpty() || option.value().filter(realm.get().text()::equals).isPresent()
              ? Optional.empty()
              : Optional.of(
                  helper(
                      option.name() + " with another realm",
                      "each realm has a helper of its own; take the option out of args"));
      case FLAG ->
          option.name().equals("--check-dispatch")
              ? Optional.of(
                  Problem.of(
                          ProblemCode.ARGS_CHECK_DISPATCH,
                          "args should not count on " + option.name() + ", found it")
                      .withHint(
                          "no node looks for lava's file then: the file stops no dispatch by"
                              + " EventBridge Scheduler"))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Problem helper(String found, String hint) {
    return Problem.of(
            ProblemCode.ARGS_HELPER,
            "args must be what lava's dispatch helper accepts (--delay, --param, --global),"
                + " found "
                + found)
        .withHint(hint);
  }

  /** Options that only say what becomes of the log of a program that does not run. */
  private static Optional<Problem> dropped(DispatcherArgs read) {
    Set<String> names = new LinkedHashSet<>();
    for (Given option : read.given()) {
      boolean isForTheLog =
          switch (option.use()) {
            case LEVEL, LOG, TEXT -> true;
            case FLAG -> !option.name().equals("--check-dispatch");
            default -> false;
          };
      if (isForTheLog) {
        names.add(option.name());
      }
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.ARGS_DROPPED,
                    "args for the log of lava-dispatcher are left out, found "
                        + String.join(", ", names))
                .withHint("the log is that of lava's dispatch helper, in CloudWatch")
                .under(PLACE));
  }

  /** Each name once: where it is given first, with the value that is given last. */
  private static JsonObject values(DispatcherArgs read, Use use, Problems problems) {
    Map<String, Given> byName = new LinkedHashMap<>();
    for (Given option : read.given()) {
      String pair = option.value().orElse("");
      int equals = pair.indexOf('=');
      if (option.use() == use && equals >= 0) {
        byName.put(pair.substring(0, equals), option);
      }
    }
    JsonObject object = new JsonObject();
    byName.forEach(
        (name, option) -> {
          String value = option.value().orElseThrow().substring(name.length() + 1);
          if (name.chars().filter(c -> c == '.').count() >= MOST_LEVELS) {
            problems.add(tooDeep(option, name));
          } else {
            // A level that is a value has been refused with the words.
            object.put(List.of(name.split("\\.", -1)), value);
          }
        });
    return object;
  }

  private static Problem tooDeep(Given option, String name) {
    return Problem.of(
            ProblemCode.ARGS_VALUE,
            "name of "
                + option.name()
                + " must have at most "
                + MOST_LEVELS
                + " levels, found more: "
                + Quoted.of(name))
        .withHint("dots make levels")
        .under(PLACE + "[" + option.at() + "]");
  }

  /** What every dispatch gets as globals; empty for nothing. */
  JsonObject globals() {
    return globals;
  }

  /** What every dispatch gets as parameters; empty for nothing. */
  JsonObject parameters() {
    return parameters;
  }
}
