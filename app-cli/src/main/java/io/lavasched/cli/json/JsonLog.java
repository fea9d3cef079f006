// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lavasched.application.port.StoreException;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.text.LogFormat;
import io.lavasched.domain.problem.Problem;
import java.time.Clock;

/** The lines of {@code --log-json}, one object each; {@code docs/json.md} describes the shape. */
public final class JsonLog implements LogFormat {

  private final Clock clock;

  public JsonLog(Clock clock) {
    this.clock = clock;
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
    return JsonNodeFactory.instance
        .objectNode()
        .put("timestamp", clock.instant().toString())
        .put("level", level.label())
        .put("message", message);
  }
}
