// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The options of {@code lava-dispatcher}, and how its parser reads words.
 *
 * <p>Source: lava 8.2, bin/lava-dispatcher, process_cli_args, and the rules of Python's argparse:
 * the start of a long name is enough where no other begins so, {@code --name=value} and {@code
 * -xVALUE} are one word, flags of one letter may share a hyphen, and {@code --} ends the options.
 */
public final class DispatcherOptions {

  /** What an option is for, as far as that says which values it takes. */
  public enum Use {
    /** It stands alone. */
    FLAG(false),
    /** It ends the program at once, before a job is dispatched. */
    ENDS(false),
    /** Any value. */
    TEXT(true),
    /** A profile of AWS. */
    PROFILE(true),
    /** The queue of a worker. */
    QUEUE(true),
    /** A duration. */
    DELAY(true),
    /** The name of a level of Python's logging. */
    LEVEL(true),
    /** A file, or {@code @} and a facility of syslog. */
    LOG(true),
    /** {@code name=value}, for the globals of the dispatch. */
    GLOBAL(true),
    /** {@code name=value}, for the parameters of the dispatch. */
    PARAM(true),
    /** The realm, which each entry has in a variable. */
    REALM(true),
    /** The worker, which each entry names. */
    WORKER(true);

    private final boolean hasValue;

    Use(boolean hasValue) {
      this.hasValue = hasValue;
    }

    boolean hasValue() {
      return hasValue;
    }
  }

  /** One option with all its names. */
  record Option(Use use, List<String> names) {
    private static Option of(Use use, String... names) {
      return new Option(use, List.of(names));
    }
  }

  private static final List<Option> ALL =
      List.of(
          Option.of(Use.ENDS, "-h", "--help"),
          Option.of(Use.PROFILE, "--profile"),
          Option.of(Use.ENDS, "-v", "--version"),
          Option.of(Use.FLAG, "--check-dispatch"),
          Option.of(Use.DELAY, "-d", "--delay"),
          Option.of(Use.QUEUE, "-q", "--queue"),
          Option.of(Use.REALM, "-r", "--realm"),
          Option.of(Use.WORKER, "-w", CrontabEntry.WORKER_OPTION),
          Option.of(Use.GLOBAL, "-g", "--global"),
          Option.of(Use.PARAM, "-p", "--param"),
          Option.of(Use.FLAG, "-c", "--no-colour", "--no-color"),
          Option.of(Use.LEVEL, "-l", "--level"),
          Option.of(Use.FLAG, "--log-json"),
          Option.of(Use.LOG, "--log"),
          Option.of(Use.TEXT, "--tag"));

  private static final Set<String> ALONE = names(Use.FLAG);

  private static final Set<String> WITH_VALUE =
      ALL.stream()
          .filter(option -> option.use().hasValue())
          .flatMap(option -> option.names().stream())
          .collect(Collectors.toUnmodifiableSet());

  /** What argparse takes for no option, where no option of the program looks so. */
  private static final Pattern NEGATIVE = Pattern.compile("-\\d+|-\\d*\\.\\d+");

  private DispatcherOptions() {}

  private static Set<String> names(Use use) {
    return ALL.stream()
        .filter(option -> option.use() == use)
        .flatMap(option -> option.names().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The names of two hyphens. */
  static List<String> longNames() {
    return ALL.stream()
        .flatMap(option -> option.names().stream())
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  /**
   * What a word may mean.
   *
   * @param option which option
   * @param name its name in full
   * @param value what the word has behind the name
   */
  record Meaning(Option option, String name, Optional<String> value) {}

  /**
   * Reads a word as an option.
   *
   * @return none where no option is written so; more than one where the program refuses it as
   *     ambiguous
   */
  static List<Meaning> meanings(String word) {
    int equals = word.indexOf('=');
    String head = equals < 0 ? word : word.substring(0, equals);
    Optional<String> tail = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
    Optional<Option> exact = named(head);
    if (exact.isPresent()) {
      return List.of(new Meaning(exact.get(), head, tail));
    }
    List<Meaning> found = new ArrayList<>();
    if (word.startsWith("--")) {
      for (Option option : ALL) {
        option.names().stream()
            .filter(name -> name.startsWith(head))
            .forEach(name -> found.add(new Meaning(option, name, tail)));
      }
    } else if (word.length() > 2) {
      String letter = word.substring(0, 2);
      named(letter)
          .ifPresent(o -> found.add(new Meaning(o, letter, Optional.of(word.substring(2)))));
    }
    return found;
  }

  static Optional<Option> named(String name) {
    return ALL.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /** Whether the program takes a word, before a {@code --}, for a job or the value of an option. */
  static boolean isNoOption(String word) {
    return !word.startsWith("-")
        || word.length() == 1
        || (!word.equals(CrontabEntry.END_OF_OPTIONS)
            && meanings(word).isEmpty()
            && (NEGATIVE.matcher(word).matches() || word.indexOf(' ') >= 0));
  }

  /**
   * Where the options end. Those that the program does not have, or has in a shortened form, are
   * not known here.
   *
   * @param words the words of a command
   * @return the index of the first word that is no option and no value of one, which may be {@code
   *     --}; -1 if an option is not known
   */
  static int end(List<String> words) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      String word = words.get(at);
      if (word.equals(CrontabEntry.END_OF_OPTIONS)) {
        return at;
      }
      if (WITH_VALUE.contains(word)) {
        at++;
        if (at == words.size() || words.get(at).startsWith("-")) {
          return -1;
        }
      } else if (!ALONE.contains(word) && !holdsValue(word)) {
        return -1;
      }
      at++;
    }
    return at;
  }

  /** Whether words are nothing but known options and their values. */
  static boolean areAll(List<String> words) {
    return end(words) == words.size();
  }

  /** {@code --name=value} or {@code -xVALUE}. */
  private static boolean holdsValue(String word) {
    if (word.startsWith("--")) {
      int equals = word.indexOf('=');
      return equals > 0 && WITH_VALUE.contains(word.substring(0, equals));
    }
    return word.length() > 2 && WITH_VALUE.contains(word.substring(0, 2));
  }
}
