// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Writes changes into a group, one call each, and looks whether they are there.
 *
 * <p>Laws: what the group was is kept first; nothing goes before all that comes is there; a
 * schedule that is in no change is never touched; one that the service refuses stops no other;
 * where it ends early, running it again with the same changes does the rest.
 */
final class GroupWriter {

  /** How often the group is read again because somebody else writes it too. */
  private static final int MOST_READS = 3;

  /** After so many refusals one after the other, it is not about single schedules. */
  private static final int MOST_REFUSED = 5;

  /** How long a plan may have been waiting to be written. */
  private static final Duration OLDEST = Duration.ofMinutes(30);

  private final ScheduleStore store;
  private final ScheduleArchive archive;
  private final Instant now;

  GroupWriter(ScheduleStore store, ScheduleArchive archive, Instant now) {
    this.store = store;
    this.archive = archive;
    this.now = now;
  }

  /**
   * Writes what a plan says, where it says anything.
   *
   * @param begins is told how many changes there are, before the first one
   * @throws StoreException if the group cannot be kept or made; nothing was written then
   */
  SchedulesOutcome write(SchedulesPlan plan, IntConsumer begins) {
    if (!plan.hasChanges()) {
      return new SchedulesOutcome.Unchanged(plan);
    }
    begins.accept(plan.writes().size());
    return new SchedulesOutcome.Written(plan, write(plan.before(), plan.writes()));
  }

  private Progress write(Optional<List<Stored>> before, List<ScheduleChange> changes) {
    Optional<Backup> backup = before.map(archive::keep);
    if (before.isEmpty()) {
      store.makeGroup();
    }
    List<ScheduleChange> left = new ArrayList<>(changes);
    List<ScheduleChange> refused = new ArrayList<>();
    Set<Optional<String>> refusedJobs = new HashSet<>();
    Optional<StoreException> first = Optional.empty();
    int inARow = 0;
    int reads = 0;
    while (!left.isEmpty()) {
      if (mustStay(left.get(0), refusedJobs)) {
        refused.add(left.remove(0));
        continue;
      }
      try {
        write(left.get(0));
        left.remove(0);
        inARow = 0;
      } catch (StoreException e) {
        if (e.retryable() && reads < MOST_READS) {
          // Done by somebody else meanwhile, or by this very call, of which the answer got lost?
          reads++;
          try {
            left = leftOf(left);
          } catch (StoreException unread) {
            refused.addAll(left);
            return ended(changes, refused, backup, unread);
          }
          continue;
        }
        first = first.or(() -> Optional.of(e));
        refusedJobs.add(left.get(0).name().jobHash());
        refused.add(left.remove(0));
        inARow++;
        if (e.retryable() || inARow == MOST_REFUSED) {
          refused.addAll(left);
          return ended(changes, refused, backup, first.get());
        }
      }
    }
    if (first.isPresent()) {
      return ended(changes, refused, backup, first.get());
    }
    try {
      return new Progress(
          changes.size(), changes.size(), backup, Optional.empty(), different(changes));
    } catch (StoreException e) {
      return ended(changes, List.of(), backup, e);
    }
  }

  /** Nothing of a job goes where what was to come in its place was refused. */
  private static boolean mustStay(ScheduleChange change, Set<Optional<String>> refusedJobs) {
    return change.kind() == ScheduleChange.Kind.DELETE
        && refusedJobs.contains(change.name().jobHash());
  }

  private static Progress ended(
      List<ScheduleChange> changes,
      List<ScheduleChange> left,
      Optional<Backup> backup,
      StoreException e) {
    return new Progress(
        changes.size() - left.size(), changes.size(), backup, Optional.of(e), List.of());
  }

  private void write(ScheduleChange change) {
    switch (change.kind()) {
      case CREATE -> store.create(change.after().orElseThrow());
      case REPLACE -> store.replace(change.after().orElseThrow());
      case DELETE -> store.delete(change.name());
      case UNCHANGED, KEPT -> {}
    }
  }

  /** What is still to be done, with the group as it is by now. */
  private List<ScheduleChange> leftOf(List<ScheduleChange> changes) {
    Map<ScheduleName, Stored> there = read();
    List<ScheduleChange> left = new ArrayList<>();
    for (ScheduleChange change : changes) {
      Optional<Stored> stored = Optional.ofNullable(there.get(change.name()));
      Optional<ScheduleChange> again =
          change.stays()
              ? change.after().map(spec -> ScheduleChange.to(stored, spec, now))
              : stored.map(ScheduleChange::delete);
      again.filter(each -> each.kind().writes()).ifPresent(left::add);
    }
    return left;
  }

  /** The schedules that are not as they were written. */
  private List<ScheduleName> different(List<ScheduleChange> changes) {
    Map<ScheduleName, Stored> there = read();
    List<ScheduleName> different = new ArrayList<>();
    for (ScheduleChange change : changes) {
      Optional<Stored> stored = Optional.ofNullable(there.get(change.name()));
      Optional<ScheduleSpec> wanted = change.after();
      boolean isThere = wanted.isPresent() ? isThere(stored, wanted.get()) : stored.isEmpty();
      if (!isThere) {
        different.add(change.name());
      }
    }
    return different;
  }

  /** A start may have come since the plan: then the service was given none. */
  private boolean isThere(Optional<Stored> stored, ScheduleSpec wanted) {
    Instant at =
        wanted.start().filter(start -> start.isBefore(now.plus(OLDEST))).isPresent()
                && stored.flatMap(Stored::spec).flatMap(ScheduleSpec::start).isEmpty()
            ? now.plus(OLDEST)
            : now;
    return !ScheduleChange.to(stored, wanted, at).kind().writes();
  }

  private Map<ScheduleName, Stored> read() {
    Map<ScheduleName, Stored> there = new TreeMap<>();
    store.read().orElse(List.of()).forEach(stored -> there.put(stored.name(), stored));
    return there;
  }
}
