package io.lavasched.cli;

import io.lavasched.domain.port.StoreException;
import java.io.PrintStream;
import java.util.List;

/** A command that came to nothing, as one JSON object; {@code docs/json.md} describes the shape. */
final class ErrorJson {

  private static final String FORMAT = "lavasched.error/1";

  private ErrorJson() {}

  static void write(String command, InvalidInput invalid, PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", command);
          json.writeNumberField("exit_code", ExitCodes.INVALID);
          json.writeNullField("failure");
          Json.problems(json, invalid.problems());
          json.writeEndObject();
        });
  }

  static void write(String command, StoreException failure, PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", command);
          json.writeNumberField("exit_code", ExitCodes.OUTSIDE);
          json.writeFieldName("failure");
          Json.failure(json, failure);
          Json.problems(json, List.of());
          json.writeEndObject();
        });
  }
}
