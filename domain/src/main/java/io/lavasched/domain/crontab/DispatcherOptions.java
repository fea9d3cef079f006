package io.lavasched.domain.crontab;

import java.util.List;
import java.util.Set;

/**
 * The options of {@code lava-dispatcher}, as far as one has to know them to tell where the jobs of
 * a command start. Those that it does not have, or has in a shortened form, are not known.
 */
final class DispatcherOptions {

  private static final Set<String> ALONE =
      Set.of("--check-dispatch", "-c", "--no-colour", "--no-color", "--log-json");

  private static final Set<String> WITH_VALUE =
      Set.of(
          "--profile",
          "-d",
          "--delay",
          "-q",
          "--queue",
          "-r",
          "--realm",
          "-w",
          "--worker",
          "-g",
          "--global",
          "-p",
          "--param",
          "-l",
          "--level",
          "--log",
          "--tag");

  private DispatcherOptions() {}

  /**
   * Where the options end.
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
