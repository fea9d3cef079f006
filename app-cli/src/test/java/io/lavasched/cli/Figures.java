// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests of faults count, in {@code target/faults}: docs/faults.md quotes it. */
final class Figures {

  private Figures() {}

  static void write(String test, String... lines) {
    try {
      Path directory = Files.createDirectories(Path.of("target", "faults"));
      Files.write(directory.resolve(test + ".txt"), List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
