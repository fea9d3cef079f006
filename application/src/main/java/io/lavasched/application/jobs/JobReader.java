// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.jobs;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmRecords;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the jobs of some dispatchers, each record on its own: a bad one never hides the others, and
 * one of which nobody can tell whose it is counts as bad.
 */
public final class JobReader {

  /** Dispatchers in their order, then jobs by the bytes of their id, then records without one. */
  private static final Comparator<ReadJob> ORDER =
      (a, b) -> {
        int order =
            Words.PRESENT_FIRST.compare(
                a.dispatcher().map(DispatcherName::text), b.dispatcher().map(DispatcherName::text));
        if (order == 0) {
          order = Words.PRESENT_FIRST.compare(a.id().map(JobId::text), b.id().map(JobId::text));
        }
        return order == 0
            ? Words.BY_CODE_POINT.compare(a.subject().name(), b.subject().name())
            : order;
      };

  private final JobsTable table;
  private final LavaschedJob job;
  private final JobMaker maker;

  /**
   * As they come, which is nearly the order of the block: to sort them takes one comparison each.
   */
  private final Map<JobId, List<ReadJob>> byId = new LinkedHashMap<>();

  private final List<ReadJob> withoutId = new ArrayList<>();
  private final Set<DispatcherName> withJobs = new HashSet<>();
  private final Set<String> elsewhere = new HashSet<>();
  private final Set<String> scheduledElsewhere = new HashSet<>();
  private final Set<String> rebuilding = new HashSet<>();

  /**
   * Nothing is read yet.
   *
   * @param job the lavasched job, whose dispatchers' jobs are read
   * @param maker takes each sound record
   */
  public JobReader(JobsTable table, LavaschedJob job, JobMaker maker) {
    this.table = table;
    this.job = job;
    this.maker = maker;
  }

  /** Reads the jobs of the dispatchers, as the index has them. */
  public void read() {
    for (DispatcherName dispatcher : dispatchers()) {
      table.forEachOf(dispatcher, source -> add(Optional.of(dispatcher), source));
    }
    table.forEachUnassignable(source -> add(Optional.empty(), source));
    addCopies();
  }

  /** The records that jobs of ours have in other dispatchers, or in none. */
  private void addCopies() {
    Set<JobId> repeated = new HashSet<>(table.repeated());
    repeated.retainAll(byId.keySet());
    if (!repeated.isEmpty()) {
      repeated.forEach(byId::remove);
      table.forEachAmong(repeated, source -> add(ours(source), source));
    }
  }

  private Optional<DispatcherName> ours(SourceRecord source) {
    Optional<String> name = RecordRead.dispatcher(source);
    return dispatchers().stream().filter(d -> name.equals(Optional.of(d.text()))).findFirst();
  }

  /** The dispatchers of which no record was found, in the order of the parameters. */
  public List<DispatcherName> withoutJobs() {
    return dispatchers().stream().filter(dispatcher -> !withJobs.contains(dispatcher)).toList();
  }

  /** Reads some jobs again, as the table has them: from now on, that counts. */
  public void readAgain(Collection<JobId> ids) {
    ids.forEach(byId::remove);
    Map<String, List<SourceRecord>> copies = new LinkedHashMap<>();
    table.forEachAmong(
        ids,
        source -> {
          WholeRecord record = new WholeRecord(source);
          noteRebuilding(record);
          copies.computeIfAbsent(record.subject().name(), name -> new ArrayList<>()).add(source);
        });
    copies.values().forEach(this::addAgain);
  }

  /** Which of some jobs rebuild the crontab, as the table has them. */
  public Set<String> rebuildingAmong(Collection<JobId> ids) {
    return WhoRebuilds.among(table, ids, job.id());
  }

  /** Notes a job that rebuilds the crontab, among those that go. */
  public void noteRebuilding(WholeRecord record) {
    if (WhoRebuilds.isOne(record, job.id())) {
      rebuilding.add(record.subject().name());
    }
  }

  /** The jobs that rebuild the crontab, among those that were read again. */
  public Set<String> rebuilding() {
    return rebuilding;
  }

  private void addAgain(List<SourceRecord> copies) {
    List<RecordRead> reads =
        copies.stream().map(source -> RecordRead.of(source, maker.dialect())).toList();
    if (reads.stream().anyMatch(read -> read.isOf(this::isOurs))) {
      copies.forEach(source -> add(ours(source), source));
      return;
    }
    for (RecordRead read : reads) {
      if (read.dispatcher().isPresent()) {
        elsewhere.add(read.subject().name());
        // A bad record's job may have been meant to be.
        if (read.record().map(record -> record.schedule().isScheduled()).orElse(true)) {
          scheduledElsewhere.add(read.subject().name());
        }
      }
    }
  }

  private boolean isOurs(String dispatcher) {
    return dispatchers().stream().anyMatch(d -> d.text().equals(dispatcher));
  }

  private List<DispatcherName> dispatchers() {
    return job.parameters().dispatchers();
  }

  /** The jobs that were read again, and that another dispatcher has. */
  public Set<String> elsewhere() {
    return elsewhere;
  }

  /** Those of them that have a schedule there. */
  public Set<String> scheduledElsewhere() {
    return scheduledElsewhere;
  }

  /** In the order of the block, whatever the order in which they came. */
  public List<ReadJob> jobs() {
    List<ReadJob> jobs = new ArrayList<>(byId.size() + withoutId.size());
    byId.values().forEach(copies -> jobs.add(copies.size() == 1 ? copies.get(0) : bad(copies)));
    jobs.addAll(withoutId);
    jobs.sort(ORDER);
    return jobs;
  }

  private void add(Optional<DispatcherName> dispatcher, SourceRecord source) {
    dispatcher.ifPresent(withJobs::add);
    RecordRead read = RecordRead.of(source, maker.dialect());
    ReadJob added =
        new ReadJob(
            dispatcher,
            List.of(read.origin()),
            read.subject(),
            read.id(),
            read.record(),
            read.record().map(r -> maker.make(r, source)).orElse(List.of()),
            read.problems());
    read.id()
        .ifPresentOrElse(
            key -> byId.computeIfAbsent(key, id -> new ArrayList<>(1)).add(added),
            () -> withoutId.add(added));
  }

  /**
   * The same job twice, in a file or because it moved between two dispatchers while they were read,
   * would be dispatched twice: nobody knows which record is right.
   */
  private static ReadJob bad(List<ReadJob> copies) {
    ReadJob first = Collections.min(copies, ORDER);
    List<String> origins = copies.stream().flatMap(job -> job.origins().stream()).toList();
    List<Problem> each = copies.stream().flatMap(job -> job.problems().stream()).toList();
    return new ReadJob(
        first.dispatcher(),
        origins,
        first.subject(),
        first.id(),
        Optional.empty(),
        List.of(),
        List.copyOf(RealmRecords.ofAll(first.subject(), origins, each)));
  }
}
