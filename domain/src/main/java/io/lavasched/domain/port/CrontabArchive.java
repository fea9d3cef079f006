package io.lavasched.domain.port;

import io.lavasched.domain.crontab.CrontabText;
import java.util.List;
import java.util.Optional;

/**
 * The crontabs that one crontab once was.
 *
 * <p>Laws: what {@link #keep} was given is what {@link #read} then gives, byte for byte, also after
 * a crash of the machine; each backup is newer than all before it; the newest {@link #MOST} stay,
 * older ones go when a newer one comes. Failures are {@link StoreException}s.
 */
public interface CrontabArchive {

  /** How many backups stay. */
  int MOST = 20;

  /**
   * Keeps a crontab; it is on the disk when this returns.
   *
   * @param crontab every byte of it; empty where the account has none
   * @return its name
   */
  Backup keep(Optional<CrontabText> crontab);

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
