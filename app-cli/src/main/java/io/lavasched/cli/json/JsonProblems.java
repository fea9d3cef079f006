// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.domain.problem.Location;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;

/** Problems as JSON; {@code docs/json.md} describes the shape. */
final class JsonProblems {

  /**
   * What DynamoDB takes for a key, in bytes: a name that is longer is in no table, so no program
   * looks for it by what is said here.
   */
  private static final int LONGEST_KEY = 2_048;

  private JsonProblems() {}

  /** Writes one object. */
  static void write(JsonGenerator json, Problem problem) throws IOException {
    json.writeStartObject();
    writeKindAndPlace(json, problem);
    json.writeStringField("message", problem.message());
    writeHint(json, problem);
    json.writeEndObject();
  }

  /** What comes before the message. */
  static void writeKindAndPlace(JsonGenerator json, Problem problem) throws IOException {
    Location location = problem.location();
    json.writeStringField("severity", problem.severity().label());
    json.writeStringField("code", problem.code().id());
    json.writeStringField("subject", location.subject().map(Subject::text).orElse(null));
    json.writeStringField(
        "job_id",
        location
            .subject()
            .filter(s -> s.kind() == Subject.Kind.JOB)
            .map(subject -> Quoted.head(subject.name(), LONGEST_KEY))
            .orElse(null));
    json.writeStringField(
        "path", location.path().isEmpty() ? null : Quoted.head(location.path(), LONGEST_KEY));
    json.writeFieldName("column");
    if (location.column() == 0) {
      json.writeNull();
    } else {
      json.writeNumber(location.column());
    }
  }

  /** What comes after the message. */
  static void writeHint(JsonGenerator json, Problem problem) throws IOException {
    json.writeStringField("hint", problem.hint().orElse(null));
  }
}
