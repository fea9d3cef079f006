// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.install.KeptCrontab;
import io.lavasched.application.install.KeptCrontabs;
import io.lavasched.application.install.LineChanges;
import io.lavasched.application.install.RestoreOutcome;
import io.lavasched.application.install.RestorePlan;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.Reading;
import io.lavasched.application.port.StoreException;
import io.lavasched.cli.diff.UnifiedDiff;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.domain.crontab.CrontabText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** A restore as one JSON object; {@code docs/json.md} describes the shape. */
public final class RestoreJson {

  private static final String FORMAT = "lavasched.restore/1";

  private final CrontabStore crontab;
  private final CrontabArchive archive;

  public RestoreJson(CrontabStore crontab, CrontabArchive archive) {
    this.crontab = crontab;
    this.archive = archive;
  }

  public void write(KeptCrontabs all, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, "listed", code);
          json.writeArrayFieldStart("backups");
          for (KeptCrontab one : all.kept()) {
            write(json, one);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("failures");
          for (StoreException failure : all.failures()) {
            Json.failure(json, failure);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, KeptCrontab one) throws IOException {
    Optional<Reading> text = one.text();
    Optional<LineChanges> changes = LineChanges.after(one);
    json.writeStartObject();
    json.writeStringField("name", one.backup().name());
    json.writeStringField("time", one.backup().time().toString());
    json.writeBooleanField("found", one.backup().found());
    json.writeObjectField("none", text.map(read -> read.crontab().isEmpty()).orElse(null));
    number(json, "bytes", text.map(read -> read.crontab().map(CrontabText::length).orElse(0)));
    number(json, "entries", text.map(read -> LineChanges.entries(read.crontab())));
    number(json, "then_added", changes.map(LineChanges::added));
    number(json, "then_removed", changes.map(LineChanges::removed));
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String field, Optional<Integer> number)
      throws IOException {
    json.writeObjectField(field, number.orElse(null));
  }

  public void write(RestorePlan plan, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, "planned", ExitCodes.OK);
          restored(json, plan);
          json.writeStringField("diff", UnifiedDiff.of(plan).text());
          json.writeEndObject();
        });
  }

  public void write(RestoreOutcome outcome, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, InstallJson.outcome(outcome.result()), code);
          restored(json, outcome.plan());
          InstallJson.write(json, outcome.result());
          json.writeEndObject();
        });
  }

  private void start(JsonGenerator json, String outcome, int code) throws IOException {
    InstallJson.start(json, FORMAT, "restore", outcome, code, crontab, archive);
  }

  private static void restored(JsonGenerator json, RestorePlan plan) throws IOException {
    json.writeStringField("restored", plan.backup().name());
    json.writeBooleanField("changed", plan.hasChanges());
    json.writeNumberField("entries", LineChanges.entries(plan.after()));
  }
}
