// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.forecast.CountDispatches;
import io.lavasched.application.records.Target;
import io.lavasched.application.timeline.ClockChange;
import io.lavasched.application.timeline.Crowd;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Lane;
import io.lavasched.application.timeline.Load;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.timeline.WindowEdge;
import io.lavasched.cli.text.TimelineReport;
import io.lavasched.domain.cron.CronDialect;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A timeline as one JSON object; {@code docs/json.md} describes the shape. */
public final class TimelineJson {

  private static final String FORMAT = "lavasched.timeline/1";

  private final Target target;
  private final TimelineReport report;
  private final Timeline timeline;
  private final Interval interval;

  public TimelineJson(Target target, TimelineReport report) {
    this.target = target;
    this.report = report;
    this.timeline = report.timeline();
    this.interval = report.interval();
  }

  public void write(int code, PrintStream out) {
    CountDispatches.Tally tally = report.counted().tally();
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "timeline");
          json.writeNumberField("exit_code", code);
          json.writeStringField("target", target.text());
          json.writeStringField("from", interval.at(0).toString());
          json.writeStringField("to", interval.at(interval.minutes()).toString());
          json.writeStringField("zone", interval.zone().getId());
          json.writeStringField("cron", report.cron().map(CronDialect::text).orElse(null));
          json.writeNumberField("minutes", interval.minutes());
          json.writeObjectFieldStart("records");
          json.writeNumberField("all", tally.records());
          json.writeNumberField("sent", tally.dispatched());
          json.writeNumberField("idle", tally.idle());
          json.writeNumberField("boot", tally.boot());
          json.writeNumberField("unscheduled", tally.unscheduled());
          json.writeNumberField("undispatched", tally.undispatched());
          json.writeNumberField("bad", tally.bad());
          json.writeNumberField("disabled", tally.disabled());
          json.writeNumberField("decided_at_run_time", tally.decidedAtRunTime());
          json.writeEndObject();
          json.writeObjectFieldStart("total");
          write(json, timeline.total());
          json.writeEndObject();
          write(json, "dispatchers", timeline.dispatchers());
          write(json, "workers", timeline.workers());
          crowds(json);
          changes(json);
          Json.problems(json, report.counted().problems());
          json.writeEndObject();
        });
  }

  private void write(JsonGenerator json, Load load) throws IOException {
    json.writeNumberField("dispatches", load.sum());
    json.writeNumberField("most", load.peak());
    json.writeObjectField(
        "busiest", load.peak() == 0 ? null : interval.at(load.busiest()).toString());
    json.writeArrayFieldStart("per_minute");
    for (int minute = 0; minute < load.minutes(); minute++) {
      json.writeNumber(load.at(minute));
    }
    json.writeEndArray();
  }

  private void write(JsonGenerator json, String field, List<Lane> lanes) throws IOException {
    json.writeArrayFieldStart(field);
    for (Lane lane : lanes) {
      json.writeStartObject();
      json.writeStringField("name", lane.name());
      json.writeNumberField("jobs", lane.jobs());
      write(json, lane.load());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void crowds(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("crowds");
    for (Crowd crowd : timeline.crowds()) {
      json.writeStartObject();
      json.writeNumberField("dispatches", crowd.load());
      json.writeArrayFieldStart("minutes");
      for (int minute : crowd.minutes()) {
        json.writeString(interval.at(minute).toString());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("jobs");
      for (Crowd.Dispatched dispatched : crowd.first()) {
        json.writeStartObject();
        json.writeStringField("job_id", dispatched.job().id().text());
        json.writeStringField("dispatcher", dispatched.job().dispatcher().text());
        json.writeStringField("worker", dispatched.job().worker().text());
        json.writeStringField("schedule", dispatched.scheduled().item().cron().text());
        json.writeNumberField("count", dispatched.count());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("more", crowd.more());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void changes(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("clock_changes");
    for (ClockChange change : timeline.clockChanges()) {
      json.writeStartObject();
      json.writeStringField("time", interval.at(change.minute()).toString());
      json.writeStringField("before", change.before().toString());
      json.writeStringField("after", change.after().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("windows");
    for (WindowEdge edge : timeline.edges()) {
      json.writeStartObject();
      json.writeStringField("time", interval.at(edge.minute()).toString());
      json.writeBooleanField("begins", edge.begins());
      json.writeStringField("job_id", edge.job().id().text());
      json.writeStringField("schedule", edge.scheduled().item().cron().text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
