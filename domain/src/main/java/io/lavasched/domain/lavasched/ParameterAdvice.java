// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.entry.DispatcherArgs;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.PosixShell;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is wrong with parameters that can be written into a crontab: arguments that the dispatcher
 * refuses, and variables that do not do what their author expects. Cron expands nothing in a value
 * (CRON.md section 4), and values are never shown.
 */
public final class ParameterAdvice {

  private static final String PATH = "PATH";
  private static final String HOME = "HOME";
  private static final String TZ = "TZ";

  private static final Set<String> MAIL = Set.of("MAILTO", "MAILFROM");

  /** What cron or the C library look for, in capitals alone. */
  private static final Set<String> CAPITALS =
      Set.of(
          PosixShell.VARIABLE,
          PATH,
          HOME,
          TZ,
          "MAILTO",
          "MAILFROM",
          CronTz.VARIABLE,
          RandomDelay.VARIABLE,
          "LAVA_REALM");

  /** What Debian's crontab takes since 3.0pl1-186: CRON.md section 4 and finding 23. */
  private static final Pattern SAFE_MAIL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@!:%.,_+=/-]*|");

  /** What a shell would put something else for; a dollar alone may well be part of a password. */
  private static final Pattern EXPANDABLE =
      Pattern.compile(
          "(?:^|[:/=,; ])\\$[A-Z_][A-Z0-9_]*(?![A-Za-z0-9])|\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}|\\$\\("
              + "|`[^`]+`|(?:^|[:=,])~[a-z0-9_-]*(?:/|$)");

  private static final String GOOD_PATH = "/usr/local/bin:/usr/bin:/bin";

  private final List<EnvVar> env;
  private final CronDialect dialect;
  private final List<Problem> problems = new ArrayList<>();

  private ParameterAdvice(List<EnvVar> env, CronDialect dialect) {
    this.env = env;
    this.dialect = dialect;
  }

  /**
   * Looks at parameters.
   *
   * @param parameters which
   * @param dialect which cron they are for
   * @param isLint whether arguments that lava's own dispatcher refuses are an error; a rebuild is
   *     not stopped by them, for the program may be another
   * @return placed in the parameters
   */
  public static List<Problem> problems(
      LavaschedParameters parameters, CronDialect dialect, boolean isLint) {
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(dialect, "dialect");
    return problems(Optional.of(parameters.args()), parameters.env(), dialect, isLint);
  }

  /**
   * Looks at the parts of parameters that may be wrong as a whole.
   *
   * @param parts what can be read of them
   * @param dialect which cron they are for
   * @return as a linter tells it, placed in the parameters
   */
  public static List<Problem> problems(LavaschedParameters.Parts parts, CronDialect dialect) {
    Objects.requireNonNull(parts, "parts");
    Objects.requireNonNull(dialect, "dialect");
    return problems(parts.args(), parts.env(), dialect, true);
  }

  private static List<Problem> problems(
      Optional<List<ShellWord>> args, List<EnvVar> env, CronDialect dialect, boolean isLint) {
    ParameterAdvice advice = new ParameterAdvice(env, dialect);
    args.ifPresent(words -> advice.problems.addAll(DispatcherArgs.of(words).problems(isLint)));
    env.forEach(advice::check);
    return List.copyOf(advice.problems);
  }

  /**
   * By how much cron starts all entries later, or why it does not.
   *
   * @param parameters which
   * @param dialect which cron they are for
   * @return {@code random-delay}, {@code env-random-delay}; none without the variable
   */
  public static List<Problem> randomDelay(LavaschedParameters parameters, CronDialect dialect) {
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(dialect, "dialect");
    ParameterAdvice advice = new ParameterAdvice(parameters.env(), dialect);
    parameters.env().stream()
        .filter(variable -> variable.name().equals(RandomDelay.VARIABLE))
        .forEach(variable -> advice.checkRandomDelay(variable.value()));
    return List.copyOf(advice.problems);
  }

  private void check(EnvVar variable) {
    String name = variable.name();
    String value = variable.value();
    if (name.equals(PATH)) {
      checkPath(value);
    } else if (MAIL.contains(name)) {
      checkMail(variable);
    } else if ((name.equals(PosixShell.VARIABLE) || name.equals(HOME)) && !value.startsWith("/")) {
      add(
          ProblemCode.ENV_FULL_PATH,
          name + " should be a full path, found " + (value.isEmpty() ? "none" : "another text"),
          "cron expands nothing and searches nothing: begin it with /",
          name);
    } else if (name.equals(RandomDelay.VARIABLE)) {
      checkRandomDelay(value);
    } else if (EXPANDABLE.matcher(value).find()) {
      add(
          ProblemCode.ENV_NOT_EXPANDED,
          "value of "
              + Quoted.of(name)
              + " should be as it is meant, found a part that a shell would replace",
          "cron expands neither $NAME nor ~ nor commands: write out what they stand for",
          name);
    }
    checkName(name);
  }

  /** Parts are named by their place. */
  private void checkPath(String value) {
    if (value.isEmpty()) {
      add(
          ProblemCode.ENV_PATH,
          "PATH should name folders, found none",
          "cron then finds no program, not even Python; write for example " + GOOD_PATH,
          PATH);
      return;
    }
    List<String> faults = new ArrayList<>();
    String[] parts = value.split(":", -1);
    for (int i = 0; i < parts.length && faults.size() < 3; i++) {
      String what = fault(parts[i]);
      if (!what.isEmpty()) {
        faults.add(what + " part " + (i + 1));
      }
    }
    if (!faults.isEmpty()) {
      add(
          ProblemCode.ENV_PATH,
          "PATH should have full paths alone, found " + String.join(", ", faults),
          "cron expands nothing, and takes an empty or relative part from the home folder of the"
              + " account; write for example "
              + GOOD_PATH,
          PATH);
    }
  }

  private static String fault(String part) {
    if (part.isEmpty()) {
      return "an empty";
    }
    if (part.indexOf('$') >= 0 || part.indexOf('`') >= 0) {
      return "a $ in";
    }
    if (part.startsWith("~")) {
      return "a ~ in";
    }
    return part.startsWith("/") ? "" : "a relative";
  }

  /** Cronie expands variables in an address, and takes any; others do not look at the variable. */
  private void checkMail(EnvVar variable) {
    boolean isDebian = dialect == CronDialect.DEBIAN || dialect == CronDialect.VIXIE;
    if (isDebian && !SAFE_MAIL.matcher(variable.value()).matches()) {
      add(
          ProblemCode.ENV_MAIL,
          variable.name()
              + " should be plain addresses with commas between them, found other characters:"
              + " Debian's crontab since 3.0pl1-186 refuses it as unsafe mail, and the whole"
              + " crontab with it",
          "write such as ops@example.com,b@example.com: no blanks, names, <> or $",
          variable.name());
    }
  }

  private void checkRandomDelay(String value) {
    OptionalInt minutes = RandomDelay.minutes(value);
    if (dialect == CronDialect.CRONIE) {
      if (minutes.isEmpty()) {
        add(
            ProblemCode.ENV_RANDOM_DELAY,
            "RANDOM_DELAY should be 0 to 1440 minutes, found another text, which cronie passes"
                + " over",
            "write a whole number of minutes",
            RandomDelay.VARIABLE);
      } else if (minutes.getAsInt() > 0) {
        add(
            ProblemCode.RANDOM_DELAY,
            "entries are started up to "
                + minutes.getAsInt()
                + (minutes.getAsInt() == 1 ? " minute" : " minutes")
                + " later than their schedules say, for RANDOM_DELAY is set",
            "cronie draws a part of it once, when it starts",
            RandomDelay.VARIABLE);
      }
    } else if (!dialect.isStrict()) {
      add(
          ProblemCode.ENV_RANDOM_DELAY,
          "RANDOM_DELAY should be for cronie, found it for "
              + (dialect == CronDialect.DEBIAN ? "debian, which passes over it" : "another cron"),
          "only cronie delays entries by it; --spread delays jobs with every cron",
          RandomDelay.VARIABLE);
    }
  }

  private void checkName(String name) {
    String capitals = name.toUpperCase(Locale.ROOT);
    if (CAPITALS.contains(capitals) && !CAPITALS.contains(name)) {
      add(
          ProblemCode.ENV_NAME_CASE,
          "name of a variable should be in capitals where cron or lava reads it, found "
              + Quoted.of(name),
          "did you mean " + Quoted.of(capitals) + "?",
          name);
    }
    boolean movesSchedules = env.stream().anyMatch(v -> v.name().equals(CronTz.VARIABLE));
    if (name.equals(TZ) && !movesSchedules) {
      add(
          ProblemCode.ENV_TZ,
          "schedules should be moved by CRON_TZ, found TZ, which does not move them",
          dialect.honoursCronTz()
              ? "set CRON_TZ; TZ is only handed to lava-dispatcher"
              : "write the schedules in the node's own zone (only cronie supports CRON_TZ); TZ is"
                  + " only handed to lava-dispatcher",
          TZ);
    }
  }

  private void add(ProblemCode code, String message, String hint, String name) {
    problems.add(Problem.of(code, message).withHint(hint).under("parameters.env." + name));
  }
}
