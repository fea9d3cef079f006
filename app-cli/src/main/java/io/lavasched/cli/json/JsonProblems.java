// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lavasched.domain.problem.Location;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;

/** Problems as JSON; {@code docs/json.md} describes the shape. */
final class JsonProblems {

  /**
   * What DynamoDB takes for a key, in bytes: a name that is longer is in no table, so no program
   * looks for it by what is said here.
   */
  private static final int LONGEST_KEY = 2_048;

  private JsonProblems() {}

  static ObjectNode of(Problem problem) {
    Location location = problem.location();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("severity", problem.severity().label());
    node.put("code", problem.code().id());
    node.put("subject", location.subject().map(Subject::text).orElse(null));
    node.put(
        "job_id",
        location
            .subject()
            .filter(s -> s.kind() == Subject.Kind.JOB)
            .map(subject -> Quoted.head(subject.name(), LONGEST_KEY))
            .orElse(null));
    node.put("path", location.path().isEmpty() ? null : Quoted.head(location.path(), LONGEST_KEY));
    node.put("column", location.column() == 0 ? null : location.column());
    node.put("message", problem.message());
    node.put("hint", problem.hint().orElse(null));
    return node;
  }
}
