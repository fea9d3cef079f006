// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where symbolic links lead: one file has many names, and is one crontab all the same. */
public final class LinkedFile {

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  /** {@code PATH_MAX} of Linux: nothing can be at a longer path. */
  private static final int LONGEST = 4_096;

  private LinkedFile() {}

  /**
   * Where the links lead that a path ends in, if anything is there or not.
   *
   * @throws IOException where they lead nowhere, or in a circle
   */
  static Path target(Path path) throws IOException {
    Path file = path;
    for (int i = 0; i <= MOST_LINKS; i++) {
      if (!Files.isSymbolicLink(file)) {
        return file;
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    throw new FileSystemLoopException(path.toString());
  }

  /**
   * The one path that a file has without any link: that of its folder, and its name, for the file
   * need not be there; nor need the folder.
   *
   * @return the path as it is given, made absolute, where nobody can tell, or it is too long to be
   *     there
   */
  public static Path real(Path path) {
    if (path.toString().length() > LONGEST) {
      return plain(path);
    }
    try {
      Path file = target(path.toAbsolutePath());
      Path name = file.getFileName();
      return name == null ? file.normalize() : realFolder(file.resolveSibling("")).resolve(name);
    } catch (IOException e) {
      return plain(path);
    }
  }

  /** A path as it is written, whatever links are in it. */
  public static Path plain(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** A path, or the nearest one above it at which something is. */
  public static Path nearest(Path path) {
    Path at = path;
    for (Path above = at.getParent(); above != null && !Files.exists(at); above = at.getParent()) {
      at = above;
    }
    return at;
  }

  private static Path realFolder(Path folder) throws IOException {
    Path there = nearest(folder);
    // What is not there is no link, so that the dots in it mean what they say.
    return there.toRealPath().resolve(there.relativize(folder)).normalize();
  }
}
