// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.RecordRead;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import java.util.List;

/** What one place where schedules are kept has against records: a crontab, or a service. */
interface TargetCheck {

  /** Reads a record: bad also for one whose schedule cannot be kept there. */
  RecordRead read(SourceRecord source);

  /**
   * Looks at a job on its own, and notes it.
   *
   * @return placed in its record, without the record itself
   */
  List<Problem> ofJob(JobRecord record, Subject subject, SchedulePlaces places);

  /** What may be too long in any schedule of a job; placed in its record. */
  List<Problem> ofSize(JobRecord record);

  /** Looks at a lavasched job on its own; placed in its record. */
  List<Problem> ofLavasched(
      LavaschedParameters.Parts parameters, boolean lacksPath, RebuildSettings settings);

  /**
   * What is found when all records are known.
   *
   * @param lavaschedJobs who serves the dispatchers of the jobs
   * @return each with its record
   */
  List<Problem> ofAll(RealmLavaschedJobs lavaschedJobs);
}
