package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Words;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the jobs of some dispatchers, each record on its own: a bad one never hides the others, and
 * one of which nobody can tell whose it is counts as bad.
 */
final class JobReader {

  /** Dispatchers in their order, then jobs by the bytes of their id, then records without one. */
  private static final Comparator<ReadJob> ORDER =
      Comparator.comparing((ReadJob job) -> job.dispatcher().isEmpty())
          .thenComparing(
              job -> job.dispatcher().map(DispatcherName::text).orElse(""), Words.BY_CODE_POINT)
          .thenComparing(job -> job.id().isEmpty())
          .thenComparing(job -> job.id().map(JobId::text).orElse(""), Words.BY_CODE_POINT)
          .thenComparing(job -> job.subject().name(), Words.BY_CODE_POINT);

  private static final int MOST_PLACES = 8;

  private final JobsTable table;
  private final RebuildRequest request;
  private final EntryMaker maker;
  private final Map<JobId, ReadJob> byId = new HashMap<>();
  private final List<ReadJob> withoutId = new ArrayList<>();
  private final Set<String> elsewhere = new HashSet<>();
  private final Set<String> scheduledElsewhere = new HashSet<>();
  private final Set<String> rebuilding = new HashSet<>();

  JobReader(JobsTable table, RebuildRequest request, EntryMaker maker) {
    this.table = table;
    this.request = request;
    this.maker = maker;
  }

  /** Reads the jobs of the dispatchers, as the index has them. */
  void read() {
    for (DispatcherName dispatcher : dispatchers()) {
      table.forEachOf(dispatcher, source -> add(Optional.of(dispatcher), source));
    }
    table.forEachUnassignable(source -> add(Optional.empty(), source));
  }

  /** Reads some jobs again, as the table has them: from now on, that counts. */
  void readAgain(Collection<JobId> ids) {
    ids.forEach(byId::remove);
    table.forEachAmong(ids, this::addAgain);
  }

  /** Which of some jobs rebuild the crontab, as the table has them. */
  Set<String> rebuildingAmong(Collection<JobId> ids) {
    return WhoRebuilds.among(table, ids, request.job().id());
  }

  /** Notes a job that rebuilds the crontab, among those that go. */
  void noteRebuilding(SourceRecord source) {
    if (WhoRebuilds.isOne(source, request.job().id())) {
      rebuilding.add(JobRecord.subject(source.origin(), source.value()).name());
    }
  }

  /** The jobs that rebuild the crontab, among those that were read again. */
  Set<String> rebuilding() {
    return rebuilding;
  }

  private void addAgain(SourceRecord source) {
    noteRebuilding(source);
    Value dispatcher =
        source.value() instanceof Value.MapOf map
            ? map.get("dispatcher").orElse(Value.NULL)
            : Value.NULL;
    Optional<DispatcherName> ours =
        dispatchers().stream().filter(d -> new Value.Text(d.text()).equals(dispatcher)).findFirst();
    boolean named = dispatcher instanceof Value.Text text && !text.get().isEmpty();
    if (ours.isPresent() || !(named || dispatcher instanceof Value.Null)) {
      add(ours, source);
    } else if (named) {
      String name = JobRecord.subject(source.origin(), source.value()).name();
      elsewhere.add(name);
      Parsed<JobRecord> parsed = JobRecord.parseIndexed(source.origin(), source.value());
      // A bad record's job may have been meant to be.
      if (parsed.value().map(record -> record.schedule().isScheduled()).orElse(true)) {
        scheduledElsewhere.add(name);
      }
    }
  }

  private List<DispatcherName> dispatchers() {
    return request.job().parameters().dispatchers();
  }

  /** The jobs that were read again, and that another dispatcher has. */
  Set<String> elsewhere() {
    return elsewhere;
  }

  /** Those of them that have a schedule there. */
  Set<String> scheduledElsewhere() {
    return scheduledElsewhere;
  }

  /** In the order of the block, whatever the order in which they came. */
  List<ReadJob> jobs() {
    List<ReadJob> jobs = new ArrayList<>(byId.values());
    jobs.addAll(withoutId);
    jobs.sort(ORDER);
    return jobs;
  }

  private void add(Optional<DispatcherName> dispatcher, SourceRecord source) {
    Subject subject = JobRecord.subject(source.origin(), source.value());
    Parsed<JobRecord> parsed = JobRecord.parseIndexed(source.origin(), source.value());
    Optional<JobId> id = id(subject, parsed);
    Parsed<List<EntryText>> entries =
        parsed
            .value()
            .map(record -> maker.entriesOf(record, source.value()))
            .orElse(Parsed.ok(List.of()));
    ReadJob job =
        new ReadJob(
            dispatcher,
            List.of(source.origin()),
            subject,
            id,
            parsed.value(),
            entries.value().orElse(List.of()),
            parsed.problems());
    for (Problem problem : entries.problems()) {
      job = job.with(problem);
    }
    take(id, job);
  }

  /** The job of a record, of a bad one too where its name can be read. */
  static Optional<JobId> id(Subject subject, Parsed<JobRecord> parsed) {
    return parsed
        .value()
        .map(JobRecord::id)
        .or(
            () ->
                subject.kind() == Subject.Kind.JOB
                    ? JobId.parse(subject.name()).value()
                    : Optional.empty());
  }

  private void take(Optional<JobId> id, ReadJob job) {
    id.ifPresentOrElse(key -> byId.merge(key, job, JobReader::duplicate), () -> withoutId.add(job));
  }

  /**
   * The same job twice, in a file or because it moved between two dispatchers while they were read,
   * would be dispatched twice: nobody knows which record is right.
   */
  private static ReadJob duplicate(ReadJob one, ReadJob other) {
    ReadJob first = ORDER.compare(one, other) <= 0 ? one : other;
    List<String> origins = new ArrayList<>(one.origins());
    origins.addAll(other.origins());
    SortedSet<Problem> all = new TreeSet<>(Comparator.comparing(Problem::text));
    all.addAll(one.problems());
    all.addAll(other.problems());
    all.removeIf(problem -> problem.code() == ProblemCode.DUPLICATE_JOB);
    all.add(duplicate(origins).in(first.subject()));
    return new ReadJob(
        first.dispatcher(),
        origins,
        first.subject(),
        first.id(),
        Optional.empty(),
        List.of(),
        List.copyOf(all));
  }

  /** Names the places, where they are more than one. */
  static Problem duplicate(List<String> origins) {
    String times = origins.size() == 2 ? "twice" : origins.size() + " times";
    List<String> places =
        origins.stream().distinct().limit(MOST_PLACES).map(Quoted::escape).toList();
    return Problem.of(
            ProblemCode.DUPLICATE_JOB,
            "job_id must be unique in a realm, found it "
                + times
                + (places.size() == 1 ? "" : ": " + String.join(" and ", places)))
        .withHint(
            origins.size() == 2 ? "remove one of the two records" : "remove all records but one")
        .under("job_id");
  }
}
