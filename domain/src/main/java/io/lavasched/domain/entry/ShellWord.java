// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.word.Words;
import java.util.Objects;
import java.util.Optional;

/**
 * One word of a crontab command, which reaches the program unchanged through cron and {@code
 * /bin/sh}.
 *
 * <p>Law: what cron (Debian's or cronie) and a POSIX shell make of {@link #quoted()} is one word
 * equal to {@link #text()}.
 *
 * @param text the word; may be empty; without line breaks or other control characters
 */
public record ShellWord(String text) {

  /** By character: every character of every word is looked at. */
  private static final boolean[] BARE = new boolean[128];

  static {
    for (char c :
        "0123456789+=:,./-@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz".toCharArray()) {
      BARE[c] = true;
    }
  }

  /** Checks the text; see {@link #parse} for data. */
  public ShellWord {
    Objects.requireNonNull(text, "text");
    if (Words.badCharacter("word", text).isPresent()) {
      throw new IllegalArgumentException("a word with control characters");
    }
  }

  /**
   * Reads a word.
   *
   * @param text any text
   * @return the word, or {@code bad-character}
   */
  public static Parsed<ShellWord> parse(String text) {
    Objects.requireNonNull(text, "text");
    Optional<Problem> problem = Words.badCharacter("word", text);
    return problem.isPresent() ? Parsed.bad(problem.get()) : Parsed.ok(new ShellWord(text));
  }

  /**
   * The word as it stands in the crontab.
   *
   * <p>Only of {@code A-Z a-z 0-9 @ + = : , . / _ -}: bare. Otherwise in single quotes, with a
   * quote inside as {@code '"'"'}, and two rules that plain shell quoting lacks. {@code %} stands
   * outside the quotes as {@code \%}: cron ends the command at a bare one, even in quotes. Two
   * backslashes are never adjacent: Debian's cron makes one of them, cronie does not.
   *
   * @return never empty
   */
  public String quoted() {
    StringBuilder out = new StringBuilder(text.length() + 8);
    appendTo(out);
    return out.toString();
  }

  /**
   * The word as it stands in the crontab for a cron that is stricter: see {@link EntryForm}.
   *
   * @return never empty
   */
  public String strictlyQuoted() {
    StringBuilder out = new StringBuilder(text.length() + 8);
    StrictWord.append(text, out);
    return out.toString();
  }

  void appendTo(StringBuilder out) {
    append(text, out);
  }

  /** Appends a text as a word: one that a checked type has, and that is not checked again. */
  static void append(String text, StringBuilder out) {
    if (isBare(text)) {
      out.append(text);
      return;
    }
    int start = out.length();
    boolean inQuotes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (inQuotes) {
          out.append('\'');
          inQuotes = false;
        }
        out.append("\\%");
        continue;
      }
      if (!inQuotes) {
        out.append('\'');
        inQuotes = true;
      }
      if (c == '\'') {
        out.append("'\"'\"'");
      } else {
        if (c == '\\' && out.charAt(out.length() - 1) == '\\') {
          out.append("''");
        }
        out.append(c);
      }
    }
    if (inQuotes) {
      out.append('\'');
    }
    if (out.length() == start) {
      out.append("''");
    }
  }

  static boolean isBare(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isBare(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The characters that neither cron nor a shell gives a meaning to. */
  static boolean isBare(char c) {
    return c < BARE.length && BARE[c];
  }

  // Written out: those of a record are made by the JVM anew in each run, which takes milliseconds.

  @Override
  public boolean equals(Object other) {
    return other instanceof ShellWord word && text.equals(word.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
