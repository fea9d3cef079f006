// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.entries.EntryText;
import io.lavasched.application.explain.ExplainRequest;
import io.lavasched.application.explain.Explanation;
import io.lavasched.application.explain.ServiceExplanation;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.Target;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.times.RealmService;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.schedule.ActiveSeconds;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation as one JSON object; {@code docs/json.md} describes the shape. */
public final class ExplainJson {

  private static final String FORMAT = "lavasched.explain/1";

  private final Explanation explanation;
  private final List<ServiceExplanation.Kept> kept;
  private final Target target;
  private final Instant now;
  private final Optional<ZoneId> zone;
  private final Optional<CronDialect> cron;
  private final Optional<String> crontab;

  public ExplainJson(Explanation explanation, ExplainRequest request, CrontabStore crontab) {
    this.explanation = explanation;
    this.kept = List.of();
    this.target = Target.CRONTAB;
    this.now = request.now();
    this.zone = Optional.of(request.zone());
    this.cron = Optional.of(request.dialect());
    this.crontab = explanation.crontabRead() ? Optional.of(crontab.describe()) : Optional.empty();
  }

  public ExplainJson(ServiceExplanation explained, RealmService service) {
    this.explanation = explained.explanation();
    this.kept = explained.kept();
    this.target = Target.EVENTBRIDGE;
    this.now = service.now();
    this.zone = service.zone();
    this.cron = service.cron();
    this.crontab = Optional.empty();
  }

  public void write(int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "explain");
          json.writeNumberField("exit_code", code);
          json.writeStringField("target", target.text());
          json.writeStringField("now", now.toString());
          json.writeStringField("zone", zone.map(ZoneId::getId).orElse(null));
          json.writeStringField("cron", cron.map(CronDialect::text).orElse(null));
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
          json.writeStringField("crontab", crontab.orElse(null));
          json.writeArrayFieldStart("services");
          for (int i = 0; i < explanation.services().size(); i++) {
            write(json, i);
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

  private void write(JsonGenerator json, int index) throws IOException {
    Explanation.Service service = explanation.services().get(index);
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
    if (kept.isEmpty()) {
      json.writeNullField("group");
      json.writeNullField("delay");
      json.writeNullField("kept");
    } else {
      write(json, kept.get(index));
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ServiceExplanation.Kept kept) throws IOException {
    json.writeStringField("group", kept.group().map(GroupName::text).orElse(null));
    json.writeNumberField("delay", kept.delay());
    json.writeArrayFieldStart("kept");
    for (ServiceExplanation.Schedule schedule : kept.schedules()) {
      json.writeStartObject();
      json.writeNumberField("schedule", schedule.item());
      json.writeStringField("name", schedule.name().text());
      json.writeStringField("expression", schedule.expression().text());
      json.writeStringField("zone", schedule.expression().zone());
      json.writeStringField("start", schedule.start().map(Instant::toString).orElse(null));
      json.writeStringField("end", schedule.end().map(Instant::toString).orElse(null));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
