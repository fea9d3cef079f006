package io.lavasched.application.rebuild;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.Enabled;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests for a rebuild, as tests want them. */
public final class Requests {

  public static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

  private Requests() {}

  static RebuildRequest of(LavaschedJob job, OnInvalid onInvalid, boolean skipDisabled) {
    return new RebuildRequest(
        new RealmName("demo"),
        job,
        DispatcherProgram.DEFAULT,
        NOW,
        ZoneOffset.UTC,
        onInvalid,
        skipDisabled,
        Optional.empty(),
        Set.of());
  }

  static RebuildRequest of(Map<String, Object> parameters, OnInvalid onInvalid) {
    return of(new LavaschedJob(Optional.empty(), Enabled.YES, read(parameters)), onInvalid, false);
  }

  static RebuildRequest at(RebuildRequest request, RealmName realm, Instant now, ZoneId zone) {
    return new RebuildRequest(
        realm,
        request.job(),
        request.program(),
        now,
        zone,
        request.onInvalid(),
        request.skipDisabled(),
        request.runBy(),
        request.allowed(),
        request.layout(),
        request.cron());
  }

  static RebuildRequest allowing(RebuildRequest request, Guard... guards) {
    return with(request, request.runBy(), Set.of(guards));
  }

  static RebuildRequest runBy(RebuildRequest request, String job) {
    return with(request, Optional.of(new JobId(job)), request.allowed());
  }

  static RebuildRequest using(RebuildRequest request, String program) {
    return new RebuildRequest(
        request.realm(),
        request.job(),
        new DispatcherProgram(program),
        request.now(),
        request.zone(),
        request.onInvalid(),
        request.skipDisabled(),
        request.runBy(),
        request.allowed(),
        request.layout(),
        request.cron());
  }

  static RebuildRequest laidOut(RebuildRequest request, int jobsPerLine, int spreadSeconds) {
    return new RebuildRequest(
        request.realm(),
        request.job(),
        request.program(),
        request.now(),
        request.zone(),
        request.onInvalid(),
        request.skipDisabled(),
        request.runBy(),
        request.allowed(),
        new EntryLayout(jobsPerLine, spreadSeconds),
        request.cron());
  }

  static RebuildRequest skippingDisabled(RebuildRequest request) {
    return with(request, request.onInvalid(), true);
  }

  static RebuildRequest onInvalid(RebuildRequest request, OnInvalid onInvalid) {
    return with(request, onInvalid, request.skipDisabled());
  }

  private static RebuildRequest with(
      RebuildRequest request, OnInvalid onInvalid, boolean skipDisabled) {
    return new RebuildRequest(
        request.realm(),
        request.job(),
        request.program(),
        request.now(),
        request.zone(),
        onInvalid,
        skipDisabled,
        request.runBy(),
        request.allowed(),
        request.layout(),
        request.cron());
  }

  private static RebuildRequest with(
      RebuildRequest request, Optional<JobId> runBy, Set<Guard> allowed) {
    return new RebuildRequest(
        request.realm(),
        request.job(),
        request.program(),
        request.now(),
        request.zone(),
        request.onInvalid(),
        request.skipDisabled(),
        runBy,
        allowed,
        request.layout(),
        request.cron());
  }

  public static RebuildCrontab rebuild(JobsTable jobs, CrontabStore crontab) {
    return new RebuildCrontab(jobs, crontab, new InMemoryCrontabArchive());
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

  /** The lines between the markers. */
  static List<String> blockLines(CrontabText text) {
    return Crontab.parse(text).value().orElseThrow().blockLines();
  }
}
