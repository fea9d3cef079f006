// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.lint;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.records.RealmLavaschedJobs;
import io.lavasched.application.records.RealmRecords;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.RecordRead;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.word.Words;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks over all records of a realm: what makes a record unschedulable, and what keeps a sound one
 * from being dispatched as its author meant.
 */
public final class CheckJobs {

  private static final Comparator<Problem> BY_RECORD =
      Comparator.comparing((Problem p) -> p.location().subject().map(Subject::kind).orElseThrow())
          .thenComparing(
              p -> p.location().subject().map(Subject::name).orElseThrow(), Words.BY_CODE_POINT);

  private final CronDialect dialect;
  private final boolean withSchema;

  private final List<Problem> problems = new ArrayList<>();
  private final LavaschedJobCheck lavaschedJobs = new LavaschedJobCheck();
  private final RealmRecords realm;
  private final RunDelayCheck delays = new RunDelayCheck();
  private final TargetCheck target;
  private int records;

  /**
   * Starts with no records, for a crontab.
   *
   * @param withSchema whether to tell what only lava's schema has against a record
   */
  public CheckJobs(Instant now, ZoneId zone, CronDialect dialect, boolean withSchema) {
    this(new CrontabCheck(now, zone, dialect), dialect, withSchema);
  }

  private CheckJobs(TargetCheck target, CronDialect dialect, boolean withSchema) {
    this.withSchema = withSchema;
    this.dialect = dialect;
    this.realm = new RealmRecords(dialect, read -> true);
    this.target = target;
  }

  /**
   * Starts with no records, for EventBridge Scheduler.
   *
   * @param withSchema as for a crontab
   */
  public static CheckJobs forEventBridge(Instant now, EventBridgeMove move, boolean withSchema) {
    return new CheckJobs(new EventBridgeCheck(now, move), ServiceRecord.READ_AS, withSchema);
  }

  /**
   * What a check found.
   *
   * @param records how many records were looked at
   * @param problems sorted by record
   */
  public record Report(int records, List<Problem> problems) {
    /** Copies the problems. */
    public Report {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Checks every record.
   *
   * @param table where the records are
   * @param now the instant for which windows are looked at, and from which on a year of changes of
   *     the clock
   * @param zone the node's own zone
   * @param wholeRealm whether the table is all of a realm, so that a dispatcher without a lavasched
   *     job is a fault; otherwise it is one only if some lavasched job is among the records
   * @param dialect which cron the records are for
   * @return all that was found
   */
  public static Report check(
      JobsTable table, Instant now, ZoneId zone, boolean wholeRealm, CronDialect dialect) {
    CheckJobs check = new CheckJobs(now, zone, dialect, true);
    table.forEach(check::add);
    return check.report(table, wholeRealm);
  }

  /**
   * Checks every record for EventBridge Scheduler.
   *
   * @param table where the records are
   * @param now the instant for which windows are looked at, and from which on a year of changes of
   *     the clock
   * @param wholeRealm as for a crontab
   * @param move from where they would be moved there
   * @return all that was found
   */
  public static Report checkForEventBridge(
      JobsTable table, Instant now, boolean wholeRealm, EventBridgeMove move) {
    CheckJobs check = forEventBridge(now, move, true);
    table.forEach(check::add);
    return check.report(table, wholeRealm);
  }

  public Report report(JobsTable table, boolean wholeRealm) {
    return report(table.notes(), wholeRealm);
  }

  public Report report(List<Problem> notes, boolean wholeRealm) {
    List<Problem> all = new ArrayList<>(problems);
    all.addAll(realm.duplicates());
    all.addAll(notes);
    all.addAll(lavaschedJobs.problems(wholeRealm));
    all.addAll(lavaschedJobs.withoutJobs(realm.dispatchers()));
    all.addAll(target.ofAll(realm.lavaschedJobs()));
    all.addAll(delays.problems());
    all.sort(BY_RECORD);
    return new Report(records, all);
  }

  public void add(SourceRecord source) {
    add(target.read(source), new WholeRecord(source));
  }

  /** Takes a record that was read already, for the same cron or by {@link ServiceRecord}. */
  public void add(RecordRead read, WholeRecord whole) {
    int before = problems.size();
    addRecord(read, whole);
    // Each check reads its own part: here alone is all that is said of one value.
    List<Problem> ofRecord = problems.subList(before, problems.size());
    List<Problem> once = whole.once(ofRecord);
    ofRecord.clear();
    problems.addAll(once);
  }

  private void addRecord(RecordRead read, WholeRecord whole) {
    records++;
    realm.add(read, whole);
    Subject subject = read.subject();
    problems.addAll(read.problemsOfRecord());
    problems.addAll(whole.furtherProblems());
    // A record that lava itself would refuse may still be dispatched, and may still serve others.
    Optional<JobRecord> record = read.recordOfAnyCron();
    record.ifPresent(r -> addJob(r, subject, whole));
    problems.addAll(read.problemsOfCron());
    record.map(target::ofSize).orElse(List.of()).forEach(p -> problems.add(p.in(subject)));
    if (subject.kind() == Subject.Kind.JOB) {
      EnabledCheck.problem(whole).ifPresent(p -> problems.add(p.in(subject)));
      if (withSchema) {
        SchemaCheck.problems(whole, record).forEach(p -> problems.add(p.in(subject)));
      }
      WorkerCheck.problems(whole).forEach(p -> problems.add(p.in(subject)));
    }
    if (whole.isLavasched()) {
      addLavasched(whole, record, subject);
    } else {
      record.ifPresent(r -> lavaschedJobs.addCaller(whole, r, subject));
    }
  }

  private void addJob(JobRecord record, Subject subject, WholeRecord whole) {
    SchedulePlaces places = whole.places();
    target.ofJob(record, subject, places).forEach(p -> problems.add(p.in(subject)));
    lavaschedJobs.addJob(record, subject);
    delays.addJob(record, subject, whole);
  }

  private void addLavasched(WholeRecord whole, Optional<JobRecord> record, Subject subject) {
    Parsed<RebuildSettings> parsedSettings = whole.settings();
    parsedSettings.problems().forEach(p -> problems.add(p.in(subject)));
    RebuildSettings settings = parsedSettings.value().orElse(RebuildSettings.NONE);
    Parsed<LavaschedParameters> parsed = whole.parameters();
    parsed.problems().forEach(p -> problems.add(p.under("parameters").in(subject)));
    // Each part on its own, also where another is wrong, so that one run tells all.
    LavaschedParameters.Parts parts = whole.parameterParts();
    target
        .ofLavasched(parts, whole.lacksPath(), settings)
        .forEach(p -> problems.add(p.in(subject)));
    // Run by its name, it is refused only by an outright false.
    if (whole.enabled() != Enabled.NO) {
      parsed
          .value()
          .filter(p -> RealmLavaschedJobs.canHave(p.env(), dialect))
          .ifPresentOrElse(
              p -> lavaschedJobs.addLavasched(subject, record, p.dispatchers()),
              () -> lavaschedJobs.addBroken(subject, parts.dispatchers()));
      delays.addLavasched(
          subject,
          parts.dispatchers(),
          DispatchDelay.of(settings.layout(), parts.args().orElse(List.of())));
    }
  }
}
