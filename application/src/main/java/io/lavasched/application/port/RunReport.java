// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one run ended, whatever its end, and when one last went well.
 *
 * <p>A run went well where the crontab is as the records say when it ends: {@link #INSTALLED} or
 * {@link #UNCHANGED}, bad records or not. One whose lavasched job is disabled did not: nothing was
 * rebuilt.
 *
 * @param run which run
 * @param ended how it ended
 * @param counts what it planned; empty where it did not come to a plan
 * @param since what is known from the runs before
 */
public record RunReport(Run run, Ended ended, Optional<Counts> counts, Since since) {

  /** The outcome of a run that installed another crontab. */
  public static final String INSTALLED = "installed";

  /** The outcome of a run that found the crontab as it should be. */
  public static final String UNCHANGED = "unchanged";

  /** Checks that nothing is null. */
  public RunReport {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(ended, "ended");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(since, "since");
  }

  /**
   * A run.
   *
   * @param id no other run has it, unless lava ran them for one run of its own
   * @param version of this program
   * @param target what it writes: {@code crontab} for that of the account, else the path of a file
   * @param realm empty where it ended before that was known
   * @param job the lavasched job; empty where there is none, or that was not known yet
   */
  public record Run(
      String id, String version, String target, Optional<RealmName> realm, Optional<JobId> job) {

    /** Checks that nothing is null. */
    public Run {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(realm, "realm");
      Objects.requireNonNull(job, "job");
    }

    /** Whether two runs may be for the same lavasched job: what is not known is no difference. */
    boolean mayBeOfTheSame(Run other) {
      boolean sameRealm =
          realm.isEmpty()
              || other.realm.isEmpty()
              || realm.get().text().equals(other.realm.get().text());
      boolean sameJob = job.isEmpty() || other.job.isEmpty() || job.get().equals(other.job.get());
      return sameRealm && sameJob;
    }
  }

  /**
   * The end of a run.
   *
   * @param start when it began, in whole milliseconds
   * @param time when it ended, in whole milliseconds
   * @param exitCode of the process; empty where a signal ended it, which the process cannot tell
   * @param outcome as {@code docs/json.md} has it for {@code lavasched.last-run/1}
   * @param why what was found, in one line; empty where it went well
   */
  public record Ended(
      Instant start, Instant time, OptionalInt exitCode, String outcome, Optional<String> why) {

    /** Checks that nothing is null, and cuts the times. */
    public Ended {
      start = start.truncatedTo(ChronoUnit.MILLIS);
      time = time.truncatedTo(ChronoUnit.MILLIS);
      Objects.requireNonNull(exitCode, "exitCode");
      Objects.requireNonNull(why, "why");
      if (outcome.isEmpty()) {
        throw new IllegalArgumentException("no outcome");
      }
    }

    /** Whether the crontab was as the records say. */
    public boolean isSuccess() {
      return outcome.equals(INSTALLED) || outcome.equals(UNCHANGED);
    }
  }

  /**
   * What a run planned.
   *
   * @param entries in the new block
   * @param jobs that have entries there
   * @param quarantined jobs whose record is bad
   * @param warnings that were found, reported or not
   */
  public record Counts(int entries, int jobs, int quarantined, int warnings) {}

  /**
   * What is known from this run and those before.
   *
   * @param success when one for the same lavasched job last went well
   * @param change when one last installed another crontab
   */
  public record Since(Optional<Instant> success, Optional<Instant> change) {

    /** Nothing is known. */
    public static final Since UNKNOWN = new Since(Optional.empty(), Optional.empty());

    /** Checks that nothing is null. */
    public Since {
      Objects.requireNonNull(success, "success");
      Objects.requireNonNull(change, "change");
    }
  }

  /**
   * The report of a run.
   *
   * @param run which run
   * @param ended how it ended
   * @param counts what it planned
   * @param before the report of the run before, on the same crontab; empty where there is none
   * @return what the one before knows is kept where this run does not know better
   */
  public static RunReport of(
      Run run, Ended ended, Optional<Counts> counts, Optional<RunReport> before) {
    Optional<Instant> success = Optional.empty();
    Optional<Instant> change = Optional.empty();
    if (before.isPresent()) {
      // One of the future is that of a clock that was set back: its age would never look too old.
      change = notAfter(ended.time(), before.get().since().change());
      if (run.mayBeOfTheSame(before.get().run())) {
        success = notAfter(ended.time(), before.get().since().success());
      }
    }
    if (ended.isSuccess()) {
      success = Optional.of(ended.time());
    }
    if (ended.outcome().equals(INSTALLED)) {
      change = Optional.of(ended.time());
    }
    return new RunReport(run, ended, counts, new Since(success, change));
  }

  private static Optional<Instant> notAfter(Instant end, Optional<Instant> time) {
    return time.isPresent() && time.get().isAfter(end) ? Optional.empty() : time;
  }
}
