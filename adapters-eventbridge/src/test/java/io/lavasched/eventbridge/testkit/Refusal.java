// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge.testkit;

/** An error that the service answers with. */
final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** What a request breaks that no schedule may. */
  static Refusal validation(String message) {
    return new Refusal(400, "ValidationException", message);
  }

  /** What a member of a request breaks, in the words of all AWS services. */
  static Refusal constraint(String value, String member, String constraint) {
    return validation(
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + member
            + "' failed to satisfy constraint: Member must "
            + constraint);
  }

  static Refusal notFound(String what) {
    return new Refusal(404, "ResourceNotFoundException", what + " does not exist.");
  }

  static Refusal conflict(String what) {
    return new Refusal(409, "ConflictException", what + " already exists.");
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
