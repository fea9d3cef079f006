package io.lavasched.crontab;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.lavasched.domain.crontab.CrontabText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file (0600) in a directory of its own (0700), gone after use or, at the latest, with the JVM.
 */
final class TemporaryCrontab implements AutoCloseable {

  private final Path directory;
  private final Path file;

  TemporaryCrontab(CrontabText text) throws IOException {
    directory = Files.createTempDirectory("lavasched-", asFileAttribute(fromString("rwx------")));
    file = directory.resolve("crontab");
    try {
      // In this order: the JVM deletes the last one first.
      directory.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      Files.createFile(file, asFileAttribute(fromString("rw-------")));
      Files.write(file, text.bytes());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(directory);
  }
}
