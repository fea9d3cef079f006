// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.doctor.ExamineNode;
import io.lavasched.application.doctor.ExamineRequest;
import io.lavasched.application.doctor.InService;
import io.lavasched.application.doctor.NodeAccess;
import io.lavasched.application.plan.Guard;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.TableChecks;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.option.BlockOptions;
import io.lavasched.cli.option.JobOptions;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.Version;
import io.lavasched.crontab.doctor.NodeCheckup;
import io.lavasched.crontab.state.NoDispatchFile;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.doctor.AwsCheckup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** An examination of this node that is ready to go: the options are checked, nothing is opened. */
public final class NodeExamination {

  private NodeExamination() {}

  /**
   * Checks the options as run does.
   *
   * @param maxAge how long ago the last success may be; empty where nobody says
   * @param inService what the lavasched job has in EventBridge Scheduler
   * @return makes all checks; a finding for each of them, in their order
   */
  public static Supplier<List<Finding>> of(
      RebuildOptions options,
      Set<Guard> allowed,
      Optional<Duration> maxAge,
      Function<RebuildSetup.Source, Optional<InService>> inService,
      Environment environment,
      CommandSpec spec) {
    RealmName realm = options.source.realm(environment, spec);
    Optional<ExamineRequest.Lavasched> job =
        options.job.isGiven()
            ? Optional.of(job(options, allowed, inService, environment, spec))
            : Optional.empty();
    Optional<DispatcherProgram> program = Rebuild.givenProgram(options.block, environment, spec);
    ZoneId zone = options.time.zone(environment, spec);
    Instant now = options.time.now(environment, spec);
    options.block.check(spec);
    AwsOptions aws = Wiring.aws(options.source, spec);
    NodeAccess node =
        new NodeAccess(
            checks(options.block, environment, spec),
            options.source.jobs().isPresent()
                ? Optional.<TableChecks>empty()
                : Optional.of(
                    new AwsCheckup(realm, aws, environment.variables(), environment.clock())),
            NoDispatchFile.ofNode(),
            () -> Wiring.lastRuns(options.block.crontabFile(), environment),
            stores(options, aws, environment, spec));
    ExamineRequest.Given given =
        new ExamineRequest.Given(program, now, zone, options.block.cron(), maxAge);
    ExamineRequest request =
        new ExamineRequest(realm, given, job, Rebuild.runBy(environment), Version.built());
    return () -> ExamineNode.examine(request, node);
  }

  private static ExamineRequest.Lavasched job(
      RebuildOptions options,
      Set<Guard> allowed,
      Function<RebuildSetup.Source, Optional<InService>> inService,
      Environment environment,
      CommandSpec spec) {
    JobOptions named = options.job;
    JobSource source = JobSource.of(named, options.source, environment, spec);
    return new ExamineRequest.Lavasched(
        named.job().flatMap(id -> JobId.parse(id).value()),
        named.dispatchers().stream()
            .flatMap(name -> DispatcherName.parse(name).value().stream())
            .findFirst(),
        table ->
            source
                .tryToRead(table)
                .map(
                    read ->
                        new ExamineRequest.Rebuild(
                            read.job(),
                            Rebuild.policy(options.block, read.settings(), allowed, spec),
                            inService.apply(
                                new RebuildSetup.Source(table, read.job(), read.settings())))));
  }

  private static NodeCheckup checks(
      BlockOptions options, Environment environment, CommandSpec spec) {
    Duration crontabLimit = Wiring.crontabLimit(environment, spec);
    return new NodeCheckup(
        environment.variables(),
        environment.clock(),
        crontabLimit,
        () -> Wiring.archive(options.crontabFile(), environment));
  }

  private static NodeAccess.Stores stores(
      RebuildOptions options, AwsOptions aws, Environment environment, CommandSpec spec) {
    SourceOptions source = options.source;
    Optional<Path> file = options.block.crontabFile();
    return new NodeAccess.Stores(
        () -> Wiring.jobsTable(source, aws, environment, spec),
        () -> Wiring.crontab(file, environment, spec),
        file.isPresent(),
        () -> Wiring.archive(file, environment),
        () -> Wiring.memory(file, environment));
  }
}
