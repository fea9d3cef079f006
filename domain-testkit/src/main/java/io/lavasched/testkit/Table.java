// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of test cases in a resource file: one row a line, tabs between the cells, blank lines and
 * lines that start with {@code #} left out.
 *
 * <p>Within a cell, {@code \s \t \n \r \\} and <code>&#92;u{1f600}</code> stand for characters that
 * a reader would not see, and {@code (none)} for an empty cell.
 */
public final class Table {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u\\{([0-9a-f]+)\\}|(.))");

  private Table() {}

  /**
   * The rows of a table.
   *
   * @param resource such as {@code /cron-accept.tsv}
   * @param columns how many cells each row has
   * @return the cells, without escapes
   */
  public static List<List<String>> rows(String resource, int columns) {
    List<List<String>> rows =
        text(resource)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> Arrays.stream(line.split("\t+")).map(Table::unescape).toList())
            .toList();
    rows.stream()
        .filter(row -> row.size() != columns)
        .findFirst()
        .ifPresent(
            row -> {
              throw new IllegalArgumentException(resource + ": not " + columns + " cells: " + row);
            });
    return rows;
  }

  /**
   * A resource as text in UTF-8, whatever the charset of the JVM.
   *
   * @param resource its absolute name
   * @return the whole text
   */
  public static String text(String resource) {
    try (InputStream in = Table.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescape(String cell) {
    if (cell.equals("(none)")) {
      return "";
    }
    return ESCAPE
        .matcher(cell)
        .replaceAll(match -> Matcher.quoteReplacement(character(match.group(1), match.group(2))));
  }

  private static String character(String hex, String letter) {
    if (hex != null) {
      return Character.toString(Integer.parseInt(hex, 16));
    }
    return switch (letter) {
      case "s" -> " ";
      case "t" -> "\t";
      case "n" -> "\n";
      case "r" -> "\r";
      case "\\" -> "\\";
      default -> throw new IllegalArgumentException("unknown escape \\" + letter);
    };
  }
}
