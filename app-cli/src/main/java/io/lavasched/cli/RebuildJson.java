package io.lavasched.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.port.StoreException;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.usecase.JobPlan;
import io.lavasched.domain.usecase.RebuildOutcome;
import io.lavasched.domain.usecase.RebuildPlan;
import io.lavasched.domain.usecase.RebuildRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A rebuild as one JSON object; {@code docs/json.md} describes the shape. */
final class RebuildJson {

  private static final String FORMAT = "lavasched.rebuild/1";

  private RebuildJson() {}

  static void write(
      String command, Rebuild rebuild, RebuildOutcome outcome, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          RebuildRequest request = rebuild.request();
          Optional<RebuildPlan> plan = planOf(outcome);
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", command);
          json.writeStringField("outcome", outcomeName(outcome));
          json.writeNumberField("exit_code", code);
          json.writeStringField("realm", request.realm().text());
          json.writeStringField("lavasched_job", request.job().id().map(JobId::text).orElse(null));
          json.writeStringField("now", request.now().toString());
          json.writeStringField("zone", request.zone().getId());
          Json.strings(
              json,
              "dispatchers",
              request.job().parameters().dispatchers().stream().map(DispatcherName::text).toList());
          if (!command.equals("render")) {
            json.writeStringField("crontab", rebuild.crontab().describe());
          }
          if (plan.isPresent()) {
            write(command, plan.get(), json);
          }
          Optional<StoreException> failure = failureOf(outcome);
          if (failure.isPresent()) {
            Json.failure(json, failure.get());
          }
          Json.problems(json, problemsOf(outcome));
          json.writeEndObject();
        });
  }

  private static void write(String command, RebuildPlan plan, JsonGenerator json)
      throws IOException {
    if (!command.equals("render")) {
      json.writeBooleanField("changed", plan.hasChanges());
    }
    json.writeNumberField("entries", plan.block().lines().size());
    json.writeNumberField("quarantined", plan.quarantined());
    json.writeArrayFieldStart("jobs");
    for (JobPlan job : plan.jobs()) {
      json.writeStartObject();
      json.writeStringField("job_id", job.name());
      json.writeStringField("dispatcher", job.dispatcher().map(DispatcherName::text).orElse(null));
      json.writeStringField("state", job.state().label());
      if (!command.equals("render")) {
        json.writeStringField("change", job.change().label());
        Json.strings(json, "installed", job.installed());
      }
      Json.strings(json, "entries", job.lines());
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

  private static String outcomeName(RebuildOutcome outcome) {
    return outcome.fold(
        stopped -> stopped.reason().name().toLowerCase(Locale.ROOT),
        planned -> "planned",
        unchanged -> "unchanged",
        installed -> "installed",
        putBack -> putBack.isBack() ? "put_back" : "not_put_back");
  }

  private static Optional<RebuildPlan> planOf(RebuildOutcome outcome) {
    return outcome.fold(
        stopped -> Optional.empty(),
        planned -> Optional.of(planned.plan()),
        unchanged -> Optional.of(unchanged.plan()),
        installed -> Optional.of(installed.plan()),
        putBack -> Optional.of(putBack.plan()));
  }

  private static Optional<StoreException> failureOf(RebuildOutcome outcome) {
    return outcome.fold(
        stopped -> Optional.empty(),
        planned -> Optional.empty(),
        unchanged -> Optional.empty(),
        installed -> Optional.empty(),
        putBack -> putBack.failure());
  }

  private static List<Problem> problemsOf(RebuildOutcome outcome) {
    return outcome.fold(
        stopped -> stopped.problems(),
        planned -> planned.plan().problems(),
        unchanged -> unchanged.plan().problems(),
        installed -> installed.plan().problems(),
        putBack -> putBack.plan().problems());
  }
}
