// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.reconcile.JobSchedulesPlan;
import io.lavasched.application.reconcile.ScheduleChange;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ServiceFires;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.fire.FireTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When jobs are dispatched by either, as far as it is known, and the minute in which fewest of them
 * are.
 */
final class DueTimes {

  private static final int MINUTE = 60;

  /** Among so many minutes the best one is looked for. */
  private static final int MINUTES = 60;

  private final List<Due> all = new ArrayList<>();
  private final Map<String, Optional<FireTimes>> known = new HashMap<>();

  /** One job's fires, each of which may be so many minutes late, between two seconds. */
  private record Due(String job, FireTimes fires, int late, long from, long until) {

    long next(long after) {
      long fire = fires.next(Math.max(after, from - 1));
      return fire < until ? fire : FireTimes.NEVER;
    }
  }

  /** Adds what a block dispatches. */
  DueTimes add(BlockNow block) {
    for (CrontabEntry entry : block.entries()) {
      if (!entry.cron().isReboot()) {
        NodeCron cron = block.cron();
        fires(entry.cron().text() + " " + cron, () -> Optional.of(FireTimes.of(entry.cron(), cron)))
            .ifPresent(
                fires ->
                    all.add(
                        new Due(
                            entry.job().text(),
                            fires,
                            block.randomDelay(),
                            Long.MIN_VALUE + 1,
                            Long.MAX_VALUE)));
      }
    }
    return this;
  }

  /** Adds what the schedules of a group dispatch, those of now and those that are wanted. */
  DueTimes add(SchedulesPlan plan) {
    for (JobSchedulesPlan job : plan.jobs()) {
      for (ScheduleChange change : job.schedules()) {
        Optional<ScheduleSpec> before = change.before().flatMap(Stored::spec);
        before.ifPresent(spec -> add(job.name(), spec));
        change
            .after()
            .filter(spec -> before.filter(old -> sameTimes(old, spec)).isEmpty())
            .ifPresent(spec -> add(job.name(), spec));
      }
    }
    return this;
  }

  private static boolean sameTimes(ScheduleSpec one, ScheduleSpec other) {
    return one.expression().equals(other.expression())
        && one.start().equals(other.start())
        && one.end().equals(other.end());
  }

  private void add(String job, ScheduleSpec spec) {
    fires(spec.expression().toString(), () -> ServiceFires.of(spec.expression()))
        .ifPresent(
            fires ->
                all.add(
                    new Due(
                        job,
                        fires,
                        0,
                        spec.start().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE + 1),
                        spec.end().map(Instant::getEpochSecond).orElse(Long.MAX_VALUE))));
  }

  /** Many jobs have the same times. */
  private Optional<FireTimes> fires(
      String key, java.util.function.Supplier<Optional<FireTimes>> make) {
    return known.computeIfAbsent(key, k -> make.get());
  }

  /**
   * The first whole minute of a gap within an hour; where there is none, the one around which least
   * is dispatched.
   *
   * @param earliest not before this
   */
  Cut choose(Instant earliest) {
    long first = Math.floorDiv(earliest.getEpochSecond() + MINUTE - 1, MINUTE);
    // From the minute before the first to the one after the last.
    long base = first - 1;
    int[] count = new int[MINUTES + 2];
    for (Due due : all) {
      long last = (base + count.length) * MINUTE - 1;
      long fire = due.next((base - due.late()) * MINUTE - 1);
      while (fire <= last) {
        long minute = Math.floorDiv(fire, MINUTE) - base;
        for (long i = Math.max(0, minute); i <= minute + due.late() && i < count.length; i++) {
          count[(int) i]++;
        }
        fire = due.next(fire);
      }
    }
    int best = 1;
    for (int i = 1; i <= MINUTES; i++) {
      if (around(count, i) < around(count, best)) {
        best = i;
      }
    }
    long at = (base + best) * MINUTE;
    return new Cut(Instant.ofEpochSecond(at), jobsAround(at));
  }

  private static int around(int[] count, int minute) {
    return count[minute - 1] + count[minute] + count[minute + 1];
  }

  private List<String> jobsAround(long at) {
    TreeSet<String> jobs = new TreeSet<>();
    for (Due due : all) {
      long first = due.next(at - (1L + due.late()) * MINUTE - 1);
      if (first < at + 2 * MINUTE) {
        jobs.add(due.job());
      }
    }
    return List.copyOf(jobs);
  }
}
