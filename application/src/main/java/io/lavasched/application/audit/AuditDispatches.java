// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares what was due in a time with the run records.
 *
 * <p>One read for each job that was due, and for each chain, dag or foreach that runs such a job;
 * one question for each worker of which something did not start. Of the runs only what is needed is
 * kept, and of the verdicts only what is reported.
 */
public final class AuditDispatches {

  /** Some days of a large realm. */
  static final int MOST_DUE = 1_000_000;

  /** By how much the clock of a worker may be behind that of a dispatcher node, in seconds. */
  private static final long CLOCKS = 60;

  private static final Comparator<WorkerName> BY_NAME = Comparator.comparing(WorkerName::text);

  private final AuditRequest request;
  private final DueJobs jobs;
  private final Evidence evidence;
  private final JobAudit.Rules rules;
  private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
  private final Map<Group, Found> found = new LinkedHashMap<>();
  private final Map<WorkerName, List<NotStarted>> notStarted = new TreeMap<>(BY_NAME);
  private final Map<WorkerName, Optional<Waiting>> queues = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private long overdue;
  private long extraRuns;
  private int reads;

  /**
   * What tells what became of dispatches.
   *
   * @param events the run records
   * @param queues the queues; empty where nobody is to be asked
   * @param kept how long run records are kept; empty for ever
   * @param endsAt the latest event in them, where they are a picture of some moment; empty where
   *     they are as they are now
   * @param notes what their source has beside them
   */
  public record Evidence(
      RunEvents events,
      Optional<WorkerQueues> queues,
      Optional<Duration> kept,
      Optional<Instant> endsAt,
      List<Problem> notes) {

    /** Copies the notes. */
    public Evidence {
      Objects.requireNonNull(events, "events");
      Objects.requireNonNull(queues, "queues");
      Objects.requireNonNull(kept, "kept");
      Objects.requireNonNull(endsAt, "endsAt");
      notes = List.copyOf(notes);
    }
  }

  /** Is told how far the reading is. */
  @FunctionalInterface
  public interface Progress {

    /**
     * The runs of one more job were read.
     *
     * @param done of how many jobs
     * @param all how many there are
     */
    void read(int done, int all);
  }

  /** A dispatch without a run, of which the queue of its worker may know. */
  private record NotStarted(DueJob job, DueDispatch dispatch, boolean isOverdue) {}

  private record Group(JobId job, int entry, Verdict verdict, Doubt doubt) {}

  /** What a finding is made of. */
  private static final class Found {
    private final DueJob job;
    private final DueEntry by;
    private final List<AuditFinding.Dispatch> shown = new ArrayList<>();
    private long count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    private Found(DueJob job, DueEntry by) {
      this.job = job;
      this.by = by;
    }

    private void add(long at, List<AuditedRun> runs) {
      count++;
      first = Math.min(first, at);
      last = Math.max(last, at);
      if (shown.size() < AuditFinding.MOST_SHOWN) {
        shown.add(new AuditFinding.Dispatch(at, runs));
      }
    }

    private AuditFinding finding(Group group) {
      return new AuditFinding(
          group.job, job.dispatcher(), by, group.verdict, group.doubt, count, first, last, shown);
    }
  }

  private AuditDispatches(DueJobs jobs, Evidence evidence, AuditRequest request) {
    this.jobs = jobs;
    this.evidence = evidence;
    this.request = request;
    AuditRequest.Span span = request.span();
    long now = span.now().getEpochSecond();
    rules =
        new JobAudit.Rules(
            secondFrom(span.since()),
            span.until().getEpochSecond(),
            now,
            request.tolerance().grace().toSeconds(),
            request.tolerance().late().toSeconds(),
            evidence.kept().map(kept -> now - kept.toSeconds()),
            evidence.endsAt().map(Instant::getEpochSecond).orElse(Long.MAX_VALUE));
  }

  /** The first whole second that is not before an instant. */
  private static long secondFrom(Instant instant) {
    return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
  }

  /**
   * Audits.
   *
   * @param jobs what may have been due
   * @param evidence what tells what became of it
   * @param request what is asked for
   * @param progress is told of each job that was read
   * @return what was found
   * @throws StoreException where run records or a queue cannot be read: no verdict is guessed
   */
  public static AuditReport audit(
      DueJobs jobs, Evidence evidence, AuditRequest request, Progress progress) {
    return new AuditDispatches(jobs, evidence, request).audit(progress);
  }

  private AuditReport audit(Progress progress) {
    long margin = margin(jobs, request);
    List<DueJob> due = due();
    RunsOfAudit runs = read(due, margin, progress);
    for (DueJob job : due) {
      judge(job, runs, margin);
    }
    notStarted.forEach((worker, all) -> askQueue(worker, all, runs));
    return new AuditReport(
        request,
        jobs.basis(),
        new AuditCounts(jobs.jobs().size(), due.size(), counts, overdue, extraRuns),
        findings(),
        queues,
        evidence.queues().isPresent(),
        rules.keptSince(),
        reads,
        problems());
  }

  /**
   * From when on run records are needed: who reads them all at once keeps no others.
   *
   * @param jobs what may have been due
   * @param request what is asked for
   * @return the earliest last event
   */
  public static Instant eventsSince(DueJobs jobs, AuditRequest request) {
    return Instant.ofEpochSecond(
        secondFrom(request.span().since()) - margin(jobs, request) - CLOCKS);
  }

  /** How far beyond the time that is judged dispatches may lay claim to a run in it. */
  private static long margin(DueJobs jobs, AuditRequest request) {
    long slack = 0;
    for (DueJob job : jobs.jobs()) {
      for (DueEntry entry : job.entries()) {
        slack = Math.max(slack, entry.mostSlack());
      }
    }
    return request.tolerance().grace().toSeconds() + slack + Pairing.EARLY_SECONDS;
  }

  private List<DueJob> due() {
    List<DueJob> due = new ArrayList<>();
    long count = 0;
    for (DueJob job : jobs.jobs()) {
      int ofJob = job.due(rules.since(), rules.until()).size();
      count += ofJob;
      if (count > MOST_DUE) {
        throw new StoreException(
            "audit",
            "the dispatches",
            false,
            "an audit must be of at most " + MOST_DUE + " dispatches, found more",
            Optional.of("audit a shorter time, or fewer jobs"));
      }
      if (ofJob > 0) {
        due.add(job);
      }
    }
    return due;
  }

  private RunsOfAudit read(List<DueJob> due, long margin, Progress progress) {
    Set<JobId> ids = new TreeSet<>();
    due.forEach(job -> ids.add(job.id()));
    ids.addAll(parentsOf(Set.copyOf(ids)));
    long from = rules.since() - margin;
    long to = rules.until() + margin;
    Instant since = eventsSince(jobs, request);
    RunsOfAudit runs = new RunsOfAudit();
    for (JobId id : ids) {
      runs.add(id, evidence.events().of(id, since), from, to);
      reads++;
      progress.read(reads, ids.size());
    }
    runs.findSharedIds(jobs.within());
    return runs;
  }

  /** The jobs that run one of some jobs within themselves. */
  private Set<JobId> parentsOf(Set<JobId> children) {
    Set<JobId> parents = new HashSet<>();
    jobs.within()
        .forEach(
            (parent, within) -> {
              if (within.stream().anyMatch(children::contains)) {
                parents.add(parent);
              }
            });
    return parents;
  }

  private void judge(DueJob job, RunsOfAudit runs, long margin) {
    List<String> unreadable = runs.unreadableOf(job.id());
    if (!unreadable.isEmpty()) {
      problems.add(unreadable(job, unreadable));
    }
    JobAudit audit =
        new JobAudit(
            rules,
            job.due(rules.since() - margin, rules.until() + margin),
            runs.dispatchesOf(job.id()),
            runs.undecidedOf(job.id()),
            !unreadable.isEmpty());
    extraRuns += audit.extraRuns();
    for (JobAudit.Judged judged : audit.judged()) {
      if (judged.verdict() == Verdict.MISSING) {
        notStarted
            .computeIfAbsent(judged.dispatch().by().entry().worker(), w -> new ArrayList<>())
            .add(new NotStarted(job, judged.dispatch(), judged.isOverdue()));
      } else {
        count(job, judged.dispatch(), judged.verdict(), judged.doubt(), judged.runs());
        overdue += judged.isOverdue() ? 1 : 0;
      }
    }
  }

  private static Problem unreadable(DueJob job, List<String> faults) {
    return Problem.of(
            ProblemCode.RUN_UNREADABLE,
            "run records must be such as lava's worker writes them, found "
                + faults.size()
                + (faults.size() == 1 ? " other: " : " others, first: ")
                + faults.get(0))
        .withHint("what is without a run may have it there: its verdict is unknown")
        .in(Subject.job(job.id().text()));
  }

  private void count(
      DueJob job, DueDispatch dispatch, Verdict verdict, Doubt doubt, List<AuditedRun> runs) {
    counts.merge(verdict, 1L, Long::sum);
    if (verdict != Verdict.OK) {
      found
          .computeIfAbsent(
              new Group(job.id(), dispatch.entry(), verdict, doubt),
              group -> new Found(job, dispatch.by()))
          .add(dispatch.at(), runs);
    }
  }

  /**
   * Finds out how many dispatches may wait in the queue of a worker: as many as it holds. They are
   * the latest ones, as SQS hands out the oldest first, more or less. Those in flight are jobs at
   * work, and a few that wait for a thread: the worker takes some ahead (lava 8.2,
   * bin/lava-worker).
   */
  private void askQueue(WorkerName worker, List<NotStarted> all, RunsOfAudit runs) {
    long waiting = 0;
    if (evidence.queues().isPresent()) {
      Optional<Waiting> queue = evidence.queues().get().of(worker);
      queues.put(worker, queue);
      waiting =
          queue
              .map(q -> q.waiting() + Math.max(0, q.inFlight() - runs.openOn(worker.text())))
              .orElse(0L);
    }
    all.sort(Comparator.comparingLong(each -> each.dispatch().at()));
    long firstWaiting = all.size() - waiting;
    for (int i = 0; i < all.size(); i++) {
      NotStarted each = all.get(i);
      boolean mayWait = i >= firstWaiting;
      count(
          each.job(),
          each.dispatch(),
          mayWait ? Verdict.WAITING : Verdict.MISSING,
          Doubt.NONE,
          List.of());
      overdue += mayWait && each.isOverdue() ? 1 : 0;
    }
  }

  private List<Problem> problems() {
    List<Problem> all = new ArrayList<>(evidence.notes());
    all.addAll(jobs.problems());
    all.addAll(problems);
    return all;
  }

  private List<AuditFinding> findings() {
    List<AuditFinding> all = new ArrayList<>();
    found.forEach((group, of) -> all.add(of.finding(group)));
    all.sort(
        Comparator.comparing(AuditFinding::verdict)
            .thenComparing(AuditFinding::job)
            .thenComparingLong(AuditFinding::first));
    return all;
  }
}
