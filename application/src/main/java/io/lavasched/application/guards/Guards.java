// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import io.lavasched.application.entries.InstalledBlock;
import io.lavasched.application.jobs.JobReader;
import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks whether a rebuild would take away so much that someone has to say that it is meant: a wrong
 * realm, dispatcher or file does not empty a node.
 */
public final class Guards {

  /** Fewer entries may all go without a question, as long as one stays. */
  private static final int FEWEST = 10;

  /** How many jobs a message names. */
  private static final int MOST_NAMED = 8;

  private final RebuildRequest request;
  private final InstalledBlock installed;
  private final Block block;
  private final List<JobPlan> plans;

  /** Jobs that are missing here because another dispatcher has them. */
  private final Set<String> elsewhere;

  private final Set<String> scheduledElsewhere;

  /** Those that the request knows. */
  private final Set<String> runners;

  private final JobReader reader;
  private final Set<String> stay;
  private final boolean suspended;

  public Guards(
      RebuildRequest request,
      InstalledBlock installed,
      Block block,
      List<JobPlan> plans,
      JobReader reader) {
    this.request = request;
    this.installed = installed;
    this.block = block;
    this.plans = plans;
    this.reader = reader;
    this.elsewhere = reader.elsewhere();
    this.scheduledElsewhere = reader.scheduledElsewhere();
    this.runners = request.runners().stream().map(JobId::text).collect(Collectors.toSet());
    this.stay = new HashSet<>();
    for (BlockLine line : block.lines()) {
      for (JobId job : line.jobs()) {
        stay.add(job.text());
      }
    }
    // The documented way to suspend a dispatcher: both dispatcher fields of the lavasched job are
    // changed to a name that matches no other job. Nothing but the rebuild itself is left then, and
    // the other jobs still have their records.
    this.suspended = !stay.isEmpty() && runners.containsAll(stay);
  }

  public List<Problem> refusals() {
    List<Problem> refusals = new ArrayList<>();
    boolean empty = block.lines().isEmpty() && installed.entries() > 0;
    if (empty && !request.policy().allowed().contains(Guard.EMPTY)) {
      refusals.add(
          refusal(
              ProblemCode.GUARD_EMPTY,
              "block must keep an entry, found all "
                  + installed.entries()
                  + " going: "
                  + jobs(losing(), jobsOfUnknownLines()),
              "see whether realm, source and dispatcher are the right ones; if this is meant, allow"
                  + " it with --allow-empty"));
    }
    Set<String> lockedOut = lockedOut();
    if (!lockedOut.isEmpty() && !request.policy().allowed().contains(Guard.LOCKOUT)) {
      refusals.add(
          refusal(
              ProblemCode.GUARD_LOCKOUT,
              "block must keep the entry that dispatches the rebuild itself, found it going: "
                  + names(lockedOut),
              "without it nobody rebuilds this crontab again; if something else does, allow it with"
                  + " --allow-lockout"));
    }
    List<JobPlan> doubtful = doubtful();
    int going = doubtful.stream().mapToInt(Guards::lost).sum() + jobsOfUnknownLines().size();
    if (!empty
        && installed.entries() >= FEWEST
        && 2 * going > installed.entries()
        && !request.policy().allowed().contains(Guard.MASS_REMOVAL)) {
      refusals.add(
          refusal(
              ProblemCode.GUARD_MASS_REMOVAL,
              "block must keep half of its entries, found "
                  + going
                  + " of "
                  + installed.entries()
                  + " going: "
                  + jobs(doubtful, jobsOfUnknownLines()),
              "see whether realm, source and dispatcher are the right ones; if this is meant, allow"
                  + " it with --allow-mass-removal"));
    }
    return refusals;
  }

  private static Problem refusal(ProblemCode code, String message, String hint) {
    return Problem.of(code, message).withHint(hint).in(new Subject(Subject.Kind.CRONTAB, ""));
  }

  /** The jobs that ran the rebuild and go, where none is left that does. */
  private Set<String> lockedOut() {
    Set<String> had = new TreeSet<>();
    for (JobPlan job : plans) {
      if (!job.before().isEmpty() && hasRebuilt(job.name())) {
        had.add(job.name());
      }
    }
    for (InstalledBlock.UnknownLine line : installed.unknownLines()) {
      line.jobs().stream().filter(this::hasRebuilt).forEach(had::add);
    }
    // Another runner takes over only from a lavasched job without a schedule. One that is scheduled
    // by another dispatcher now was moved, by mistake or not.
    boolean isMoved =
        request
            .job()
            .id()
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
    Set<JobId> ids =
        block.lines().stream()
            .flatMap(line -> line.jobs().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return !reader.rebuildingAmong(ids).isEmpty();
  }

  private static int lost(JobPlan job) {
    return Math.max(0, job.before().size() - job.after().size());
  }

  private List<JobPlan> losing() {
    return plans.stream().filter(job -> lost(job) > 0).toList();
  }

  /**
   * The jobs whose loss someone has to mean, for whatever reason, also a window that is over: the
   * clock may be wrong. The suspension of a dispatcher says so itself.
   */
  private List<JobPlan> doubtful() {
    return losing().stream().filter(job -> !(suspended && elsewhere.contains(job.name()))).toList();
  }

  /** The jobs, if they are any, of lines that are no entries of ours, as far as they go too. */
  private List<String> jobsOfUnknownLines() {
    return installed.unknownLines().stream()
        .flatMap(line -> line.jobs().stream())
        .filter(job -> !stay.contains(job))
        .toList();
  }

  private static String jobs(List<JobPlan> jobs, List<String> ofUnknownLines) {
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
