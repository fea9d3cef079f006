// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All records of a realm, read once for the commands that look at the whole of it: the jobs that
 * are asked for, which of them are sound, and who puts those of which dispatcher into a crontab.
 *
 * <p>Law: each command gives the same verdict on a record, in any order of the records. A {@code
 * job_id} that is there more than once makes all its records bad, whoever's dispatchers they name.
 */
public final class RealmRecords {

  private static final int MOST_PLACES = 8;

  private final CronDialect dialect;
  private final Predicate<RecordRead> wanted;
  private final Map<JobId, List<RecordRead>> byId = new LinkedHashMap<>();
  private final List<RecordRead> withoutId = new ArrayList<>();
  private final Set<String> dispatchers = new TreeSet<>(Words.BY_CODE_POINT);
  private final RealmLavaschedJobs lavaschedJobs;

  /**
   * Starts with none.
   *
   * @param dialect which cron the records are for
   * @param wanted those that are asked for; of others only the name and the faults are kept
   */
  public RealmRecords(CronDialect dialect, Predicate<RecordRead> wanted) {
    this.dialect = dialect;
    this.lavaschedJobs = new RealmLavaschedJobs(dialect);
    this.wanted = wanted;
  }

  /** Takes a record; what it is on its own. */
  public RecordRead add(SourceRecord source) {
    RecordRead read = RecordRead.of(source, dialect);
    add(read, new WholeRecord(source));
    return read;
  }

  /** Takes a record that was read already, for the same cron. */
  public void add(RecordRead read, WholeRecord whole) {
    read.dispatcher().ifPresent(dispatchers::add);
    lavaschedJobs.add(read, whole);
    if (read.id().isPresent()) {
      byId.computeIfAbsent(read.id().get(), id -> new ArrayList<>(1))
          .add(wanted.test(read) ? read : read.withoutRecord());
    } else if (wanted.test(read)) {
      withoutId.add(read);
    }
  }

  /** The sound records that were asked for, by the order of their ids. */
  public List<RecordRead> sound() {
    return byId.values().stream()
        .filter(records -> records.size() == 1)
        .map(records -> records.get(0))
        .filter(read -> read.record().isPresent())
        .sorted(Comparator.comparing(read -> read.record().map(JobRecord::id).orElseThrow()))
        .toList();
  }

  /** How many records were asked for, and how many of them are bad. */
  public record Size(int records, int bad) {}

  public Size size() {
    int records = withoutId.size();
    for (List<RecordRead> of : byId.values()) {
      records += (int) of.stream().filter(wanted).count();
    }
    return new Size(records, records - sound().size());
  }

  /** What is wrong with those that were asked for; a job that is there twice is told once. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (List<RecordRead> records : byId.values()) {
      if (records.stream().anyMatch(wanted)) {
        problems.addAll(problems(records));
      }
    }
    withoutId.forEach(read -> problems.addAll(read.problems()));
    return problems;
  }

  private static Collection<Problem> problems(List<RecordRead> records) {
    if (records.size() == 1) {
      return records.get(0).problems();
    }
    List<Problem> all = new ArrayList<>();
    records.forEach(read -> all.addAll(read.problems()));
    List<String> origins = records.stream().map(RecordRead::origin).toList();
    return ofAll(records.get(0).subject(), origins, all);
  }

  /** What is wrong with a job of several records: what is wrong with any, and that they are. */
  public static Collection<Problem> ofAll(
      Subject subject, List<String> origins, List<Problem> each) {
    SortedSet<Problem> all = new TreeSet<>(Comparator.comparing(Problem::text));
    all.addAll(each);
    all.removeIf(problem -> problem.code() == ProblemCode.DUPLICATE_JOB);
    all.add(duplicate(origins).in(subject));
    return all;
  }

  /** The jobs that were asked for and are there more than once, each with what that is. */
  public List<Problem> duplicates() {
    List<Problem> problems = new ArrayList<>();
    for (List<RecordRead> records : byId.values()) {
      if (records.size() > 1 && records.stream().anyMatch(wanted)) {
        problems.add(
            duplicate(records.stream().map(RecordRead::origin).toList())
                .in(records.get(0).subject()));
      }
    }
    return problems;
  }

  /** Names the places, where they are more than one. */
  private static Problem duplicate(List<String> origins) {
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

  /** Of all records, asked for or not. */
  public Collection<JobId> ids() {
    return byId.keySet();
  }

  /** All names that records have for dispatchers, sorted. */
  public Set<String> dispatchers() {
    return dispatchers;
  }

  public RealmLavaschedJobs lavaschedJobs() {
    return lavaschedJobs;
  }
}
