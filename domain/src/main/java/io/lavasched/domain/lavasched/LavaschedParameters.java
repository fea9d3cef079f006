// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.entry.DispatcherArgs;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.PosixShell;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.word.Words;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a lavasched job.
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>name</th><th>type</th><th>required</th><th>meaning</th></tr>
 * <tr><td>dispatcher</td><td>string, or list of strings</td><td>yes</td><td>whose jobs go into the block</td></tr>
 * <tr><td>args</td><td>list of strings or numbers</td><td>no</td><td>extra arguments of every command</td></tr>
 * <tr><td>env</td><td>map of name to string or number</td><td>no</td><td>variables at the top of the block</td></tr>
 * </table>
 *
 * @param dispatchers sorted by code points, each once; at least one
 * @param args in their order
 * @param env sorted by the code points of the names, each name once
 */
public record LavaschedParameters(
    List<DispatcherName> dispatchers, List<ShellWord> args, List<EnvVar> env) {

  /**
   * The file that keeps everything from being dispatched, unless {@code LAVA_NO_DISPATCH} names
   * another: lava 8.2, lava/config.py.
   */
  public static final String NO_DISPATCH_FILE = "/tmp/lava/__nodispatch__";

  private static final List<String> NAMES = List.of("dispatcher", "args", "env");

  /** Copies, sorts, and checks that there is a dispatcher and no name twice. */
  public LavaschedParameters {
    Objects.requireNonNull(dispatchers, "dispatchers");
    Objects.requireNonNull(args, "args");
    Objects.requireNonNull(env, "env");
    dispatchers = dispatchers.stream().sorted().distinct().toList();
    args = List.copyOf(args);
    env = env.stream().sorted(Words.byCodePoint(EnvVar::name)).toList();
    if (dispatchers.isEmpty()) {
      throw new IllegalArgumentException("no dispatcher");
    }
    if (env.stream().map(EnvVar::name).distinct().count() != env.size()) {
      throw new IllegalArgumentException("a variable twice");
    }
  }

  /**
   * Reads parameters.
   *
   * @param value the field {@code parameters} of a lavasched job; any data
   * @return the parameters, with {@code repeated-dispatcher} where a name stands twice and {@code
   *     shell-not-posix}; or every error, {@code cron-tz-unknown-zone} among them
   */
  public static Parsed<LavaschedParameters> parse(Value value) {
    Objects.requireNonNull(value, "value");
    if (!(value instanceof Value.MapOf map)) {
      return value instanceof Value.Null
          ? Parsed.bad(missingDispatcher())
          : Parsed.bad(
              Problem.of(
                  ProblemCode.WRONG_TYPE, "parameters must be an object, found " + value.kind()));
    }
    Problems problems = new Problems();
    for (String name : map.fields().keySet()) {
      if (!NAMES.contains(name)) {
        problems.add(
            Problem.of(
                    ProblemCode.UNKNOWN_PARAMETER,
                    "parameters must be dispatcher, args and env, found " + Quoted.of(name))
                .withHint(Suggestions.hint(name, NAMES)));
      }
    }
    List<DispatcherName> dispatchers = dispatchers(map.get("dispatcher"), problems);
    List<ShellWord> args = args(map.get("args").orElse(Value.NULL), problems);
    List<EnvVar> env = env(map.get("env").orElse(Value.NULL), problems);
    return problems.result(() -> new LavaschedParameters(dispatchers, args, env));
  }

  /**
   * What can be read of parameters, each part whatever is wrong with the others.
   *
   * @param dispatchers those that can be read
   * @param args empty where one of them cannot be read, for then no other one is where it was
   * @param env those that can be read
   */
  public record Parts(
      List<DispatcherName> dispatchers, Optional<List<ShellWord>> args, List<EnvVar> env) {
    /** Checks that nothing is null, and copies. */
    public Parts {
      Objects.requireNonNull(dispatchers, "dispatchers");
      Objects.requireNonNull(args, "args");
      Objects.requireNonNull(env, "env");
      dispatchers = List.copyOf(dispatchers);
      args = args.map(List::copyOf);
      env = List.copyOf(env);
    }
  }

  /**
   * Reads the parts of parameters that may be wrong as a whole.
   *
   * @param value the field {@code parameters} of a lavasched job; any data
   * @return what can be read; {@link #parse} tells what cannot
   */
  public static Parts parts(Value value) {
    Objects.requireNonNull(value, "value");
    Value.MapOf map = value instanceof Value.MapOf m ? m : new Value.MapOf(Map.of());
    Problems ofArgs = new Problems();
    List<ShellWord> args = args(map.get("args").orElse(Value.NULL), ofArgs);
    return new Parts(
        dispatchers(map.get("dispatcher"), new Problems()),
        ofArgs.hasError() ? Optional.empty() : Optional.of(args),
        env(map.get("env").orElse(Value.NULL), new Problems()));
  }

  /**
   * The zone that the schedules of the block are meant in, whether the cron at hand supports it or
   * not.
   *
   * @return that of {@code CRON_TZ} in {@code env}; empty for the node's own
   */
  public Optional<ZoneId> cronTz() {
    return cronTz(env);
  }

  /**
   * The same of variables alone.
   *
   * @param env the variables
   * @return that of {@code CRON_TZ}; empty for the node's own
   */
  public static Optional<ZoneId> cronTz(List<EnvVar> env) {
    Objects.requireNonNull(env, "env");
    return env.stream()
        .filter(variable -> variable.name().equals(CronTz.VARIABLE))
        .findFirst()
        .flatMap(variable -> CronTz.parse(variable.value()).value())
        .flatMap(zone -> zone);
  }

  /**
   * The file that keeps everything from being dispatched while it is on the node.
   *
   * @return where {@code args} have {@code --check-dispatch}: lava's own, or that of {@code
   *     LAVA_NO_DISPATCH} in {@code env} (lava 8.2, lava/config.py, config)
   */
  public Optional<String> noDispatchFile() {
    return DispatcherArgs.of(args).checksDispatch()
        ? Optional.of(
            env.stream()
                .filter(variable -> variable.name().equals("LAVA_NO_DISPATCH"))
                .map(EnvVar::value)
                .findFirst()
                .orElse(NO_DISPATCH_FILE))
        : Optional.empty();
  }

  private static Problem missingDispatcher() {
    return Problem.of(ProblemCode.MISSING_FIELD, "parameters must have dispatcher, found none")
        .withHint("name the dispatcher whose jobs go into the crontab, or a list of them");
  }

  private static List<DispatcherName> dispatchers(Optional<Value> value, Problems problems) {
    if (value.isEmpty() || value.get() instanceof Value.Null) {
      problems.add(missingDispatcher());
      return List.of();
    }
    if (!(value.get() instanceof Value.ListOf list)) {
      return problems.take("dispatcher", dispatcher(value.get())).stream().toList();
    }
    if (list.items().isEmpty()) {
      problems.add(
          Problem.of(ProblemCode.EMPTY_VALUE, "dispatcher must not be an empty list")
              .under("dispatcher"));
    }
    Set<DispatcherName> names = new LinkedHashSet<>();
    for (int i = 0; i < list.items().size(); i++) {
      String path = "dispatcher[" + i + "]";
      problems
          .take(path, dispatcher(list.items().get(i)))
          .filter(name -> !names.add(name))
          .ifPresent(
              name ->
                  problems.add(
                      Problem.of(
                              ProblemCode.REPEATED_DISPATCHER,
                              "dispatcher should be named once, found "
                                  + Quoted.of(name.text())
                                  + " again")
                          .under(path)));
    }
    return List.copyOf(names);
  }

  private static Parsed<DispatcherName> dispatcher(Value value) {
    if (value instanceof Value.Text text) {
      return DispatcherName.parse(text.get());
    }
    return Parsed.bad(
        Problem.of(
            ProblemCode.WRONG_TYPE,
            "dispatcher must be a string or a list of strings, found " + value.kind()));
  }

  private static List<ShellWord> args(Value value, Problems problems) {
    if (value instanceof Value.Null) {
      return List.of();
    }
    if (!(value instanceof Value.ListOf list)) {
      Problem problem =
          Problem.of(
                  ProblemCode.WRONG_TYPE,
                  "args must be a list of strings or numbers, found " + value.kind())
              .under("args");
      problems.add(
          value instanceof Value.Text
              ? problem.withHint("write one word an element: [\"--level\", \"warning\"]")
              : problem);
      return List.of();
    }
    List<ShellWord> words = new ArrayList<>(list.items().size());
    for (int i = 0; i < list.items().size(); i++) {
      String path = "args[" + i + "]";
      problems
          .take(path, plainText("args", list.items().get(i)))
          .flatMap(text -> problems.take(path, ShellWord.parse(text)))
          .ifPresent(words::add);
    }
    return words;
  }

  private static List<EnvVar> env(Value value, Problems problems) {
    if (value instanceof Value.Null) {
      return List.of();
    }
    if (!(value instanceof Value.MapOf map)) {
      problems.add(
          Problem.of(
                  ProblemCode.WRONG_TYPE,
                  "env must be an object of names and values, found " + value.kind())
              .under("env"));
      return List.of();
    }
    Map<String, EnvVar> variables = new LinkedHashMap<>();
    map.fields()
        .forEach(
            (name, v) ->
                problems
                    .take("env." + name, plainText("env", v))
                    .flatMap(text -> problems.take("env." + name, EnvVar.parse(name, text)))
                    .ifPresent(variable -> variables.put(name, variable)));
    Optional.ofNullable(variables.get(PosixShell.VARIABLE))
        .filter(shell -> !PosixShell.is(shell.value()))
        .ifPresent(
            shell ->
                problems.add(
                    PosixShell.problem("env." + PosixShell.VARIABLE)
                        .withHint("take SHELL out of env: cron's own is /bin/sh")));
    Optional.ofNullable(variables.get(CronTz.VARIABLE))
        .ifPresent(zone -> problems.take("env." + CronTz.VARIABLE, CronTz.parse(zone.value())));
    return List.copyOf(variables.values());
  }

  /** A string as it is, a number by its digits. */
  private static Parsed<String> plainText(String what, Value value) {
    if (value instanceof Value.Text text) {
      return Parsed.ok(text.get());
    }
    if (value instanceof Value.Num number) {
      return number
          .digits()
          .map(Parsed::ok)
          .orElseGet(
              () ->
                  Parsed.bad(
                      Problem.of(
                              ProblemCode.NUMBER_RANGE,
                              what + " must have numbers of at most 38 digits")
                          .withHint("write it as a string")));
    }
    return Parsed.bad(
        Problem.of(
            ProblemCode.WRONG_TYPE, what + " must have strings or numbers, found " + value.kind()));
  }
}
