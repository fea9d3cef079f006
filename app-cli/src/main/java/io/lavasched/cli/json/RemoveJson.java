// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.install.RemoveOutcome;
import io.lavasched.application.install.RemovePlan;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.cli.diff.UnifiedDiff;
import io.lavasched.domain.problem.Parsed;
import java.io.IOException;
import java.io.PrintStream;

/** The removal of a block as one JSON object; {@code docs/json.md} describes the shape. */
public final class RemoveJson {

  private static final String FORMAT = "lavasched.remove/1";

  private static final String BROKEN = "broken_crontab";

  private final CrontabStore crontab;
  private final CrontabArchive archive;

  public RemoveJson(CrontabStore crontab, CrontabArchive archive) {
    this.crontab = crontab;
    this.archive = archive;
  }

  public void writePlan(Parsed<RemovePlan> planned, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          start(json, planned.value().map(plan -> "planned").orElse(BROKEN), code);
          if (planned.value().isPresent()) {
            RemovePlan plan = planned.value().get();
            removed(json, plan);
            json.writeStringField("diff", UnifiedDiff.of(plan).text());
          }
          end(json, planned);
        });
  }

  public void writeOutcome(Parsed<RemoveOutcome> ended, int code, PrintStream out) {
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
