// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import io.lavasched.application.port.Backup;
import io.lavasched.crontab.file.NewFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of the backups of one crontab: {@code TIME-TARGET}, or {@code TIME-TARGET.none} where
 * there was no crontab; {@code .found} comes last where it was found after a failed install. The
 * time has a fixed width, and so names sort by it.
 */
final class BackupNames {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern IN_THE_MAKING =
      Pattern.compile("\\d{8}T\\d{6}\\.\\d{6}Z-[A-Za-z0-9._+-]+\\.new");

  /** Later ones would not sort. */
  static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final int TIME_LENGTH = "20261124T011103.123456Z".length();
  private static final String NONE = ".none";
  private static final String FOUND = ".found";

  private final String target;

  /** What backups of the same crontab may be named after: the target, and what it once was. */
  private final List<String> targets;

  /**
   * The names of the backups of one crontab.
   *
   * @param target what new ones are named after
   * @param former what old ones may be named after, too
   */
  BackupNames(String target, List<String> former) {
    this.target = "-" + target;
    this.targets =
        Stream.concat(Stream.of(target), former.stream()).distinct().map(t -> "-" + t).toList();
  }

  /** The name for a time in whole microseconds, up to {@link #LAST}. */
  Backup of(Instant time, boolean isCrontab, boolean found) {
    return of(time, target, isCrontab, found);
  }

  private static Backup of(Instant time, String target, boolean isCrontab, boolean found) {
    String name = TIME.format(time) + target + (isCrontab ? "" : NONE) + (found ? FOUND : "");
    return new Backup(name, time, found);
  }

  /** Reads back what {@link #of} wrote, for one of the targets; empty for every other name. */
  Optional<Backup> parse(String name) {
    return targets.stream().flatMap(t -> parse(name, t).stream()).findFirst();
  }

  private static Optional<Backup> parse(String name, String target) {
    if (name.length() <= TIME_LENGTH) {
      return Optional.empty();
    }
    String rest = name.substring(TIME_LENGTH);
    boolean found = rest.equals(target + FOUND) || rest.equals(target + NONE + FOUND);
    boolean isCrontab = rest.equals(target) || rest.equals(target + FOUND);
    if (!isCrontab && !found && !rest.equals(target + NONE)) {
      return Optional.empty();
    }
    try {
      LocalDateTime time = LocalDateTime.parse(name.substring(0, TIME_LENGTH), TIME);
      Backup backup = of(time.toInstant(ZoneOffset.UTC), target, isCrontab, found);
      return backup.name().equals(name) ? Optional.of(backup) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  boolean isNone(Backup backup) {
    String end = NONE + (backup.found() ? FOUND : "");
    return targets.stream().anyMatch(t -> backup.name().endsWith(t + end));
  }

  /** The name of a backup until it is whole; of any crontab's. */
  String inTheMaking(Backup backup) {
    return backup.name() + NewFile.SUFFIX;
  }

  static boolean isInTheMaking(String name) {
    return IN_THE_MAKING.matcher(name).matches();
  }
}
