// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.cli.option.Level;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.text.RebuildMessages;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.problem.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an unattended run must tell: bad records, and what concerns the group or the lavasched job.
 * Warnings about other records are told by plan and check, not every ten minutes.
 */
final class SchedulesAttention {

  private SchedulesAttention() {}

  static void tell(List<Problem> problems, Schedules schedules, Messages messages) {
    long left = 0;
    Map<Optional<Subject>, Integer> told = new HashMap<>();
    for (Problem problem : problems) {
      if (schedules.isQuiet(problem)) {
        continue;
      }
      boolean counts =
          problem.severity() == Severity.ERROR || !schedules.isOfAnotherRecord(problem);
      if (!counts && !messages.isOn(Level.DEBUG)) {
        left += problem.severity() == Severity.WARNING ? 1 : 0;
        continue;
      }
      if (told.merge(problem.location().subject(), 1, Integer::sum) <= RebuildMessages.MOST_OF_ONE
          || messages.isOn(Level.DEBUG)) {
        messages.problems(List.of(problem));
      }
    }
    RebuildMessages.leftOut(told, left, messages);
  }
}
