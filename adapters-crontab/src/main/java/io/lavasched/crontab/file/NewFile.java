// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file in the making (0600 from its first instant), gone after use unless it was moved to its
 * final place.
 *
 * <p>A process that is killed meanwhile leaves it behind: the next one takes it away.
 */
public final class NewFile implements AutoCloseable {

  /** How the names of such files end. */
  public static final String SUFFIX = ".new";

  private static final Pattern CRONTAB = Pattern.compile("crontab\\.[0-9]+\\.new");

  private final Path path;
  private final FileChannel channel;
  private boolean moved;

  public NewFile(Path path) throws IOException {
    this.path = path;
    Files.deleteIfExists(path);
    InFlight.add(path);
    try {
      channel =
          FileChannel.open(
              path, Set.of(CREATE_NEW, WRITE), asFileAttribute(fromString("rw-------")));
    } catch (IOException | RuntimeException e) {
      InFlight.remove(path);
      throw e;
    }
  }

  /**
   * The one that is handed to the crontab program. A program that a killed run left behind may
   * still be about to open its own: so no two runs have the same.
   */
  public static String ofCrontab() {
    return "crontab." + ProcessHandle.current().pid() + SUFFIX;
  }

  /** Whether a file has the name of one that was handed to the crontab program. */
  public static boolean isOfCrontab(String name) {
    return CRONTAB.matcher(name).matches();
  }

  public Path path() {
    return path;
  }

  /** Writes the whole content. */
  public void write(byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Waits until the content is on the disk. */
  public void sync() throws IOException {
    channel.force(true);
  }

  /** Gives the file its final name, in one step and in the same folder. */
  public void moveTo(Path target) throws IOException {
    Files.move(path, target, ATOMIC_MOVE);
    moved = true;
    try (FileChannel names = FileChannel.open(path.resolveSibling("").toAbsolutePath(), READ)) {
      names.force(true);
    }
  }

  /** Never a failure: what the file was for is done or has failed already. */
  @Override
  public void close() {
    try (channel) {
      if (!moved) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // The next one takes it away.
    } finally {
      InFlight.remove(path);
    }
  }
}
