// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import io.lavasched.application.timeline.Heat;

/** Text in a page. */
final class Html {

  private Html() {}

  /** A text as it is read, between tags or in an attribute between double quotes. */
  static String text(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** A cell of a table that has a number. */
  static String number(long number) {
    return "<td class=\"number\">" + Heat.number(number) + "</td>";
  }

  /** A table in a box that scrolls where it is too wide; the heads of numbers start with #. */
  static String table(String rows, String... heads) {
    StringBuilder out = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
    for (String head : heads) {
      out.append(
          head.startsWith("#")
              ? "<th scope=\"col\" class=\"number\">" + text(head.substring(1))
              : "<th scope=\"col\">" + text(head));
      out.append("</th>");
    }
    return out + "</tr></thead><tbody>" + rows + "</tbody></table></div>";
  }

  /** A remark of one line. */
  static String quiet(String text) {
    return "<p class=\"quiet\">" + text(text) + "</p>";
  }
}
