// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a command as a POSIX shell does, if it is nothing but plain words.
 *
 * <p>Unquoted, only the {@linkplain ShellWord#isBare(char) bare} characters, {@code %} and
 * backslash escapes are taken; in double quotes, nothing that a shell expands, except for a
 * character in octal bytes as {@link StrictWord} writes it. Everything else (operators, expansions,
 * globs, comments) makes the whole not plain.
 *
 * <p>Two backslashes side by side are plain in single quotes alone: Debian's cron makes one of
 * them, cronie does not, and anywhere else what is quoted for the one is not for the other. They
 * are read as the shell reads them without a cron before it.
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
      if (c == '\'') {
        int close = command.indexOf(c, i + 1);
        if (close < 0) {
          return Optional.empty();
        }
        word.append(command, i + 1, close);
        i = close;
      } else if (c == '"') {
        Optional<StrictWord.Hidden> hidden = StrictWord.hidden(command, i);
        if (hidden.isPresent()) {
          word.append(hidden.get().text());
          i = hidden.get().to() - 1;
          continue;
        }
        i = doubleQuoted(command, i + 1, word);
        if (i < 0) {
          return Optional.empty();
        }
      } else if (c == '\\') {
        i++;
        if (i == command.length() || command.charAt(i) == '\\') {
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

  /** Reads up to the closing quote; returns where that is, or -1 if this is not plain. */
  private static int doubleQuoted(String command, int from, StringBuilder word) {
    boolean escaped = false;
    for (int i = from; i < command.length(); i++) {
      char c = command.charAt(i);
      if (escaped) {
        if (c == '\\') {
          return -1;
        }
        if ("$`\"".indexOf(c) < 0) {
          word.append('\\');
        }
        word.append(c);
        escaped = false;
      } else if (c == '"') {
        return i;
      } else if (c == '$' || c == '`') {
        return -1;
      } else if (c == '\\') {
        escaped = true;
      } else {
        word.append(c);
      }
    }
    return -1;
  }
}
