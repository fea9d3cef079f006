// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;

/**
 * A small file that tells how things are: anyone who reads it sees the old one or the new one,
 * whole.
 *
 * <p>Unlike {@link NewFile} it can be written while the JVM ends, and nothing waits for the disk: a
 * machine that loses its power may lose it, and the next run writes it again.
 */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a file, by another one beside it that takes its name.
   *
   * @param file what to write; its folder must be there
   * @param isForAll whether other accounts may read it (0644, whatever the umask), or nobody (0600)
   */
  public static void write(Path file, byte[] content, boolean isForAll) throws IOException {
    // Of this process alone: two runs may end at once.
    Path fresh =
        file.resolveSibling(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + NewFile.SUFFIX);
    try {
      try (FileChannel channel = open(fresh)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      if (isForAll) {
        Files.getFileAttributeView(fresh, PosixFileAttributeView.class, NOFOLLOW_LINKS)
            .setPermissions(fromString("rw-r--r--"));
      }
      Files.move(fresh, file, ATOMIC_MOVE);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(fresh);
      } catch (IOException other) {
        e.addSuppressed(other);
      }
      throw e;
    }
  }

  private static FileChannel open(Path fresh) throws IOException {
    try {
      return FileChannel.open(
          fresh, Set.of(CREATE_NEW, WRITE), asFileAttribute(fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // Of a process that was killed, and had the same number.
      Files.deleteIfExists(fresh);
      return FileChannel.open(
          fresh, Set.of(CREATE_NEW, WRITE), asFileAttribute(fromString("rw-------")));
    }
  }

  /**
   * Whether a killed process left a file behind that was to become such a one.
   *
   * @param name of what is in the folder
   * @param of what its final name begins with
   */
  public static boolean isLeftover(String name, String of) {
    if (!name.startsWith("." + of) || !name.endsWith(NewFile.SUFFIX)) {
      return false;
    }
    String rest = name.substring(0, name.length() - NewFile.SUFFIX.length());
    try {
      long pid = Long.parseLong(rest.substring(rest.lastIndexOf('.') + 1));
      return ProcessHandle.of(pid).isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
