// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application;

import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Checks the records of a realm together, for programs that have them in memory: all that {@code
 * lavasched check} finds, such as a {@code job_id} that is there twice, or a dispatcher that no
 * lavasched job serves.
 *
 * <pre>{@code
 * LintRealm lint = LintRealm.of(CronDialect.DEBIAN, ZoneId.of("Australia/Sydney"));
 * for (Problem problem : lint.problems(records, now)) {
 *   out.accept(problem.inFull());
 * }
 * }</pre>
 *
 * <p>Law: the problems are those of {@link CheckJobs} for a jobs table of the same records.
 */
public final class LintRealm {

  private final CronDialect dialect;
  private final ZoneId zone;

  private LintRealm(CronDialect dialect, ZoneId zone) {
    this.dialect = dialect;
    this.zone = zone;
  }

  /**
   * For the cron of the dispatcher nodes.
   *
   * @param dialect which cron; {@link CronDialect#PORTABLE} for any
   * @param zone the zone of the nodes
   * @return the checks for that cron
   */
  public static LintRealm of(CronDialect dialect, ZoneId zone) {
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(zone, "zone");
    return new LintRealm(dialect, zone);
  }

  /**
   * What is wrong with a realm.
   *
   * @param records all records of the realm, see {@link io.lavasched.domain.value.Value#of}; those
   *     without a usable {@code job_id} are called {@code input, record 1} and so on
   * @param now the instant at which windows are looked at
   * @return sorted by record
   */
  public List<Problem> problems(Iterable<? extends Map<String, ?>> records, Instant now) {
    return problems(records, now, true);
  }

  /**
   * What is wrong with some records of a realm: as {@link #problems}, but a dispatcher may be
   * served by a lavasched job that is not among them.
   *
   * @param records some records of the realm
   * @param now the instant at which windows are looked at
   * @return sorted by record
   */
  public List<Problem> problemsOfSome(Iterable<? extends Map<String, ?>> records, Instant now) {
    return problems(records, now, false);
  }

  private List<Problem> problems(
      Iterable<? extends Map<String, ?>> records, Instant now, boolean wholeRealm) {
    Objects.requireNonNull(records, "records");
    Objects.requireNonNull(now, "now");
    CheckJobs check = new CheckJobs(now, zone, dialect, true);
    int number = 0;
    for (Map<String, ?> record : records) {
      number++;
      check.add(SourceRecord.of("input, record " + number, record));
    }
    return check.report(List.of(), wholeRealm).problems();
  }
}
