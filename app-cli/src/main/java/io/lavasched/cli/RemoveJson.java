package io.lavasched.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.usecase.RemoveOutcome;
import io.lavasched.domain.usecase.RemovePlan;
import java.io.IOException;
import java.io.PrintStream;

/** The removal of a block as one JSON object; {@code docs/json.md} describes the shape. */
final class RemoveJson {

  private static final String FORMAT = "lavasched.remove/1";

  private static final String BROKEN = "broken_crontab";

  private final CrontabStore crontab;
  private final CrontabArchive archive;

  RemoveJson(CrontabStore crontab, CrontabArchive archive) {
    this.crontab = crontab;
    this.archive = archive;
  }

  void writePlan(Parsed<RemovePlan> planned, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, planned.value().map(plan -> "planned").orElse(BROKEN), code);
          if (planned.value().isPresent()) {
            RemovePlan plan = planned.value().get();
            removed(json, plan);
            json.writeStringField("diff", RemoveCommand.diff(plan).text());
          }
          end(json, planned);
        });
  }

  void writeOutcome(Parsed<RemoveOutcome> ended, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(
              json,
              ended.value().map(one -> InstallJson.outcome(one.result())).orElse(BROKEN),
              code);
          if (ended.value().isPresent()) {
            RemoveOutcome outcome = ended.value().get();
            removed(json, outcome.plan());
            InstallJson.write(json, outcome.result());
          }
          end(json, ended);
        });
  }

  private void start(JsonGenerator json, String outcome, int code) throws IOException {
    InstallJson.start(json, FORMAT, "remove", outcome, code, crontab, archive);
  }

  private static void removed(JsonGenerator json, RemovePlan plan) throws IOException {
    json.writeBooleanField("changed", plan.hasChanges());
    json.writeNumberField("entries", plan.entries());
  }

  private static void end(JsonGenerator json, Parsed<?> parsed) throws IOException {
    Json.problems(json, parsed.problems());
    json.writeEndObject();
  }
}
