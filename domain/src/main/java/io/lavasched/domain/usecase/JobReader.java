package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the jobs of some dispatchers, each record on its own: a bad one never hides the others. */
final class JobReader {

  /** Dispatchers in their order, then jobs by the bytes of their id, then records without one. */
  private static final Comparator<ReadJob> ORDER =
      Comparator.comparing(ReadJob::dispatcher)
          .thenComparing(job -> job.id().isEmpty())
          .thenComparing(job -> job.id().map(JobId::text).orElse(""), Words.BY_CODE_POINT)
          .thenComparing(job -> job.subject().name(), Words.BY_CODE_POINT);

  private JobReader() {}

  static List<ReadJob> read(JobsTable table, List<DispatcherName> dispatchers) {
    List<ReadJob> jobs = new ArrayList<>();
    for (DispatcherName dispatcher : dispatchers) {
      table.forEachOf(dispatcher, source -> jobs.add(read(dispatcher, source)));
    }
    markDuplicates(jobs);
    jobs.sort(ORDER); // input order does not matter
    return jobs;
  }

  private static ReadJob read(DispatcherName dispatcher, SourceRecord source) {
    Subject subject = JobRecord.subject(source.origin(), source.value());
    Parsed<JobRecord> parsed = JobRecord.parseIndexed(source.origin(), source.value());
    Optional<JobId> id =
        parsed
            .value()
            .map(JobRecord::id)
            .or(
                () ->
                    subject.kind() == Subject.Kind.JOB
                        ? JobId.parse(subject.name()).value()
                        : Optional.empty());
    return new ReadJob(dispatcher, subject, id, parsed.value(), parsed.problems());
  }

  /**
   * The same job twice, in a file or because it moved between two dispatchers while they were read,
   * would be sent off twice: nobody knows which record is right.
   */
  private static void markDuplicates(List<ReadJob> jobs) {
    Map<JobId, Integer> firsts = new HashMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      Optional<JobId> id = jobs.get(i).id();
      if (id.isEmpty()) {
        continue;
      }
      Integer first = firsts.putIfAbsent(id.get(), i);
      if (first != null) {
        jobs.set(first, withDuplicate(jobs.get(first)));
        jobs.set(i, withDuplicate(jobs.get(i)));
      }
    }
  }

  private static ReadJob withDuplicate(ReadJob job) {
    boolean known = job.problems().stream().anyMatch(p -> p.code() == ProblemCode.DUPLICATE_JOB);
    return known ? job : job.with(duplicate());
  }

  static Problem duplicate() {
    return Problem.of(ProblemCode.DUPLICATE_JOB, "job_id must be unique in a realm, found it twice")
        .withHint("remove one of the two records")
        .under("job_id");
  }
}
