// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the record of a lavasched job says about the making of its block: its field {@code
 * x-lavasched}, which lava itself ignores. An option of the command line wins over each.
 *
 * @param coalesce the most entries of a line
 * @param spread the longest delay of a job in seconds
 * @param skipDisabled whether disabled jobs are left out
 * @param onInvalid what becomes of bad records
 * @param quiet the codes of warnings and information that {@code run} leaves out
 * @param service where schedules are kept; empty where nothing is said of that
 */
public record RebuildSettings(
    OptionalInt coalesce,
    OptionalInt spread,
    Optional<Boolean> skipDisabled,
    Optional<OnInvalid> onInvalid,
    Set<ProblemCode> quiet,
    Optional<ServiceSettings> service) {

  /** The field of the record. */
  public static final String FIELD = "x-lavasched";

  /** How many jobs share a line where it is not said. */
  public static final int COALESCE = 25;

  /** A record that says nothing. */
  public static final RebuildSettings NONE =
      new RebuildSettings(
          OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty(), Set.of());

  private static final List<String> NAMES =
      List.of(
          "coalesce",
          "spread",
          "skip_disabled",
          "on_invalid",
          "quiet",
          "target",
          "schedule_role",
          "dispatch",
          "dead_letter",
          "max_age",
          "schedule_group",
          "disabled");

  /** Those from there on are read with a class of their own, where there is one. */
  private static final int FIRST_OF_SERVICE = NAMES.indexOf("target");

  /** Checks that nothing is null, and copies. */
  public RebuildSettings {
    Objects.requireNonNull(coalesce, "coalesce");
    Objects.requireNonNull(spread, "spread");
    Objects.requireNonNull(skipDisabled, "skipDisabled");
    Objects.requireNonNull(onInvalid, "onInvalid");
    quiet = Set.copyOf(quiet);
    Objects.requireNonNull(service, "service");
  }

  /**
   * Settings that do not say where schedules are kept.
   *
   * @param coalesce the most entries of a line
   * @param spread the longest delay of a job in seconds
   * @param skipDisabled whether disabled jobs are left out
   * @param onInvalid what becomes of bad records
   * @param quiet the codes of warnings and information that {@code run} leaves out
   */
  public RebuildSettings(
      OptionalInt coalesce,
      OptionalInt spread,
      Optional<Boolean> skipDisabled,
      Optional<OnInvalid> onInvalid,
      Set<ProblemCode> quiet) {
    this(coalesce, spread, skipDisabled, onInvalid, quiet, Optional.empty());
  }

  /**
   * These where they say something, else others.
   *
   * @param others what counts where these say nothing
   * @return new settings; quiet is what either has
   */
  public RebuildSettings or(RebuildSettings others) {
    Set<ProblemCode> all = EnumSet.noneOf(ProblemCode.class);
    all.addAll(quiet);
    all.addAll(others.quiet);
    return new RebuildSettings(
        coalesce.isPresent() ? coalesce : others.coalesce,
        spread.isPresent() ? spread : others.spread,
        skipDisabled.or(others::skipDisabled),
        onInvalid.or(others::onInvalid),
        all,
        service.isPresent() && others.service.isPresent()
            ? Optional.of(service.get().or(others.service.get()))
            : service.or(others::service));
  }

  /**
   * How entries are put into lines.
   *
   * @return the plain layout where nothing is said
   */
  public EntryLayout layout() {
    return new EntryLayout(
        coalesce.orElse(EntryLayout.PLAIN.jobsPerLine()),
        spread.orElse(EntryLayout.PLAIN.spreadSeconds()));
  }

  /**
   * Reads the settings.
   *
   * @param record the record of a lavasched job; any data
   * @return the settings, none where the field is missing or null; or every error, each with its
   *     path in the record
   */
  public static Parsed<RebuildSettings> parse(Value record) {
    Value value =
        record instanceof Value.MapOf map ? map.get(FIELD).orElse(Value.NULL) : Value.NULL;
    if (value instanceof Value.Null) {
      return Parsed.ok(NONE);
    }
    if (!(value instanceof Value.MapOf map)) {
      return Parsed.bad(wrongType("", FIELD + " must be an object", value).under(FIELD));
    }
    Problems problems = new Problems();
    for (String name : map.fields().keySet()) {
      if (!NAMES.contains(name)) {
        problems.add(
            Problem.of(
                    ProblemCode.UNKNOWN_SETTING,
                    FIELD + " must be " + String.join(", ", NAMES) + ", found " + Quoted.of(name))
                .withHint(Suggestions.hint(name, NAMES))
                .under(FIELD));
      }
    }
    OptionalInt coalesce = coalesce(map, problems);
    OptionalInt spread =
        number(
            map,
            "spread",
            "a whole number of 0 to " + EntryLayout.MOST_SPREAD + " seconds",
            0,
            EntryLayout.MOST_SPREAD,
            problems);
    Optional<Boolean> skipDisabled = flag(map, "skip_disabled", problems);
    Optional<OnInvalid> onInvalid = onInvalid(map, problems);
    Set<ProblemCode> quiet = quiet(map, problems);
    Optional<ServiceSettings> service =
        hasService(map) ? Optional.of(ServiceSettings.of(map, problems)) : Optional.empty();
    return problems.result(
        () -> new RebuildSettings(coalesce, spread, skipDisabled, onInvalid, quiet, service));
  }

  private static OptionalInt coalesce(Value.MapOf map, Problems problems) {
    if (map.get("coalesce").orElse(Value.NULL) instanceof Value.Bool flag && flag.get()) {
      return OptionalInt.of(COALESCE);
    }
    String range = "true, or a whole number of 1 to " + EntryLayout.MOST_PER_LINE;
    return number(map, "coalesce", range, 1, EntryLayout.MOST_PER_LINE, problems);
  }

  private static OptionalInt number(
      Value.MapOf map, String name, String range, int least, int most, Problems problems) {
    Optional<Value> value = map.get(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!(value.get() instanceof Value.Num number)) {
      problems.add(wrongType(name, name + " must be " + range, value.get()));
      return OptionalInt.empty();
    }
    BigDecimal given = number.get();
    boolean fits =
        given.compareTo(BigDecimal.valueOf(least)) >= 0
            && given.compareTo(BigDecimal.valueOf(most)) <= 0
            && given.compareTo(BigDecimal.valueOf(given.intValue())) == 0;
    if (!fits) {
      problems.add(
          wrongValue(
              name,
              name + " must be " + range + ", found " + number.digits().orElse("another number")));
      return OptionalInt.empty();
    }
    return OptionalInt.of(given.intValue());
  }

  private static boolean hasService(Value.MapOf map) {
    for (int i = FIRST_OF_SERVICE; i < NAMES.size(); i++) {
      if (map.fields().containsKey(NAMES.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** A setting that is true or false. */
  static Optional<Boolean> flag(Value.MapOf map, String name, Problems problems) {
    Optional<Value> value = map.get(name);
    if (value.isPresent() && value.get() instanceof Value.Bool flag) {
      return Optional.of(flag.get());
    }
    value.ifPresent(other -> problems.add(wrongType(name, name + " must be true or false", other)));
    return Optional.empty();
  }

  private static Optional<OnInvalid> onInvalid(Value.MapOf map, Problems problems) {
    Optional<Value> value = map.get("on_invalid");
    List<String> words = new ArrayList<>();
    for (OnInvalid each : OnInvalid.values()) {
      String word = each.name().toLowerCase(Locale.ROOT);
      words.add(word);
      if (value.isPresent() && value.get() instanceof Value.Text text && text.get().equals(word)) {
        return Optional.of(each);
      }
    }
    value.ifPresent(
        other ->
            problems.add(
                other instanceof Value.Text text
                    ? wrongValue(
                            "on_invalid",
                            "on_invalid must be keep, drop or fail, found " + Quoted.of(text.get()))
                        .withHint(Suggestions.hint(text.get(), words))
                    : wrongType("on_invalid", "on_invalid must be keep, drop or fail", other)));
    return Optional.empty();
  }

  private static Set<ProblemCode> quiet(Value.MapOf map, Problems problems) {
    Optional<Value> value = map.get("quiet");
    Set<ProblemCode> codes = EnumSet.noneOf(ProblemCode.class);
    if (value.isEmpty()) {
      return codes;
    }
    if (!(value.get() instanceof Value.ListOf list)) {
      problems.add(wrongType("quiet", "quiet must be a list of warning codes", value.get()));
      return codes;
    }
    for (int i = 0; i < list.items().size(); i++) {
      String path = "quiet[" + i + "]";
      if (list.items().get(i) instanceof Value.Text text) {
        code(text.get(), path, problems).ifPresent(codes::add);
      } else {
        problems.add(wrongType(path, "quiet must have warning codes", list.items().get(i)));
      }
    }
    return codes;
  }

  private static Optional<ProblemCode> code(String id, String path, Problems problems) {
    Optional<ProblemCode> code =
        Arrays.stream(ProblemCode.values()).filter(each -> each.id().equals(id)).findFirst();
    if (code.isEmpty()) {
      problems.add(
          wrongValue(path, "quiet must have codes of warnings, found " + Quoted.of(id))
              .withHint(
                  Suggestions.hint(
                      id, Arrays.stream(ProblemCode.values()).map(ProblemCode::id).toList())));
    } else if (code.get().severity() == Severity.ERROR) {
      problems.add(
          wrongValue(path, "quiet must have codes of warnings, found that of an error, " + id)
              .withHint("errors are always reported"));
      return Optional.empty();
    }
    return code;
  }

  private static Problem wrongType(String name, String must, Value found) {
    return place(name, Problem.of(ProblemCode.WRONG_TYPE, must + ", found " + found.kind()));
  }

  private static Problem wrongValue(String name, String message) {
    return place(name, Problem.of(ProblemCode.SETTING_VALUE, message));
  }

  private static Problem place(String name, Problem problem) {
    return name.isEmpty() ? problem : problem.under(FIELD + "." + name);
  }
}
