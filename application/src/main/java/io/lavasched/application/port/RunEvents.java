// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import io.lavasched.domain.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The run records of one realm, which its workers write: table {@code lava.<realm>.events}, or
 * files of it. One record is one run of one job; each event of the run changes it (lava 8.2,
 * lava/event.py).
 *
 * <p>Laws: a read is whole and consistent, or a failure: all pages, as they are now; a run that an
 * audit cannot use is never left out in silence, as that would look like a dispatch that was lost:
 * it is counted as unreadable; absent is not an error. Failures are {@link StoreException}s; a
 * table that is not there is one.
 */
public interface RunEvents {

  /**
   * Reads the runs of a job whose last event is at or after a time.
   *
   * @param job which job
   * @param since the earliest last event ({@code tu_event}); whole seconds
   * @return in no particular order
   */
  Runs of(JobId job, Instant since);

  /**
   * Names the source in a message.
   *
   * @return such as {@code table lava.demo.events}, or the path that was asked for; never a failure
   */
  String describe();

  /**
   * The runs of one job.
   *
   * @param runs those that can be read; no two have the same id
   * @param unreadable what is wrong with each of the others: a phrase for people that names the run
   *     where it has an id
   */
  record Runs(List<Run> runs, List<String> unreadable) {

    /** No run. */
    public static final Runs NONE = new Runs(List.of(), List.of());

    /** Copies the lists. */
    public Runs {
      runs = List.copyOf(runs);
      unreadable = List.copyOf(unreadable);
    }
  }

  /**
   * One run.
   *
   * @param id the {@code run_id}: a dispatch makes one, and the jobs that a chain, dag or foreach
   *     runs have that of their parent (lava 8.2, lava/handlers)
   * @param dispatched when its message was sent ({@code ts_dispatch}); the jobs that a chain, dag
   *     or foreach runs have that of their parent
   * @param started its first event (of {@code log}); empty where the record does not tell
   * @param lastEvent its last event ({@code tu_event})
   * @param status that of the last event, such as {@code complete}; any text
   * @param worker the name of the worker that wrote it; empty where the record does not tell
   */
  record Run(
      String id,
      Instant dispatched,
      Optional<Instant> started,
      Instant lastEvent,
      String status,
      Optional<String> worker) {

    /** Checks that there is an id, and that nothing is null. */
    public Run {
      if (id.isEmpty()) {
        throw new IllegalArgumentException("a run has an id");
      }
      Objects.requireNonNull(dispatched, "dispatched");
      Objects.requireNonNull(started, "started");
      Objects.requireNonNull(lastEvent, "lastEvent");
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(worker, "worker");
    }
  }
}
