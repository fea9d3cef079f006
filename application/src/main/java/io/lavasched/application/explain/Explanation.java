// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.english.ScheduleWords;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.worker.Enabled;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When one job runs, where, by whom, and if not, why.
 *
 * @param job which job
 * @param record its record; empty where that is bad
 * @param dispatcher who dispatches it; empty where nobody does, or where that is not known
 * @param enabled whether the worker runs it when it is dispatched
 * @param reasons why nothing will run, or not yet, or not as it seems; the first one is enough
 * @param schedules its schedules, in their order
 * @param services who puts it into which crontab, the enabled ones first; of a dispatcher that
 *     nobody serves, what would be put there
 * @param crontabRead whether the crontab of this account could be read
 * @param problems all that is wrong with the job
 */
public record Explanation(
    JobId job,
    Optional<JobRecord> record,
    Optional<DispatcherName> dispatcher,
    Enabled enabled,
    List<Reason> reasons,
    List<Schedule> schedules,
    List<Service> services,
    boolean crontabRead,
    List<Problem> problems) {

  /** Checks that nothing is null, and copies. */
  public Explanation {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(dispatcher, "dispatcher");
    Objects.requireNonNull(enabled, "enabled");
    reasons = List.copyOf(reasons);
    schedules = List.copyOf(schedules);
    services = List.copyOf(services);
    problems = List.copyOf(problems);
  }

  /**
   * Whether the job runs at some time.
   *
   * @return false if there is a reason why it never will as things are; true also where that is
   *     decided at run time
   */
  public boolean willRun() {
    return reasons.stream().noneMatch(reason -> reason.kind().isFinal());
  }

  /**
   * All that is wrong, with the job and with who puts it into a crontab.
   *
   * @return each once, though two records or two lavasched jobs may have it
   */
  public List<Problem> allProblems() {
    return Stream.concat(
            problems.stream(), services.stream().flatMap(service -> service.problems().stream()))
        .distinct()
        .toList();
  }

  /**
   * One reason.
   *
   * @param kind which
   * @param message a sentence in lower case
   * @param hint what to do, or what happens all the same
   */
  public record Reason(Kind kind, String message, Optional<String> hint) {

    /** The kinds of reasons. */
    public enum Kind {
      /** Its record is bad. */
      QUARANTINED(true),
      /** It has no schedule. */
      UNSCHEDULED(true),
      /** It names no dispatcher. */
      NO_DISPATCHER(true),
      /** No lavasched job serves its dispatcher. */
      UNSERVED(true),
      /** The lavasched jobs that name its dispatcher have wrong parameters. */
      LAVASCHED_INVALID(true),
      /** All lavasched jobs that serve its dispatcher are disabled. */
      LAVASCHED_DISABLED(true),
      /** EventBridge Scheduler cannot be told the zone of its schedules. */
      ZONE_MISSING(true),
      /** No schedule of it will ever fire: their windows are over, or no year has their dates. */
      OVER(true),
      /**
       * The worker rejects every run, by a field of the record or for the delay of its dispatch.
       */
      REJECTED(true),
      /** Its windows are open between two rebuilds only, so that no crontab has it in time. */
      MISSED(true),
      /** It is disabled. */
      DISABLED(true),
      /** Its {@code enabled} is a template, which the worker renders. */
      DECIDED_AT_RUN_TIME(false),
      /** A rebuild would stop before it writes anything. */
      STOPPED(false),
      /** Nobody dispatches the lavasched jobs that serve its dispatcher. */
      NOT_REBUILT(false),
      /** It is a lavasched job that another job runs, whatever its own schedule does. */
      RUN_BY_JOB(false),
      /** A file of lava keeps this node from dispatching anything. */
      SUSPENDED(false),
      /** None of its schedules is active now. */
      NOT_ACTIVE(false),
      /** It runs when cron starts, and at no other time. */
      AT_BOOT_ONLY(false);

      private final boolean isFinal;

      Kind(boolean isFinal) {
        this.isFinal = isFinal;
      }

      /**
       * Whether nothing will run until somebody does something about it.
       *
       * @return false for what time will mend, or what may be known elsewhere
       */
      public boolean isFinal() {
        return isFinal;
      }

      /**
       * The word for JSON.
       *
       * @return lower case
       */
      public String label() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Checks that nothing is null. */
    public Reason {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(message, "message");
      Objects.requireNonNull(hint, "hint");
    }
  }

  /**
   * One of its schedules.
   *
   * @param item the schedule
   * @param words the same in words
   * @param cron the cron that reads it
   * @param state what its window is now
   * @param since when the window last began or ended, in seconds since 1970; {@link
   *     ActiveSeconds#NEVER} if it did not
   * @param until when the window begins or ends next: the first second that is otherwise; {@link
   *     ActiveSeconds#NEVER} if it does not
   * @param inCrontab when its entry is in the crontab: from the first rebuild that finds the window
   *     open to the first that finds it closed
   * @param isMissed whether it has times in its window, and no rebuild puts it into the crontab
   *     before they have passed
   * @param fires its next fires
   */
  public record Schedule(
      ScheduleItem item,
      ScheduleWords words,
      NodeCron cron,
      ActiveSeconds.State state,
      long since,
      long until,
      ActiveSeconds inCrontab,
      boolean isMissed,
      List<Fire> fires) {

    /** Copies the fires. */
    public Schedule {
      fires = List.copyOf(fires);
    }

    /** Whether it will fire at some time, or at a boot. */
    boolean isAlive() {
      return !fires.isEmpty() || (item.cron().isReboot() && state != ActiveSeconds.State.OVER);
    }
  }

  /**
   * One fire of a schedule.
   *
   * @param at when, in seconds since 1970
   * @param times how often the job is dispatched then
   * @param isLate whether it comes after the window, because the crontab has not been rebuilt since
   * @param notes what the clocks have to do with it
   */
  public record Fire(long at, int times, boolean isLate, List<String> notes) {
    /** Copies the notes. */
    public Fire {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Who puts the job into a crontab, and what it has there.
   *
   * @param lavasched the lavasched job; empty for what would be put there if one served the
   *     dispatcher
   * @param cron the cron of its node
   * @param plan the entries that the job has in the crontab of this account, and those it would
   *     have there; empty where the parameters of the lavasched job do not allow any
   * @param isCompared whether {@code installed} of the plan is what the crontab has; otherwise
   *     nobody can tell that
   * @param stops what would stop its rebuild in this account
   * @param problems what else is wrong with the lavasched job
   */
  public record Service(
      Optional<RealmLavaschedJob> lavasched,
      NodeCron cron,
      Optional<JobPlan> plan,
      boolean isCompared,
      List<Problem> stops,
      List<Problem> problems) {
    /** Copies the problems. */
    public Service {
      stops = List.copyOf(stops);
      problems = List.copyOf(problems);
    }
  }
}
