// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.entry.DispatcherOptions.Meaning;
import io.lavasched.domain.entry.DispatcherOptions.Use;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.LavaDuration;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The extra arguments of every entry, read as {@code lava-dispatcher} reads them between {@code
 * --worker WORKER} and the job.
 */
public final class DispatcherArgs {

  /** Which file lava looks for, where the arguments say so: lava 8.2, lava/config.py. */
  private static final String CHECK_DISPATCH = "--check-dispatch";

  /** Those of Python's logging that have a number: lava 8.2, lava/lib/logging.py. */
  private static final Set<String> LEVELS =
      Set.of("critical", "fatal", "error", "warning", "warn", "info", "debug", "notset");

  /** Those of Python's SysLogHandler. */
  private static final Pattern FACILITY =
      Pattern.compile(
          "auth|authpriv|console|cron|daemon|ftp|kern|lpr|mail|news|ntp|security|solaris-cron"
              + "|syslog|user|uucp|local[0-7]");

  /** Nobody mends more at once, and a record may have thousands of words. */
  private static final int MOST = 8;

  /** A word of a record has room for hundreds of thousands of dots. */
  private static final int MOST_LEVELS = 32;

  private static final Pattern DASHES =
      Pattern.compile("[\\u2010-\\u2015\\u2212].*", Pattern.DOTALL);

  /**
   * An option that the arguments give.
   *
   * @param at the index of its word
   * @param use which option
   * @param name its name in full, as {@code --delay} or {@code -d}
   * @param value empty for a flag, and where it is missing
   */
  public record Given(int at, Use use, String name, Optional<String> value) {
    /** Checks that nothing is null. */
    public Given {
      Objects.requireNonNull(use, "use");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /** Something that the program refuses, or that is not meant. */
  private record Fault(int at, ProblemCode code, String message, Optional<String> hint) {}

  private final List<String> words;
  private final List<Given> given = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Integer> jobs = new ArrayList<>();
  private final Set<String> params = new HashSet<>();
  private final Set<String> globals = new HashSet<>();
  private OptionalInt firstDelay = OptionalInt.empty();

  private DispatcherArgs(List<String> words) {
    this.words = words;
    int at = 0;
    while (at < words.size() && !words.get(at).equals(CrontabEntry.END_OF_OPTIONS)) {
      if (DispatcherOptions.isNoOption(words.get(at))) {
        jobs.add(at);
        at++;
      } else {
        at += option(at);
      }
    }
    for (int after = at + 1; after < words.size(); after++) {
      jobs.add(after);
    }
    given.forEach(this::check);
    jobs.forEach(this::checkJob);
  }

  /**
   * Reads arguments.
   *
   * @param args in their order
   * @return what the program makes of them
   */
  public static DispatcherArgs of(List<ShellWord> args) {
    Objects.requireNonNull(args, "args");
    return new DispatcherArgs(args.stream().map(ShellWord::text).toList());
  }

  /** Reads all words of a command behind the program. */
  public static DispatcherArgs ofWords(List<String> words) {
    Objects.requireNonNull(words, "words");
    return new DispatcherArgs(List.copyOf(words));
  }

  /**
   * The options that the program takes.
   *
   * @return in their order
   */
  public List<Given> given() {
    return List.copyOf(given);
  }

  /** The words that it takes for jobs. */
  public List<String> jobs() {
    return jobs.stream().map(words::get).toList();
  }

  /** Whether it ends before it dispatches anything, because an option says so. */
  public boolean ends() {
    return given.stream().anyMatch(option -> option.use == Use.ENDS);
  }

  /** The value of an option where it is given last, which counts. */
  public Optional<String> last(Use use) {
    Objects.requireNonNull(use, "use");
    return given.stream()
        .filter(option -> option.use == use)
        .reduce((earlier, later) -> later)
        .flatMap(Given::value);
  }

  /**
   * What is wrong with them.
   *
   * @param isLint whether to judge them by lava's own program alone; otherwise another program may
   *     well have other options, and all is {@code args-unsure}
   * @return {@code args-option}, {@code args-value}, {@code args-job}, {@code args-unsure}, each
   *     placed in the parameters, in the order of the words; the first 8 at most, and none of the
   *     others is left out for an {@code args-unsure}
   */
  public List<Problem> problems(boolean isLint) {
    if (faults.isEmpty()) {
      return List.of();
    }
    return first().stream()
        .map(
            fault ->
                Problem.of(isLint ? fault.code : ProblemCode.ARGS_UNSURE, fault.message)
                    .withHint(fault.hint)
                    .under("parameters.args[" + fault.at + "]"))
        .toList();
  }

  /** In the order of their words; of more than 8, those that are unsure are left out first. */
  private List<Fault> first() {
    List<Fault> first = new ArrayList<>();
    addUpToMost(false, first);
    addUpToMost(true, first);
    sortByWord(first);
    return first;
  }

  private void addUpToMost(boolean isUnsure, List<Fault> to) {
    List<Fault> some = new ArrayList<>();
    for (Fault fault : faults) {
      if ((fault.code == ProblemCode.ARGS_UNSURE) == isUnsure) {
        some.add(fault);
      }
    }
    sortByWord(some);
    to.addAll(some.subList(0, Math.min(some.size(), MOST - to.size())));
  }

  private static void sortByWord(List<Fault> some) {
    some.sort((a, b) -> Integer.compare(a.at, b.at));
  }

  /**
   * Whether nothing is dispatched while lava's file against it is on the node.
   *
   * @return true with {@code --check-dispatch}, in any form that the program takes
   */
  public boolean checksDispatch() {
    return given.stream().anyMatch(option -> option.name.equals(CHECK_DISPATCH));
  }

  /**
   * The delay of every job.
   *
   * @return in seconds, 0-900; that of the last {@code --delay}; empty without one, or with one
   *     that the program refuses
   */
  public OptionalInt delaySeconds() {
    double seconds = last(Use.DELAY).map(DispatcherArgs::seconds).orElse(Double.NaN);
    return seconds >= 0 && seconds <= EntryLayout.MOST_SPREAD
        ? OptionalInt.of((int) seconds)
        : OptionalInt.empty();
  }

  /** The index of the word that first gives a delay, a good one or not. */
  OptionalInt firstDelay() {
    return firstDelay;
  }

  /** Reads one option, and tells how many words it takes. */
  private int option(int at) {
    String word = words.get(at);
    List<Meaning> meanings = DispatcherOptions.meanings(word);
    if (meanings.size() != 1) {
      faults.add(meanings.isEmpty() ? unknown(at, word) : ambiguous(at, meanings));
      // What stands behind it is most likely meant as its value, and named with it.
      boolean mayHaveValue = word.indexOf('=') < 0 && word.startsWith("--");
      return mayHaveValue && isValue(at + 1) ? 2 : 1;
    }
    Meaning meaning = meanings.get(0);
    // Flags of one letter may share a hyphen, and the last of them may be an option with a value.
    if (!meaning.option().use().hasValue() && meaning.value().isPresent()) {
      Optional<Meaning> last = lastOf(at, meaning, meaning.value().get());
      if (last.isEmpty()) {
        return 1;
      }
      meaning = last.get();
    }
    Use use = meaning.option().use();
    if (use == Use.DELAY && firstDelay.isEmpty()) {
      firstDelay = OptionalInt.of(at);
    }
    boolean takesNext = use.hasValue() && meaning.value().isEmpty();
    if (!takesNext) {
      given.add(new Given(at, use, meaning.name(), meaning.value()));
      return 1;
    }
    if (isValue(at + 1)) {
      given.add(new Given(at, use, meaning.name(), Optional.of(words.get(at + 1))));
      return 2;
    }
    faults.add(
        new Fault(
            at,
            ProblemCode.ARGS_OPTION,
            "option " + meaning.name() + " must have a value, found none",
            Optional.of(
                at + 1 == words.size()
                    ? "it takes the job behind it for its value, and nothing is dispatched"
                    : "write the value as the next element of args")));
    return 1;
  }

  /**
   * Notes the flags of one letter that share a hyphen, each once.
   *
   * @param first the first of them
   * @param rest what the word has behind it
   * @return the last; empty where something stands there that is none, which is noted
   */
  private Optional<Meaning> lastOf(int at, Meaning first, String rest) {
    Set<String> noted = new HashSet<>();
    Meaning meaning = first;
    // By the place: to cut off one letter after the other copies a long word as often.
    for (int i = 0; ; i++) {
      boolean isEnd = i > 0 && i == rest.length();
      if (isEnd || meaning.option().use().hasValue()) {
        Optional<String> value = isEnd ? Optional.empty() : Optional.of(rest.substring(i));
        return Optional.of(new Meaning(meaning.option(), meaning.name(), value));
      }
      String name = rest.isEmpty() ? "" : "-" + rest.charAt(i);
      Optional<DispatcherOptions.Option> next = DispatcherOptions.named(name);
      if (meaning.name().startsWith("--") || next.isEmpty()) {
        faults.add(withValue(at, meaning.name()));
        return Optional.empty();
      }
      if (noted.add(meaning.name())) {
        given.add(new Given(at, meaning.option().use(), meaning.name(), Optional.empty()));
      }
      meaning = new Meaning(next.get(), name, Optional.empty());
    }
  }

  private boolean isValue(int at) {
    return at < words.size() && DispatcherOptions.isNoOption(words.get(at));
  }

  private static Fault unknown(int at, String word) {
    String name = word.startsWith("--") && word.indexOf('=') > 0 ? head(word) : word;
    return new Fault(
        at,
        ProblemCode.ARGS_OPTION,
        "args must be options of lava-dispatcher, found " + Quoted.of(name),
        Suggestions.hint(name, DispatcherOptions.longNames())
            .or(() -> Optional.of("it refuses the whole command; see lava-dispatcher --help")));
  }

  private static String head(String word) {
    return word.substring(0, word.indexOf('='));
  }

  private Fault ambiguous(int at, List<Meaning> meanings) {
    String word = words.get(at);
    return new Fault(
        at,
        ProblemCode.ARGS_OPTION,
        "option must be told apart from others, found "
            + Quoted.of(word.indexOf('=') > 0 ? head(word) : word),
        Optional.of(
            "it may be "
                + meanings.stream().map(Meaning::name).collect(Collectors.joining(" or "))
                + ": write it in full"));
  }

  private static Fault withValue(int at, String name) {
    return new Fault(
        at,
        ProblemCode.ARGS_OPTION,
        "option " + name + " must stand alone, found more behind it",
        Optional.of("it takes no value"));
  }

  private void check(Given option) {
    String value = option.value.orElse("");
    switch (option.use) {
      case ENDS ->
          addOption(
              option,
              "args must leave dispatching to lava-dispatcher, found " + option.name,
              "it makes the program end before it dispatches anything");
      case WORKER ->
          addOption(
              option,
              "args must leave the worker to the entry, found " + option.name,
              "each entry names the worker of its job; take the option out of args");
      case REALM -> checkRealm(option, value);
      case DELAY -> checkDelay(option, value);
      case LEVEL -> {
        if (!LEVELS.contains(value.toLowerCase(Locale.ROOT))) {
          addValue(
              option,
              "level must be debug, info, warning, error or critical, found " + Quoted.of(value),
              Suggestions.hint(value, List.of("debug", "info", "warning", "error", "critical")));
        }
      }
      case LOG -> {
        if (value.startsWith("@") && !FACILITY.matcher(value.substring(1)).matches()) {
          addValue(
              option,
              "target of "
                  + option.name
                  + " must be a facility of syslog, found "
                  + Quoted.of(value),
              Optional.of("write such as @local0 or @daemon, or the name of a file"));
        }
      }
      case GLOBAL -> checkPair(option, value, globals);
      case PARAM -> checkPair(option, value, params);
      case FLAG, TEXT, PROFILE, QUEUE -> {
        // Any value will do.
      }
    }
  }

  private void checkRealm(Given option, String value) {
    if (value.isEmpty()) {
      addValue(
          option,
          "realm must not be empty, found nothing behind " + option.name,
          Optional.of("take the option out of args: the block sets LAVA_REALM"));
    } else {
      addUnsure(
          option,
          "args should leave the realm to LAVA_REALM, found " + option.name,
          "the block sets LAVA_REALM, and the option overrides it");
    }
  }

  /**
   * Dots make levels (lava 8.2, lava/lib/misc.py, dict_expand_keys): a level that is a value
   * already is refused. The other way round the later one wins.
   *
   * @param names those of the same option before this one
   */
  private void checkPair(Given option, String value, Set<String> names) {
    int equals = value.indexOf('=');
    if (equals < 0) {
      addValue(
          option,
          "value of " + option.name + " must be name=value, found no =",
          Optional.of("write it as one element: \"--param\", \"name=value\""));
      return;
    }
    String name = value.substring(0, equals);
    int levels = 0;
    for (int dot = name.indexOf('.');
        dot >= 0 && levels < MOST_LEVELS;
        dot = name.indexOf('.', dot + 1)) {
      levels++;
      String level = name.substring(0, dot);
      if (names.contains(level)) {
        addValue(
            option,
            "name of "
                + option.name
                + " must not be below one that has a value, found "
                + Quoted.of(name)
                + " after "
                + Quoted.of(level),
            Optional.of("dots make levels: a name is a value or a level"));
        break;
      }
    }
    names.add(name);
    // lava-worker, get_next_job, and lava.py, run_job: it keeps its own there.
    if (option.use == Use.GLOBAL && (name.equals("lava") || name.startsWith("lava."))) {
      addUnsure(
          option,
          "args should leave the global lava to lava, found " + Quoted.of(name),
          "lava keeps its own values there, and the run may fail; use another name");
    }
  }

  private void checkDelay(Given option, String value) {
    double seconds = seconds(value);
    if (Double.isNaN(seconds)) {
      addValue(
          option,
          "delay must be a number and w, d, h, m or s, found " + Quoted.of(value),
          Optional.of("write such as 90s or 5m; without a unit it is seconds"));
    } else if (seconds < 0 || seconds > EntryLayout.MOST_SPREAD) {
      addValue(
          option,
          "delay must be 0 to 15 minutes, found " + Quoted.of(value),
          Optional.of("SQS delays no message for longer; move the schedule instead"));
    }
  }

  /** As the program rounds it; NaN for what it does not read. */
  private static double seconds(String duration) {
    return Math.rint(LavaDuration.seconds(duration).orElse(Double.NaN));
  }

  private void checkJob(int at) {
    String word = words.get(at);
    boolean isRefused = !given.isEmpty() && given.get(given.size() - 1).at > at;
    faults.add(
        new Fault(
            at,
            ProblemCode.ARGS_JOB,
            "args must be options of lava-dispatcher, found "
                + Quoted.of(word)
                + (isRefused
                    ? ", which it takes for the job, and refuses that of the entry"
                    : ", which is dispatched as a job by every entry"),
            jobHint(word)));
  }

  private static Optional<String> jobHint(String word) {
    if (word.startsWith("-") && word.indexOf(' ') > 0) {
      return Optional.of("write one word an element: \"--level\", \"warning\"");
    }
    if (DASHES.matcher(word).matches()) {
      return Optional.of("an option begins with plain hyphens");
    }
    return Suggestions.hint("--" + word, DispatcherOptions.longNames())
        .or(() -> Optional.of("give a job a schedule of its own"));
  }

  private void addUnsure(Given option, String message, String hint) {
    faults.add(new Fault(option.at, ProblemCode.ARGS_UNSURE, message, Optional.of(hint)));
  }

  private void addOption(Given option, String message, String hint) {
    faults.add(new Fault(option.at, ProblemCode.ARGS_OPTION, message, Optional.of(hint)));
  }

  /** A long name with one hyphen is another option with the rest as its value. */
  private void addValue(Given option, String message, Optional<String> hint) {
    String word = words.get(option.at);
    boolean isShort = !word.startsWith("--") && word.length() > 3;
    Optional<String> meant =
        isShort ? Suggestions.hint("-" + word, DispatcherOptions.longNames()) : Optional.empty();
    faults.add(new Fault(option.at, ProblemCode.ARGS_VALUE, message, meant.or(() -> hint)));
  }
}
