// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.application.port.LastRun;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.NewFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A small file of text in the {@link StateFolder}, mode 0600, such as {@code last-run-crontab}; for
 * a plain file {@code last-run-NAME-HASH}, as its backups have it.
 *
 * <p>Its lines are {@code lavasched last-run 1}, {@code version VERSION}, {@code installed BACKUP}
 * and any number of {@code told MARK}. Another version of lavasched tells all warnings once more.
 * Whoever writes it holds the lock of the account.
 */
public final class LastRunFile implements RunMemory {

  private static final String PREFIX = "last-run-";
  private static final String FORMAT = "lavasched last-run 1";
  private static final String VERSION = "version ";
  private static final String INSTALLED = "installed ";
  private static final String TOLD = "told ";

  /** Far more than is ever written. */
  private static final long MOST_BYTES = 1 << 20;

  private static final Pattern IN_THE_MAKING =
      Pattern.compile(PREFIX + "[A-Za-z0-9._-]+" + Pattern.quote(NewFile.SUFFIX));

  private final StateFolder folder;
  private final String name;
  private final String version;

  private LastRunFile(StateFolder folder, String target, String version) {
    this.folder = folder;
    this.name = PREFIX + target;
    this.version = version;
  }

  /**
   * That of the account's crontab.
   *
   * @param folder where it is
   * @param version of this program, in one line
   * @return nothing is touched yet
   */
  public static LastRunFile ofAccount(StateFolder folder, String version) {
    return new LastRunFile(folder, BackupFolder.ACCOUNT, version);
  }

  /**
   * That of a crontab in a plain file.
   *
   * @param folder where it is
   * @param file as {@link BackupFolder#ofFile} has it
   * @param version of this program, in one line
   * @return nothing is touched yet
   */
  public static LastRunFile ofFile(StateFolder folder, Path file, String version) {
    return new LastRunFile(folder, BackupFolder.realTarget(file), version);
  }

  static boolean isInTheMaking(String name) {
    return IN_THE_MAKING.matcher(name).matches();
  }

  @Override
  public LastRun read() {
    Path file = folder.path().resolve(name);
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
        return LastRun.NONE;
      }
      return parse(Files.readString(file, UTF_8));
    } catch (IOException e) {
      // Damaged or out of reach: all is told once more.
      return LastRun.NONE;
    }
  }

  private LastRun parse(String text) {
    Optional<String> installed = Optional.empty();
    Set<String> told = new LinkedHashSet<>();
    boolean isSameVersion = false;
    // Without the newline at its end it is not whole.
    if (!text.startsWith(FORMAT + "\n") || !text.endsWith("\n")) {
      return LastRun.NONE;
    }
    for (String line : text.lines().toList()) {
      if (line.startsWith(INSTALLED)) {
        installed = Optional.of(line.substring(INSTALLED.length()));
      } else if (line.startsWith(TOLD)) {
        told.add(line.substring(TOLD.length()));
      } else if (line.startsWith(VERSION)) {
        isSameVersion = line.substring(VERSION.length()).equals(version);
      }
    }
    return new LastRun(installed, isSameVersion ? told : Set.of());
  }

  @Override
  public void write(LastRun run) {
    StringBuilder text = new StringBuilder(FORMAT + "\n" + VERSION + version + "\n");
    run.installed().ifPresent(backup -> text.append(INSTALLED).append(backup).append('\n'));
    new TreeSet<>(run.told()).forEach(mark -> text.append(TOLD).append(mark).append('\n'));
    try {
      Path directory = folder.create();
      try (NewFile file = new NewFile(directory.resolve(name + NewFile.SUFFIX))) {
        file.write(text.toString().getBytes(UTF_8));
        file.sync();
        file.moveTo(directory.resolve(name));
      }
    } catch (IOException | StoreException e) {
      // What an old one says would be wrong now; without any, all is told once more.
      forget();
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(folder.path().resolve(name));
    } catch (IOException e) {
      // A folder in which nothing can be changed takes no backup either: then nothing is installed.
    }
  }
}
