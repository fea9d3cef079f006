// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.audit.AuditCounts;
import io.lavasched.application.audit.AuditFinding;
import io.lavasched.application.audit.AuditReport;
import io.lavasched.application.audit.AuditRequest;
import io.lavasched.application.audit.AuditedRun;
import io.lavasched.application.audit.Doubt;
import io.lavasched.application.audit.Verdict;
import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.application.records.Target;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.times.RealmService;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.WorkerName;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an audit found as one JSON object; {@code docs/json.md} describes the shape. */
public final class AuditJson {

  private static final String FORMAT = "lavasched.audit/1";

  private AuditJson() {}

  public static void write(
      AuditReport report, Optional<RealmService> service, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "audit");
          json.writeNumberField("exit_code", code);
          json.writeStringField(
              "target", (service.isPresent() ? Target.EVENTBRIDGE : Target.CRONTAB).text());
          write(json, report.request(), service);
          json.writeStringField("by", report.basis().name().toLowerCase(Locale.ROOT));
          json.writeStringField(
              "records_kept_since",
              report.keptSince().map(Instant::ofEpochSecond).map(Instant::toString).orElse(null));
          json.writeNumberField("jobs_read", report.reads());
          write(json, report.counts());
          json.writeBooleanField("queues_asked", report.queuesAsked());
          writeQueues(json, report);
          json.writeArrayFieldStart("findings");
          for (AuditFinding finding : report.findings()) {
            write(json, finding);
          }
          json.writeEndArray();
          Json.problems(json, report.problems());
          json.writeEndObject();
        });
  }

  private static void write(
      JsonGenerator json, AuditRequest request, Optional<RealmService> service) throws IOException {
    json.writeStringField("realm", request.realm().text());
    json.writeStringField("now", request.span().now().toString());
    json.writeStringField("since", request.span().since().toString());
    json.writeStringField("until", request.span().until().toString());
    json.writeNumberField("grace", request.tolerance().grace().toSeconds());
    json.writeNumberField("late", request.tolerance().late().toSeconds());
    if (service.isPresent()) {
      json.writeStringField("zone", service.get().zone().map(ZoneId::getId).orElse(null));
      json.writeNullField("cron");
    } else {
      json.writeStringField("zone", request.node().zone().getId());
      json.writeStringField("cron", request.node().dialect().text());
    }
  }

  private static void write(JsonGenerator json, AuditCounts counts) throws IOException {
    json.writeObjectFieldStart("counts");
    json.writeNumberField("jobs", counts.jobs());
    json.writeNumberField("jobs_due", counts.jobsDue());
    json.writeNumberField("expected", counts.expected());
    for (Verdict verdict : Verdict.values()) {
      json.writeNumberField(verdict.label().replace('-', '_'), counts.of(verdict));
    }
    json.writeNumberField("overdue", counts.overdue());
    json.writeNumberField("extra_runs", counts.extraRuns());
    json.writeEndObject();
  }

  private static void writeQueues(JsonGenerator json, AuditReport report) throws IOException {
    json.writeArrayFieldStart("queues");
    List<WorkerName> workers =
        report.queues().keySet().stream().sorted(Comparator.comparing(WorkerName::text)).toList();
    for (WorkerName worker : workers) {
      Optional<Waiting> queue = report.queues().getOrDefault(worker, Optional.empty());
      json.writeStartObject();
      json.writeStringField("worker", worker.text());
      json.writeBooleanField("found", queue.isPresent());
      json.writeNumberField("visible", queue.map(Waiting::visible).orElse(0L));
      json.writeNumberField("delayed", queue.map(Waiting::delayed).orElse(0L));
      json.writeNumberField("in_flight", queue.map(Waiting::inFlight).orElse(0L));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, AuditFinding finding) throws IOException {
    ZoneId zone = finding.by().cron().scheduleZone();
    json.writeStartObject();
    json.writeStringField("verdict", finding.verdict().label());
    json.writeStringField("reason", finding.doubt() == Doubt.NONE ? null : finding.doubt().label());
    json.writeStringField("job_id", finding.job().text());
    json.writeStringField(
        "dispatcher", finding.dispatcher().map(DispatcherName::text).orElse(null));
    json.writeStringField("worker", finding.by().entry().worker().text());
    json.writeStringField("crontab", finding.by().entry().cron().text());
    Optional<ScheduleExpression> expression = finding.by().expression();
    if (expression.isPresent()) {
      json.writeNullField("entry");
    } else {
      json.writeStringField("entry", finding.by().entry().line());
    }
    json.writeStringField("expression", expression.map(ScheduleExpression::text).orElse(null));
    json.writeStringField("expression_zone", expression.map(ScheduleExpression::zone).orElse(null));
    json.writeNumberField("count", finding.count());
    json.writeStringField("first", Instant.ofEpochSecond(finding.first()).toString());
    json.writeStringField("last", Instant.ofEpochSecond(finding.last()).toString());
    json.writeArrayFieldStart("dispatches");
    for (AuditFinding.Dispatch dispatch : finding.shown()) {
      json.writeStartObject();
      json.writeStringField("time", Instant.ofEpochSecond(dispatch.at()).toString());
      json.writeStringField("local", Json.iso(dispatch.at(), zone));
      json.writeArrayFieldStart("runs");
      for (AuditedRun run : dispatch.runs()) {
        write(json, run);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("more", finding.count() > finding.shown().size());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, AuditedRun run) throws IOException {
    json.writeStartObject();
    json.writeStringField("run_id", run.id());
    json.writeStringField("dispatched", run.dispatched().toString());
    json.writeStringField("started", run.started().map(Instant::toString).orElse(null));
    json.writeStringField("last_event", run.lastEvent().toString());
    json.writeStringField("status", run.status());
    json.writeEndObject();
  }
}
