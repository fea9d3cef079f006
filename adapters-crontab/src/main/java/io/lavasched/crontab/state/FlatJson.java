// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One JSON object whose values are strings, whole numbers and nulls.
 *
 * <p>By hand: each run reads and writes one, and a library for JSON is dozens of classes.
 */
final class FlatJson {

  private final StringBuilder out = new StringBuilder("{");

  /** Adds a string or a null; each name comes once. */
  FlatJson text(String name, Optional<String> value) {
    name(name);
    if (value.isPresent()) {
      quote(value.get());
    } else {
      out.append("null");
    }
    return this;
  }

  /** Adds a string. */
  FlatJson text(String name, String value) {
    name(name);
    quote(value);
    return this;
  }

  /** Adds a number. */
  FlatJson number(String name, int value) {
    name(name);
    out.append(value);
    return this;
  }

  /** Adds a null. */
  FlatJson none(String name) {
    name(name);
    out.append("null");
    return this;
  }

  /** The object, a field a line. */
  String end() {
    return out.append("\n}\n").toString();
  }

  private void name(String name) {
    out.append(out.length() == 1 ? "\n  " : ",\n  ");
    quote(name);
    out.append(" : ");
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (isHalf(text, i)) {
        out.append('\ufffd');
      } else if (c < ' ' || c == '\u007f') {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit(c >> shift & 0xf, 16));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  /** Half of a surrogate pair has no form in UTF-8, and many readers of JSON refuse it escaped. */
  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /**
   * Reads such an object.
   *
   * @param text the whole of it
   * @return its fields without the nulls, numbers as they are written; empty where it is no such
   *     object, or a name comes twice
   */
  static Optional<Map<String, String>> parse(String text) {
    return new Reader(text).object();
  }

  /** Takes one piece after the other; an empty answer, or false, is the end of all. */
  private static final class Reader {

    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    Optional<Map<String, String>> object() {
      Map<String, String> fields = new HashMap<>();
      Set<String> seen = new HashSet<>();
      if (!takes('{')) {
        return Optional.empty();
      }
      boolean isEmpty = takes('}');
      while (!isEmpty) {
        Optional<String> name = string();
        if (name.isEmpty() || !seen.add(name.get()) || !takes(':') || !value(name.get(), fields)) {
          return Optional.empty();
        }
        if (takes('}')) {
          break;
        }
        if (!takes(',')) {
          return Optional.empty();
        }
      }
      blanks();
      return at == text.length() ? Optional.of(fields) : Optional.empty();
    }

    private boolean value(String name, Map<String, String> fields) {
      blanks();
      if (text.startsWith("null", at)) {
        at += 4;
        return true;
      }
      Optional<String> value = at < text.length() && text.charAt(at) == '"' ? string() : number();
      if (value.isPresent()) {
        fields.put(name, value.get());
      }
      return value.isPresent();
    }

    private Optional<String> number() {
      int from = at;
      if (at < text.length() && text.charAt(at) == '-') {
        at++;
      }
      int digits = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      return at == digits ? Optional.empty() : Optional.of(text.substring(from, at));
    }

    private Optional<String> string() {
      if (!takes('"')) {
        return Optional.empty();
      }
      StringBuilder value = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return Optional.of(value.toString());
        }
        if (c < ' ' || (c == '\\' && !escaped(value))) {
          return Optional.empty();
        }
        if (c != '\\') {
          value.append(c);
        }
      }
      return Optional.empty();
    }

    private boolean escaped(StringBuilder value) {
      if (at == text.length()) {
        return false;
      }
      char c = text.charAt(at++);
      switch (c) {
        case '"', '\\', '/' -> value.append(c);
        case 'b' -> value.append('\b');
        case 'f' -> value.append('\f');
        case 'n' -> value.append('\n');
        case 'r' -> value.append('\r');
        case 't' -> value.append('\t');
        case 'u' -> {
          int code = 0;
          if (at + 4 > text.length()) {
            return false;
          }
          for (int end = at + 4; at < end; at++) {
            int digit = Character.digit(text.charAt(at), 16);
            if (digit < 0 || text.charAt(at) > 'f') {
              return false;
            }
            code = code << 4 | digit;
          }
          value.append((char) code);
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean takes(char c) {
      blanks();
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private void blanks() {
      while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }
  }
}
