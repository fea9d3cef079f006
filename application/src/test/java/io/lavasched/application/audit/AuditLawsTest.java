// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * For random schedules, and random losses, delays and doubles: the verdicts are exactly what was
 * done to each dispatch. Also in a night in which the clock is changed, and with a crontab that was
 * changed within the time.
 */
class AuditLawsTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static final List<String> SCHEDULES =
      List.of(
          "* * * * *",
          "*/2 * * * *",
          "*/5 * * * *",
          "0,1,2 * * * *",
          "7 * * * *",
          "30 * * * *",
          "30 2 * * *",
          "0 3 * * *",
          "15,45 1-4 * * *",
          "59 1,2,3 * * *",
          "0 10-13 * * *");

  private static final List<Instant> STARTS =
      List.of(
          // an ordinary morning, the night to summer time, the night from it
          Instant.parse("2026-12-01T10:00:00Z"),
          Instant.parse("2026-03-28T23:30:00Z"),
          Instant.parse("2026-10-24T22:30:00Z"));

  /** What was done to a dispatch. */
  private enum Fate {
    SENT,
    LOST,
    DOUBLED,
    STARTED_LATE,
    REJECTED,
    STILL_RUNNING
  }

  private static final List<Fate> FATES = List.of(Fate.values());

  /** A realm that is made up, with what an audit must find. */
  private static final class Made {

    private final Random random;
    private final Audits audits = new Audits();
    private final Map<String, Map<Verdict, List<Long>>> expected = new TreeMap<>();
    private int runs;

    Made(long seed) {
      random = new Random(seed);
      audits.zone = random.nextBoolean() ? BERLIN : ZoneId.of("UTC");
      audits.dialect = CronDialect.DEBIAN;
      audits.since = STARTS.get(random.nextInt(STARTS.size()));
      audits.until = audits.since.plus(Duration.ofMinutes(60L + random.nextInt(240)));
      audits.now = audits.until.plus(Duration.ofMinutes(20));
      audits.unchangedSince = Optional.of(audits.since.minus(Duration.ofDays(1)));
      audits.queues = Optional.empty();
    }

    FireTimes fires(String schedule) {
      return FireTimes.of(
          CronSchedule.of(schedule), new NodeCron(audits.zone, audits.dialect, Optional.empty()));
    }

    String anySchedule() {
      return SCHEDULES.get(random.nextInt(SCHEDULES.size()));
    }

    /**
     * The dispatches of a schedule in a time, and a little around it; each as often as it is due.
     */
    List<Long> due(String schedule, Instant from, Instant to) {
      FireTimes fires = fires(schedule);
      List<Long> due = new ArrayList<>();
      for (long at = fires.next(from.getEpochSecond() - 1);
          at < to.getEpochSecond();
          at = fires.next(at)) {
        for (int i = fires.count(at); i > 0; i--) {
          due.add(at);
        }
      }
      return due;
    }

    /**
     * Does something to each dispatch, and writes what the worker would write. Around a change of
     * the crontab nothing runs, and nobody can tell.
     */
    void happen(String job, List<Long> due, long doubtFrom, long doubtTo) {
      Fate last = Fate.SENT;
      long lostAt = Long.MIN_VALUE;
      for (int i = 0; i < due.size(); i++) {
        long at = due.get(i);
        boolean isDoubtful = at >= doubtFrom && at < doubtTo;
        boolean isOneOfMany = i > 0 && due.get(i - 1) == at;
        long gap = nextAfter(due, i) - at;
        Fate fate = isDoubtful ? Fate.LOST : fate(gap, at, lostAt);
        if (isOneOfMany) {
          // Of those of one second nobody can tell which is which: the same is done to all.
          fate = last;
        } else if (fate == Fate.DOUBLED && i + 1 < due.size() && due.get(i + 1) == at) {
          fate = Fate.SENT;
        }
        last = fate;
        if (fate == Fate.LOST) {
          lostAt = at;
        } else {
          write(job, at, Math.min(gap - 6, 115), fate);
        }
        expect(job, at, fate, isDoubtful);
      }
    }

    private static long nextAfter(List<Long> due, int index) {
      for (int i = index + 1; i < due.size(); i++) {
        if (due.get(i) > due.get(index)) {
          return due.get(i);
        }
      }
      return due.get(index) + 3600;
    }

    /** One that comes soon after a lost one is not doubled: its double would stand in for it. */
    private Fate fate(long gap, long at, long lostAt) {
      Fate fate = random.nextInt(3) > 0 ? Fate.SENT : FATES.get(random.nextInt(FATES.size()));
      boolean isSoonAfter = lostAt != Long.MIN_VALUE && at - lostAt < 1000;
      return fate == Fate.DOUBLED && (isSoonAfter || gap < 60) ? Fate.SENT : fate;
    }

    private void write(String job, long at, long most, Fate fate) {
      Instant sent =
          Instant.ofEpochSecond(at)
              .minusSeconds(5)
              .plusMillis(random.nextInt((int) (most + 5) * 1000));
      Instant started =
          fate == Fate.STARTED_LATE
              ? Instant.ofEpochSecond(at).plusSeconds(600L + 601 + random.nextInt(300))
              : sent.plusMillis(1 + random.nextInt(20_000));
      String status =
          switch (fate) {
            case REJECTED -> "rejected";
            case STILL_RUNNING -> "running";
            default -> random.nextBoolean() ? "complete" : "failed";
          };
      put(job, "run-" + ++runs, sent, started, status);
      if (fate == Fate.DOUBLED) {
        long left =
            Math.max(1, Instant.ofEpochSecond(at + most).toEpochMilli() - sent.toEpochMilli());
        Instant again = sent.plusMillis(1 + random.nextInt((int) left));
        put(job, "run-" + ++runs, again, again.plusMillis(5), "complete");
      }
    }

    private void put(String job, String id, Instant sent, Instant started, String status) {
      audits.events.put(
          new JobId(job),
          new Run(
              id, sent, Optional.of(started), started.plusSeconds(1), status, Optional.of("w")));
    }

    /** A job that is not audited runs this one within itself, at the very time of a dispatch. */
    void runWithinAChain(String job, List<Long> due) {
      for (long at : due) {
        if (random.nextInt(4) == 0) {
          Instant sent = Instant.ofEpochSecond(at).plusMillis(random.nextInt(2000));
          put("chain-" + job, "chain-" + ++runs, sent, sent.plusMillis(300), "complete");
          put(job, "chain-" + runs, sent, sent.plusMillis(900), "complete");
        }
      }
    }

    private void expect(String job, long at, Fate fate, boolean isDoubtful) {
      if (at >= audits.since.getEpochSecond() && at <= audits.until.getEpochSecond()) {
        Verdict verdict =
            switch (fate) {
              case SENT -> Verdict.OK;
              case LOST -> isDoubtful ? Verdict.UNKNOWN : Verdict.MISSING;
              case DOUBLED -> Verdict.TWICE;
              case STARTED_LATE -> Verdict.LATE;
              case REJECTED -> Verdict.REJECTED;
              case STILL_RUNNING -> Verdict.NEVER_ENDED;
            };
        if (verdict != Verdict.OK) {
          expected
              .computeIfAbsent(job, j -> new TreeMap<>())
              .computeIfAbsent(verdict, v -> new ArrayList<>())
              .add(at);
        }
      }
    }

    void isFoundBy(AuditReport report) {
      Map<String, Map<Verdict, List<Long>>> found = new TreeMap<>();
      for (AuditFinding finding : report.findings()) {
        List<Long> times =
            found
                .computeIfAbsent(finding.job().text(), j -> new TreeMap<>())
                .computeIfAbsent(finding.verdict(), v -> new ArrayList<>());
        finding.shown().forEach(dispatch -> times.add(dispatch.at()));
        for (long i = finding.shown().size(); i < finding.count(); i++) {
          times.add(-1L);
        }
        times.sort(null);
      }
      expected.forEach(
          (job, verdicts) ->
              verdicts.forEach(
                  (verdict, times) -> {
                    List<Long> of =
                        found.getOrDefault(job, Map.of()).getOrDefault(verdict, List.of());
                    List<Long> shown = of.stream().filter(at -> at >= 0).toList();
                    assertThat(of).as("%s of %s", verdict, job).hasSameSizeAs(times);
                    assertThat(times).as("%s of %s", verdict, job).containsAll(shown);
                  }));
      found.forEach(
          (job, verdicts) ->
              assertThat(expected.getOrDefault(job, Map.of()).keySet())
                  .as(job)
                  .containsAll(verdicts.keySet()));
    }
  }

  @Property
  void verdictsOfRecordsAreWhatWasDone(@ForAll long seed) {
    Made made = new Made(seed);
    for (int i = 1 + made.random.nextInt(4); i > 0; i--) {
      String job = "job-" + i;
      String schedule = made.anySchedule();
      made.audits.job(job, schedule);
      List<Long> due =
          made.due(
              schedule,
              made.audits.since.minus(Duration.ofMinutes(30)),
              made.audits.until.plus(Duration.ofMinutes(30)));
      made.happen(job, due, Long.MAX_VALUE, Long.MAX_VALUE);
      if (made.random.nextBoolean()) {
        made.audits.job("chain-" + job, "--", "type", "chain", "payload", List.of("x", job));
        made.runWithinAChain(job, due);
      }
    }

    made.isFoundBy(made.audits.byRecords());
  }

  /** Some entries are in both crontabs, some in one. Around the change, losses are in doubt. */
  @Property
  void verdictsOfCrontabsAreWhatWasDone(@ForAll long seed) {
    Made made = new Made(seed);
    Audits audits = made.audits;
    long half = Duration.between(audits.since, audits.until).toSeconds() / 2;
    Instant change = audits.since.plusSeconds(half + made.random.nextInt(120));
    Instant from = audits.since.minus(Duration.ofMinutes(30));
    Instant to = audits.until.plus(Duration.ofMinutes(30));
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (int i = 1 + made.random.nextInt(5); i > 0; i--) {
      String job = "job-" + i;
      String schedule = made.anySchedule();
      int where = made.random.nextInt(3);
      if (where != 1) {
        before.add(schedule + " " + job);
      }
      if (where != 2) {
        after.add(schedule + " " + job);
      }
      Instant first = where == 1 ? change.minusSeconds(60) : from;
      Instant last = where == 2 ? change.plusSeconds(60) : to;
      long doubt = where == 0 ? Integer.MAX_VALUE : change.getEpochSecond();
      made.happen(job, made.due(schedule, first, last), doubt - 60, doubt + 60);
    }
    audits.installed(from.minus(Duration.ofDays(1)), Audits.block(before.toArray(String[]::new)));
    audits.installed(change, Audits.block(after.toArray(String[]::new)));

    made.isFoundBy(audits.byCrontab());
  }
}
