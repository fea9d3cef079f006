// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.entries.EntryText;
import io.lavasched.application.install.InstallResult;
import io.lavasched.application.plan.ComingChange;
import io.lavasched.application.plan.ComingPlan;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.cli.diff.UnifiedDiff;
import io.lavasched.cli.wiring.Rebuild;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rebuild as one JSON object; {@code docs/json.md} describes the shape.
 *
 * @param rebuild what was asked for
 * @param outcome how it ended, in a word
 * @param plan what it came to, if it came to a plan
 * @param problems what was found
 * @param result what came of the install, if there was one
 * @param coming what windows will change, if that was asked for
 * @param left how many problems a run leaves out; empty for plan and render
 */
public record RebuildJson(
    Rebuild rebuild,
    String outcome,
    Optional<RebuildPlan> plan,
    List<Problem> problems,
    Optional<InstallResult> result,
    Optional<ComingPlan> coming,
    Optional<Left> left) {

  /**
   * How many problems are left out.
   *
   * @param quiet because the record of the lavasched job says so
   * @param toldBefore because the last run told them
   */
  record Left(long quiet, long toldBefore) {}

  private static final String FORMAT = "lavasched.rebuild/1";

  public static RebuildJson of(Rebuild rebuild, PlanOutcome outcome) {
    return outcome.fold(
        stopped -> stopped(rebuild, stopped),
        ready -> planned(rebuild, "planned", ready.plan(), Optional.empty()));
  }

  public static RebuildJson of(Rebuild rebuild, RebuildOutcome outcome) {
    return outcome.fold(
        stopped -> stopped(rebuild, stopped),
        unchanged -> planned(rebuild, unchanged.word(), unchanged.plan(), Optional.empty()),
        guarded -> planned(rebuild, guarded.word(), guarded.plan(), Optional.empty()),
        written -> planned(rebuild, written.word(), written.plan(), Optional.of(written.result())));
  }

  /** The same with what windows will change. */
  public RebuildJson with(ComingPlan changes) {
    return new RebuildJson(rebuild, outcome, plan, problems, result, Optional.of(changes), left);
  }

  /** The same without the warnings that a run leaves out. */
  public RebuildJson ofRun() {
    if (plan.isEmpty()) {
      return this;
    }
    List<Problem> old = plan.get().toldBefore();
    List<Problem> heard = problems.stream().filter(problem -> !rebuild.isQuiet(problem)).toList();
    List<Problem> fresh = heard.stream().filter(problem -> !old.contains(problem)).toList();
    Left out = new Left(problems.size() - heard.size(), heard.size() - fresh.size());
    return new RebuildJson(rebuild, outcome, plan, fresh, result, coming, Optional.of(out));
  }

  private static RebuildJson stopped(Rebuild rebuild, Stopped stopped) {
    return new RebuildJson(
        rebuild,
        stopped.word(),
        Optional.empty(),
        stopped.problems(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static RebuildJson planned(
      Rebuild rebuild, String outcome, RebuildPlan plan, Optional<InstallResult> result) {
    List<Problem> problems = new ArrayList<>(plan.problems());
    problems.addAll(plan.refusals());
    return new RebuildJson(
        rebuild, outcome, Optional.of(plan), problems, result, Optional.empty(), Optional.empty());
  }

  public void write(String command, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          RebuildRequest request = rebuild.request();
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", command);
          json.writeStringField("outcome", outcome);
          json.writeNumberField("exit_code", code);
          json.writeStringField("realm", request.realm().text());
          json.writeStringField("lavasched_job", request.job().id().map(JobId::text).orElse(null));
          json.writeStringField("now", request.node().now().toString());
          json.writeStringField("zone", request.node().zone().getId());
          Json.strings(
              json,
              "dispatchers",
              request.job().parameters().dispatchers().stream().map(DispatcherName::text).toList());
          if (!command.equals("render")) {
            json.writeStringField("crontab", rebuild.crontab().describe());
          }
          if (plan.isPresent()) {
            write(command, plan.get(), rebuild.coalesces(), json);
          }
          if (plan.isPresent() && coming.isPresent()) {
            write(coming.get(), request.node().zone(), json);
          }
          if (command.equals("run") && plan.isPresent()) {
            InstallJson.write(json, result);
          }
          if (left.isPresent() && left.get().quiet() > 0) {
            json.writeNumberField("quiet", left.get().quiet());
          }
          if (left.isPresent() && left.get().toldBefore() > 0) {
            json.writeNumberField("told_before", left.get().toldBefore());
          }
          Json.problems(json, problems);
          json.writeEndObject();
        });
  }

  private static void write(ComingPlan coming, ZoneId zone, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("coming");
    for (ComingChange change : coming.changes()) {
      json.writeStartObject();
      json.writeStringField("time", change.at().toString());
      json.writeStringField("local", Json.iso(change.at().getEpochSecond(), zone));
      json.writeArrayFieldStart("jobs");
      for (JobPlan job : change.jobs()) {
        json.writeStartObject();
        json.writeStringField("job_id", job.name());
        json.writeStringField(
            "dispatcher", job.dispatcher().map(DispatcherName::text).orElse(null));
        json.writeStringField("change", job.change().label());
        Json.strings(json, "before", EntryText.shown(job.before()));
        Json.strings(json, "after", EntryText.shown(job.after()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("coming_more", coming.isCut());
  }

  private static void write(String command, RebuildPlan plan, boolean coalesced, JsonGenerator json)
      throws IOException {
    if (!command.equals("render")) {
      json.writeBooleanField("changed", plan.hasChanges());
    }
    json.writeStringField("cron", plan.cron().text());
    json.writeNumberField("entries", plan.entries());
    if (coalesced) {
      json.writeNumberField("lines", plan.block().lines().size());
    }
    json.writeNumberField("quarantined", plan.quarantined());
    json.writeArrayFieldStart("jobs");
    for (JobPlan job : plan.jobs()) {
      json.writeStartObject();
      json.writeStringField("job_id", job.name());
      json.writeStringField("dispatcher", job.dispatcher().map(DispatcherName::text).orElse(null));
      json.writeStringField("state", job.state().label());
      if (!command.equals("render")) {
        json.writeStringField("change", job.change().label());
        Json.strings(json, "installed", EntryText.shown(job.before()));
      }
      Json.strings(json, "entries", EntryText.shown(job.after()));
      json.writeEndObject();
    }
    json.writeEndArray();
    if (command.equals("render")) {
      json.writeStringField("block", plan.block().text());
    }
    if (command.equals("plan")) {
      json.writeStringField("diff", UnifiedDiff.of(plan).text());
    }
  }
}
