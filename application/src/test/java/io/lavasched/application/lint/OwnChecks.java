// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/** Parts of the lint on their own, as tests want them. */
public final class OwnChecks {

  private OwnChecks() {}

  /** What only lava's worker or lava's schema has against a record. */
  public static Stream<Problem> ofWorkerAndSchema(WholeRecord record) {
    return Stream.concat(
        WorkerCheck.problems(record).stream(),
        SchemaCheck.problems(record, Optional.empty()).stream());
  }

  /** The whole lint without what only lava's schema has against a record. */
  static CheckJobs.Report withoutSchema(
      JobsTable table, Instant now, ZoneId zone, boolean wholeRealm, CronDialect dialect) {
    CheckJobs check = new CheckJobs(now, zone, dialect, false);
    table.forEach(check::add);
    return check.report(table, wholeRealm);
  }
}
