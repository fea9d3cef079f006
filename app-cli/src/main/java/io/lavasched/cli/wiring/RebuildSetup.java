// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A rebuild whose options are checked, and whose lavasched job is still to be read: that may say
 * that the schedules are not kept in a crontab.
 */
public final class RebuildSetup {

  private final RebuildOptions options;
  private final Set<Guard> allowed;
  private final Environment environment;
  private final CommandSpec spec;
  private final Supplier<CrontabStore> openCrontab;
  private final RealmName realm;
  private final JobSource job;
  private final Optional<DispatcherProgram> program;
  private final ZoneId zone;
  private final Instant now;
  private final AwsOptions aws;

  private RebuildSetup(
      RebuildOptions options,
      Set<Guard> allowed,
      Environment environment,
      CommandSpec spec,
      Supplier<CrontabStore> openCrontab) {
    this.options = options;
    this.allowed = allowed;
    this.environment = environment;
    this.spec = spec;
    this.openCrontab = openCrontab;
    realm = options.source.realm(environment, spec);
    job = JobSource.of(options.job, options.source, environment, spec);
    program = Rebuild.givenProgram(options.block, environment, spec);
    zone = options.time.zone(environment, spec);
    now = options.time.now(environment, spec);
    options.block.check(spec);
    aws = Wiring.aws(options.source, spec);
  }

  /** Checks the options for a rebuild of the crontab that they name. */
  public static RebuildSetup of(
      RebuildOptions options, Set<Guard> allowed, Environment environment, CommandSpec spec) {
    return new RebuildSetup(
        options,
        allowed,
        environment,
        spec,
        () -> Wiring.crontab(options.block.crontabFile(), environment, spec));
  }

  /** The same for one that writes, and so has the time of a limit. */
  public static RebuildSetup of(
      RebuildOptions options,
      Set<Guard> allowed,
      RunLimit limit,
      Environment environment,
      CommandSpec spec) {
    return new RebuildSetup(
        options,
        allowed,
        environment,
        spec,
        () -> limit.guard(Wiring.crontab(options.block.crontabFile(), environment, spec)));
  }

  /** A rebuild that writes nothing: the crontab is only looked for if it is needed. */
  public static RebuildSetup ofBlockAlone(
      RebuildOptions options, Environment environment, CommandSpec spec) {
    return new RebuildSetup(
        options,
        Set.of(),
        environment,
        spec,
        () ->
            new LazyCrontab(() -> Wiring.crontab(options.block.crontabFile(), environment, spec)));
  }

  /**
   * What was read first.
   *
   * @param table where the records are
   * @param job the lavasched job
   * @param settings what its record says about how
   */
  public record Source(JobsTable table, LavaschedJob job, RebuildSettings settings) {}

  /** Opens the source of the records, and reads the lavasched job. */
  public Source read() {
    JobsTable table = Wiring.jobsTable(options.source, aws, environment, spec);
    JobSource.Read read = job.read(table);
    return new Source(table, read.job(), read.settings());
  }

  /** The rebuild of the crontab. */
  public Rebuild crontab(Source source) {
    CrontabStore crontab = openCrontab.get();
    CrontabArchive archive = Wiring.archive(options.block.crontabFile(), environment);
    RebuildSettings settings = source.settings();
    RebuildRequest request =
        new RebuildRequest(
            realm,
            source.job(),
            Rebuild.runBy(environment),
            new RebuildRequest.Node(
                program.orElseGet(() -> Rebuild.programOf(realm, source.table())),
                now,
                zone,
                options.block.cron()),
            Rebuild.policy(options.block, settings, allowed, spec));
    return new Rebuild(
        new RebuildCrontab(
            source.table(),
            crontab,
            archive,
            Wiring.memory(options.block.crontabFile(), environment)),
        request,
        crontab,
        archive,
        settings.quiet(),
        options.block.coalesces(settings));
  }

  /** Which realm. */
  public RealmName realm() {
    return realm;
  }

  /** How AWS is called. */
  public AwsOptions aws() {
    return aws;
  }

  /** The instant for which windows are looked at. */
  public Instant now() {
    return now;
  }

  /** The options of the rebuild. */
  public RebuildOptions options() {
    return options;
  }

  /** What may go although a guard would stop it. */
  public Set<Guard> allowed() {
    return allowed;
  }
}
