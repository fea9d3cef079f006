// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.file.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file for node_exporter's textfile collector, which reads what ends in {@code .prom} in its
 * folder whenever it likes: it is there whole, and the collector may read it whatever account it
 * has (0644).
 *
 * @param path its name; what it is made from, beside it, ends otherwise
 */
public record MetricsFile(Path path) {

  /**
   * Writes it, in the place of what was there.
   *
   * @throws StoreException if it cannot be written; what was there stays
   */
  public void write(List<Metric> metrics) {
    try {
      WholeFile.write(path, PrometheusText.of(metrics).getBytes(UTF_8), true);
    } catch (IOException e) {
      throw new StoreException(
          "write",
          FailureWords.shown(path),
          false,
          FailureWords.shown(path) + " must take the metrics, found: " + FailureWords.reason(e),
          Optional.of("its folder must be there, and this account must be able to write to it"),
          e);
    }
  }
}
