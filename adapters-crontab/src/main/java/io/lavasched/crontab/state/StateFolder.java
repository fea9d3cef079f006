// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.Account;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.file.NewFile;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folder where lavasched keeps what belongs to one account: backups, the lock, a file in use.
 *
 * <p>It belongs to that account, and nobody else can look into it (0700): backups hold whatever a
 * crontab holds, and are put back as they are.
 */
public final class StateFolder {

  public static final String REMEDY =
      "make room on that disk, make it writable, or set XDG_STATE_HOME to another place";

  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int OTHERS = 0077;

  private final Path path;

  private StateFolder(Path path) {
    this.path = path;
  }

  /**
   * Tells which folder it is; touches nothing on the disk.
   *
   * @param environment the environment variables. {@code XDG_STATE_HOME} and {@code HOME} count
   *     where they are absolute paths: others are to be ignored by the XDG base directory
   *     specification
   * @return {@code $XDG_STATE_HOME/lavasched}, else {@code $HOME/.local/state/lavasched}, else the
   *     same in the home that the user database names
   * @throws StoreException when there is none of these
   */
  public static StateFolder of(Map<String, String> environment) {
    return of(environment, System.getProperty("user.home", ""));
  }

  static StateFolder of(Map<String, String> environment, String homeOfAccount) {
    return absolute(environment.getOrDefault("XDG_STATE_HOME", ""))
        .or(
            () ->
                absolute(environment.getOrDefault("HOME", ""))
                    .or(() -> absolute(homeOfAccount))
                    .map(home -> home.resolve(".local/state")))
        .map(state -> new StateFolder(state.resolve("lavasched")))
        .orElseThrow(
            () ->
                new StoreException(
                    "find",
                    "the state folder",
                    false,
                    "XDG_STATE_HOME or HOME must be an absolute path, found neither, and no home of"
                        + " this account",
                    Optional.of(
                        "set XDG_STATE_HOME to a folder of this account, for backups and the"
                            + " lock")));
  }

  private static Optional<Path> absolute(String text) {
    try {
      return text.startsWith("/") ? Optional.of(Path.of(text)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * Where it is.
   *
   * @return an absolute path; nothing need be there
   */
  public Path path() {
    return path;
  }

  public String describe() {
    return Quoted.escape(path.toString());
  }

  /** Makes the folder and its parents, where they are missing. */
  public Path create() {
    if (existing().isPresent()) {
      return path;
    }
    try {
      Files.createDirectories(path, asFileAttribute(fromString("rwx------")));
    } catch (IOException e) {
      throw failure("create", "must be a folder that can be made", e);
    }
    return existing().orElse(path);
  }

  /** The folder, fit for its purpose; empty when there is none. */
  public Optional<Path> existing() {
    try {
      // Of what a symbolic link leads to: a link may put all of it on another disk.
      check(
          (int) Files.getAttribute(path, "unix:uid"), (int) Files.getAttribute(path, "unix:mode"));
      return Optional.of(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("open", "must be a folder for this account alone", e);
    }
  }

  /**
   * Takes away files in the making that a killed run left: they hold copies of the crontab. Anyone
   * who calls this holds the lock of the account.
   */
  void removeLeftovers() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + NewFile.SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (NewFile.isOfCrontab(name)
            || BackupNames.isInTheMaking(name)
            || LastRunFile.isInTheMaking(name)
            || RunReportFile.isLeftover(name)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They do no harm, and the next one may have more luck.
    }
  }

  private void check(int uid, int mode) throws IOException {
    if ((mode & TYPE) != DIRECTORY) {
      throw unfit("must be a folder, found a file", "move that file away, or ");
    }
    // Unsigned: Java has no other type of 32 bits.
    long owner = Integer.toUnsignedLong(uid);
    if (owner != Account.uid()) {
      throw unfit(
          "must belong to this account (user id "
              + Account.uid()
              + "), found user id "
              + owner
              + ", who could read and replace its backups",
          "run this as the account that it belongs to, or ");
    }
    if ((mode & OTHERS) != 0) {
      // A link may lead to a folder that is there for others too: to root belongs all of /usr.
      if (Files.isSymbolicLink(path)) {
        throw unfit(
            "must be open to its owner alone, found a link to a folder with another mode",
            "give that folder the mode 0700, or ");
      }
      Files.setPosixFilePermissions(path, fromString("rwx------"));
    }
  }

  private StoreException unfit(String must, String hint) {
    return new StoreException(
        "open",
        describe(),
        false,
        describe() + " " + must,
        Optional.of(hint + "set XDG_STATE_HOME to another place"));
  }

  StoreException failure(String operation, String must, IOException cause) {
    return new StoreException(
        operation,
        describe(),
        false,
        describe() + " " + must + ", found: " + FailureWords.reason(cause),
        Optional.of(REMEDY),
        cause);
  }
}
