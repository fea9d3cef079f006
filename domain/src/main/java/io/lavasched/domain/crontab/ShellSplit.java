package io.lavasched.domain.crontab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command as a POSIX shell does, if it is nothing but plain words.
 *
 * <p>Unquoted, only the {@linkplain ShellWord#isBare(char) bare} characters, {@code %} and
 * backslash escapes are taken; in double quotes, nothing that a shell expands. Everything else
 * (operators, expansions, globs, comments) makes the whole not plain.
 */
final class ShellSplit {

  private ShellSplit() {}

  static Optional<List<String>> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == ' ' || c == '\t') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
          inWord = false;
        }
        continue;
      }
      inWord = true;
      if (c == '\'' || c == '"') {
        int close = command.indexOf(c, i + 1);
        if (close < 0 || (c == '"' && hasExpansion(command, i + 1, close))) {
          return Optional.empty();
        }
        word.append(command, i + 1, close);
        i = close;
      } else if (c == '\\') {
        i++;
        if (i == command.length()) {
          return Optional.empty();
        }
        word.append(command.charAt(i));
      } else if (c == '%' || ShellWord.isBare(c)) {
        word.append(c);
      } else {
        return Optional.empty();
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    return Optional.of(words);
  }

  private static boolean hasExpansion(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if ("$`\\".indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }
}
