// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.cli.JsonShape;
import java.util.HashSet;
import java.util.Set;

/** A line that CloudWatch can make metrics of. */
public final class EmbeddedMetric {

  private EmbeddedMetric() {}

  /**
   * What the specification of the embedded metric format demands of a document, and the API
   * reference of a dimension.
   */
  public static JsonNode read(String line) {
    JsonNode json = JsonShape.of(line);
    JsonNode aws = json.get("_aws");
    assertThat(JsonShape.names(aws)).containsExactly("Timestamp", "CloudWatchMetrics");
    assertThat(aws.get("Timestamp").isIntegralNumber()).isTrue();
    assertThat(aws.get("CloudWatchMetrics")).hasSize(1);
    JsonNode directive = aws.get("CloudWatchMetrics").get(0);
    assertThat(JsonShape.names(directive)).containsExactly("Namespace", "Dimensions", "Metrics");
    assertThat(directive.get("Namespace").textValue()).matches("[A-Za-z0-9._/#:-]{1,255}");
    assertThat(directive.get("Dimensions")).hasSize(1);
    JsonNode dimensions = directive.get("Dimensions").get(0);
    assertThat(dimensions.isArray()).isTrue();
    assertThat(dimensions.size()).isLessThanOrEqualTo(30);
    for (JsonNode name : dimensions) {
      assertThat(name.textValue()).matches("[!-9;-~][ -~]{0,254}");
      assertThat(json.get(name.textValue()).textValue()).matches("[ -~]{1,1024}").isNotBlank();
    }
    assertThat(directive.get("Metrics").size()).isBetween(1, 100);
    Set<String> names = new HashSet<>();
    for (JsonNode metric : directive.get("Metrics")) {
      assertThat(JsonShape.names(metric)).containsExactly("Name", "Unit");
      assertThat(metric.get("Unit").textValue()).isIn("Count", "Milliseconds", "Seconds", "None");
      assertThat(names.add(metric.get("Name").textValue())).isTrue();
      assertThat(json.get(metric.get("Name").textValue()).isNumber()).isTrue();
    }
    return json;
  }
}
