// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.ScheduleItem;
import java.util.List;
import java.util.Optional;

/** A job that has a schedule, and where its problems stand. */
record ScheduledJob(
    Subject subject,
    Optional<DispatcherName> dispatcher,
    List<ScheduleItem> items,
    SchedulePlaces places) {

  /** A problem of one element. */
  Problem placed(Problem problem, int index) {
    return places.of(problem, index).in(subject);
  }

  /** A problem of the cron string of one element. */
  Problem placedInCron(Problem problem, int index) {
    return places.ofCron(problem, index).in(subject);
  }
}
