// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

  private static final int LONGEST_NAME = 200;

  /**
   * Writes it, in the place of what was there.
   *
   * @param metrics one at least; the first one tells whose file it is, and stays the first
   * @throws StoreException if it cannot be written, or if what is there is not what such metrics
   *     were written to before: some other file, or the metrics of another command. What was there
   *     stays
   */
  public void write(List<Metric> metrics) {
    try {
      requireSame(metrics.get(0));
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

  /** Two commands with one file would take it from each other, and each alarm would be silent. */
  private void requireSame(Metric first) throws IOException {
    if (Files.exists(path, NOFOLLOW_LINKS) && !Files.isRegularFile(path, NOFOLLOW_LINKS)) {
      // It would be replaced: /dev/null by a file, for all programs of this machine.
      throw new StoreException(
          "write",
          FailureWords.shown(path),
          false,
          FailureWords.shown(path)
              + " must be a plain file, or none yet, found a folder, a device, a pipe or a link",
          Optional.of("name a file whose name ends in .prom, in the folder of the collector"));
    }
    if (!Files.exists(path, NOFOLLOW_LINKS) || Files.size(path) == 0) {
      return;
    }
    byte[] start = ("# HELP " + first.name() + " ").getBytes(UTF_8);
    byte[] found;
    try (InputStream in = Files.newInputStream(path)) {
      found = in.readNBytes(LONGEST_NAME);
    }
    if (!Arrays.equals(start, 0, start.length, found, 0, Math.min(start.length, found.length))) {
      throw new StoreException(
          "write",
          FailureWords.shown(path),
          false,
          FailureWords.shown(path)
              + " must be a file of these metrics alone, found another one there, and left it as"
              + " it is",
          Optional.of("name a file of its own for each command, or remove this one"));
    }
  }
}
