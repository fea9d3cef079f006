// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ActiveFires;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Checks job records, and says when they are dispatched and by which crontab lines: the first class
 * to look at.
 *
 * <pre>{@code
 * LavaJobs jobs = LavaJobs.of(CronDialect.DEBIAN, ZoneId.of("Australia/Sydney"));
 * for (Problem problem : jobs.problems(record)) {
 *   out.accept(problem.inFull());
 * }
 * jobs.parse(record)
 *     .value()
 *     .ifPresent(
 *         job -> {
 *           jobs.dispatches(job, now).limit(3).forEach(at -> out.accept(at.toString()));
 *           jobs.lines(job, now).forEach(out);
 *         });
 * }</pre>
 *
 * <p>A record is a {@link Map} as a JSON parser makes it; see {@link Value#of}. Bad data never
 * throws: it gives problems. Each record is checked on its own; the module {@code
 * io.lavasched.application} checks whole realms.
 *
 * <p>Immutable, so that one may serve several threads.
 */
public final class LavaJobs {

  private final NodeCron cron;

  private LavaJobs(NodeCron cron) {
    this.cron = cron;
  }

  /**
   * For the cron of a node.
   *
   * @param dialect which cron; {@link CronDialect#PORTABLE} for any
   * @param zone the zone of the node, in which schedules are meant
   * @return the checks and answers for that cron
   */
  public static LavaJobs of(CronDialect dialect, ZoneId zone) {
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(zone, "zone");
    return new LavaJobs(new NodeCron(zone, dialect, Optional.empty()));
  }

  /**
   * The same for a block of crontab lines that sets {@code CRON_TZ}. Only cronie honours it.
   *
   * @param cronTz the zone that {@code CRON_TZ} names
   * @return the checks and answers for that block
   */
  public LavaJobs withCronTz(ZoneId cronTz) {
    Objects.requireNonNull(cronTz, "cronTz");
    return new LavaJobs(new NodeCron(cron.zone(), cron.dialect(), Optional.of(cronTz)));
  }

  /**
   * Reads a record.
   *
   * @param record its fields
   * @return the job, beside warnings; or all errors
   */
  public Parsed<JobRecord> parse(Map<String, ?> record) {
    Objects.requireNonNull(record, "record");
    return parse("", Value.of(record));
  }

  /**
   * Reads a record of any kind of data.
   *
   * @param origin where it stands, such as {@code jobs.json, record 3}: for problems of a record
   *     without a usable {@code job_id}; may be empty
   * @param record the data
   * @return the job, beside warnings; or all errors
   */
  public Parsed<JobRecord> parse(String origin, Value record) {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(record, "record");
    Parsed<JobRecord> parsed = JobRecord.parse(origin, record);
    List<Problem> ofCron =
        parsed
            .value()
            .map(job -> SchedulePlaces.portabilityProblems(job.schedule(), record, cron.dialect()))
            .orElse(List.of());
    if (ofCron.isEmpty()) {
      return parsed;
    }
    List<Problem> all = new ArrayList<>(parsed.problems());
    ofCron.forEach(problem -> all.add(problem.in(JobRecord.subject(origin, record))));
    return new Parsed.Bad<>(all);
  }

  /**
   * What is wrong with a record.
   *
   * @param record its fields
   * @return errors, warnings and information; each with its place
   */
  public List<Problem> problems(Map<String, ?> record) {
    Objects.requireNonNull(record, "record");
    return parse(record).problems();
  }

  /**
   * What is wrong with some records, each looked at on its own.
   *
   * @param records their fields; those without a usable {@code job_id} are called {@code input,
   *     record 1} and so on
   * @return errors, warnings and information; each with its record and place
   */
  public List<Problem> problems(Iterable<? extends Map<String, ?>> records) {
    Objects.requireNonNull(records, "records");
    List<Problem> problems = new ArrayList<>();
    int number = 0;
    for (Map<String, ?> record : records) {
      number++;
      problems.addAll(parse("input, record " + number, Value.of(record)).problems());
    }
    return problems;
  }

  /**
   * When cron dispatches a job next, within the windows of its schedules. A job that is not enabled
   * is looked at as if it were.
   *
   * @param job the job
   * @param after not itself a candidate
   * @return empty if it is never dispatched again, and for {@code @reboot}
   */
  public Optional<Instant> nextDispatch(JobRecord job, Instant after) {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(after, "after");
    return dispatches(job, after).findFirst();
  }

  /**
   * When cron dispatches a job from then on, within the windows of its schedules; see {@link
   * #nextDispatch}. An instant comes once, also where several schedules of the job share it.
   *
   * @param job the job
   * @param after not itself a candidate
   * @return ascending, and found one after the other: without an end, most often, so that it takes
   *     a {@link Stream#limit} or {@link Stream#takeWhile}
   */
  public Stream<Instant> dispatches(JobRecord job, Instant after) {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(after, "after");
    List<ActiveFires> schedules = new ArrayList<>();
    for (ScheduleItem item : job.schedule().items()) {
      schedules.add(
          new ActiveFires(
              ActiveFires.times(item.cron(), cron), item.window().inSeconds(cron.zone())));
    }
    return LongStream.iterate(
            next(schedules, after.getEpochSecond()),
            fire -> fire != FireTimes.NEVER,
            fire -> next(schedules, fire))
        .mapToObj(Instant::ofEpochSecond);
  }

  private static long next(List<ActiveFires> schedules, long after) {
    long first = FireTimes.NEVER;
    for (ActiveFires fires : schedules) {
      first = Math.min(first, fires.next(after));
    }
    return first;
  }

  /**
   * The crontab lines of a job: one for each of its schedules whose window is open, with lava's own
   * dispatcher program, and without the {@code args} and {@code env} that a lavasched job may add.
   * A job that is not enabled is looked at as if it were.
   *
   * @param job the job; one of another cron's {@link #parse} may have schedules that this cron does
   *     not take: they have no line
   * @param now the instant at which windows are looked at
   * @return in the order of the schedules, without newlines
   */
  public List<String> lines(JobRecord job, Instant now) {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(now, "now");
    EntryForm form = EntryForm.of(cron.dialect(), List.of());
    List<String> lines = new ArrayList<>();
    for (CrontabEntry entry :
        CrontabEntry.allOf(job, DispatcherProgram.DEFAULT, List.of(), now, cron.zone())) {
      form.fit(entry).value().ifPresent(fitting -> lines.add(form.line(fitting)));
    }
    return lines;
  }
}
