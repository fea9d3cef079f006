// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import io.lavasched.application.port.NoDispatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Lava's file against dispatches, on the disk of this node. */
public final class NoDispatchFile implements NoDispatch {

  private final Path root;

  /** The files below a folder that stands for the root of the disk. */
  NoDispatchFile(Path root) {
    this.root = root;
  }

  /**
   * The files of this node.
   *
   * @return looks at them by their full paths
   */
  public static NoDispatchFile ofNode() {
    return new NoDispatchFile(Path.of("/"));
  }

  @Override
  public Optional<Instant> since(String file) {
    if (!file.startsWith("/")) {
      return Optional.empty(); // Of the folder that cron starts the program in, whichever that is.
    }
    try {
      return Optional.of(
          Files.getLastModifiedTime(root.resolve(file.substring(1)))
              .toInstant()
              .truncatedTo(ChronoUnit.SECONDS));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }
}
