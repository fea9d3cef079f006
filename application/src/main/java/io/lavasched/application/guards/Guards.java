// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import io.lavasched.application.jobs.JobReader;
import io.lavasched.application.plan.Guard;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks whether a rebuild would take away so much that someone has to say that it is meant: a wrong
 * realm, dispatcher or file does not empty a node.
 */
public final class Guards {

  /** Fewer of them may all go without a question, as long as one stays. */
  private static final int FEWEST = 10;

  /** How many jobs a message names. */
  private static final int MOST_NAMED = 8;

  private final Asked asked;
  private final Going going;

  /** Jobs that are missing here because another dispatcher has them. */
  private final Set<String> elsewhere;

  private final Set<String> scheduledElsewhere;

  /** Those that the request knows. */
  private final Set<String> runners;

  private final JobReader reader;
  private final Set<String> stay;
  private final boolean suspended;

  /**
   * Who asks for a rebuild.
   *
   * @param job the lavasched job
   * @param runners the jobs without which nobody rebuilds any more
   * @param allowed the guards that stop nothing
   */
  public record Asked(Optional<JobId> job, Set<JobId> runners, Set<Guard> allowed) {}

  /**
   * What a plan takes away.
   *
   * @param things of what
   * @param installed how many there are
   * @param jobs each job that has or gets some
   * @param ofUnknown the jobs, if they are any, of what is there and was not made for a record
   * @param staying the jobs that have some when it is done
   */
  public record Going(
      Things things, int installed, List<OfJob> jobs, List<String> ofUnknown, Set<JobId> staying) {}

  /**
   * What one job has.
   *
   * @param before how many it has now
   * @param after how many it will have
   */
  public record OfJob(String name, int before, int after) {

    private int lost() {
      return Math.max(0, before - after);
    }
  }

  /** What is rebuilt, and of what it is made. */
  public enum Things {
    /** The block of a crontab. */
    ENTRIES("block", "entry", "entries", "crontab", Subject.Kind.CRONTAB),
    /** The group of a lavasched job in EventBridge Scheduler. */
    SCHEDULES("group", "schedule", "schedules", "group", Subject.Kind.SCHEDULE_GROUP);

    private final String whole;
    private final String one;
    private final String many;
    private final String place;
    private final Subject.Kind kind;

    Things(String whole, String one, String many, String place, Subject.Kind kind) {
      this.whole = whole;
      this.one = one;
      this.many = many;
      this.place = place;
      this.kind = kind;
    }
  }

  /** Nothing is looked at yet. */
  public Guards(Asked asked, Going going, JobReader reader) {
    this.asked = asked;
    this.going = going;
    this.reader = reader;
    this.elsewhere = reader.elsewhere();
    this.scheduledElsewhere = reader.scheduledElsewhere();
    this.runners = asked.runners().stream().map(JobId::text).collect(Collectors.toSet());
    this.stay = new HashSet<>();
    going.staying().forEach(job -> stay.add(job.text()));
    // The documented way to suspend a dispatcher: both dispatcher fields of the lavasched job are
    // changed to a name that matches no other job. Nothing but the rebuild itself is left then, and
    // the other jobs still have their records.
    this.suspended = !stay.isEmpty() && runners.containsAll(stay);
  }

  public List<Problem> refusals() {
    List<Problem> refusals = new ArrayList<>();
    Things things = going.things();
    boolean empty = going.staying().isEmpty() && going.installed() > 0;
    if (empty && !asked.allowed().contains(Guard.EMPTY)) {
      refusals.add(
          refusal(
              ProblemCode.GUARD_EMPTY,
              things.whole
                  + (things == Things.ENTRIES ? " must keep an " : " must keep a ")
                  + things.one
                  + ", found all "
                  + going.installed()
                  + " going: "
                  + jobs(losing(), unknownGoing()),
              "see whether realm, source and dispatcher are the right ones; if this is meant, allow"
                  + " it with --allow-empty"));
    }
    Set<String> lockedOut = lockedOut();
    if (!lockedOut.isEmpty() && !asked.allowed().contains(Guard.LOCKOUT)) {
      refusals.add(
          refusal(
              ProblemCode.GUARD_LOCKOUT,
              things.whole
                  + " must keep the "
                  + things.one
                  + " that dispatches the rebuild itself, found it going: "
                  + names(lockedOut),
              "without it nobody rebuilds this "
                  + things.place
                  + " again; if something else does, allow it with --allow-lockout"));
    }
    List<OfJob> doubtful = doubtful();
    int lost = doubtful.stream().mapToInt(OfJob::lost).sum() + unknownGoing().size();
    if (!empty
        && going.installed() >= FEWEST
        && 2 * lost > going.installed()
        && !asked.allowed().contains(Guard.MASS_REMOVAL)) {
      refusals.add(
          refusal(
              ProblemCode.GUARD_MASS_REMOVAL,
              things.whole
                  + " must keep half of its "
                  + things.many
                  + ", found "
                  + lost
                  + " of "
                  + going.installed()
                  + " going: "
                  + jobs(doubtful, unknownGoing()),
              "see whether realm, source and dispatcher are the right ones; if this is meant, allow"
                  + " it with --allow-mass-removal"));
    }
    return refusals;
  }

  private Problem refusal(ProblemCode code, String message, String hint) {
    return Problem.of(code, message).withHint(hint).in(new Subject(going.things().kind, ""));
  }

  /** The jobs that ran the rebuild and go, where none is left that does. */
  private Set<String> lockedOut() {
    Set<String> had = new TreeSet<>();
    for (OfJob job : going.jobs()) {
      if (job.before() > 0 && hasRebuilt(job.name())) {
        had.add(job.name());
      }
    }
    going.ofUnknown().stream().filter(this::hasRebuilt).forEach(had::add);
    // Another runner takes over only from a lavasched job without a schedule. One that is scheduled
    // by another dispatcher now was moved, by mistake or not.
    boolean isMoved =
        asked
            .job()
            .map(JobId::text)
            .filter(had::contains)
            .filter(scheduledElsewhere::contains)
            .isPresent();
    if (!isMoved && runners.stream().anyMatch(stay::contains)) {
      return Set.of();
    }
    had.removeAll(stay);
    return had.isEmpty() || (!isMoved && isRebuiltByOneThatStays()) ? Set.of() : had;
  }

  private boolean hasRebuilt(String job) {
    return runners.contains(job) || reader.rebuilding().contains(job);
  }

  /** Their records are read for this question alone: the index does not have what they run. */
  private boolean isRebuiltByOneThatStays() {
    return !reader.rebuildingAmong(going.staying()).isEmpty();
  }

  private List<OfJob> losing() {
    return going.jobs().stream().filter(job -> job.lost() > 0).toList();
  }

  /**
   * The jobs whose loss someone has to mean, for whatever reason, also a window that is over: the
   * clock may be wrong. The suspension of a dispatcher says so itself.
   */
  private List<OfJob> doubtful() {
    return losing().stream().filter(job -> !(suspended && elsewhere.contains(job.name()))).toList();
  }

  /** The jobs, if they are any, of lines that are no entries of ours, as far as they go too. */
  private List<String> unknownGoing() {
    return going.ofUnknown().stream().filter(job -> !stay.contains(job)).toList();
  }

  private static String jobs(List<OfJob> jobs, List<String> ofUnknownLines) {
    List<String> all = new ArrayList<>();
    jobs.forEach(job -> all.add(job.name()));
    if (!ofUnknownLines.isEmpty()) {
      all.add("unknown lines");
    }
    return names(all);
  }

  private static String names(Collection<String> all) {
    String shown =
        all.stream().limit(MOST_NAMED).map(Quoted::escape).collect(Collectors.joining(", "));
    return all.size() > MOST_NAMED ? shown + " and " + (all.size() - MOST_NAMED) + " more" : shown;
  }
}
