// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.reconcile.FieldChange;
import io.lavasched.application.reconcile.JobSchedulesPlan;
import io.lavasched.application.reconcile.Progress;
import io.lavasched.application.reconcile.ScheduleChange;
import io.lavasched.application.reconcile.SchedulesOutcome;
import io.lavasched.application.reconcile.SchedulesPlan;
import io.lavasched.application.reconcile.SchedulesRequest;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.cli.json.Json;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.eventbridge.ScheduleJson;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Schedules of a group as one JSON object; {@code docs/json.md} describes the shape. */
final class SchedulesJson {

  private static final String FORMAT = "lavasched.schedules/1";

  private final String command;
  private final GroupName group;
  private final Optional<SchedulesRequest> request;

  /**
   * The document of a command.
   *
   * @param command its name
   * @param group of which group
   * @param request what was asked for, where records are read
   */
  SchedulesJson(String command, GroupName group, Optional<SchedulesRequest> request) {
    this.command = command;
    this.group = group;
    this.request = request;
  }

  /** How a command ended. */
  void write(
      SchedulesOutcome outcome,
      Optional<Backup> restored,
      List<Problem> notes,
      int code,
      PrintStream out) {
    List<Problem> problems = new ArrayList<>(notes);
    if (outcome instanceof SchedulesOutcome.NotPlanned stopped) {
      problems.addAll(stopped.stopped().problems());
    }
    outcome
        .planned()
        .ifPresent(
            plan -> {
              problems.addAll(plan.problems());
              problems.addAll(plan.refusals());
            });
    Json.write(
        out,
        json -> {
          start(json, outcome.word(), code);
          if (restored.isPresent()) {
            json.writeStringField("restored", restored.get().name());
          }
          if (outcome.planned().isPresent()) {
            write(json, outcome.planned().get());
          }
          if (outcome instanceof SchedulesOutcome.Written written) {
            write(json, written.progress());
          }
          Json.problems(json, problems);
          json.writeEndObject();
        });
  }

  /** A backup, and how many schedules are in it, as far as it can be read. */
  record Listed(Backup backup, Optional<Integer> schedules) {}

  /** The list of the backups. */
  void write(List<Listed> backups, List<StoreException> failures, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, "listed", code);
          json.writeArrayFieldStart("backups");
          for (Listed each : backups) {
            json.writeStartObject();
            json.writeStringField("name", each.backup().name());
            json.writeStringField("time", each.backup().time().toString());
            json.writeObjectField("schedules", each.schedules().orElse(null));
            json.writeEndObject();
          }
          json.writeEndArray();
          failures(json, failures);
          json.writeEndObject();
        });
  }

  private void start(JsonGenerator json, String outcome, int code) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeStringField("command", command);
    json.writeStringField("outcome", outcome);
    json.writeNumberField("exit_code", code);
    json.writeStringField("group", group.text());
    if (request.isPresent()) {
      SchedulesRequest asked = request.get();
      json.writeStringField("realm", asked.realm().text());
      json.writeStringField("lavasched_job", asked.job().id().map(JobId::text).orElse(null));
      json.writeStringField("now", asked.now().toString());
      json.writeStringField("zone", asked.wanted().zone().name());
      Json.strings(
          json,
          "dispatchers",
          asked.job().parameters().dispatchers().stream().map(DispatcherName::text).toList());
    }
  }

  private void write(JsonGenerator json, SchedulesPlan plan) throws IOException {
    boolean isRender = command.equals("render");
    if (!isRender) {
      json.writeBooleanField("changed", plan.hasChanges());
      json.writeBooleanField("group_exists", plan.before().isPresent());
      json.writeNumberField("schedules_before", plan.schedulesBefore());
    }
    json.writeNumberField("schedules", plan.schedules());
    json.writeNumberField("quarantined", plan.quarantined());
    json.writeArrayFieldStart("jobs");
    for (JobSchedulesPlan job : plan.jobs()) {
      json.writeStartObject();
      json.writeStringField("job_id", job.name());
      json.writeStringField("dispatcher", job.dispatcher().map(DispatcherName::text).orElse(null));
      json.writeStringField("state", job.state().label());
      if (!isRender) {
        json.writeStringField("change", job.change().label());
      }
      json.writeArrayFieldStart("schedules");
      for (ScheduleChange change : job.schedules()) {
        write(json, change, isRender);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    if (!isRender) {
      Json.strings(
          json, "foreign", plan.foreign().stream().map(each -> each.name().text()).toList());
    }
  }

  private void write(JsonGenerator json, ScheduleChange change, boolean isRender)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", change.name().text());
    json.writeStringField("element", change.name().element());
    if (!isRender) {
      json.writeStringField("change", change.kind().label());
      json.writeBooleanField("edited", change.isEdited());
      json.writeFieldName("before");
      if (change.kind() == ScheduleChange.Kind.UNCHANGED || change.before().isEmpty()) {
        json.writeNull();
      } else {
        write(json, change.before().get());
      }
      json.writeArrayFieldStart("fields");
      for (FieldChange field : change.fields()) {
        json.writeStartObject();
        json.writeStringField("field", field.field());
        json.writeStringField("before", field.before());
        json.writeStringField("after", field.after());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeFieldName("create_schedule");
    if (change.after().isPresent()) {
      ScheduleJson.write(json, group, change.after().get());
    } else {
      json.writeNull();
    }
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Stored stored) throws IOException {
    json.writeStartObject();
    json.writeFieldName("create_schedule");
    if (stored.spec().isPresent()) {
      ScheduleJson.write(json, group, stored.spec().get());
    } else {
      json.writeNull();
    }
    Json.strings(json, "beyond", stored.beyond());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Progress progress) throws IOException {
    json.writeStringField("backup", progress.backup().map(Backup::name).orElse(null));
    json.writeNumberField("applied", progress.done());
    json.writeNumberField("to_apply", progress.total());
    Json.strings(json, "different", progress.different().stream().map(ScheduleName::text).toList());
    failures(json, progress.failure().map(List::of).orElse(List.of()));
  }

  private static void failures(JsonGenerator json, List<StoreException> failures)
      throws IOException {
    json.writeArrayFieldStart("failures");
    for (StoreException failure : failures) {
      Json.failure(json, failure);
    }
    json.writeEndArray();
  }
}
