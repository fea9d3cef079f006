package io.lavasched.crontab.testkit;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

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
      Files.writeString(program, "#!/bin/sh\n" + body + "\n");
      Files.setPosixFilePermissions(program, fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program;
  }
}
