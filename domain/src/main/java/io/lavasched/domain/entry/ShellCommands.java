// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The simple commands of any command line, as far as they are known without running it: what a
 * shell would put in stays as it is written, and redirections are left out.
 */
public final class ShellCommands {

  private static final String ENDS_COMMAND = ";&|()\n";

  private final String text;
  private final List<List<String>> commands = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private int at;

  private ShellCommands(String text) {
    this.text = text;
  }

  /**
   * Splits a command line.
   *
   * @param text as the shell gets it
   * @return the words of each command; those of one that is not clear are left out
   */
  public static List<List<String>> of(String text) {
    Objects.requireNonNull(text, "text");
    ShellCommands commands = new ShellCommands(text);
    commands.split();
    return commands.commands;
  }

  /** Writes each command anew such that {@link ShellSplit} takes it for plain words. */
  private void split() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'') {
        int close = text.indexOf('\'', at + 1);
        int end = close < 0 ? text.length() : close + 1;
        plain.append(text, at, end);
        at = end;
      } else if (c == '"') {
        doubleQuoted();
      } else if (c == '\\' && at + 1 < text.length()) {
        plain.append(c).append(text.charAt(at + 1));
        at += 2;
      } else if (c == '>' || c == '<') {
        redirection();
      } else if (ENDS_COMMAND.indexOf(c) >= 0) {
        end();
        at++;
      } else if (c == '#' && isAtWordStart()) {
        break;
      } else if (c == '$') {
        literal(expansionEnd());
      } else if (c == ' ' || c == '\t' || c == '%' || ShellWord.isBare(c)) {
        plain.append(c);
        at++;
      } else {
        literal(at + 1);
      }
    }
    end();
  }

  private void end() {
    ShellSplit.words(plain.toString())
        .map(words -> words.stream().map(ShellSplit.Word::text).toList())
        .filter(words -> !words.isEmpty())
        .ifPresent(commands::add);
    plain.setLength(0);
  }

  private boolean isAtWordStart() {
    return plain.length() == 0 || plain.charAt(plain.length() - 1) == ' ';
  }

  private void literal(int end) {
    plain.append('\'').append(text.substring(at, end).replace("'", "")).append('\'');
    at = end;
  }

  private void doubleQuoted() {
    plain.append('"');
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        plain.append(c).append(text.charAt(at + 1));
        at += 2;
      } else if (c == '$' || c == '`') {
        plain.append('"');
        literal(c == '$' ? expansionEnd() : at + 1);
        plain.append('"');
      } else {
        plain.append(c);
        at++;
      }
    }
    plain.append('"');
    at++;
  }

  /** Where what a dollar begins ends: with its last parenthesis, or with the dollar itself. */
  private int expansionEnd() {
    if (at + 1 >= text.length() || text.charAt(at + 1) != '(') {
      return at + 1;
    }
    int depth = 0;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** Leaves out the operator, the number before it, and the word behind it. */
  private void redirection() {
    int digits = plain.length();
    while (digits > 0 && Character.isDigit(plain.charAt(digits - 1))) {
      digits--;
    }
    if (digits == 0 || plain.charAt(digits - 1) == ' ') {
      plain.setLength(digits);
    }
    while (at < text.length() && "<>&|".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    while (at < text.length() && " \t<>".concat(ENDS_COMMAND).indexOf(text.charAt(at)) < 0) {
      char c = text.charAt(at);
      int close = c == '\'' || c == '"' ? text.indexOf(c, at + 1) : at;
      at = close < 0 ? text.length() : close + 1;
    }
    plain.append(' ');
  }
}
