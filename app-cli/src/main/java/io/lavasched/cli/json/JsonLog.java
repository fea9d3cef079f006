// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    return line(level, message).toString();
  }

  @Override
  public String error(String message, String hint) {
    return line(Level.ERROR, message).put("hint", hint).toString();
  }

  @Override
  public String problem(Level level, Problem problem) {
    return line(level, problem.message()).setAll(JsonProblems.of(problem)).toString();
  }

  @Override
  public String failure(String message, StoreException failure) {
    ObjectNode line = line(Level.ERROR, message);
    line.put("operation", failure.operation());
    line.put("resource", failure.resource());
    line.put("retryable", failure.retryable());
    failure.hint().ifPresent(hint -> line.put("hint", hint));
    return line.toString();
  }

  private ObjectNode line(Level level, String message) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", clock.instant().toString())
            .put("level", level.label())
            .put("run_id", runId.text());
    realm.ifPresent(name -> line.put("realm", name));
    job.ifPresent(id -> line.put("lavasched_job", id));
    return line.put("message", message);
  }
}
