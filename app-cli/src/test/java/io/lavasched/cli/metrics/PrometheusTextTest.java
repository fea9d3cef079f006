// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lavasched.cli.metrics.Exposition.Family;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Prometheus' own writer, through a reader that takes no more than the format allows. */
class PrometheusTextTest {

  @Provide
  Arbitrary<List<Metric>> metrics() {
    Arbitrary<String> text =
        Arbitraries.strings().withChars("ab \\n\"\n{},=#é\u2028\t:1").ofMaxLength(8);
    Arbitrary<Map<String, String>> labels =
        Arbitraries.maps(Arbitraries.of("realm", "lavasched_job", "a", "_b", "c1"), text)
            .ofMaxSize(3);
    Arbitrary<Double> value =
        Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.integers().map(i -> (double) i),
            Arbitraries.longs().map(millis -> millis / 1_000.0),
            Arbitraries.of(
                Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, 1e15, 1e-9));
    Arbitrary<Metric> metric =
        Combinators.combine(
                Arbitraries.of("a", "b_seconds", "lavasched_x", "A9", "_c"),
                text.filter(help -> !help.isBlank()),
                Arbitraries.maps(labels, value).ofMinSize(1).ofMaxSize(3))
            .as(
                (name, help, samples) ->
                    new Metric(
                        name,
                        help,
                        samples.entrySet().stream()
                            .map(sample -> new Metric.Sample(sample.getKey(), sample.getValue()))
                            .toList()));
    return metric.list().uniqueElements(Metric::name).ofMaxSize(4);
  }

  @Property
  void saysWhatPrometheusOwnWriterSays(@ForAll("metrics") List<Metric> metrics) throws IOException {
    List<GaugeSnapshot> snapshots = new ArrayList<>();
    for (Metric metric : metrics) {
      GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(metric.name()).help(metric.help());
      for (Metric.Sample sample : metric.samples()) {
        Labels labels = Labels.EMPTY;
        for (Map.Entry<String, String> label : sample.labels().entrySet()) {
          labels = labels.merge(Labels.of(label.getKey(), label.getValue()));
        }
        gauge.dataPoint(
            GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .value(sample.value())
                .labels(labels)
                .build());
      }
      snapshots.add(gauge.build());
    }
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create()
        .write(theirs, new MetricSnapshots(List.copyOf(snapshots)), EscapingScheme.ALLOW_UTF8);

    assertThat(new TreeMap<>(Exposition.read(PrometheusText.of(metrics))))
        .isEqualTo(new TreeMap<>(Exposition.read(theirs.toString(StandardCharsets.UTF_8))));
  }

  @Test
  void isWrittenForPeopleToo() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("realm", "demo");
    labels.put("lavasched_job", "a \"b\" \\ c\nd");

    assertThat(
            PrometheusText.of(
                List.of(
                    Metric.of("a_seconds", "Back\\slash, \"quote\"\nand more.", labels, 1.5),
                    new Metric(
                        "b",
                        "B.",
                        List.of(
                            new Metric.Sample(Map.of(), -2),
                            new Metric.Sample(Map.of("x", ""), Double.NaN))))))
        .isEqualTo(
            """
            # HELP a_seconds Back\\\\slash, "quote"\\nand more.
            # TYPE a_seconds gauge
            a_seconds{realm="demo",lavasched_job="a \\"b\\" \\\\ c\\nd"} 1.5
            # HELP b B.
            # TYPE b gauge
            b -2
            b{x=""} NaN
            """);
    assertThat(PrometheusText.of(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0,                    0",
    "-0.5,                   -0.5",
    "1796126400.117,         1796126400.117",
    "1796126400,             1796126400",
    "1e15,                   1000000000000000",
    "123456789012345680000,  123456789012345680000",
    "1e-7,                   0.00000010",
    "NaN,                    NaN",
    "Infinity,               +Inf",
    "-Infinity,              -Inf",
  })
  void numbersHaveNoExponents(double value, String text) {
    assertThat(PrometheusText.of(List.of(Metric.of("a", "", Map.of(), value))))
        .endsWith("\na " + text + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "a-b", "a b", "é", "a.b", "a\n"})
  void aNameIsOneThatPrometheusTakes(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.of(name, "x", Map.of(), 1))
        .withMessageContaining(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.of("a", "x", Map.of(name, "v"), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.of("a", "x", Map.of("__name__", "v"), 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metric.of("a", "x", Map.of("a:b", "v"), 1));
    assertThat(Metric.of("a:b", "x", Map.of("_b", "v"), 1).name()).isEqualTo("a:b");
  }

  /** The reader of these tests is as strict as it says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1\n",
        "# HELP a x\na 1\n",
        "# HELP a x\n# TYPE b gauge\na 1\n",
        "# HELP a x\n# TYPE a gauge\n",
        "# HELP a x\n# TYPE a gauge\na 1",
        "# HELP a x\n# TYPE a gauge\na 1 1796126400\n",
        "# HELP a x\n# TYPE a gauge\na 1,5\n",
        "# HELP a x\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a x\n# TYPE a gauge\nb 1\n",
        "# HELP a x\n# TYPE a gauge\na{} 1\n",
        "# HELP a x\n# TYPE a gauge\na{b=c} 1\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"c} 1\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"\\x\"} 1\n",
        "# HELP a x\n# TYPE a gauge\na{b=\"c\",b=\"d\"} 1\n",
        "# HELP a \\x\n# TYPE a gauge\na 1\n",
        "# HELP a x\n# TYPE a gauge\na 1\n# HELP a x\n# TYPE a gauge\na{b=\"c\"} 1\n",
        "\n",
      })
  void whatIsWrongIsNotRead(String text) {
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Exposition.read(text)))
        .isInstanceOfAny(IllegalArgumentException.class, StringIndexOutOfBoundsException.class);
  }

  @Test
  void whatIsRightIsRead() {
    assertThat(Exposition.read("# HELP a x\\\\y\\nz\n# TYPE a gauge\na{b=\"\\\"\"} 1e3\n"))
        .isEqualTo(Map.of("a", new Family("x\\y\nz", "gauge", Map.of(Map.of("b", "\""), 1_000.0))));
  }
}
