// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reader of Prometheus' text format (0.0.4) that takes no more than the format allows, nor what
 * node_exporter's textfile collector refuses: times of samples (collector/textfile.go).
 *
 * <p>Source: prometheus.io/docs/instrumenting/exposition_formats, "Text-based format".
 */
public final class Exposition {

  /**
   * All samples of one name.
   *
   * @param help unescaped
   * @param type as it is written
   * @param samples by their labels
   */
  public record Family(String help, String type, Map<Map<String, String>, Double> samples) {}

  private final String text;
  private int at;

  private Exposition(String text) {
    this.text = text;
  }

  /** Reads a whole file, or fails. */
  public static Map<String, Family> read(String text) {
    return new Exposition(text).families();
  }

  private Map<String, Family> families() {
    Map<String, Family> families = new LinkedHashMap<>();
    while (at < text.length()) {
      expect("# HELP ");
      String name = name(true);
      expect(" ");
      String help = untilNewline();
      expect("# TYPE " + name + " ");
      String type = word();
      expect("\n");
      Map<Map<String, String>, Double> samples = new LinkedHashMap<>();
      while (at < text.length() && text.charAt(at) != '#') {
        expect(name);
        Map<String, String> labels = labels();
        expect(" ");
        Double value = value(word());
        expect("\n");
        if (samples.put(labels, value) != null) {
          throw wrong("a sample twice");
        }
      }
      if (samples.isEmpty() || families.put(name, new Family(help, type, samples)) != null) {
        throw wrong("a family without samples, or twice: " + name);
      }
    }
    return families;
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    if (text.charAt(at) != '{') {
      return labels;
    }
    at++;
    while (true) {
      String name = name(false);
      expect("=\"");
      if (labels.put(name, quoted()) != null) {
        throw wrong("a label twice");
      }
      if (text.charAt(at) == '}') {
        at++;
        return labels;
      }
      expect(",");
    }
  }

  private String quoted() {
    StringBuilder value = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\n') {
        throw wrong("a label that does not end");
      }
      value.append(c == '\\' ? escaped(true) : c);
    }
    at++;
    return value.toString();
  }

  private String untilNewline() {
    StringBuilder value = new StringBuilder();
    while (text.charAt(at) != '\n') {
      char c = text.charAt(at++);
      value.append(c == '\\' ? escaped(false) : c);
    }
    at++;
    return value.toString();
  }

  private char escaped(boolean isLabel) {
    char c = text.charAt(at++);
    if (c == 'n') {
      return '\n';
    }
    if (c == '\\' || (c == '"' && isLabel)) {
      return c;
    }
    throw wrong("an escape that is none");
  }

  private String name(boolean isMetric) {
    int from = at;
    while (at < text.length()
        && String.valueOf(text.charAt(at)).matches(isMetric ? "[a-zA-Z0-9_:]" : "[a-zA-Z0-9_]")) {
      at++;
    }
    String name = text.substring(from, at);
    if (name.isEmpty() || Character.isDigit(name.charAt(0)) || name.startsWith("__")) {
      throw wrong("no name");
    }
    return name;
  }

  private String word() {
    int from = at;
    while (text.charAt(at) != '\n') {
      at++;
    }
    return text.substring(from, at);
  }

  /** As Go reads it. */
  private Double value(String word) {
    return switch (word) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!word.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
          throw wrong("no number: " + word);
        }
        yield Double.parseDouble(word) + 0.0; // -0 is 0
      }
    };
  }

  private void expect(String what) {
    if (!text.startsWith(what, at)) {
      throw wrong("not " + what);
    }
    at += what.length();
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at " + at + " of:\n" + text);
  }
}
