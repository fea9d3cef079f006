// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The records of one realm.
 *
 * <p>Laws, for every method: a failure in the middle throws, and never leaves out a part of the
 * realm in silence; nothing is checked here but the JSON or DynamoDB form; absent is not an error.
 * Failures are {@link StoreException}s.
 */
public interface JobsTable {

  /**
   * Reads the records of one dispatcher, as the {@code dispatcher-index} has them: records whose
   * {@code dispatcher} is that very string.
   *
   * <p>Each record has at least {@code job_id}, {@code worker} and {@code schedule}, where the
   * original has them; other fields may be missing. The view may be seconds old.
   *
   * @param dispatcher whose jobs
   * @param sink takes each record, in the order of the UTF-8 bytes of {@code job_id}; records
   *     without one come last
   */
  void forEachOf(DispatcherName dispatcher, Consumer<? super SourceRecord> sink);

  /**
   * Reads the records of which nobody can tell whose they are: they are no object, or their {@code
   * job_id} is no string (or empty) and they name no dispatcher, or their {@code dispatcher} is no
   * string (or empty); one that is null or missing is nobody's. A source that checks its keys, as
   * DynamoDB does, has none.
   *
   * @param sink takes each record, in no particular order
   */
  void forEachUnassignable(Consumer<? super SourceRecord> sink);

  /**
   * Reads every record of the realm, whole.
   *
   * @param sink takes each record, in no particular order
   */
  void forEach(Consumer<? super SourceRecord> sink);

  /**
   * Reads one record, whole, and as it is now: strongly consistent.
   *
   * @param id which
   * @return empty when there is none
   */
  Optional<SourceRecord> find(JobId id);

  /**
   * Reads the records of some jobs as they are now: strongly consistent.
   *
   * <p>Each record has at least {@code job_id}, {@code worker}, {@code dispatcher}, {@code
   * schedule}, {@code enabled}, {@code type}, {@code payload}, {@code parameters} and {@code
   * max_run_delay}, where the original has them; other fields may be missing.
   *
   * @param ids the jobs to ask for; those without a record are passed over
   * @param sink takes each record, in no particular order
   */
  void forEachAmong(Collection<JobId> ids, Consumer<? super SourceRecord> sink);

  /**
   * Reads the record of the realm itself.
   *
   * @return empty when the source has none, as files mostly do
   */
  Optional<SourceRecord> realm();

  /**
   * What is beside the records and was passed over, and why: a source is whole, or says what is not
   * read.
   *
   * @return warnings and information; none for a source that holds only records
   */
  default List<Problem> notes() {
    return List.of();
  }

  /**
   * The dispatchers that records name, where the source knows them without another read.
   *
   * @return sorted by code points; none where they are not known
   */
  default List<String> dispatchers() {
    return List.of();
  }

  /**
   * The jobs of which the source has more than one record, as files may: {@link #forEachAmong}
   * gives all of them. One whose key is {@code job_id}, as a table in DynamoDB, has none.
   *
   * @return those with a valid {@code job_id}
   */
  default Set<JobId> repeated() {
    return Set.of();
  }

  /**
   * Names the source in a message.
   *
   * @return such as {@code table lava.demo.jobs (ap-southeast-2)}
   */
  String describe();
}
