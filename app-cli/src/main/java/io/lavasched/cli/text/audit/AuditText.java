// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text.audit;

import io.lavasched.application.audit.AuditFinding;
import io.lavasched.application.audit.AuditReport;
import io.lavasched.application.audit.AuditedRun;
import io.lavasched.application.audit.Doubt;
import io.lavasched.application.audit.Verdict;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.application.words.Phrases;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.text.ClockTime;
import io.lavasched.cli.text.Colours;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The findings of an audit, the worst first, each with the entry that should have dispatched the
 * job, and where to look.
 *
 * <pre>
 * missing: 2 dispatches of 1 job have no run record
 *   etl/orders  worker core
 *     0 * * * * /usr/local/bin/lava-dispatcher --worker core etl/orders
 *     Tue 2026-12-01 10:00 +00:00  2026-12-01T10:00Z
 *     Tue 2026-12-01 11:00 +00:00  2026-12-01T11:00Z
 *   help: ...
 * </pre>
 */
public final class AuditText {

  private final AuditReport report;
  private final boolean isService;
  private final PrintStream out;
  private final Colours colours;
  private final Predicate<Level> isOn;
  private boolean isFirst = true;

  /**
   * Text.
   *
   * @param isService whether EventBridge Scheduler dispatches, and no crontab
   * @param isOn whether findings of a severity are wanted; with that of debugging, what nobody can
   *     tell is listed by its jobs
   */
  public AuditText(
      AuditReport report,
      boolean isService,
      PrintStream out,
      Colours colours,
      Predicate<Level> isOn) {
    this.report = report;
    this.isService = isService;
    this.out = out;
    this.colours = colours;
    this.isOn = isOn;
  }

  /** Prints those that are wanted; nothing where all is ok. */
  public void print() {
    for (Verdict verdict : Verdict.values()) {
      List<AuditFinding> findings =
          report.findings().stream().filter(finding -> finding.verdict() == verdict).toList();
      if (!findings.isEmpty() && isOn.test(levelOf(verdict))) {
        if (!isFirst) {
          out.println();
        }
        isFirst = false;
        out.println(colour(verdict, verdict.label()) + ": " + headline(verdict, findings));
        if (verdict == Verdict.UNKNOWN && !isOn.test(Level.DEBUG)) {
          printDoubts(findings);
        } else {
          findings.forEach(this::print);
        }
        help(verdict, findings).forEach(line -> out.println("  help: " + line));
      }
    }
  }

  private static Level levelOf(Verdict verdict) {
    return switch (verdict) {
      case MISSING, LATE -> Level.ERROR;
      case WAITING, REJECTED -> Level.WARNING;
      case TWICE, NEVER_ENDED, UNKNOWN, OK -> Level.INFO;
    };
  }

  private String colour(Verdict verdict, String text) {
    return switch (verdict) {
      case MISSING, LATE, REJECTED -> colours.red(text);
      case WAITING, TWICE, NEVER_ENDED -> colours.cyan(text);
      case UNKNOWN, OK -> text;
    };
  }

  private static String headline(Verdict verdict, List<AuditFinding> findings) {
    long dispatches = findings.stream().mapToLong(AuditFinding::count).sum();
    long jobs = findings.stream().map(AuditFinding::job).distinct().count();
    String what =
        Phrases.count(dispatches, "dispatch") + " of " + Phrases.count(jobs, "job") + ", ";
    return what
        + switch (verdict) {
          case MISSING -> "without a run record: not sent, or refused by the worker";
          case WAITING -> "not started; as many messages are in the queue of the worker";
          case REJECTED -> "rejected by the worker: the job did not run";
          case LATE -> "not started in time";
          case TWICE -> "with more than one run";
          case NEVER_ENDED -> "started, and without an end yet";
          case UNKNOWN -> "without a run record, and nobody can tell whether there should be one";
          case OK -> "ok";
        };
  }

  /** By their reasons alone: there may be one for each job of the realm. */
  private void printDoubts(List<AuditFinding> findings) {
    Map<Doubt, List<AuditFinding>> byDoubt = new TreeMap<>();
    findings.forEach(
        finding -> byDoubt.computeIfAbsent(finding.doubt(), d -> new ArrayList<>()).add(finding));
    byDoubt.forEach(
        (doubt, of) -> {
          List<String> jobs =
              of.stream().map(finding -> Quoted.name(finding.job().text())).distinct().toList();
          long dispatches = of.stream().mapToLong(AuditFinding::count).sum();
          out.println(
              "  "
                  + doubt.text()
                  + ": "
                  + Phrases.count(dispatches, "dispatch")
                  + " of "
                  + Phrases.some(jobs));
        });
  }

  private void print(AuditFinding finding) {
    out.println(
        "  "
            + Quoted.name(finding.job().text())
            + "  worker "
            + Quoted.name(finding.by().entry().worker().text())
            + finding
                .dispatcher()
                .map(DispatcherName::text)
                .map(name -> "  dispatcher " + Quoted.name(name))
                .orElse("")
            + (finding.doubt() == Doubt.NONE ? "" : "  (" + finding.doubt().text() + ")"));
    // No cron takes a line that is longer than what is shown; JSON has it whole.
    out.println("    " + Quoted.head(finding.by().text(), Problem.LONGEST));
    for (AuditFinding.Dispatch dispatch : finding.shown()) {
      out.println(
          "    "
              + ClockTime.both(dispatch.at(), finding.by().cron().scheduleZone())
              + runs(finding, dispatch));
    }
    long more = finding.count() - finding.shown().size();
    if (more > 0) {
      out.println(
          "    and "
              + more
              + " more, the last at "
              + ClockTime.both(finding.last(), finding.by().cron().scheduleZone()));
    }
  }

  private static String runs(AuditFinding finding, AuditFinding.Dispatch dispatch) {
    StringBuilder text = new StringBuilder();
    for (AuditedRun run : dispatch.runs()) {
      text.append(text.length() == 0 ? "  " : "; ");
      Instant started = run.started().orElse(run.dispatched());
      switch (finding.verdict()) {
        case LATE, REJECTED ->
            text.append("started ")
                .append(after(dispatch.at(), started))
                .append(run.status().equals("rejected") ? "" : ", " + Quoted.name(run.status()));
        case TWICE ->
            text.append("sent ")
                .append(after(dispatch.at(), run.dispatched()))
                .append(", ")
                .append(Quoted.name(run.status()));
        case NEVER_ENDED ->
            text.append(Quoted.name(run.status()))
                .append(" at ")
                .append(run.lastEvent().truncatedTo(ChronoUnit.SECONDS));
        case MISSING, WAITING, UNKNOWN, OK -> {}
      }
      text.append(" (run ").append(Quoted.name(run.id())).append(')');
    }
    return text.toString();
  }

  /** Such as {@code 12m 3s after its time}. */
  private static String after(long due, Instant at) {
    Duration by = Duration.between(Instant.ofEpochSecond(due), at);
    long seconds = Math.abs(by.toSeconds());
    String length =
        (seconds >= 3600 ? seconds / 3600 + "h " : "")
            + (seconds >= 60 ? seconds / 60 % 60 + "m " : "")
            + seconds % 60
            + "s";
    return length + (by.isNegative() && seconds > 0 ? " before its time" : " after its time");
  }

  private List<String> help(Verdict verdict, List<AuditFinding> findings) {
    return switch (verdict) {
      case MISSING -> missing(findings);
      case WAITING -> queues(findings);
      case REJECTED ->
          List.of("the log of the worker and lava-events say why, such as max_run_delay");
      case LATE ->
          List.of(
              "a dispatch that was sent late points at "
                  + (isService ? "EventBridge Scheduler or lava's dispatch helper" : "its node")
                  + ", one that started late at its"
                  + " worker: too few threads, or a queue that is too long");
      case TWICE ->
          List.of(
              isService
                  ? "EventBridge Scheduler dispatches at least once, and rarely twice; or a crontab"
                      + " dispatches the job too, or somebody ran it by hand"
                  : "two nodes or two lines dispatch the job (lavasched doctor), or somebody ran it"
                      + " by hand");
      case NEVER_ENDED ->
          List.of("it may be at work; if its worker was stopped meanwhile, it never ends");
      case UNKNOWN -> unknown(findings);
      case OK -> List.of();
    };
  }

  private List<String> missing(List<AuditFinding> findings) {
    List<String> lines = new ArrayList<>();
    lines.add(
        isService
            ? "in EventBridge Scheduler: is the schedule there and enabled; in the log of lava's"
                + " dispatch helper: an error at that time, for it returns success all the same;"
                + " and what is in the dead-letter queue"
            : "on the dispatcher node: is cron running, is the entry in the crontab, what did"
                + " lava-dispatcher say at that time (lavasched doctor, the system log, cron's"
                + " mail)");
    lines.add(
        "on the worker: its log of that time; a message of a job that it does not know, of another"
            + " worker, or beyond max_tries leaves no run record");
    lines.addAll(queues(findings));
    lines.add("lavasched audit -o commands prints the commands that would send them");
    return lines;
  }

  private List<String> queues(List<AuditFinding> findings) {
    Map<String, Optional<Waiting>> asked = new LinkedHashMap<>();
    for (AuditFinding finding : findings) {
      WorkerName worker = finding.by().entry().worker();
      if (report.queues().containsKey(worker)) {
        asked.put(worker.text(), report.queues().get(worker));
      }
    }
    List<String> lines = new ArrayList<>();
    asked.forEach(
        (worker, queue) -> {
          String name =
              "queue " + Quoted.name("lava-" + report.request().realm().text() + "-" + worker);
          if (queue.isEmpty()) {
            lines.add(
                name
                    + " does not exist, or this account may not see it: check the worker in the"
                    + " record, and the right sqs:GetQueueUrl");
          } else if (queue.get().waiting() > 0 || queue.get().inFlight() > 0) {
            lines.add(
                name
                    + ": "
                    + Phrases.count(queue.get().visible(), "message")
                    + " to be taken, "
                    + queue.get().delayed()
                    + " delayed, "
                    + queue.get().inFlight()
                    + " taken and not done");
          }
        });
    return lines;
  }

  private static List<String> unknown(List<AuditFinding> findings) {
    List<String> lines = new ArrayList<>();
    if (findings.stream().anyMatch(f -> f.doubt() == Doubt.RECORD_MAY_HAVE_CHANGED)) {
      lines.add(
          "each audit remembers the records, for the next one; if you know that they have not"
              + " changed, give --unchanged-since");
    }
    return lines;
  }
}
