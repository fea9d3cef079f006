// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.text.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When the rebuild last went well, and why not since. */
final class LastRunCheckup {

  /** What clocks of one node may differ by when they are set. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private static final String HELP =
      "lavasched run shows what is wrong; see that the job, the cron line or the timer that runs it"
          + " still does";

  private final RealmName realm;
  private final Optional<JobId> job;
  private final Instant now;
  private final Optional<Duration> maxAge;

  /**
   * A checkup for one lavasched job.
   *
   * @param realm which realm
   * @param job its id, where it is a record
   * @param now what the clock of the node says
   * @param maxAge how long ago the last success may be; empty where nobody says
   */
  LastRunCheckup(RealmName realm, Optional<JobId> job, Instant now, Optional<Duration> maxAge) {
    this.realm = realm;
    this.job = job;
    this.now = now;
    this.maxAge = maxAge;
  }

  /**
   * Looks at the report of the last run.
   *
   * @param last empty where there is none
   * @return what was found by {@link Check#LAST_RUN}
   */
  Finding of(Optional<RunReport> last) {
    if (last.isEmpty()) {
      return unknown("no run on this crontab is recorded yet");
    }
    RunReport report = last.get();
    if (isOfAnother(report.run())) {
      String found =
          "the last run on this crontab must be for this lavasched job, found "
              + name(report.run())
              + ", "
              + ago(report.ended().time());
      String help =
          "two lavasched jobs on one crontab replace each other's block: run one of them alone, with"
              + " all dispatchers";
      return maxAge.isPresent()
          ? Finding.failure(Check.LAST_RUN, found, help)
          : Finding.warning(Check.LAST_RUN, found, help);
    }
    if (report.ended().time().isAfter(now.plus(SLACK))) {
      // Its age says nothing: it may be older than it looks.
      return unknown("the last run ended in the future, at " + seconds(report.ended().time()));
    }
    Optional<Instant> success = report.since().success();
    boolean isTooOld =
        maxAge.isPresent()
            && (success.isEmpty() || success.get().isBefore(now.minus(maxAge.get())));
    if (isTooOld) {
      return Finding.failure(
          Check.LAST_RUN,
          "a run must have succeeded within "
              + length(maxAge.get())
              + ", found "
              + success.map(time -> "the last success " + ago(time)).orElse("no success so far")
              + since(report),
          HELP);
    }
    if (!report.ended().isSuccess()) {
      return Finding.warning(
          Check.LAST_RUN,
          "the last run should have succeeded, found "
              + success.map(time -> "the last success " + ago(time)).orElse("no success so far")
              + since(report),
          HELP);
    }
    return Finding.ok(
        Check.LAST_RUN,
        ago(report.ended().time())
            + ": "
            + report.ended().outcome()
            + report
                .counts()
                .map(
                    counts ->
                        ", "
                            + Phrases.count(counts.entries(), "entry")
                            + " for "
                            + Phrases.count(counts.jobs(), "job"))
                .orElse(""));
  }

  /**
   * Where the report cannot be read.
   *
   * @param why what is in the way, or where that is told
   * @return what was found by {@link Check#LAST_RUN}: a monitor that cannot tell must not be silent
   */
  Finding unknown(String why) {
    return maxAge.isPresent()
        ? Finding.failure(
            Check.LAST_RUN,
            "a run must have succeeded within "
                + length(maxAge.get())
                + "; whether one has is unknown: "
                + why,
            HELP)
        : Finding.unknown(Check.LAST_RUN, why);
  }

  private boolean isOfAnother(RunReport.Run run) {
    return (run.realm().isPresent() && !run.realm().get().equals(realm))
        || (run.job().isPresent() && job.isPresent() && !run.job().equals(job));
  }

  private static String name(RunReport.Run run) {
    return run.job().map(id -> Quoted.of(id.text())).orElse("one without a name")
        + run.realm().map(name -> " of realm " + name.text()).orElse("");
  }

  /** What happened after the last success. */
  private String since(RunReport report) {
    RunReport.Ended ended = report.ended();
    if (ended.isSuccess()) {
      return ", and no run since";
    }
    return "; the last run, "
        + ago(ended.time())
        + ", ended with "
        + Quoted.escape(ended.outcome())
        + (ended.exitCode().isPresent() ? " (exit code " + ended.exitCode().getAsInt() + ")" : "")
        + ended.why().map(why -> ": " + why).orElse("");
  }

  private String ago(Instant time) {
    return seconds(time) + " (" + length(Duration.between(time, now)) + " ago)";
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Such as {@code 2d3h}, as {@code --max-age} takes it: the two largest units. */
  static String length(Duration length) {
    long seconds = Math.max(0, length.toSeconds());
    long days = seconds / 86_400;
    long hours = seconds / 3_600 % 24;
    long minutes = seconds / 60 % 60;
    if (days > 0) {
      return days + "d" + (hours > 0 ? hours + "h" : "");
    }
    if (hours > 0) {
      return hours + "h" + (minutes > 0 ? minutes + "m" : "");
    }
    return minutes > 0
        ? minutes + "m" + (seconds % 60 > 0 ? seconds % 60 + "s" : "")
        : seconds + "s";
  }
}
