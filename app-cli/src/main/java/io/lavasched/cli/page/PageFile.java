// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is written in one step: anyone who reads it finds the old content or the new one.
 *
 * <p>A symbolic link is followed, and stays. What is no plain file is left alone.
 */
public final class PageFile {

  private final Path path;

  public PageFile(Path path) {
    this.path = path;
  }

  public void write(String text) {
    try {
      Path file = Files.isSymbolicLink(path) ? path.toRealPath() : path;
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw failure("must be a plain file, found something else", Optional.empty());
      }
      Path temporary = file.resolveSibling("." + file.getFileName() + ".lavasched-new");
      Files.deleteIfExists(temporary); // of a run that was killed
      try {
        Files.write(temporary, text.getBytes(UTF_8), CREATE_NEW, WRITE);
        Files.move(temporary, file, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      StoreException failure =
          failure(
              "must be in a directory that can be written to",
              Optional.of("--html - writes the page to standard output"));
      failure.initCause(e);
      throw failure;
    }
  }

  private StoreException failure(String rule, Optional<String> hint) {
    String name = Quoted.escape(path.toString());
    return new StoreException("write", name, false, name + " " + rule, hint);
  }
}
