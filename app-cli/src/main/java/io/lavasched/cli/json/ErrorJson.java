// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import io.lavasched.application.port.StoreException;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.domain.problem.Problem;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** A command that came to nothing, as one JSON object; {@code docs/json.md} describes the shape. */
public final class ErrorJson {

  private static final String FORMAT = "lavasched.error/1";

  private ErrorJson() {}

  public static void write(String command, InvalidInput invalid, PrintStream out) {
    write(command, ExitCodes.INVALID, Optional.empty(), invalid.problems(), out);
  }

  public static void write(String command, StoreException failure, PrintStream out) {
    write(command, ExitCodes.OUTSIDE, Optional.of(failure), List.of(), out);
  }

  private static void write(
      String command,
      int code,
      Optional<StoreException> failure,
      List<Problem> problems,
      PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", command);
          json.writeNumberField("exit_code", code);
          json.writeFieldName("failure");
          if (failure.isPresent()) {
            Json.failure(json, failure.get());
          } else {
            json.writeNull();
          }
          Json.problems(json, problems);
          json.writeEndObject();
        });
  }
}
