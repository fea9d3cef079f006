// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A calendar, read by the grammar of RFC 5545, which it must keep to: content lines (3.1), the
 * calendar (3.4), its properties and components (3.6), texts (3.3.11), times in UTC (3.3.5).
 */
final class ParsedCalendar {

  /** contentline = name *(";" param ) ":" value, without the parameters that no event here has. */
  private static final Pattern LINE = Pattern.compile("([A-Z][A-Z-]*):(.*)", Pattern.DOTALL);

  private static final Pattern UTC_TIME =
      Pattern.compile("\\d{4}(0[1-9]|1[0-2])([0-2]\\d|3[01])T([01]\\d|2[0-3])[0-5]\\d[0-5]\\dZ");

  /** TSAFE-CHAR, and the four escapes. */
  private static final Pattern TEXT =
      Pattern.compile("([^\\x00-\\x08\\x0a-\\x1f\\x7f\\\\;,]|\\\\[\\\\;,nN])*");

  private static final Set<String> REQUIRED = Set.of("UID", "DTSTAMP", "DTSTART");

  private final Component calendar;

  private ParsedCalendar(Component calendar) {
    this.calendar = calendar;
  }

  /** A component: its properties and the components in it. */
  record Component(String name, List<String[]> properties, List<Component> components) {

    /** A property that must be there once. */
    String value(String property) {
      List<String> found =
          properties.stream().filter(p -> p[0].equals(property)).map(p -> p[1]).toList();
      assertThat(found).as(property).hasSize(1);
      return found.get(0);
    }

    /** A property whose value is a text, without the escapes. */
    String text(String property) {
      String value = value(property);
      assertThat(value).matches(TEXT);
      return Pattern.compile("\\\\(.)")
          .matcher(value)
          .replaceAll(
              m -> Matcher.quoteReplacement(m.group(1).matches("[nN]") ? "\n" : m.group(1)));
    }
  }

  static ParsedCalendar of(byte[] bytes) {
    Deque<Component> open = new ArrayDeque<>();
    Component root = new Component("", new ArrayList<>(), new ArrayList<>());
    open.push(root);
    for (String line : unfolded(bytes)) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      String name = parts.group(1);
      String value = parts.group(2);
      if (name.equals("BEGIN")) {
        Component inner = new Component(value, new ArrayList<>(), new ArrayList<>());
        open.element().components.add(inner);
        open.push(inner);
      } else if (name.equals("END")) {
        assertThat(value).isEqualTo(open.pop().name);
      } else {
        open.element().properties.add(new String[] {name, value});
      }
    }
    assertThat(open).hasSize(1);
    assertThat(root.properties).isEmpty();
    assertThat(root.components).hasSize(1);
    Component calendar = root.components.get(0);
    assertThat(calendar.name).isEqualTo("VCALENDAR");
    assertThat(calendar.value("VERSION")).isEqualTo("2.0");
    assertThat(calendar.text("PRODID")).isNotEmpty();
    assertThat(calendar.components).as("at least one component").isNotEmpty();
    calendar.components.forEach(ParsedCalendar::check);
    return new ParsedCalendar(calendar);
  }

  private static void check(Component component) {
    assertThat(component.name).isIn("VEVENT", "VTIMEZONE");
    if (component.name.equals("VTIMEZONE")) {
      component.value("TZID");
      assertThat(component.components).isNotEmpty();
      component.components.forEach(
          part -> {
            assertThat(part.name).isIn("STANDARD", "DAYLIGHT");
            assertThat(part.value("DTSTART")).matches("\\d{8}T\\d{6}");
            assertThat(part.value("TZOFFSETFROM")).matches("[+-]\\d{4}");
            assertThat(part.value("TZOFFSETTO")).matches("[+-]\\d{4}");
          });
      return;
    }
    assertThat(component.components).isEmpty();
    REQUIRED.forEach(component::value);
    assertThat(component.value("DTSTAMP")).matches(UTC_TIME);
    assertThat(component.value("DTSTART")).matches(UTC_TIME);
    for (String text : new String[] {"UID", "SUMMARY", "DESCRIPTION"}) {
      component.text(text);
    }
  }

  /** Lines of at most 75 octets in UTF-8, each of them whole characters, that end in CRLF. */
  private static List<String> unfolded(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        assertThat(i > start && bytes[i - 1] == '\r').as("CRLF at %s", i).isTrue();
        String line = decoded(Arrays.copyOfRange(bytes, start, i - 1));
        assertThat(i - 1 - start).as(line).isBetween(1, 75);
        if (line.startsWith(" ")) {
          lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line.substring(1));
        } else {
          lines.add(line);
        }
        start = i + 1;
      }
    }
    assertThat(start).as("the last line ends").isEqualTo(bytes.length);
    return lines;
  }

  private static String decoded(byte[] line) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError(Arrays.toString(line), e);
    }
  }

  List<Component> events() {
    return calendar.components.stream().filter(c -> c.name.equals("VEVENT")).toList();
  }
}
