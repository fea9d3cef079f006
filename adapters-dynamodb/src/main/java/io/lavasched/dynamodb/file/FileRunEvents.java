// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.StoreFailures;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.live.LiveRunEvents;
import io.lavasched.dynamodb.live.RunRecord;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Run records from a file, or from all files of a folder or zip, in all the forms that {@link
 * FileJobsTable} reads; also what {@code lava-events} prints as JSON.
 *
 * <p>Each file is read once. Of each run stays only what the port tells, and that only where its
 * last event is not before a time. A run that is there several times counts once, with the latest
 * of its last events: pages that were read one after the other may have it twice.
 *
 * <p>A file is a picture of one moment: what happened after its {@link #newest} event may not be in
 * it.
 */
public final class FileRunEvents implements RunEvents {

  private final String resource;
  private final Instant since;
  private final Map<String, List<RunRecord>> byJob;
  private final long records;
  private final Optional<Instant> newest;
  private final List<Problem> notes;

  private FileRunEvents(Loader loader) {
    this.resource = loader.resource();
    this.since = loader.since;
    this.byJob = loader.byJob;
    this.records = loader.records;
    this.newest = loader.newest;
    this.notes = List.copyOf(loader.notes());
  }

  /**
   * Reads the records.
   *
   * @param path a file, a folder or a zip
   * @param since which runs to keep: those whose last event is not before
   * @return the records
   * @throws StoreException when a file cannot be read, is malformed, or has something else than run
   *     records, with a line for each such file that says where: {@code events.json:3:17}
   */
  public static FileRunEvents read(Path path, Instant since) {
    Loader loader = new Loader(path.toString(), since);
    loader.readAll(path);
    return new FileRunEvents(loader);
  }

  /**
   * Reads the records from a stream.
   *
   * @param in JSON or YAML, packed by gzip or not; left open
   * @param name what to call it in messages, such as {@code standard input}
   * @param since as {@link #read(Path, Instant)} has it
   * @return the records
   * @throws StoreException as {@link #read(Path, Instant)} does
   */
  public static FileRunEvents read(InputStream in, String name, Instant since) {
    Loader loader = new Loader(name, since);
    loader.readAll(in);
    return new FileRunEvents(loader);
  }

  /**
   * Checks that there is a record at all, even if an old one: with none of them everything would be
   * missing.
   *
   * @return this
   * @throws StoreException when there is none
   */
  public FileRunEvents requireRecords() {
    if (records == 0) {
      throw StoreFailures.of(
          "read",
          resource,
          false,
          resource + ": must be one at least, found none",
          Optional.empty(),
          Optional.empty());
    }
    return this;
  }

  @Override
  public Runs of(JobId job, Instant from) {
    if (from.isBefore(since)) {
      throw new IllegalArgumentException("runs are kept since " + since + ", not " + from);
    }
    Map<String, RunRecord> latest = new LinkedHashMap<>();
    for (RunRecord record : byJob.getOrDefault(job.text(), List.of())) {
      latest.merge(record.id(), record, FileRunEvents::later);
    }
    latest.values().removeIf(record -> !record.isSince(from));
    return LiveRunEvents.runs(latest.values());
  }

  /** One whose last event is no time is told in any case. */
  private static RunRecord later(RunRecord one, RunRecord other) {
    if (one.lastEvent().isEmpty() || other.lastEvent().isEmpty()) {
      return one.lastEvent().isEmpty() ? one : other;
    }
    return other.lastEvent().get().isBefore(one.lastEvent().get()) ? one : other;
  }

  /**
   * The latest last event of all records, also of those that are not kept.
   *
   * @return empty where no record has one
   */
  public Optional<Instant> newest() {
    return newest;
  }

  /**
   * What was passed over.
   *
   * @return one for each file or folder
   */
  public List<Problem> notes() {
    return notes;
  }

  @Override
  public String describe() {
    return resource;
  }

  private static final class Loader extends RecordLoader {

    private final Instant since;
    private final Map<String, List<RunRecord>> byJob = new HashMap<>();
    private long records;
    private Optional<Instant> newest = Optional.empty();

    /** The few names of workers and of statuses, each kept once. */
    private final Map<String, String> names = new HashMap<>();

    private Loader(String path, Instant since) {
      super(path, RecordFile.Kind.RUNS, RunRecord.READ::contains);
      this.since = since;
    }

    @Override
    OfFile open(RecordFile file) {
      return new RunsOfFile(file.source());
    }

    private final class RunsOfFile implements OfFile {

      private final JsonSource source;
      private boolean hasFault;

      private RunsOfFile(JsonSource source) {
        this.source = source;
      }

      @Override
      public boolean take(int number, Place place, Value value) {
        records++;
        Optional<String> job = text(value, LiveJobsTable.KEY);
        if (!(value instanceof Value.MapOf item) || job.isEmpty()) {
          return addFault(place, "without job_id");
        }
        if (text(value, RunRecord.RUN).filter(id -> !id.isEmpty()).isEmpty()) {
          return addFault(place, "without run_id");
        }
        RunRecord record = RunRecord.of(item);
        newest = latest(newest, record.lastEvent());
        if (!record.isSince(since)) {
          return false;
        }
        byJob.computeIfAbsent(job.get(), id -> new ArrayList<>(2)).add(slim(record));
        return true;
      }

      /** The first one of a file; the others are most likely the same. */
      private boolean addFault(Place place, String found) {
        if (!hasFault) {
          hasFault = true;
          Loader.this.addFault(
              place.in(source)
                  + ": must be a run record, as lava's table of events has them, found one "
                  + found);
        }
        return false;
      }

      @Override
      public void end(int count) {}
    }

    private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
      return other.filter(time -> one.isEmpty() || time.isAfter(one.get())).or(() -> one);
    }

    private RunRecord slim(RunRecord record) {
      return new RunRecord(
          record.id(),
          record.lastEvent(),
          record
              .run()
              .map(
                  run ->
                      new Run(
                          run.id(),
                          run.dispatched(),
                          run.started(),
                          run.lastEvent(),
                          once(run.status()),
                          run.worker().map(this::once))),
          record.fault());
    }

    private String once(String name) {
      return names.computeIfAbsent(name, same -> same);
    }

    private static Optional<String> text(Value value, String field) {
      return value instanceof Value.MapOf map
              && map.get(field).orElse(Value.NULL) instanceof Value.Text text
          ? Optional.of(text.get())
          : Optional.empty();
    }
  }
}
