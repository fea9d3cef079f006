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

  /** A word as a shell has it, and where it stands in the command, with its quotes. */
  record Word(String text, int from, int to) {}

  static Optional<List<Word>> words(String command) {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    int from = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == ' ' || c == '\t') {
        if (inWord) {
          words.add(new Word(word.toString(), from, i));
          word.setLength(0);
          inWord = false;
        }
        continue;
      }
      if (!inWord) {
        from = i;
        inWord = true;
      }
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
      words.add(new Word(word.toString(), from, command.length()));
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
