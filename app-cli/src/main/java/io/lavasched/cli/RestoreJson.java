package io.lavasched.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.usecase.KeptCrontab;
import io.lavasched.domain.usecase.RestoreOutcome;
import io.lavasched.domain.usecase.RestorePlan;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A restore as one JSON object; {@code docs/json.md} describes the shape. */
final class RestoreJson {

  private static final String FORMAT = "lavasched.restore/1";

  private final CrontabStore crontab;
  private final CrontabArchive archive;

  RestoreJson(CrontabStore crontab, CrontabArchive archive) {
    this.crontab = crontab;
    this.archive = archive;
  }

  void write(List<KeptCrontab> kept, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, "listed", ExitCodes.OK);
          json.writeArrayFieldStart("backups");
          for (KeptCrontab one : kept) {
            LineChanges changes = LineChanges.of(one.text(), one.next());
            json.writeStartObject();
            json.writeStringField("name", one.backup().name());
            json.writeStringField("time", one.backup().time().toString());
            json.writeBooleanField("none", one.text().isEmpty());
            json.writeNumberField("bytes", one.text().map(CrontabText::length).orElse(0));
            json.writeNumberField("entries", LineChanges.entries(one.text()));
            json.writeNumberField("then_added", changes.added());
            json.writeNumberField("then_removed", changes.removed());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  void write(RestorePlan plan, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, "planned", ExitCodes.OK);
          restored(json, plan);
          json.writeStringField("diff", RestoreCommand.diff(plan).text());
          json.writeEndObject();
        });
  }

  void write(RestoreOutcome outcome, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, outcome.result().map(InstallJson::outcome).orElse("unchanged"), code);
          restored(json, outcome.plan());
          InstallJson.write(json, outcome.result());
          json.writeEndObject();
        });
  }

  private void start(JsonGenerator json, String outcome, int code) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeStringField("command", "restore");
    json.writeStringField("outcome", outcome);
    json.writeNumberField("exit_code", code);
    json.writeStringField("crontab", crontab.describe());
    json.writeStringField("archive", archive.describe());
  }

  private static void restored(JsonGenerator json, RestorePlan plan) throws IOException {
    json.writeStringField("restored", plan.backup().name());
    json.writeBooleanField("changed", plan.hasChanges());
    json.writeNumberField("entries", LineChanges.entries(plan.after()));
  }
}
