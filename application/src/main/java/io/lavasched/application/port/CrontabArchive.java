// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.crontab.CrontabText;
import java.util.List;
import java.util.Optional;

/**
 * The crontabs that one crontab once was.
 *
 * <p>Laws: what {@link #keep} was given is what {@link #read} then gives, byte for byte, also after
 * a crash of the machine; each backup is newer than all made before it; the newest {@link #MOST}
 * stay, older ones go when a newer one comes. But of those that are not {@link Backup#found} at
 * least the newest {@link #MOST_SAFE} stay: older found ones go in their place. Failures are {@link
 * StoreException}s.
 */
public interface CrontabArchive {

  /** How many backups stay. */
  int MOST = 20;

  /** How many backups found ones never push out. */
  int MOST_SAFE = 10;

  /**
   * Keeps a crontab that is about to be replaced; it is on the disk when this returns.
   *
   * <p>Law: where the newest backup that is not found already is that very crontab, nothing is
   * made: a run that is refused again and again shall not push out what is of use.
   *
   * @param crontab every byte of it; empty where the account has none
   * @return its name; never a found one
   */
  Backup keep(Optional<CrontabText> crontab);

  /**
   * Keeps what a failed install left, as {@link #keep} does; always as a new backup.
   *
   * @param crontab every byte of it; empty where there was none
   * @return its name; a found one
   */
  Backup keepFound(Optional<CrontabText> crontab);

  /**
   * Lists the backups.
   *
   * @return the newest first
   */
  List<Backup> list();

  /**
   * Reads a backup.
   *
   * @param backup one of {@link #list}; another one is a failure
   * @return what was kept: empty where the account had no crontab
   */
  Optional<CrontabText> read(Backup backup);

  /**
   * Names the archive in a message.
   *
   * @return such as {@code /home/lava/.local/state/lavasched}
   */
  String describe();
}
