// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Kept schedules in memory, as copies. */
public final class InMemoryScheduleArchive implements ScheduleArchive {

  private record Kept(Backup backup, List<Stored> schedules) {}

  private final List<Kept> kept = new ArrayList<>();
  private boolean full;

  /**
   * Lets every {@link #keep} fail from now on.
   *
   * @return this
   */
  public InMemoryScheduleArchive full() {
    full = true;
    return this;
  }

  @Override
  public Backup keep(List<Stored> schedules) {
    if (full) {
      throw failure("keep", "no room: told to fail");
    }
    if (!kept.isEmpty() && kept.get(kept.size() - 1).schedules.equals(schedules)) {
      return kept.get(kept.size() - 1).backup;
    }
    int number = kept.size() + 1;
    Backup backup =
        new Backup("backup-%04d".formatted(number), Instant.ofEpochSecond(number), false);
    kept.add(new Kept(backup, List.copyOf(schedules)));
    return backup;
  }

  @Override
  public List<Backup> list() {
    List<Backup> all = new ArrayList<>(kept.stream().map(Kept::backup).toList());
    Collections.reverse(all);
    return all;
  }

  @Override
  public List<Stored> read(Backup backup) {
    return kept.stream()
        .filter(each -> each.backup.equals(backup))
        .findFirst()
        .orElseThrow(() -> failure("read", "there is no " + backup))
        .schedules;
  }

  @Override
  public String describe() {
    return "an archive in memory";
  }

  private static StoreException failure(String operation, String found) {
    return new StoreException(
        operation,
        "an archive in memory",
        false,
        "cannot " + operation + ": " + found,
        Optional.empty());
  }
}
