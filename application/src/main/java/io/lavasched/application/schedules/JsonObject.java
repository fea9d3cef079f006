// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An object of JSON whose values are texts and objects, in the order in which they were put.
 *
 * <p>In its text {@code <} is written as <code>&#92;u003c</code>: the service puts values of its
 * own in the place of {@code <aws.scheduler.scheduled-time>} and the like, wherever they stand in
 * an input.
 */
final class JsonObject {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{4}");

  private final Map<String, Member> members = new LinkedHashMap<>();

  /** A text as JSON has it, or an object. */
  private record Member(String json, Optional<JsonObject> object) {}

  /** Whether it has nothing. */
  boolean isEmpty() {
    return members.isEmpty();
  }

  /** A value at a name, in the place of an earlier one. */
  void put(String name, String value) {
    members.put(name, new Member(quoted(value), Optional.empty()));
  }

  /** The same for a text in which the service shall put its own values. */
  void putTemplate(String name, String value) {
    members.put(name, new Member('"' + value + '"', Optional.empty()));
  }

  /** The same for an object. */
  void put(String name, JsonObject value) {
    members.put(name, new Member("", Optional.of(value)));
  }

  /**
   * A value below some levels, each an object that is made where it is not there. Nothing is put
   * where a level is a text.
   *
   * @param path at least one name
   */
  void put(List<String> path, String value) {
    JsonObject object = this;
    for (String level : path.subList(0, path.size() - 1)) {
      Member member =
          object.members.computeIfAbsent(
              level, name -> new Member("", Optional.of(new JsonObject())));
      if (member.object.isEmpty()) {
        return;
      }
      object = member.object.get();
    }
    object.put(path.get(path.size() - 1), value);
  }

  /** Its text, in one line. */
  String text() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  private void write(StringBuilder out) {
    out.append('{');
    String comma = "";
    for (Map.Entry<String, Member> each : members.entrySet()) {
      out.append(comma).append(quoted(each.getKey())).append(':');
      Member member = each.getValue();
      if (member.object.isPresent()) {
        member.object.get().write(out);
      } else {
        out.append(member.json);
      }
      comma = ",";
    }
    out.append('}');
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '<') {
        escape(c, out);
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /**
   * A text that {@link #quoted} made.
   *
   * @param at where it begins in the JSON, after its first quote
   * @return empty where it does not end, or has an escape that is never written here
   */
  static Optional<String> textAt(String json, int at) {
    StringBuilder out = new StringBuilder();
    for (int i = at; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"') {
        return Optional.of(out.toString());
      }
      if (c != '\\') {
        out.append(c);
      } else if (json.startsWith("\\u", i)
          && HEX.matcher(json).region(i + 2, json.length()).lookingAt()) {
        out.append((char) Integer.parseInt(json.substring(i + 2, i + 6), 16));
        i += 5;
      } else if (i + 1 < json.length()
          && (json.charAt(i + 1) == '"' || json.charAt(i + 1) == '\\')) {
        out.append(json.charAt(++i));
      } else {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static void escape(char c, StringBuilder out) {
    String hex = Integer.toHexString(c);
    out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
  }
}
