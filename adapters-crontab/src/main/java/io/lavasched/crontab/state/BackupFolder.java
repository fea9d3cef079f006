// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.MICROS;

import com.google.common.base.Suppliers;
import com.google.common.hash.Hashing;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.LinkedFile;
import io.lavasched.crontab.file.NewFile;
import io.lavasched.domain.crontab.CrontabText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Backups as plain files in the {@link StateFolder}: each holds a crontab, byte for byte, and its
 * name tells the rest, so that a person can list and use them with nothing but {@code ls} and
 * {@code crontab FILE}.
 *
 * <p>Such as {@code 20261124T011103.123456Z-crontab}: the time in UTC, and whose crontab it is; for
 * a plain file {@code -NAME-HASH}, where the hash is that of its path without links; for a group of
 * schedules {@code -group+NAME.json}, with the text that stands for it. Where the account had no
 * crontab, the file is empty and its name ends in {@code .none}; what was found after a failed
 * install ends in {@code .found}. Modes are 0600 in 0700.
 *
 * <p>Anyone who keeps a crontab holds the lock of the account.
 */
public final class BackupFolder implements CrontabArchive {

  private static final Comparator<Backup> OLDEST_FIRST = (a, b) -> a.name().compareTo(b.name());
  private static final int MOST_OF_NAME = 40;

  /** The account's crontab in the names of files. */
  static final String ACCOUNT = "crontab";

  private final StateFolder folder;

  /** Made when they are asked for: a run that changes nothing has no use for them. */
  private final Supplier<BackupNames> names;

  private final Clock clock;

  private BackupFolder(StateFolder folder, Supplier<BackupNames> names, Clock clock) {
    this.folder = folder;
    this.names = Suppliers.memoize(names::get);
    this.clock = clock;
  }

  /**
   * The backups of the account's crontab.
   *
   * @param folder where they are
   * @param clock for their names. Where it was set back, a backup is dated just after the one
   *     before it all the same
   * @return its archive; nothing is touched yet
   */
  public static BackupFolder ofAccount(StateFolder folder, Clock clock) {
    return new BackupFolder(folder, () -> new BackupNames(ACCOUNT, List.of()), clock);
  }

  /**
   * The backups of a crontab in a plain file.
   *
   * @param folder where they are
   * @param file a path of it, relative to the current directory. A symbolic link and what it leads
   *     to have the same backups: they are one crontab. What an older version kept by the name of
   *     the link is listed where that link is given
   * @param clock as in {@link #ofAccount}
   * @return its archive; nothing is touched yet
   */
  public static BackupFolder ofFile(StateFolder folder, Path file, Clock clock) {
    return new BackupFolder(folder, () -> namesOf(file), clock);
  }

  /**
   * The backups of a group of schedules, each as a text in the place of a crontab.
   *
   * @param folder where they are
   * @param group its name: 1 to 64 of 0-9 a-z A-Z - _ .
   * @param clock as in {@link #ofAccount}
   * @return its archive; nothing is touched yet
   */
  public static BackupFolder ofGroup(StateFolder folder, String group, Clock clock) {
    return new BackupFolder(
        folder, () -> new BackupNames(ofGroup(group) + ".json", List.of()), clock);
  }

  /** A group in the names of files; no crontab has a plus sign there. */
  static String ofGroup(String group) {
    return "group+" + group;
  }

  private static BackupNames namesOf(Path file) {
    return new BackupNames(realTarget(file), List.of(target(LinkedFile.plain(file))));
  }

  /** A plain file in the names of new files. */
  static String realTarget(Path file) {
    return target(LinkedFile.real(file));
  }

  private static String target(Path path) {
    String name = String.valueOf(path.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
    String hash = Hashing.sha256().hashString(path.toString(), UTF_8).toString().substring(0, 8);
    return name.substring(0, Math.min(name.length(), MOST_OF_NAME)) + "-" + hash;
  }

  @Override
  public Backup keep(Optional<CrontabText> crontab) {
    return keep(crontab, false);
  }

  @Override
  public Backup keepFound(Optional<CrontabText> crontab) {
    return keep(crontab, true);
  }

  private Optional<Backup> newestIfItHolds(
      Optional<CrontabText> crontab, List<Backup> oldestFirst) {
    return oldestFirst.stream()
        .filter(backup -> !backup.found())
        .reduce((older, newer) -> newer)
        .filter(newest -> holds(newest, crontab));
  }

  private boolean holds(Backup backup, Optional<CrontabText> crontab) {
    try {
      return read(backup).equals(crontab);
    } catch (StoreException e) {
      // One that cannot be read is no backup to count on.
      return false;
    }
  }

  private Backup keep(Optional<CrontabText> crontab, boolean found) {
    Path directory = folder.create();
    try {
      removeLeftovers(directory);
      List<Backup> kept = oldestFirst(directory);
      Optional<Backup> same = found ? Optional.empty() : newestIfItHolds(crontab, kept);
      if (same.isPresent()) {
        return same.get();
      }
      Backup backup = names.get().of(time(kept), crontab.isPresent(), found);
      try (NewFile file = new NewFile(directory.resolve(names.get().inTheMaking(backup)))) {
        file.write(crontab.orElse(CrontabText.EMPTY).bytes());
        file.sync();
        file.moveTo(directory.resolve(backup.name()));
      }
      kept.add(backup);
      toGo(kept).forEach(old -> removeQuietly(directory.resolve(old.name())));
      return backup;
    } catch (IOException e) {
      throw folder.failure("keep", "must take a backup before the crontab is changed", e);
    }
  }

  private static List<Backup> toGo(List<Backup> oldestFirst) {
    List<Backup> safe =
        oldestFirst.stream().filter(backup -> !backup.found()).collect(Collectors.toList());
    safe.subList(0, Math.max(0, safe.size() - MOST_SAFE)).clear();
    return oldestFirst.stream()
        .filter(backup -> !safe.contains(backup))
        .limit(Math.max(0, oldestFirst.size() - MOST))
        .toList();
  }

  private Instant time(List<Backup> kept) {
    Instant now = clock.instant().truncatedTo(MICROS);
    Instant earliest = kept.isEmpty() ? now : kept.get(kept.size() - 1).time().plus(1, MICROS);
    Instant time = now.isBefore(earliest) ? earliest : now;
    if (time.isAfter(BackupNames.LAST)) {
      throw new StoreException(
          "keep",
          describe(),
          false,
          describe() + " must hold backups of before the year 10000, found time " + time,
          Optional.of("set the clock, and move the backup of that time away"));
    }
    return time;
  }

  @Override
  public List<Backup> list() {
    Optional<Path> directory = folder.existing();
    if (directory.isEmpty()) {
      return List.of();
    }
    try {
      List<Backup> backups = oldestFirst(directory.get());
      Collections.reverse(backups);
      return List.copyOf(backups);
    } catch (IOException e) {
      throw folder.failure("list", "must be a folder that can be read", e);
    }
  }

  @Override
  public Optional<CrontabText> read(Backup backup) {
    // Only what is listed: a name from elsewhere may be any path.
    if (!list().contains(backup)) {
      throw new StoreException(
          "read",
          describe(),
          false,
          describe() + " must hold the backup " + backup + ", found none of that name",
          Optional.of("older ones may have gone meanwhile: list them again"));
    }
    if (names.get().isNone(backup)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CrontabText.of(Files.readAllBytes(folder.path().resolve(backup.name()))));
    } catch (IOException e) {
      throw folder.failure("read", "must hold a backup that can be read, " + backup, e);
    }
  }

  /** The path of the folder. */
  @Override
  public String describe() {
    return folder.describe();
  }

  private List<Backup> oldestFirst(Path directory) throws IOException {
    List<Backup> backups = new ArrayList<>();
    for (String name : filesIn(directory)) {
      names.get().parse(name).ifPresent(backups::add);
    }
    backups.sort(OLDEST_FIRST);
    return backups;
  }

  private static void removeLeftovers(Path directory) throws IOException {
    for (String name : filesIn(directory)) {
      if (BackupNames.isInTheMaking(name)) {
        removeQuietly(directory.resolve(name));
      }
    }
  }

  private static List<String> filesIn(Path directory) throws IOException {
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          files.add(String.valueOf(entry.getFileName()));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  private static void removeQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // One more than promised does no harm, and the next time it may go.
    }
  }
}
