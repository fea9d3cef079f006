// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Metrics in Prometheus' text exposition format, version 0.0.4.
 *
 * <p>Source: prometheus.io/docs/instrumenting/exposition_formats. Without times of the samples,
 * which node_exporter's textfile collector refuses.
 */
final class PrometheusText {

  private static final double EXACT = 1e15;

  private final StringBuilder out = new StringBuilder();

  private PrometheusText() {}

  /** The whole of a file. */
  static String of(List<Metric> metrics) {
    PrometheusText text = new PrometheusText();
    metrics.forEach(text::add);
    return text.out.toString();
  }

  private void add(Metric metric) {
    out.append("# HELP ").append(metric.name()).append(' ');
    escape(metric.help(), false);
    out.append("\n# TYPE ").append(metric.name()).append(" gauge\n");
    for (Metric.Sample sample : metric.samples()) {
      out.append(metric.name());
      labels(sample.labels());
      out.append(' ').append(number(sample.value())).append('\n');
    }
  }

  private void labels(Map<String, String> labels) {
    if (labels.isEmpty()) {
      return;
    }
    char before = '{';
    for (Map.Entry<String, String> label : labels.entrySet()) {
      out.append(before).append(label.getKey()).append("=\"");
      escape(label.getValue(), true);
      out.append('"');
      before = ',';
    }
    out.append('}');
  }

  private void escape(String text, boolean isValue) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '"' -> out.append(isValue ? "\\\"" : "\"");
        default -> out.append(c);
      }
    }
  }

  /** As people write it: exponents are for machines. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < EXACT
        ? String.valueOf((long) value)
        : BigDecimal.valueOf(value).toPlainString();
  }
}
