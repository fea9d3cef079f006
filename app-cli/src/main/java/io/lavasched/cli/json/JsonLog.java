// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import io.lavasched.application.port.StoreException;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.process.RunId;
import io.lavasched.cli.text.LogFormat;
import io.lavasched.domain.problem.Problem;
import java.time.Clock;
import java.util.Optional;

/** The lines of {@code --log-json}, one object each; {@code docs/json.md} describes the shape. */
public final class JsonLog implements LogFormat {

  private final Clock clock;
  private final RunId runId;
  private final Optional<String> realm;
  private final Optional<String> job;

  /**
   * The lines of one run.
   *
   * @param realm that it is for, where that is known
   * @param job the lavasched job that it is for, where that is known
   */
  public JsonLog(Clock clock, RunId runId, Optional<String> realm, Optional<String> job) {
    this.clock = clock;
    this.runId = runId;
    this.realm = realm;
    this.job = job;
  }

  @Override
  public String message(Level level, String message) {
    return line(level, message, json -> {});
  }

  @Override
  public String error(String message, String hint) {
    return line(Level.ERROR, message, json -> json.writeStringField("hint", hint));
  }

  @Override
  public String problem(Level level, Problem problem) {
    return line(
        level,
        problem.message(),
        json -> {
          JsonProblems.writeKindAndPlace(json, problem);
          JsonProblems.writeHint(json, problem);
        });
  }

  @Override
  public String failure(String message, StoreException failure) {
    return line(
        Level.ERROR,
        message,
        json -> {
          json.writeStringField("operation", failure.operation());
          json.writeStringField("resource", failure.resource());
          json.writeBooleanField("retryable", failure.retryable());
          if (failure.hint().isPresent()) {
            json.writeStringField("hint", failure.hint().get());
          }
        });
  }

  private String line(Level level, String message, Json.Body more) {
    return Json.line(
        json -> {
          json.writeStartObject();
          json.writeStringField("timestamp", clock.instant().toString());
          json.writeStringField("level", level.label());
          json.writeStringField("run_id", runId.text());
          if (realm.isPresent()) {
            json.writeStringField("realm", realm.get());
          }
          if (job.isPresent()) {
            json.writeStringField("lavasched_job", job.get());
          }
          json.writeStringField("message", message);
          more.writeTo(json);
          json.writeEndObject();
        });
  }
}
