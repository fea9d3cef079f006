// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ActiveSeconds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a change of a clock does to one schedule by a cron, and not by the service; or the other way
 * round. At all other times both dispatch the same.
 *
 * @param kind which way, and at which kind of change
 * @param change the instant at which the clock is changed
 * @param zone whose clock it is
 * @param before what that clock would show at that instant without the change
 * @param after what it shows
 * @param count how many dispatches only one of the two makes; at least 1
 * @param first the first instant of them
 */
public record ClockDifference(
    Kind kind,
    Instant change,
    ZoneId zone,
    LocalDateTime before,
    LocalDateTime after,
    int count,
    Instant first) {

  /** Who dispatches what the other does not. */
  public enum Kind {
    /** A clock is put forward, and the cron dispatches what the service leaves out. */
    SKIPPED,
    /** A clock is put back, and the cron dispatches again what the service dispatches once. */
    ONCE,
    /** The service dispatches what the cron does not. */
    ADDED
  }

  /** All effects come after a change, and within what it skips or repeats, but those of bcron. */
  private static final Duration AFTER = Duration.ofHours(1);

  /** Checks that nothing is null. */
  public ClockDifference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(after, "after");
    Objects.requireNonNull(first, "first");
  }

  /**
   * All differences of a schedule.
   *
   * @param schedule as its author wrote it: one that the cron takes
   * @param cron the cron at hand, and where
   * @param service the same schedule for the service
   * @param window when it is active
   * @param from the first instant at which a clock may be changed
   * @param to the instant after the last one
   * @return in the order of time
   */
  public static List<ClockDifference> of(
      CronSchedule schedule,
      NodeCron cron,
      ServiceCron service,
      ActiveSeconds window,
      Instant from,
      Instant to) {
    Objects.requireNonNull(window, "window");
    FireTimes ofCron = ActiveFires.times(schedule, cron);
    FireTimes ofService = service.fires();
    List<ClockDifference> found = new ArrayList<>();
    long seen = Long.MIN_VALUE;
    for (Change change : changes(cron, from, to)) {
      // Where two clocks are changed at once, each difference counts once, for the first of them.
      long first = Math.max(change.first(), seen + 1);
      found.addAll(change.differences(ofCron, ofService, window, first));
      seen = Math.max(seen, change.last());
    }
    return found;
  }

  /** Those of the clock of the schedules, and of that of the daemon where it is another. */
  private static List<Change> changes(NodeCron cron, Instant from, Instant to) {
    List<Change> changes = new ArrayList<>();
    add(cron.scheduleZone(), from, to, changes);
    if (!cron.zone().equals(cron.scheduleZone())) {
      add(cron.zone(), from, to, changes);
      changes.sort(Comparator.comparing(Change::first));
    }
    return changes;
  }

  private static void add(ZoneId zone, Instant from, Instant to, List<Change> changes) {
    ZoneOffsetTransition next = zone.getRules().nextTransition(from.minusSeconds(1));
    while (next != null && next.getInstant().isBefore(to)) {
      changes.add(new Change(next, zone));
      next = zone.getRules().nextTransition(next.getInstant());
    }
  }

  /** A change, and the time after it in which daemons may do something about it. */
  private record Change(ZoneOffsetTransition transition, ZoneId zone) {

    private long first() {
      return transition.toEpochSecond();
    }

    private long last() {
      return first() + transition.getDuration().abs().plus(AFTER).toSeconds();
    }

    private List<ClockDifference> differences(
        FireTimes ofCron, FireTimes ofService, ActiveSeconds window, long first) {
      int lost = 0;
      int added = 0;
      long firstLost = 0;
      long firstAdded = 0;
      long at = first - 1;
      for (at = next(ofCron, ofService, at); at <= last(); at = next(ofCron, ofService, at)) {
        int more = window.has(at) ? ofCron.count(at) - ofService.count(at) : 0;
        if (more > 0) {
          firstLost = lost == 0 ? at : firstLost;
          lost += more;
        } else if (more < 0) {
          firstAdded = added == 0 ? at : firstAdded;
          added -= more;
        }
      }
      List<ClockDifference> found = new ArrayList<>();
      if (lost > 0) {
        found.add(of(transition.isGap() ? Kind.SKIPPED : Kind.ONCE, lost, firstLost));
      }
      if (added > 0) {
        found.add(of(Kind.ADDED, added, firstAdded));
      }
      return found;
    }

    private static long next(FireTimes one, FireTimes other, long after) {
      return Math.min(one.next(after), other.next(after));
    }

    private ClockDifference of(Kind kind, int count, long first) {
      return new ClockDifference(
          kind,
          transition.getInstant(),
          zone,
          transition.getDateTimeBefore(),
          transition.getDateTimeAfter(),
          count,
          Instant.ofEpochSecond(first));
    }
  }
}
