// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.Check;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.Account;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.file.LinkedFile;
import io.lavasched.crontab.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The folder of backups and of the lock: whether the next run can do its work there. */
final class StateCheckup {

  private static final int OTHERS = 0077;

  private static final long LEAST_BYTES = 1 << 20;

  private static final long FEW_BYTES = 32L << 20;

  /** Of clocks that are set: backups are dated after each other whatever the clock says. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final StateFolder folder;

  private StateCheckup(StateFolder folder) {
    this.folder = folder;
  }

  /**
   * Looks at the folder; makes nothing.
   *
   * @param folder of this account
   * @param archive the backups in it
   * @param now the time
   * @return what was found by {@link Check#STATE_FOLDER}, {@link Check#STATE_SPACE}, {@link
   *     Check#BACKUPS} and {@link Check#LOCK}
   */
  static List<Finding> of(StateFolder folder, CrontabArchive archive, Instant now) {
    StateCheckup checkup = new StateCheckup(folder);
    List<Finding> findings = new ArrayList<>();
    Finding found = checkup.folder();
    findings.add(found);
    findings.add(checkup.space());
    findings.add(
        found.status() == Status.OK
            ? backups(archive, now)
            : Finding.unknown(Check.BACKUPS, "see state-folder"));
    Finding lock = LockCheckup.of(folder.path().resolve("lock"), now);
    findings.add(
        found.status() == Status.FAILURE && lock.status() == Status.UNKNOWN
            ? Finding.unknown(Check.LOCK, "see state-folder")
            : lock);
    return findings;
  }

  private Finding folder() {
    String shown = folder.describe();
    try {
      if (!Files.exists(folder.path())) {
        return missing(shown);
      }
      int mode = (int) Files.getAttribute(folder.path(), "unix:mode");
      if (Files.isDirectory(folder.path())
          && (mode & OTHERS) != 0
          && !Files.isSymbolicLink(folder.path())
          && owner() == Account.uid()) {
        return Finding.warning(
            Check.STATE_FOLDER,
            shown
                + " must be open to this account alone (0700), found mode 0"
                + Integer.toOctalString(mode & 0777),
            "chmod 700 " + shown + "; the next run does so too");
      }
      // Nothing is left that this would mend.
      folder.existing();
    } catch (StoreException e) {
      return Finding.failure(Check.STATE_FOLDER, e);
    } catch (IOException e) {
      return Finding.failure(
          Check.STATE_FOLDER,
          shown + " must be a folder of this account, found: " + FailureWords.reason(e),
          StateFolder.REMEDY);
    }
    return Files.isWritable(folder.path())
        ? Finding.ok(Check.STATE_FOLDER, shown)
        : Finding.failure(
            Check.STATE_FOLDER,
            shown + " must be writable, found that it is not",
            StateFolder.REMEDY);
  }

  private long owner() throws IOException {
    return Integer.toUnsignedLong((int) Files.getAttribute(folder.path(), "unix:uid"));
  }

  private Finding missing(String shown) {
    Path parent = nearest();
    return Files.isDirectory(parent) && Files.isWritable(parent)
        ? Finding.ok(Check.STATE_FOLDER, shown + " is not there yet, and can be made")
        : Finding.failure(
            Check.STATE_FOLDER,
            shown
                + " must be a folder that can be made, found no right to write in "
                + FailureWords.shown(parent),
            StateFolder.REMEDY);
  }

  /** The folder, or the one in which it or its parents are to be made. */
  private Path nearest() {
    return LinkedFile.nearest(folder.path());
  }

  private Finding space() {
    Path at = nearest();
    try {
      long free = Files.getFileStore(at).getUsableSpace();
      String found = "found " + (free >> 10) + " KiB on the disk of " + FailureWords.shown(at);
      if (free < LEAST_BYTES) {
        return Finding.failure(
            Check.STATE_SPACE,
            "there must be 1 MiB for a backup and the new crontab, " + found,
            StateFolder.REMEDY);
      }
      return free < FEW_BYTES
          ? Finding.warning(
              Check.STATE_SPACE, "there should be 32 MiB for backups, " + found, StateFolder.REMEDY)
          : Finding.ok(Check.STATE_SPACE, "more than 32 MiB are free");
    } catch (IOException e) {
      return Finding.unknown(
          Check.STATE_SPACE, "the free space of the disk is not known: " + FailureWords.reason(e));
    }
  }

  private static Finding backups(CrontabArchive archive, Instant now) {
    try {
      List<Backup> all = archive.list();
      if (all.isEmpty()) {
        return Finding.ok(Check.BACKUPS, "none yet: nothing was installed by lavasched");
      }
      Backup newest = all.get(0);
      archive.read(newest);
      if (newest.time().isAfter(now.plus(AHEAD))) {
        return Finding.warning(
            Check.BACKUPS,
            "the newest backup must not be of the future, found " + newest.name(),
            "the clock was set back: see clock");
      }
      return Finding.ok(Check.BACKUPS, all.size() + " kept, the newest " + newest.name());
    } catch (StoreException e) {
      return Finding.failure(Check.BACKUPS, e);
    }
  }
}
