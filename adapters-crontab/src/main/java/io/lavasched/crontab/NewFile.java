package io.lavasched.crontab;

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

/**
 * A file in the making (0600 from its first instant), gone after use unless it was moved to its
 * final place.
 *
 * <p>Whoever is killed meanwhile leaves it behind; so its name is always the same, and the next one
 * takes the old one away.
 */
final class NewFile implements AutoCloseable {

  /** How the names of such files end. */
  static final String SUFFIX = ".new";

  /** The name of the one that is handed to the crontab program. */
  static final String CRONTAB = "crontab" + SUFFIX;

  private final Path path;
  private final FileChannel channel;
  private boolean moved;

  NewFile(Path path) throws IOException {
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

  Path path() {
    return path;
  }

  /** Writes the whole content; it is on the disk then. */
  void write(byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /** Gives the file its final name, in one step and in the same folder. */
  void moveTo(Path target) throws IOException {
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
