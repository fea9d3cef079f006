// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import java.util.Objects;

/**
 * The stable name of a kind of {@link Problem}, and how much such a problem matters.
 *
 * <p>Those of lavasched are {@link ProblemCode}. Other validators make their own: with {@link #of},
 * or as an enum that implements this interface.
 *
 * <pre>{@code
 * Code nightOnly = Code.of("acme/night-only", Severity.WARNING);
 * Problem problem = Problem.of(nightOnly, "jobs must run at night").under("schedule");
 * out.accept(problem.inFull()); // schedule: warning: jobs must run at night [acme/night-only]
 * }</pre>
 */
public interface Code {

  /**
   * The name in output and documents, such as {@code cron-out-of-range} or {@code acme/night-only}.
   *
   * @return the stable name; those with a slash never become names of lavasched
   */
  String id();

  /**
   * How much a problem of this kind matters.
   *
   * @return the severity
   */
  Severity severity();

  /**
   * A code of another validator.
   *
   * @param id a prefix of its own, a slash and a name: lower-case letters, digits and hyphens, such
   *     as {@code acme/night-only}
   * @param severity how much such a problem matters
   * @return the code; equal to each one of the same name and severity
   * @throws IllegalArgumentException if the id has another form
   */
  static Code of(String id, Severity severity) {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(severity, "severity");
    return new OwnCode(id, severity);
  }
}
