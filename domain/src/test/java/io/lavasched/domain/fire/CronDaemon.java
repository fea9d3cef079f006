// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.fire;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.schedule.NaiveSchedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * The main loop of the vixie family's daemon, as its sources have it, minute after minute of real
 * time: a clock that is read anew at each wake-up, and a virtual one that runs after it.
 */
final class CronDaemon {

  /** A daemon that is started while the clock repeats itself knows nothing of it. */
  private static final long BEFORE = 6 * 3600;

  private final NodeCron cron;
  private final ZoneRules zone;
  private final List<NaiveSchedule> entries;
  private final List<List<Long>> fired = new ArrayList<>();

  private long real;
  private long running;
  private long virtual;
  private int offset;
  private int oldOffset;

  private CronDaemon(NodeCron cron, List<NaiveSchedule> entries) {
    this.cron = cron;
    zone = cron.zone().getRules();
    this.entries = entries;
    entries.forEach(entry -> fired.add(new ArrayList<>()));
  }

  /**
   * Lets a daemon run that was started some hours before.
   *
   * @return for each entry the instants in (from, to] at which it fired, in their order, some more
   *     than once
   */
  static List<List<Long>> run(NodeCron cron, List<NaiveSchedule> entries, long from, long to) {
    CronDaemon daemon = new CronDaemon(cron, entries);
    long start = from - BEFORE;
    daemon.readClock(start);
    daemon.virtual = daemon.running;
    daemon.oldOffset = daemon.offset;
    for (long minute = start + 60; minute <= to; minute += 60) {
      daemon.wakeUp(minute);
    }
    daemon.fired.forEach(instants -> instants.removeIf(instant -> instant <= from));
    return daemon.fired;
  }

  private void readClock(long instant) {
    real = instant;
    offset = zone.getOffset(Instant.ofEpochSecond(instant)).getTotalSeconds();
    running = Math.floorDiv(instant + offset, 60L);
  }

  private void wakeUp(long instant) {
    readClock(instant);
    long difference = running - virtual;
    boolean isFarBack =
        cron.dialect() == CronDialect.CRONIE ? difference < -180 : difference <= -180;
    if (difference == 1) {
      virtual = running;
      oldOffset = offset;
      find(virtual, true, true, offset);
    } else if (isFarBack || difference > 180) {
      virtual = running;
      oldOffset = offset;
      find(running, true, true, offset);
    } else if (difference <= 0) {
      find(running, true, false, offset);
    } else if (difference <= 5) {
      catchUp(true);
    } else {
      find(running, true, false, offset);
      catchUp(false);
    }
  }

  private void catchUp(boolean withWild) {
    do {
      virtual++;
      if (virtual == running) {
        oldOffset = offset;
      }
      find(virtual, withWild, true, oldOffset);
    } while (virtual < running);
  }

  private void find(long minute, boolean wild, boolean fixed, int itsOffset) {
    LocalDateTime wall = LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC);
    if (cron.dialect() == CronDialect.CRONIE && cron.cronTz().isPresent()) {
      if (itsOffset != offset) {
        return;
      }
      wall = wall(cron.cronTz().get(), minute * 60 - itsOffset);
    }
    for (int i = 0; i < entries.size(); i++) {
      NaiveSchedule entry = entries.get(i);
      if ((entry.isWild() ? wild : fixed) && entry.has(wall)) {
        fired.get(i).add(real);
      }
    }
  }

  static LocalDateTime wall(ZoneId zone, long instant) {
    ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(instant));
    return LocalDateTime.ofEpochSecond(instant, 0, offset);
  }
}
