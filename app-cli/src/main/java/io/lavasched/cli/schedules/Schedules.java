// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.reconcile.RebuildSchedules;
import io.lavasched.application.reconcile.SchedulesRequest;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.cli.text.RebuildMessages;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import java.util.List;
import java.util.Set;

/**
 * A rebuild of schedules that is ready to go.
 *
 * @param useCase wired to the source and the group
 * @param request what to rebuild
 * @param group the name of the group
 * @param store the group; closed by who has this
 * @param archive where its old schedules are kept
 * @param notes what is to be said of the lavasched job
 * @param quiet the warnings that run leaves out
 */
public record Schedules(
    RebuildSchedules useCase,
    SchedulesRequest request,
    GroupName group,
    GroupStore store,
    ScheduleArchive archive,
    List<Problem> notes,
    Set<ProblemCode> quiet) {

  /** Whether run leaves a problem out: never an error. */
  boolean isQuiet(Problem problem) {
    return problem.severity() != Severity.ERROR && quiet.contains(problem.code());
  }

  /** Whether a problem is about a record that is not the lavasched job's. */
  boolean isOfAnotherRecord(Problem problem) {
    return RebuildMessages.isOfAnotherRecord(problem, request.job().id());
  }
}
