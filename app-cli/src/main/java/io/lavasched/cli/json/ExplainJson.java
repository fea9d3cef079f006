// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.entries.EntryText;
import io.lavasched.application.explain.ExplainRequest;
import io.lavasched.application.explain.Explanation;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.schedule.ActiveSeconds;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An explanation as one JSON object; {@code docs/json.md} describes the shape. */
public final class ExplainJson {

  private static final String FORMAT = "lavasched.explain/1";

  private final Explanation explanation;
  private final ExplainRequest request;
  private final CrontabStore crontab;

  public ExplainJson(Explanation explanation, ExplainRequest request, CrontabStore crontab) {
    this.explanation = explanation;
    this.request = request;
    this.crontab = crontab;
  }

  public void write(int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "explain");
          json.writeNumberField("exit_code", code);
          json.writeStringField("now", request.now().toString());
          json.writeStringField("zone", request.zone().getId());
          json.writeStringField("cron", request.dialect().text());
          json.writeStringField("job_id", explanation.job().text());
          json.writeStringField(
              "dispatcher", explanation.dispatcher().map(DispatcherName::text).orElse(null));
          json.writeStringField(
              "worker", explanation.record().map(record -> record.worker().text()).orElse(null));
          json.writeBooleanField("disabled", explanation.enabled().isDisabled());
          json.writeBooleanField("decided_at_run_time", explanation.enabled().isDecidedAtRunTime());
          json.writeBooleanField("will_run", explanation.willRun());
          writeReasons(json);
          json.writeArrayFieldStart("schedules");
          for (Explanation.Schedule schedule : explanation.schedules()) {
            write(json, schedule);
          }
          json.writeEndArray();
          json.writeStringField("crontab", explanation.crontabRead() ? crontab.describe() : null);
          json.writeArrayFieldStart("services");
          for (Explanation.Service service : explanation.services()) {
            write(json, service);
          }
          json.writeEndArray();
          Json.problems(json, explanation.allProblems());
          json.writeEndObject();
        });
  }

  private void writeReasons(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("reasons");
    for (Explanation.Reason reason : explanation.reasons()) {
      json.writeStartObject();
      json.writeStringField("reason", reason.kind().label());
      json.writeBooleanField("final", reason.kind().isFinal());
      json.writeStringField("message", reason.message());
      json.writeStringField("hint", reason.hint().orElse(null));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Explanation.Schedule schedule) throws IOException {
    json.writeStartObject();
    json.writeStringField("crontab", schedule.item().cron().text());
    json.writeStringField("words", schedule.words().sentence());
    Json.strings(json, "notes", schedule.words().notes());
    json.writeStringField("zone", schedule.cron().scheduleZone().getId());
    json.writeStringField("window", schedule.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("window_since", instant(schedule.since()));
    json.writeStringField("window_until", instant(schedule.until()));
    json.writeArrayFieldStart("next");
    for (Explanation.Fire fire : schedule.fires()) {
      json.writeStartObject();
      json.writeStringField("time", Instant.ofEpochSecond(fire.at()).toString());
      json.writeStringField("local", Json.iso(fire.at(), schedule.cron().scheduleZone()));
      json.writeNumberField("times", fire.times());
      json.writeBooleanField("late", fire.isLate());
      Json.strings(json, "notes", fire.notes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Null, as JSON has it, for none. */
  @SuppressWarnings("NullAway")
  private static String instant(long second) {
    return second == ActiveSeconds.NEVER ? null : Instant.ofEpochSecond(second).toString();
  }

  private void write(JsonGenerator json, Explanation.Service service) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "lavasched_job",
        service.lavasched().map(RealmLavaschedJob::id).map(JobId::text).orElse(null));
    json.writeStringField(
        "worker",
        service
            .lavasched()
            .flatMap(RealmLavaschedJob::record)
            .map(record -> record.worker().text())
            .orElse(null));
    json.writeBooleanField(
        "enabled", service.lavasched().map(RealmLavaschedJob::isEnabled).orElse(false));
    json.writeStringField(
        "cron_tz", service.lavasched().flatMap(RealmLavaschedJob::cronTz).orElse(null));
    json.writeStringField("state", service.plan().map(p -> p.state().label()).orElse(null));
    Json.strings(
        json, "entries", EntryText.shown(service.plan().map(JobPlan::after).orElse(List.of())));
    if (service.isCompared() && service.plan().isPresent()) {
      Json.strings(json, "installed", EntryText.shown(service.plan().orElseThrow().before()));
    } else {
      json.writeNullField("installed");
    }
    json.writeEndObject();
  }
}
