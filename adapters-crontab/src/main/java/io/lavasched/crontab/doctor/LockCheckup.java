// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.crontab.file.FailureWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether somebody holds the lock of the account, told by {@code /proc/locks}: to try it would be
 * to hold it for a moment, and a run that does not wait would fail.
 */
final class LockCheckup {

  /** A run may read the table for 300 s, and wait for each call of crontab for 30 s. */
  private static final Duration LONG = Duration.ofMinutes(15);

  private static final Pattern HOLDER = Pattern.compile("^(\\d{1,18}) ");

  private LockCheckup() {}

  static Finding of(Path file, Instant now) {
    return of(file, now, Path.of("/proc/locks"));
  }

  static Finding of(Path file, Instant now, Path locks) {
    try {
      Object inode = Files.getAttribute(file, "unix:ino");
      Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), now);
      // Such as: 1: POSIX  ADVISORY  WRITE 4711 fe:00:2154497 0 EOF. The numbers of the disk are
      // not always those that the file has; a process that waits has an arrow.
      Pattern line =
          Pattern.compile("^\\d+: POSIX +\\S+ +WRITE +(-?\\d+) +\\S+:\\S+:" + inode + " .*");
      Optional<String> holder =
          Files.readString(locks, ISO_8859_1)
              .lines()
              .map(line::matcher)
              .filter(Matcher::matches)
              .map(found -> found.group(1))
              .findFirst();
      return holder
          .map(process -> held(process, file, age))
          .orElseGet(
              () ->
                  Finding.ok(
                      Check.LOCK, "free; a run that was killed left its file, which is no harm"));
    } catch (NoSuchFileException e) {
      return e.getFile() != null && e.getFile().equals(file.toString())
          ? Finding.ok(Check.LOCK, "free")
          : unknown(e);
    } catch (IOException e) {
      return unknown(e);
    }
  }

  private static Finding unknown(IOException e) {
    return Finding.unknown(
        Check.LOCK, "it is not known who holds the lock: " + FailureWords.reason(e));
  }

  private static Finding held(String process, Path file, Duration age) {
    // In a container, the kernel may not tell who; the holder itself does.
    String holder = process.matches("0|-1") ? holderIn(file).orElse(process) : process;
    String found = "held by process " + holder + " for " + Math.max(0, age.toSeconds()) + " s";
    String help = "see what it does: ps -fp " + holder + "; the lock is free as soon as it ends";
    return age.compareTo(LONG) > 0
        ? Finding.failure(
            Check.LOCK, "the lock must be free for the next run, found it " + found, help)
        : Finding.warning(Check.LOCK, found + ": a run is at work", help);
  }

  private static Optional<String> holderIn(Path file) {
    try {
      Matcher holder = HOLDER.matcher(Files.readString(file, ISO_8859_1));
      return holder.find() ? Optional.of(holder.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
