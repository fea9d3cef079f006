// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.worker.Enabled;
import java.util.Optional;

/** Whether the author of a record can have meant what its {@code enabled} comes to. */
final class EnabledCheck {

  private static final String FIELD = "enabled";

  private EnabledCheck() {}

  static Optional<Problem> problem(WholeRecord record) {
    Enabled enabled = record.enabled();
    if (record.isLavasched() && enabled.isDisabled()) {
      return Optional.of(lavasched(enabled, record));
    }
    return switch (enabled) {
      case MISSING ->
          Optional.of(
              Problem.of(
                      ProblemCode.ENABLED_MISSING,
                      "job record should say whether the job is enabled, found no enabled")
                  .withHint("the job is disabled: the worker skips it; set enabled to true"));
      case OTHER_TEXT ->
          Optional.of(
              unclear(
                  record,
                  "the job is disabled: only the string \"true\", in any case, enables it"));
      case OTHER_VALUE ->
          Optional.of(
              unclear(record, "the job is run, for the worker looks at no other type of value"));
      case YES, NO, TEMPLATE -> Optional.empty();
    };
  }

  private static Problem unclear(WholeRecord record, String hint) {
    return Problem.of(
            ProblemCode.ENABLED_UNCLEAR,
            "enabled should be true, false or a Jinja template, found " + record.enabledFound())
        .withHint(hint)
        .under(FIELD);
  }

  private static Problem lavasched(Enabled enabled, WholeRecord record) {
    return Problem.of(
            ProblemCode.LAVASCHED_DISABLED,
            "enabled should be true for a lavasched job, found " + record.enabledFound())
        .withHint(
            enabled == Enabled.NO
                ? "the crontab is not rebuilt while it is disabled"
                : "the worker skips it: the crontab is rebuilt only if something else runs it by"
                    + " its name")
        .under(FIELD);
  }
}
