// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.StoreException;
import io.lavasched.cli.metrics.MetricsFile;
import io.lavasched.cli.metrics.RunMetrics;
import io.lavasched.cli.option.MetricsOptions;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.cli.process.Version;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.text.Quoted;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Leaves word of how a run ended: by itself, by an exception, or by a signal.
 *
 * <p>It never fails a run: what goes wrong with it is returned, to be said.
 */
public final class RunReporter implements Runnable {

  private static final String FAILED = "failed";
  private static final String INVALID = "invalid_job";
  private static final String USAGE = "usage";
  private static final String BUG = "bug";
  private static final String STOPPED = "stopped";

  private final RebuildOptions options;
  private final MetricsOptions metrics;
  private final Environment environment;
  private final CommandSpec spec;
  private final Instant start;
  private final Thread hook = new Thread(this, "last-run");

  private Optional<JobId> job = Optional.empty();
  private Optional<String> outcome = Optional.empty();
  private Optional<String> why = Optional.empty();
  private Optional<RunReport.Counts> counts = Optional.empty();

  /** The group of schedules that the run is for; empty for a crontab. */
  private Optional<String> group = Optional.empty();

  private boolean isOver;

  private RunReporter(
      RebuildOptions options, MetricsOptions metrics, Environment environment, CommandSpec spec) {
    this.options = options;
    this.metrics = metrics;
    this.environment = environment;
    this.spec = spec;
    this.start = environment.clock().instant();
  }

  /**
   * Begins with a run.
   *
   * @return {@link #end} is to be called on it
   */
  public static RunReporter begin(
      RebuildOptions options, MetricsOptions metrics, Environment environment, CommandSpec spec) {
    RunReporter reporter = new RunReporter(options, metrics, environment, spec);
    try {
      Runtime.getRuntime().addShutdownHook(reporter.hook);
    } catch (IllegalStateException e) {
      // The process ends already, before anything was done.
    }
    return reporter;
  }

  /** The run came to its end. */
  public synchronized void is(Rebuild rebuild, RebuildOutcome ended) {
    job = rebuild.request().job().id();
    outcome = Optional.of(ended.word());
    why = ended.why();
    if (ended.planned().isPresent()) {
      counts = Optional.of(counts(ended.planned().get()));
    }
  }

  /** The run is for a group of schedules. */
  public synchronized void isFor(String name) {
    group = Optional.of(name);
  }

  /** A run for a group of schedules came to its end. */
  public synchronized void is(
      Optional<JobId> lavasched,
      String word,
      Optional<String> reason,
      Optional<RunReport.Counts> planned) {
    job = lavasched;
    outcome = Optional.of(word);
    why = reason;
    counts = planned;
  }

  private static RunReport.Counts counts(RebuildPlan plan) {
    int jobs = 0;
    for (JobPlan each : plan.jobs()) {
      if (!each.after().isEmpty()) {
        jobs++;
      }
    }
    int warnings = 0;
    for (Problem problem : plan.problems()) {
      if (problem.severity() == Severity.WARNING) {
        warnings++;
      }
    }
    return new RunReport.Counts(plan.entries(), jobs, (int) plan.quarantined(), warnings);
  }

  /** The run ended by an exception. */
  public synchronized void failed(Throwable thrown) {
    if (thrown instanceof InvalidInput invalid) {
      outcome = Optional.of(INVALID);
      why =
          invalid.problems().isEmpty()
              ? Optional.empty()
              : Optional.of(invalid.problems().get(0).text());
    } else if (thrown instanceof StoreException || thrown instanceof ParameterException) {
      outcome = Optional.of(thrown instanceof StoreException ? FAILED : USAGE);
      why = Optional.of(String.valueOf(thrown.getMessage()));
    } else {
      outcome = Optional.of(BUG);
      why = Optional.of(thrown.toString());
    }
  }

  /**
   * Prints what is asked for on standard output.
   *
   * @param exitCode of the process, unless standard output fails
   */
  public synchronized void print(int exitCode) {
    if (metrics.isEmf() && !options.output.isJson() && !isOver) {
      environment
          .out()
          .println(RunMetrics.line(identity(), ended(OptionalInt.of(exitCode)), counts).text());
    }
  }

  /**
   * Leaves word, unless a signal has led to that already.
   *
   * @param exitCode of the process
   * @return what went wrong with it, except where that is why the run itself failed
   */
  public List<StoreException> end(int exitCode) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // A signal came in this very moment, and the exit code is that of the signal.
      run();
      return List.of();
    }
    return leave(OptionalInt.of(exitCode));
  }

  /** What a signal leads to; a run that had ended already ended as it did. */
  @Override
  public synchronized void run() {
    if (outcome.isEmpty()) {
      outcome = Optional.of(STOPPED);
      why = Optional.of("stopped by a signal; lavasched plan tells what is installed");
    }
    leave(OptionalInt.empty());
  }

  private synchronized List<StoreException> leave(OptionalInt exitCode) {
    if (isOver) {
      return List.of();
    }
    isOver = true;
    RunReport.Run run = identity();
    RunReport.Ended ended = ended(exitCode);
    RunReport report = RunReport.of(run, ended, counts, Optional.empty());
    List<StoreException> failures = new ArrayList<>();
    try {
      LastRuns runs = lastRuns();
      report = RunReport.of(run, ended, counts, before(runs));
      runs.write(report);
    } catch (StoreException e) {
      if (why.isEmpty() || !why.get().equals(e.getMessage())) {
        failures.add(e);
      }
    }
    Optional<Path> file = metrics.file(environment);
    if (file.isPresent()) {
      try {
        new MetricsFile(file.get()).write(RunMetrics.of(report));
      } catch (StoreException e) {
        failures.add(e);
      }
    }
    return failures;
  }

  private RunReport.Run identity() {
    return new RunReport.Run(environment.runId().text(), Version.get(), target(), realm(), job());
  }

  private RunReport.Ended ended(OptionalInt exitCode) {
    return new RunReport.Ended(
        start, environment.clock().instant(), exitCode, outcome.orElse(BUG), shortened());
  }

  /** A program may have printed many lines, and a report is for one. */
  private Optional<String> shortened() {
    return why.isEmpty() ? why : Optional.of(Quoted.head(why.get().strip(), Problem.LONGEST));
  }

  /** What is damaged tells nothing, and is replaced. */
  private static Optional<RunReport> before(LastRuns runs) {
    try {
      return runs.last();
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  private LastRuns lastRuns() {
    return group.isPresent()
        ? Wiring.lastRunsOfGroup(group.get(), environment)
        : Wiring.lastRuns(options.block.crontabFile(), environment);
  }

  private String target() {
    if (group.isPresent()) {
      return "schedule group " + group.get();
    }
    Optional<Path> file = options.block.crontabFile();
    return file.isPresent() ? file.get().toAbsolutePath().normalize().toString() : "crontab";
  }

  private Optional<RealmName> realm() {
    try {
      return options.source.realmIfGiven(environment, spec);
    } catch (ParameterException e) {
      return Optional.empty();
    }
  }

  private Optional<JobId> job() {
    Optional<String> given = options.job.job();
    return job.isPresent() || given.isEmpty() ? job : JobId.parse(given.get()).value();
  }
}
