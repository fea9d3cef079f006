// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.crontab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Crontab programs for the faults that a real one cannot be made to show. */
public final class FakeCrontab {

  private FakeCrontab() {}

  /**
   * Writes an executable named {@code crontab}.
   *
   * @param directory where; it exists
   * @param body what it does: lines for {@code /bin/sh}, with crontab's argument in {@code $1}
   * @return its absolute path
   */
  public static Path in(Path directory, String body) {
    Path program = directory.resolve("crontab").toAbsolutePath();
    try {
      install(program, "#!/bin/sh\n" + body + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program;
  }

  /**
   * Another process writes the program: where this JVM had it open, a process that another thread
   * starts at that moment has it open too, and Linux runs no file that somebody may still write
   * ("Text file busy").
   */
  private static void install(Path program, String text) throws IOException {
    Path source = Files.writeString(program.resolveSibling("crontab.text"), text);
    Process install =
        new ProcessBuilder("install", "-m", "755", source.toString(), program.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(install.getInputStream().readAllBytes(), UTF_8);
    try {
      if (install.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      install.destroyForcibly();
      throw new IOException(e);
    }
    Files.delete(source);
  }
}
