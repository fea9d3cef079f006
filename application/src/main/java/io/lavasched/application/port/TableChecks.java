// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The live table of a realm as a node sees it: who asks, whether the tables are what they must be,
 * and whether each read that a rebuild or an audit may need is allowed.
 *
 * <p>Laws: every read is one that changes nothing, and asks for one item at most; whatever goes
 * wrong is a finding, never a failure; each check of {@link #ALL} has one finding, in their order.
 */
@FunctionalInterface
public interface TableChecks {

  /** Those of AWS, from {@link Check#AWS_IDENTITY} to {@link Check#AUDIT_ACCESS}. */
  List<Check> ALL =
      List.of(
          Check.AWS_IDENTITY,
          Check.JOBS_TABLE,
          Check.DISPATCHER_INDEX,
          Check.RIGHT_QUERY,
          Check.RIGHT_GET_ITEM,
          Check.RIGHT_BATCH_GET_ITEM,
          Check.RIGHT_SCAN,
          Check.REALM_RECORD,
          Check.AUDIT_ACCESS);

  /**
   * Asks AWS. Where one question fails in a way that would hold up the others as well, these are
   * not asked.
   *
   * @param wanted what to ask for
   * @return what was found
   */
  Found check(Wanted wanted);

  /**
   * What the reads ask for.
   *
   * @param dispatcher whose jobs
   * @param job which job; need not be there
   * @param needsRealm whether a rebuild reads the record of the realm
   */
  record Wanted(DispatcherName dispatcher, JobId job, boolean needsRealm) {}

  /**
   * What was found.
   *
   * @param findings one for each check
   * @param behind how far the clock of this machine is behind that of AWS; empty where AWS did not
   *     answer
   * @param isReadable whether it makes sense to read more of the table
   */
  record Found(List<Finding> findings, Optional<Duration> behind, boolean isReadable) {

    /** Copies the findings. */
    public Found {
      findings = List.copyOf(findings);
    }

    /**
     * The findings where nobody is asked.
     *
     * @param why which option says so
     * @return one for each check
     */
    public static Found skipped(String why) {
      return new Found(
          ALL.stream().map(check -> Finding.skipped(check, why)).toList(), Optional.empty(), false);
    }
  }
}
