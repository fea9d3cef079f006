// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * A crontab in a plain file: a missing file is no crontab.
 *
 * <p>A symbolic link is followed, and stays. A new content replaces the file in one step, and keeps
 * its owner, group and mode; a new file is for its owner alone (0600).
 */
public final class CrontabFile implements CrontabStore {

  private static final String MUST_BE_WRITABLE = "must be in a directory that can be written to";

  private final Path path;

  /**
   * The crontab in a file.
   *
   * @param path where it is; relative to the current directory
   */
  public CrontabFile(Path path) {
    this.path = path;
  }

  @Override
  public Optional<CrontabText> read() {
    try {
      Path file = LinkedFile.target(path);
      if (attributes("read", file).isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(CrontabText.of(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read", "must be a file that can be read", e);
    }
  }

  @Override
  public void install(CrontabText text) {
    try (NewCrontab ready = prepare(text)) {
      ready.install();
    }
  }

  @Override
  public NewCrontab prepare(CrontabText text) {
    try {
      Path file = LinkedFile.target(path);
      Optional<PosixFileAttributes> old = attributes("install", file);
      // In the same directory: only there can the rename be one step.
      NewFile temporary =
          new NewFile(file.resolveSibling("." + file.getFileName() + ".lavasched-new"));
      try {
        // The mode of the old file need not let us write: the temporary one is open already.
        if (old.isPresent()) {
          takeOver(old.get(), temporary.path());
        }
        temporary.write(text.bytes());
        temporary.sync();
      } catch (IOException | RuntimeException e) {
        temporary.close();
        throw e;
      }
      return new Ready(temporary, file);
    } catch (IOException e) {
      throw failure("install", MUST_BE_WRITABLE, e);
    }
  }

  private final class Ready implements NewCrontab {

    private final NewFile temporary;
    private final Path file;

    private Ready(NewFile temporary, Path file) {
      this.temporary = temporary;
      this.file = file;
    }

    @Override
    public void install() {
      try {
        temporary.moveTo(file);
      } catch (IOException e) {
        throw failure("install", MUST_BE_WRITABLE, e);
      }
    }

    @Override
    public void close() {
      temporary.close();
    }
  }

  @Override
  public void remove() {
    try {
      Path file = LinkedFile.target(path);
      if (attributes("remove", file).isPresent()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw failure("remove", MUST_BE_WRITABLE, e);
    }
  }

  /** Unknown: whichever cron reads the file is no matter of the file. */
  @Override
  public CronLimits limits() {
    return CronLimits.UNKNOWN;
  }

  /** The path. */
  @Override
  public String describe() {
    return Quoted.escape(path.toString());
  }

  private Optional<PosixFileAttributes> attributes(String operation, Path file) throws IOException {
    PosixFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, PosixFileAttributes.class);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    // Opening a pipe would wait for its other end, and a device has none.
    if (!attributes.isRegularFile()) {
      throw new StoreException(
          operation,
          describe(),
          false,
          describe()
              + " must be a plain file, found a "
              + (attributes.isDirectory() ? "directory" : "special file"),
          Optional.of("give --crontab-file the path of a file; it need not exist"));
    }
    return Optional.of(attributes);
  }

  private void takeOver(PosixFileAttributes old, Path temporary) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!now.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
      if (!now.group().equals(old.group())) {
        view.setGroup(old.group());
      }
    } catch (IOException e) {
      throw new StoreException(
          "install",
          describe(),
          false,
          describe()
              + " must stay with "
              + Quoted.escape(old.owner().getName() + ":" + old.group().getName())
              + ", found: "
              + FailureWords.reason(e),
          Optional.of("run this as the owner of the file, or give the file to this account"),
          e);
    }
    // Last: a change of owner may take away rights.
    Files.setPosixFilePermissions(temporary, old.permissions());
  }

  private StoreException failure(String operation, String must, IOException cause) {
    return new StoreException(
        operation,
        describe(),
        false,
        describe() + " " + must + ", found: " + FailureWords.reason(cause),
        Optional.empty(),
        cause);
  }
}
