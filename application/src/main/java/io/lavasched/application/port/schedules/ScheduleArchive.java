// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port.schedules;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import java.util.List;

/**
 * What one group of schedules once was.
 *
 * <p>Laws: what {@link #keep} was given is what {@link #read} then gives, also after a crash of the
 * machine; each backup is newer than all made before it; where the newest one is the very same,
 * nothing is made; as many stay as of a crontab. Failures are {@link StoreException}s, also for a
 * backup that is damaged.
 */
public interface ScheduleArchive {

  /**
   * Keeps the schedules of a group before some of them change; they are on the disk when this
   * returns.
   *
   * @param schedules all of the group, sorted by name
   * @return its name
   */
  Backup keep(List<Stored> schedules);

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
   * @return what was kept
   */
  List<Stored> read(Backup backup);

  /**
   * Names the archive in a message.
   *
   * @return such as {@code /home/lava/.local/state/lavasched}
   */
  String describe();
}
