// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A gauge of Prometheus: a figure, or the same one for several things that labels tell apart.
 *
 * @param name by the conventions of Prometheus: {@code lavasched_WHAT_UNIT}, in a base unit such as
 *     {@code seconds}
 * @param help what it is. Always the same for a name: node_exporter reports files that differ in it
 * @param samples each with other values of its labels
 */
public record Metric(String name, String help, List<Sample> samples) {

  /**
   * One figure.
   *
   * @param labels by their names; an empty value is as good as no label
   * @param value also NaN, where there is none
   */
  public record Sample(Map<String, String> labels, double value) {

    /** Checks the names, and copies the labels in their order. */
    public Sample {
      labels = new LinkedHashMap<>(labels);
      for (String label : labels.keySet()) {
        if (!isName(label, false) || label.startsWith("__")) {
          throw new IllegalArgumentException("label " + label);
        }
      }
    }

    @Override
    public Map<String, String> labels() {
      return new LinkedHashMap<>(labels);
    }
  }

  /** Checks the name, and copies the samples. */
  public Metric {
    samples = List.copyOf(samples);
    if (!isName(name, true)) {
      throw new IllegalArgumentException("metric " + name);
    }
  }

  /** A gauge with one figure. */
  public static Metric of(String name, String help, Map<String, String> labels, double value) {
    return new Metric(name, help, List.of(new Sample(labels, value)));
  }

  private static boolean isName(String name, boolean mayHaveColon) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean isDigit = i > 0 && c >= '0' && c <= '9';
      if (!isLetter && !isDigit && !(mayHaveColon && c == ':')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
