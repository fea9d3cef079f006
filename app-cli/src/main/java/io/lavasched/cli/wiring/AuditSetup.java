// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.audit.AuditDispatches;
import io.lavasched.application.audit.AuditRequest;
import io.lavasched.application.audit.DueJobs;
import io.lavasched.application.audit.InstalledThen;
import io.lavasched.application.audit.RecordedThen;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.records.RealmEvents;
import io.lavasched.application.times.RealmService;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.option.AuditOptions;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.crontab.state.SeenJobsFile;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.file.FileRunEvents;
import io.lavasched.dynamodb.live.LiveRunEvents;
import io.lavasched.dynamodb.queue.SqsWorkerQueues;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Opens what an audit needs, in the order in which it needs it: what tells the jobs that were due,
 * and then what tells what became of them.
 */
public final class AuditSetup {

  private static final DueJobs.Basis CRONTAB = DueJobs.Basis.CRONTAB;

  private static final DueJobs.Basis RECORDS = DueJobs.Basis.RECORDS;

  private final SourceOptions source;
  private final AuditOptions options;
  private final Optional<Path> crontabFile;
  private final AwsOptions aws;
  private final RealmName realm;
  private final Environment environment;
  private final CommandSpec spec;
  private final double rate;
  private final CrontabStore crontab;
  private Optional<JobsTable> table = Optional.empty();

  /** Checks what can be checked before anything is opened. */
  public AuditSetup(
      SourceOptions source,
      AuditOptions options,
      Optional<Path> crontabFile,
      Environment environment,
      CommandSpec spec) {
    this.source = source;
    this.options = options;
    this.crontabFile = crontabFile;
    this.environment = environment;
    this.spec = spec;
    realm = source.realm(environment, spec);
    aws = Wiring.aws(source, spec);
    rate = options.rate(LiveRunEvents.RATE, LiveRunEvents.MOST_RATE, spec);
    // Looked for when it is needed: most machines that audit have none.
    crontab = new LazyCrontab(() -> Wiring.crontab(crontabFile, environment, spec));
  }

  /** Which realm. */
  public RealmName realm() {
    return realm;
  }

  /** The crontab of this account, or the file. */
  public CrontabStore crontab() {
    return crontab;
  }

  /**
   * What tells which jobs were due.
   *
   * @return what was asked for; else the crontab where it can be read and has a block of the realm,
   *     unless the records are those of files
   */
  public DueJobs.Basis basis(CronDialect dialect) {
    return options.by().orElseGet(() -> hasBlock(dialect) ? CRONTAB : RECORDS);
  }

  private boolean hasBlock(CronDialect dialect) {
    if (crontabFile.isEmpty() && source.jobs().isPresent()) {
      return false;
    }
    try {
      return InstalledThen.isOf(crontab.read(), realm, dialect);
    } catch (StoreException e) {
      if (crontabFile.isPresent()) {
        throw e;
      }
      return false; // No crontab program, or none for this account: no node.
    }
  }

  /** Whether nothing needs the table of jobs, nor its realm. */
  private boolean isOffline(DueJobs.Basis basis) {
    return basis == CRONTAB && options.events().isPresent() && source.jobs().isEmpty();
  }

  /** The dispatcher program: that which was given, else that of the realm. */
  public DispatcherProgram program(Optional<DispatcherProgram> given, DueJobs.Basis basis) {
    return given.orElseGet(
        () -> isOffline(basis) ? DispatcherProgram.DEFAULT : Rebuild.programOf(realm, table()));
  }

  private JobsTable table() {
    if (table.isEmpty()) {
      table = Optional.of(Wiring.jobsTable(source, aws, environment, spec));
    }
    return table.get();
  }

  /**
   * Finds out which jobs were due.
   *
   * @param isNow whether the time of the audit is that at hand
   */
  public DueJobs due(DueJobs.Basis basis, AuditRequest request, boolean isNow) {
    if (basis == CRONTAB) {
      return InstalledThen.read(
          crontab, Wiring.archive(crontabFile, environment), this::table, request);
    }
    return RecordedThen.read(table(), isWholeRealm(), memory(isNow), request);
  }

  /** The same, where the schedules are kept in EventBridge Scheduler. */
  public DueJobs dueInService(AuditRequest request, RealmService service, boolean isNow) {
    return RecordedThen.readInService(table(), isWholeRealm(), memory(isNow), request, service);
  }

  private boolean isWholeRealm() {
    return source.jobs().isEmpty();
  }

  private Optional<RecordedThen.Memory> memory(boolean isNow) {
    return isWholeRealm()
        ? Optional.of(
            new RecordedThen.Memory(SeenJobsFile.of(Wiring.state(environment), realm), isNow))
        : Optional.empty();
  }

  /** Opens what tells what became of the jobs. */
  public AuditDispatches.Evidence evidence(DueJobs due, AuditRequest request) {
    Optional<Duration> kept =
        isOffline(due.basis()) ? Optional.of(RealmEvents.DEFAULT) : RealmEvents.kept(table());
    Optional<FileRunEvents> files =
        options.events().map(path -> files(path, AuditDispatches.eventsSince(due, request)));
    RunEvents events =
        files
            .<RunEvents>map(Function.identity())
            .orElseGet(() -> LiveRunEvents.open(realm, aws, environment.variables(), rate));
    Optional<WorkerQueues> queues =
        options.asksQueues()
            ? Optional.of(SqsWorkerQueues.open(realm, aws, environment.variables()))
            : Optional.empty();
    return new AuditDispatches.Evidence(
        events,
        queues,
        kept,
        // The time of an event is what a worker's clock said: it may be ahead.
        files
            .flatMap(FileRunEvents::newest)
            .map(at -> at.isAfter(request.span().now()) ? request.span().now() : at),
        files.map(FileRunEvents::notes).orElse(List.of()));
  }

  private FileRunEvents files(Path path, Instant since) {
    FileRunEvents read =
        SourceOptions.isInput(path)
            ? FileRunEvents.read(environment.in(), "standard input", since)
            : FileRunEvents.read(path, since);
    return read.requireRecords();
  }
}
