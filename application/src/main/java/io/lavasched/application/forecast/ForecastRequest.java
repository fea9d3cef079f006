// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import io.lavasched.application.times.RealmCrontabs;
import io.lavasched.application.times.RealmTimes;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.pattern.WorkerPattern;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Of what to make a forecast.
 *
 * @param chosen which jobs
 * @param times where the schedules are kept
 * @param span which time
 * @param wholeRealm whether the table is all of a realm, so that a dispatcher that no lavasched job
 *     serves is a fault
 */
public record ForecastRequest(Chosen chosen, RealmTimes times, Span span, boolean wholeRealm) {

  /** Checks that nothing is null. */
  public ForecastRequest {
    Objects.requireNonNull(chosen, "chosen");
    Objects.requireNonNull(times, "times");
    Objects.requireNonNull(span, "span");
  }

  /**
   * A forecast of crontabs.
   *
   * @param zone the node's own zone
   * @param dialect which cron
   */
  public ForecastRequest(
      Chosen chosen, ZoneId zone, CronDialect dialect, Span span, boolean wholeRealm) {
    this(chosen, new RealmCrontabs(zone, dialect), span, wholeRealm);
  }

  /**
   * Which jobs: those that all three want.
   *
   * @param dispatchers whose jobs; empty for all
   * @param jobs which of them; empty for all
   * @param workers those that one of these workers runs; empty for all
   */
  public record Chosen(
      List<DispatcherName> dispatchers, List<JobPattern> jobs, List<WorkerPattern> workers) {

    /** All jobs. */
    public static final Chosen ALL = new Chosen(List.of(), List.of(), List.of());

    /** Copies. */
    public Chosen {
      dispatchers = List.copyOf(dispatchers);
      jobs = List.copyOf(jobs);
      workers = List.copyOf(workers);
    }

    /** Whether jobs of such a worker are wanted. */
    public boolean wantsWorker(String name) {
      return workers.isEmpty() || workers.stream().anyMatch(pattern -> pattern.matches(name));
    }

    /** Whether jobs of such a dispatcher are wanted. */
    public boolean wantsDispatcher(String name) {
      return dispatchers.isEmpty() || dispatchers.stream().anyMatch(d -> d.text().equals(name));
    }

    /** Whether such a job is wanted. */
    public boolean wantsJob(JobId id) {
      return jobs.isEmpty() || jobs.stream().anyMatch(pattern -> pattern.matches(id));
    }
  }

  /**
   * Which time.
   *
   * @param now the forecast begins after it
   * @param until the last instant of the forecast; empty for one without an end
   */
  public record Span(Instant now, Optional<Instant> until) {

    /** Checks that nothing is null. */
    public Span {
      Objects.requireNonNull(now, "now");
      Objects.requireNonNull(until, "until");
    }
  }
}
