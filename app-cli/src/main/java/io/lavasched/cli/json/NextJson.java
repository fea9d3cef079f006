// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.forecast.Coming;
import io.lavasched.application.forecast.Dispatch;
import io.lavasched.application.forecast.ForecastJob;
import io.lavasched.application.forecast.GroupBy;
import io.lavasched.application.forecast.WindowChange;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.application.records.Target;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.schedule.ScheduleItem;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Coming dispatches as one JSON object; {@code docs/json.md} describes the shape. */
public final class NextJson {

  private static final String FORMAT = "lavasched.next/1";

  private final Target target;
  private final Coming coming;

  public NextJson(Target target, Coming coming) {
    this.target = target;
    this.coming = coming;
  }

  public void write(int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "next");
          json.writeNumberField("exit_code", code);
          json.writeStringField("target", target.text());
          json.writeStringField("now", coming.request().span().now().toString());
          json.writeStringField(
              "until", coming.request().span().until().map(Instant::toString).orElse(null));
          json.writeFieldName("count");
          if (coming.count().isPresent()) {
            json.writeNumber(coming.count().getAsInt());
          } else {
            json.writeNull();
          }
          json.writeStringField(
              "zone", coming.request().times().zone().map(ZoneId::getId).orElse(null));
          json.writeStringField(
              "cron", coming.request().times().cron().map(CronDialect::text).orElse(null));
          writeDispatchers(json);
          writeDispatches(json, out);
          writeWindows(json);
          Json.problems(json, coming.forecast().problems());
          json.writeEndObject();
        });
  }

  private void writeDispatchers(JsonGenerator json) throws IOException {
    Map<DispatcherName, ForecastJob> dispatchers = new TreeMap<>();
    coming.forecast().jobs().forEach(job -> dispatchers.putIfAbsent(job.dispatcher(), job));
    json.writeArrayFieldStart("dispatchers");
    for (Map.Entry<DispatcherName, ForecastJob> dispatcher : dispatchers.entrySet()) {
      json.writeStartObject();
      json.writeStringField("dispatcher", dispatcher.getKey().text());
      json.writeStringField("zone", dispatcher.getValue().cron().scheduleZone().getId());
      Json.strings(
          json,
          "lavasched_jobs",
          coming.forecast().lavaschedJobsOf(dispatcher.getKey()).stream()
              .filter(RealmLavaschedJob::isEnabled)
              .map(RealmLavaschedJob::id)
              .map(JobId::text)
              .toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void writeDispatches(JsonGenerator json, PrintStream out) throws IOException {
    json.writeStringField("group_by", coming.groupBy().map(GroupBy::label).orElse(null));
    if (coming.groupBy().isEmpty()) {
      write(json, coming.forecast().jobs(), out);
      return;
    }
    json.writeArrayFieldStart("groups");
    for (Map.Entry<String, List<ForecastJob>> group : coming.groups().entrySet()) {
      json.writeStartObject();
      json.writeStringField("group", group.getKey());
      write(json, group.getValue(), out);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(JsonGenerator json, List<ForecastJob> jobs, PrintStream out)
      throws IOException {
    json.writeArrayFieldStart("at_boot");
    for (Dispatch boot : coming.forecast().atBoot(jobs)) {
      json.writeStartObject();
      write(json, boot.job(), boot.item(), boot.schedule());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("dispatches");
    Coming.Dispatches all = coming.dispatches(jobs, out);
    while (all.hasNext()) {
      Dispatch dispatch = all.next();
      json.writeStartObject();
      writeTime(json, dispatch.at(), dispatch.job());
      write(json, dispatch.job(), dispatch.item(), dispatch.schedule());
      json.writeNumberField("times", dispatch.times());
      json.writeBooleanField("late", dispatch.isLate());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("more", all.isCut());
  }

  private void writeWindows(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("windows");
    for (WindowChange change : coming.forecast().windowChanges(coming.forecast().jobs())) {
      json.writeStartObject();
      writeTime(json, change.at(), change.job());
      write(json, change.job(), change.item(), change.schedule());
      json.writeBooleanField("begins", change.begins());
      json.writeStringField("rebuild", rebuild(change));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Null, as JSON has it, where nobody can tell. */
  @SuppressWarnings("NullAway")
  private static String rebuild(WindowChange change) {
    return change.rebuild() == FireTimes.NEVER
        ? null
        : Instant.ofEpochSecond(change.rebuild()).toString();
  }

  private static void writeTime(JsonGenerator json, long at, ForecastJob job) throws IOException {
    json.writeStringField("time", Instant.ofEpochSecond(at).toString());
    json.writeStringField("local", Json.iso(at, job.cron().scheduleZone()));
  }

  private void write(JsonGenerator json, ForecastJob job, int index, ScheduleItem item)
      throws IOException {
    json.writeStringField("job_id", job.record().id().text());
    json.writeStringField("dispatcher", job.dispatcher().text());
    json.writeStringField("worker", job.record().worker().text());
    json.writeNumberField("schedule", index);
    json.writeStringField("crontab", item.cron().text());
    json.writeBooleanField("disabled", job.enabled().isDisabled());
    json.writeBooleanField("decided_at_run_time", job.enabled().isDecidedAtRunTime());
    json.writeBooleanField("unserved", coming.forecast().isUnserved(job));
  }
}
