// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.schedules.GroupName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where schedules are kept, and what is said of those in EventBridge Scheduler: a part of {@link
 * RebuildSettings}. A run on a crontab has none of it, and does not load it.
 *
 * @param target where
 * @param scheduleRole the ARN of the role that the service assumes
 * @param dispatch the ARN of lava's dispatch helper
 * @param deadLetter the ARN of the queue that gets what could not be delivered
 * @param maxAge how long the service goes on trying, in seconds: 60 to 86400
 * @param scheduleGroup the group, where it is not the one that is named after the job
 * @param disabled whether the schedules are made, and not in force
 */
public record ServiceSettings(
    Optional<Target> target,
    Optional<String> scheduleRole,
    Optional<String> dispatch,
    Optional<String> deadLetter,
    OptionalInt maxAge,
    Optional<GroupName> scheduleGroup,
    Optional<Boolean> disabled) {

  /** Nothing is said. */
  public static final ServiceSettings NONE =
      new ServiceSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty());

  private static final int LEAST_AGE = 60;
  private static final int MOST_AGE = 86_400;

  private static final Pattern AGE = Pattern.compile("([0-9]{1,5})([smh])");

  /** Checks that nothing is null. */
  public ServiceSettings {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(scheduleRole, "scheduleRole");
    Objects.requireNonNull(dispatch, "dispatch");
    Objects.requireNonNull(deadLetter, "deadLetter");
    Objects.requireNonNull(maxAge, "maxAge");
    Objects.requireNonNull(scheduleGroup, "scheduleGroup");
    Objects.requireNonNull(disabled, "disabled");
  }

  /**
   * These where they say something, else others.
   *
   * @param others what counts where these say nothing
   * @return new settings
   */
  public ServiceSettings or(ServiceSettings others) {
    return new ServiceSettings(
        target.or(others::target),
        scheduleRole.or(others::scheduleRole),
        dispatch.or(others::dispatch),
        deadLetter.or(others::deadLetter),
        maxAge.isPresent() ? maxAge : others.maxAge,
        scheduleGroup.or(others::scheduleGroup),
        disabled.or(others::disabled));
  }

  /**
   * Reads how long the service tries.
   *
   * @param text such as {@code 15m}
   * @return seconds; empty for another form, and for what the service does not take
   */
  public static OptionalInt maxAge(String text) {
    Matcher matcher = AGE.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    int unit =
        switch (matcher.group(2)) {
          case "h" -> 3_600;
          case "m" -> 60;
          default -> 1;
        };
    long seconds = Long.parseLong(matcher.group(1)) * unit;
    return seconds < LEAST_AGE || seconds > MOST_AGE
        ? OptionalInt.empty()
        : OptionalInt.of((int) seconds);
  }

  /** What {@link #maxAge} takes, and what was found. */
  public static String notMaxAge(String text) {
    return "must be 60s to 24h, such as 15m, found " + Quoted.of(text);
  }

  /** What the name of a group may be, and what was found. */
  public static String notGroup(String text) {
    return "must be 1 to 64 of 0-9 a-z A-Z - _ ., found " + Quoted.of(text);
  }

  /** Those of the field {@code x-lavasched}, with what is wrong with them. */
  static ServiceSettings of(Value.MapOf map, Problems problems) {
    Texts texts = new Texts(map, problems);
    return new ServiceSettings(
        target(texts),
        texts.arn("schedule_role", ServiceArn.ROLE),
        texts.arn("dispatch", ServiceArn.DISPATCH),
        texts.arn("dead_letter", ServiceArn.DEAD_LETTER),
        texts
            .of("max_age", text -> maxAge(text).isPresent() ? "" : notMaxAge(text))
            .map(ServiceSettings::maxAge)
            .orElse(OptionalInt.empty()),
        texts
            .of("schedule_group", text -> GroupName.isName(text) ? "" : notGroup(text))
            .map(GroupName::new),
        RebuildSettings.flag(map, "disabled", problems));
  }

  private static Optional<Target> target(Texts texts) {
    List<String> words = List.of(Target.CRONTAB.text(), Target.EVENTBRIDGE.text());
    return texts
        .of(
            "target",
            text ->
                words.contains(text)
                    ? ""
                    : "must be " + String.join(" or ", words) + ", found " + Quoted.of(text))
        .map(text -> Target.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** The settings that are texts. */
  private record Texts(Value.MapOf map, Problems problems) {

    Optional<String> arn(String name, ServiceArn kind) {
      return of(name, text -> kind.problem(text).orElse(""));
    }

    /** One that is there and sound; a problem begins with the setting that must be otherwise. */
    Optional<String> of(String name, Function<String, String> check) {
      Optional<Value> value = map.get(name);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (!(value.get() instanceof Value.Text text)) {
        problems.add(
            place(
                name,
                Problem.of(
                    ProblemCode.WRONG_TYPE,
                    name + " must be a string, found " + value.get().kind())));
        return Optional.empty();
      }
      String wrong = check.apply(text.get());
      if (!wrong.isEmpty()) {
        problems.add(place(name, Problem.of(ProblemCode.SETTING_VALUE, name + " " + wrong)));
        return Optional.empty();
      }
      return Optional.of(text.get());
    }

    private static Problem place(String name, Problem problem) {
      return problem.under(RebuildSettings.FIELD + "." + name);
    }
  }
}
