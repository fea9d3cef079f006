// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.Reading;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.crontab.CrontabText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Puts a kept crontab back, with the same care as an install; where the cron demands a newline at
 * the end that the kept one lacks, with one.
 *
 * <p>Law: a restore keeps the crontab that it replaces, so that another restore undoes it.
 */
public final class RestoreCrontab {

  private final CrontabStore crontab;
  private final CrontabArchive archive;
  private final RunMemory memory;

  /**
   * The restore of one crontab.
   *
   * @param crontab what is restored
   * @param archive from where
   * @param memory of the runs on this crontab: what is put back is no edit by hand
   */
  public RestoreCrontab(CrontabStore crontab, CrontabArchive archive, RunMemory memory) {
    this.crontab = crontab;
    this.archive = archive;
    this.memory = memory;
  }

  /**
   * Lists the kept crontabs, each with the crontab that came after it.
   *
   * @return the newest first; after it comes the crontab as it is. What cannot be read is unknown
   * @throws StoreException if they cannot be listed
   */
  public KeptCrontabs list() {
    List<StoreException> failures = new ArrayList<>();
    List<KeptCrontab> kept = new ArrayList<>();
    List<Backup> backups = archive.list();
    Optional<Reading> next = reading(crontab::read, failures);
    for (Backup backup : backups) {
      Optional<Reading> text = reading(() -> archive.read(backup), failures);
      kept.add(new KeptCrontab(backup, text, backup.found() ? Optional.empty() : next));
      next = backup.found() ? next : text;
    }
    return new KeptCrontabs(kept, failures);
  }

  private static Optional<Reading> reading(
      Supplier<Optional<CrontabText>> read, List<StoreException> failures) {
    try {
      return Optional.of(new Reading(read.get()));
    } catch (StoreException e) {
      failures.add(e);
      return Optional.empty();
    }
  }

  /**
   * Shows what a restore would do.
   *
   * @param backup which crontab
   * @return the crontab as it is, and as it would be
   * @throws StoreException if one of them cannot be read
   */
  public RestorePlan plan(Backup backup) {
    return new RestorePlan(backup, crontab.read(), text(backup));
  }

  /**
   * Puts a crontab back. One that is edited meanwhile is kept like any other before it is replaced.
   *
   * @param backup which crontab
   * @return how it ended
   * @throws StoreException if the crontab or the backup cannot be read, or the crontab cannot be
   *     kept; nothing was written then
   */
  public RestoreOutcome run(Backup backup) {
    Optional<CrontabText> text = text(backup);
    return CrontabInstall.untilLeftAlone(
        crontab,
        () -> {
          RestorePlan plan = new RestorePlan(backup, crontab.read(), text);
          return new CrontabInstall(crontab, archive, memory)
              .replaceIfOther(plan.before(), text, result -> new RestoreOutcome(plan, result));
        });
  }

  private Optional<CrontabText> text(Backup backup) {
    return archive.read(backup).map(crontab::fit);
  }
}
