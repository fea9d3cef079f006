// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line in CloudWatch's embedded metric format: CloudWatch Logs makes metrics of it.
 *
 * <p>Source: the specification of the embedded metric format in the user guide of CloudWatch; what
 * a dimension may be is in its API reference (Dimension).
 */
public final class EmfLine {

  /** Beside lava's own, which is {@code Lava}. */
  private static final String NAMESPACE = "lavasched";

  private static final int LONGEST_DIMENSION = 1_024;

  private final Instant time;
  private final Map<String, String> dimensions = new LinkedHashMap<>();
  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, Optional<String>> properties = new LinkedHashMap<>();

  private record Figure(String name, String unit, double value) {}

  /**
   * A line without figures.
   *
   * @param time of the figures
   */
  public EmfLine(Instant time) {
    this.time = time;
  }

  /** Adds what a metric is told apart by; an empty or blank one is left out: there can be none. */
  public EmfLine dimension(String name, Optional<String> value) {
    value
        .map(EmfLine::ascii)
        .filter(text -> !text.isBlank())
        .ifPresent(text -> dimensions.put(name, text));
    return this;
  }

  /**
   * Adds a figure; one that is none is left out.
   *
   * @param unit one of CloudWatch's, such as {@code Count}
   */
  public EmfLine figure(String name, String unit, double value) {
    if (!Double.isNaN(value) && !Double.isInfinite(value)) {
      figures.add(new Figure(name, unit, value));
    }
    return this;
  }

  /** Adds what can be searched for in the log, and makes no metric. */
  public EmfLine property(String name, Optional<String> value) {
    properties.put(name, value);
    return this;
  }

  /** One line, without its end. */
  public String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter never throws
    }
    return text.toString();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", time.toEpochMilli());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    for (String name : dimensions.keySet()) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Figure figure : figures) {
      json.writeStartObject();
      json.writeStringField("Name", figure.name());
      json.writeStringField("Unit", figure.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    for (Map.Entry<String, String> dimension : dimensions.entrySet()) {
      json.writeStringField(dimension.getKey(), dimension.getValue());
    }
    for (Figure figure : figures) {
      json.writeFieldName(figure.name());
      if (figure.value() == Math.rint(figure.value())) {
        json.writeNumber((long) figure.value());
      } else {
        json.writeNumber(figure.value());
      }
    }
    for (Map.Entry<String, Optional<String>> property : properties.entrySet()) {
      json.writeStringField(property.getKey(), property.getValue().orElse(null));
    }
    json.writeEndObject();
  }

  /** What CloudWatch takes: no control characters, nothing beyond ASCII, and not too much. */
  private static String ascii(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c >= ' ' && c <= '~') {
                out.append((char) c);
              } else {
                out.append("\\u{").append(Integer.toHexString(c)).append('}');
              }
            });
    return out.length() > LONGEST_DIMENSION ? out.substring(0, LONGEST_DIMENSION) : out.toString();
  }
}
