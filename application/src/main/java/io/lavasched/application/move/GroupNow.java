// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.reconcile.JobSchedulesPlan;
import io.lavasched.application.reconcile.ScheduleChange;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.schedules.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which schedules of a group are in force, and until when. */
final class GroupNow {

  /** A move back ends so soon after its minute. */
  private static final Duration SOON = Duration.ofMinutes(2);

  private final List<Stored> live = new ArrayList<>();
  private final Instant now;

  GroupNow(SchedulesPlan plan, Instant now) {
    this.now = now;
    for (JobSchedulesPlan job : plan.jobs()) {
      live.addAll(live(job, now));
    }
  }

  /** The schedules of a job that dispatch it now, or will. */
  static List<Stored> live(JobSchedulesPlan job, Instant now) {
    return job.schedules().stream()
        .flatMap(change -> change.before().stream())
        .filter(stored -> isLive(stored, now))
        .toList();
  }

  /** One with settings that lavasched does not know may well be in force. */
  private static boolean isLive(Stored stored, Instant now) {
    return stored.spec().isEmpty()
        || (stored.spec().get().enabled()
            && stored.spec().get().end().filter(end -> !end.isAfter(now)).isEmpty());
  }

  /** Whether any is in force, or will be. */
  boolean isLive() {
    return !live.isEmpty();
  }

  /** Whether any is in force already. */
  boolean hasStarted() {
    return live.stream()
        .anyMatch(
            stored ->
                stored
                    .spec()
                    .flatMap(ScheduleSpec::start)
                    .filter(start -> start.isAfter(now))
                    .isEmpty());
  }

  /** When the last one of them ends, where all of them end soon. */
  Optional<Instant> endsSoon() {
    Instant last = now;
    for (Stored stored : live) {
      Optional<Instant> end = stored.spec().flatMap(ScheduleSpec::end);
      if (end.isEmpty() || end.get().isAfter(now.plus(SOON))) {
        return Optional.empty();
      }
      last = end.get().isAfter(last) ? end.get() : last;
    }
    return live.isEmpty() ? Optional.empty() : Optional.of(last);
  }

  /** How many schedules a plan is about: each is read twice and written once. */
  static int size(SchedulesPlan plan) {
    int size = 0;
    for (JobSchedulesPlan job : plan.jobs()) {
      for (ScheduleChange change : job.schedules()) {
        size += change.after().isPresent() || change.before().isPresent() ? 1 : 0;
      }
    }
    return size;
  }
}
