// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.RebuildRequest.Node;
import io.lavasched.application.plan.RebuildRequest.Policy;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Requests for a rebuild, as tests want them. */
public final class Requests {

  public static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

  /** For a run whose problems are all reported. */
  public static final Predicate<Problem> REPORTED = problem -> true;

  private Requests() {}

  public static RebuildRequest of(LavaschedJob job, OnInvalid onInvalid, boolean skipDisabled) {
    return new RebuildRequest(
        new RealmName("demo"),
        job,
        Optional.empty(),
        new Node(DispatcherProgram.DEFAULT, NOW, ZoneOffset.UTC, Optional.empty()),
        new Policy(onInvalid, skipDisabled, EntryLayout.PLAIN, Set.of()));
  }

  public static RebuildRequest of(Map<String, Object> parameters, OnInvalid onInvalid) {
    return of(new LavaschedJob(Optional.empty(), Enabled.YES, read(parameters)), onInvalid, false);
  }

  public static RebuildRequest at(
      RebuildRequest request, RealmName realm, Instant now, ZoneId zone) {
    Node node = request.node();
    return new RebuildRequest(
        realm,
        request.job(),
        request.runBy(),
        new Node(node.program(), now, zone, node.cron()),
        request.policy());
  }

  public static RebuildRequest using(RebuildRequest request, String program) {
    Node node = request.node();
    return on(
        request, new Node(new DispatcherProgram(program), node.now(), node.zone(), node.cron()));
  }

  public static RebuildRequest forCron(RebuildRequest request, CronDialect cron) {
    Node node = request.node();
    return on(request, new Node(node.program(), node.now(), node.zone(), Optional.of(cron)));
  }

  public static RebuildRequest runBy(RebuildRequest request, String job) {
    return new RebuildRequest(
        request.realm(),
        request.job(),
        Optional.of(new JobId(job)),
        request.node(),
        request.policy());
  }

  public static RebuildRequest allowing(RebuildRequest request, Guard... guards) {
    Policy old = request.policy();
    return by(
        request, new Policy(old.onInvalid(), old.skipDisabled(), old.layout(), Set.of(guards)));
  }

  public static RebuildRequest laidOut(RebuildRequest request, int jobsPerLine, int spreadSeconds) {
    Policy old = request.policy();
    EntryLayout layout = new EntryLayout(jobsPerLine, spreadSeconds);
    return by(request, new Policy(old.onInvalid(), old.skipDisabled(), layout, old.allowed()));
  }

  public static RebuildRequest skippingDisabled(RebuildRequest request) {
    Policy old = request.policy();
    return by(request, new Policy(old.onInvalid(), true, old.layout(), old.allowed()));
  }

  public static RebuildRequest onInvalid(RebuildRequest request, OnInvalid onInvalid) {
    Policy old = request.policy();
    return by(request, new Policy(onInvalid, old.skipDisabled(), old.layout(), old.allowed()));
  }

  private static RebuildRequest on(RebuildRequest request, Node node) {
    return new RebuildRequest(
        request.realm(), request.job(), request.runBy(), node, request.policy());
  }

  private static RebuildRequest by(RebuildRequest request, Policy policy) {
    return new RebuildRequest(
        request.realm(), request.job(), request.runBy(), request.node(), policy);
  }

  public static RebuildCrontab rebuild(JobsTable jobs, CrontabStore crontab) {
    return new RebuildCrontab(jobs, crontab, new InMemoryCrontabArchive(), RunMemory.OFF);
  }

  public static LavaschedParameters read(Map<String, Object> parameters) {
    return LavaschedParameters.parse(Value.of(parameters)).value().orElseThrow();
  }

  public static RebuildPlan planOf(PlanOutcome outcome) {
    return outcome.fold(Requests::none, PlanOutcome.Ready::plan);
  }

  public static RebuildPlan planOf(RebuildOutcome outcome) {
    return outcome.fold(
        Requests::none,
        RebuildOutcome.Unchanged::plan,
        RebuildOutcome.Guarded::plan,
        RebuildOutcome.Written::plan);
  }

  private static RebuildPlan none(Stopped stopped) {
    throw new AssertionError("stopped: " + stopped);
  }

  public static boolean hasErrors(RebuildPlan plan) {
    return plan.problems().stream().anyMatch(p -> p.severity() == Severity.ERROR);
  }

  /** The lines between the markers. */
  public static List<String> blockLines(CrontabText text) {
    return Crontab.parse(text).value().orElseThrow().blockLines();
  }
}
