// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.move;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.move.Cut;
import io.lavasched.application.move.MoveReport;
import io.lavasched.application.move.MoveStep;
import io.lavasched.cli.json.Json;
import io.lavasched.cli.move.MoveCommand.Moved;
import io.lavasched.domain.job.JobId;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;

/** A move as one JSON object; {@code docs/json.md} describes the shape. */
final class MoveJson {

  private static final String FORMAT = "lavasched.move/1";

  private MoveJson() {}

  static void write(Moved moved, int code, PrintStream out) {
    MoveReport report = moved.report();
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "move");
          json.writeStringField("outcome", report.end().label());
          json.writeNumberField("exit_code", code);
          json.writeStringField("to", moved.to().text());
          json.writeStringField("realm", moved.schedules().request().realm().text());
          json.writeStringField(
              "lavasched_job",
              moved.schedules().request().job().id().map(JobId::text).orElse(null));
          json.writeStringField("group", moved.schedules().group().text());
          json.writeObjectFieldStart("dispatches");
          json.writeStringField("by", report.standing().kind().label());
          at(json, report.standing().at());
          json.writeEndObject();
          json.writeFieldName("change");
          if (report.cut().isPresent()) {
            write(json, report.cut().get());
          } else {
            json.writeNull();
          }
          json.writeArrayFieldStart("steps");
          for (MoveStep step : report.steps()) {
            json.writeStartObject();
            json.writeStringField("step", step.kind().label());
            at(json, step.at());
            json.writeNumberField("schedules", step.schedules());
            json.writeEndObject();
          }
          json.writeEndArray();
          Json.problems(json, report.problems());
          json.writeArrayFieldStart("failures");
          if (report.failure().isPresent()) {
            Json.failure(json, report.failure().get());
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, Cut cut) throws IOException {
    json.writeStartObject();
    json.writeStringField("at", cut.at().toString());
    json.writeBooleanField("gap", cut.isGap());
    Json.strings(json, "jobs", cut.around());
    json.writeEndObject();
  }

  private static void at(JsonGenerator json, Optional<Instant> at) throws IOException {
    json.writeStringField("at", at.map(Instant::toString).orElse(null));
  }
}
