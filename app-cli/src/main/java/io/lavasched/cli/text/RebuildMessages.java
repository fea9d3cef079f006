// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import static java.util.stream.Collectors.joining;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.words.Phrases;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rebuild in words, for standard error. */
public final class RebuildMessages {

  /** A first rebuild may add thousands of jobs; plan lists them all. */
  private static final int MOST_CHANGES = 20;

  /** One record may have thousands of problems, and a run comes around every ten minutes. */
  public static final int MOST_OF_ONE = 20;

  private static final int MOST_NAMES = 3;

  private static final int LONGEST_NAME = 60;

  private final Messages messages;
  private final Rebuild rebuild;

  public RebuildMessages(Messages messages, Rebuild rebuild) {
    this.messages = messages;
    this.rebuild = rebuild;
  }

  public void afterRun(RebuildOutcome outcome) {
    outcome.<Optional<Void>>fold(
        this::stopped,
        unchanged -> {
          attention(unchanged.plan(), true);
          messages.info("unchanged: " + already(unchanged.plan()));
          return Optional.empty();
        },
        guarded -> {
          attention(guarded.plan(), true);
          messages.problems(guarded.plan().refusals());
          messages.error("nothing was written: " + target() + " is as it was");
          return Optional.empty();
        },
        written -> {
          attention(written.plan(), true);
          boolean done = written.result() instanceof InstallResult.Installed;
          if (done) {
            changes(written.plan());
          }
          new InstallMessages(messages, rebuild.crontab(), rebuild.archive())
              .after(written.result());
          if (done) {
            messages.info(
                "installed "
                    + target()
                    + ": "
                    + contents(written.plan())
                    + " ("
                    + counts(written.plan())
                    + ")");
          }
          return Optional.empty();
        });
  }

  public void afterPlan(PlanOutcome outcome) {
    outcome.<Optional<Void>>fold(
        this::stopped,
        ready -> {
          RebuildPlan plan = ready.plan();
          messages.problems(plan.problems());
          messages.infos(plan.jobs().stream().map(this::summary).iterator());
          messages.info(
              plan.hasChanges()
                  ? "run would change "
                      + target()
                      + " to "
                      + contents(plan)
                      + " ("
                      + counts(plan)
                      + ")"
                  : "no changes: " + already(plan));
          if (!plan.refusals().isEmpty()) {
            messages.problems(plan.refusals());
            messages.error("run would refuse to write this");
          }
          return Optional.empty();
        });
  }

  public void afterRender(PlanOutcome outcome) {
    outcome.<Optional<Void>>fold(
        this::stopped,
        ready -> {
          attention(ready.plan(), false);
          messages.debug("rendered " + contents(ready.plan()));
          return Optional.empty();
        });
  }

  private Optional<Void> stopped(Stopped stopped) {
    messages.problems(stopped.problems());
    if (stopped.reason() != Stopped.Reason.DISABLED) {
      messages.error("nothing was written");
    }
    return Optional.empty();
  }

  /**
   * What an unattended run must tell: bad records, and what concerns the crontab or the lavasched
   * job. Warnings about other records are reported by plan and check, not every ten minutes.
   */
  private void attention(RebuildPlan plan, boolean isRun) {
    long left = 0;
    Map<Optional<Subject>, Integer> told = new HashMap<>();
    for (Problem problem : plan.problems()) {
      if (isRun && (rebuild.isQuiet(problem) || isOld(problem, plan))) {
        continue;
      }
      boolean counts =
          problem.severity() == Severity.ERROR
              || problem.code() == ProblemCode.LINE_LONG
              || !isOfAnotherRecord(problem, rebuild.request().job().id());
      boolean isOneOfMany =
          counts && told.merge(problem.location().subject(), 1, Integer::sum) > MOST_OF_ONE;
      if (messages.isOn(Level.DEBUG) || (counts && !isOneOfMany)) {
        messages.problem(problem);
      } else if (!counts && problem.severity() == Severity.WARNING) {
        left++;
      }
    }
    leftOut(told, left, messages);
    if (plan.quarantined() > 0) {
      messages.error(quarantined(plan));
    }
  }

  /**
   * Tells how many problems an unattended run has left out.
   *
   * @param told how many each subject has; those beyond {@link #MOST_OF_ONE} were left out
   * @param warnings about other records
   */
  public static void leftOut(
      Map<Optional<Subject>, Integer> told, long warnings, Messages messages) {
    told.forEach(
        (subject, count) -> {
          if (count > MOST_OF_ONE && !messages.isOn(Level.DEBUG)) {
            messages.info(
                subject.map(Subject::text).orElse("parameters")
                    + ": and "
                    + Phrases.count(count - MOST_OF_ONE, "more problem")
                    + "; plan tells all");
          }
        });
    if (warnings > 0) {
      messages.info(
          Phrases.count(warnings, "warning") + " about job records; lavasched check tells them");
    }
  }

  /** Told by the last run, and all as it was. */
  private boolean isOld(Problem problem, RebuildPlan plan) {
    return !messages.isOn(Level.DEBUG) && plan.toldBefore().contains(problem);
  }

  private String quarantined(RebuildPlan plan) {
    List<JobPlan> jobs =
        plan.jobs().stream().filter(job -> job.state() == JobPlan.State.QUARANTINED).toList();
    boolean one = jobs.size() == 1;
    String names =
        jobs.stream()
            .limit(MOST_NAMES)
            .map(job -> shortName(job.name()))
            .collect(joining(", ", " (", jobs.size() > MOST_NAMES ? ", ...)" : ")"));
    boolean isLeftOut = jobs.stream().allMatch(job -> job.lines().isEmpty());
    String entries =
        rebuild.request().policy().onInvalid() != OnInvalid.KEEP
            ? ""
            : isLeftOut
                ? ", and " + (one ? "it" : "they") + " had no entries to keep"
                : "; " + kept(jobs);
    return Phrases.count(jobs.size(), "job")
        + (isLeftOut ? " left out" : " quarantined")
        + names
        + ": "
        + (one ? "its record is bad" : "their records are bad")
        + entries;
  }

  /** As it is, but a name of thousands of characters in part. */
  private static String shortName(String name) {
    return name.length() > LONGEST_NAME ? Quoted.of(name) : Quoted.escape(name);
  }

  private static String kept(List<JobPlan> jobs) {
    long kept = 0;
    long rewritten = 0;
    for (JobPlan job : jobs) {
      long same = job.lines().stream().filter(new HashSet<>(job.installed())::contains).count();
      kept += same;
      rewritten += job.lines().size() - same;
    }
    return Phrases.count(kept, "installed entry")
        + " kept as found"
        + (rewritten == 0
            ? ""
            : ", " + Phrases.count(rewritten, "entry") + " kept, for today's program and cron");
  }

  /**
   * Whether a problem is about a record that is not that of the lavasched job.
   *
   * @param job the lavasched job
   */
  public static boolean isOfAnotherRecord(Problem problem, Optional<JobId> job) {
    Optional<Subject> subject = problem.location().subject();
    boolean ofRecord =
        subject
            .filter(s -> s.kind() == Subject.Kind.JOB || s.kind() == Subject.Kind.RECORD)
            .isPresent();
    Optional<String> own = job.map(JobId::text);
    return ofRecord && !subject.map(Subject::name).equals(own);
  }

  private void changes(RebuildPlan plan) {
    List<JobPlan> changed = new ArrayList<>();
    for (JobPlan job : plan.jobs()) {
      if (job.change() != JobPlan.Change.UNCHANGED) {
        changed.add(job);
      }
    }
    changed.stream().limit(MOST_CHANGES).forEach(job -> messages.info(summary(job)));
    if (changed.size() > MOST_CHANGES) {
      messages.info("  ... and " + Phrases.count(changed.size() - MOST_CHANGES, "other job"));
    }
  }

  private String summary(JobPlan job) {
    boolean isLeftOut =
        job.state() == JobPlan.State.QUARANTINED
            && job.lines().isEmpty()
            && job.change() == JobPlan.Change.UNCHANGED;
    String change = String.format("%-9s", isLeftOut ? "left out" : job.change().label());
    String painted =
        switch (job.change()) {
          case ADDED -> messages.colours().green(change);
          case REMOVED -> messages.colours().red(change);
          case CHANGED -> messages.colours().cyan(change);
          case UNCHANGED -> change;
        };
    List<String> notes = new ArrayList<>();
    if (job.state() != JobPlan.State.SCHEDULED) {
      notes.add(reason(job.state()));
    }
    if (job.edited() && job.change() != JobPlan.Change.UNCHANGED) {
      notes.add("was edited by hand");
    }
    String state = notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")";
    return "  "
        + painted
        + " "
        + Quoted.name(job.name())
        + (job.lines().isEmpty() ? "" : ": " + Phrases.count(job.lines().size(), "entry"))
        + state;
  }

  private String reason(JobPlan.State state) {
    return switch (state) {
      case SCHEDULED -> "scheduled";
      case INACTIVE -> "no schedule is active now";
      case UNSCHEDULED -> "no schedule";
      case DISABLED -> "disabled";
      case QUARANTINED -> "its record is bad";
      case GONE ->
          "no longer on "
              + rebuild.request().job().parameters().dispatchers().stream()
                  .map(name -> Quoted.name(name.text()))
                  .collect(joining(" or "));
    };
  }

  private String already(RebuildPlan plan) {
    return target()
        + " already has "
        + contents(plan)
        + (plan.quarantined() == 0 ? "" : " (" + plan.quarantined() + " quarantined)");
  }

  private static String contents(RebuildPlan plan) {
    long scheduled = plan.jobs().stream().filter(job -> !job.lines().isEmpty()).count();
    int lines = plan.block().lines().size();
    return Phrases.count(plan.entries(), "entry")
        + (lines == plan.entries() ? "" : " in " + Phrases.count(lines, "line"))
        + " for "
        + Phrases.count(scheduled, "job");
  }

  private static String counts(RebuildPlan plan) {
    List<String> parts = new ArrayList<>();
    for (JobPlan.Change change : JobPlan.Change.values()) {
      long count = plan.jobs().stream().filter(job -> job.change() == change).count();
      if (change != JobPlan.Change.UNCHANGED && count > 0) {
        parts.add(count + " " + change.label());
      }
    }
    if (parts.isEmpty()) {
      parts.add("no job changed");
    }
    if (plan.quarantined() > 0) {
      parts.add(plan.quarantined() + " quarantined");
    }
    return String.join(", ", parts);
  }

  private String target() {
    return rebuild.crontab().describe();
  }
}
