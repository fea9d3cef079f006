// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.records.RealmProgram;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.option.BlockOptions;
import io.lavasched.cli.option.RebuildOptions;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A rebuild that is ready to go: everything that the command line, the environment and the source
 * say about it, checked and put together.
 *
 * @param useCase wired to the source and the crontab
 * @param request what to rebuild
 * @param crontab where the block goes
 * @param archive where the old crontab is kept
 * @param quiet the warnings that run leaves out
 * @param coalesces whether entries were asked to share lines, were it one each
 */
public record Rebuild(
    RebuildCrontab useCase,
    RebuildRequest request,
    CrontabStore crontab,
    CrontabArchive archive,
    Set<ProblemCode> quiet,
    boolean coalesces) {

  /** Whether run leaves a problem out: never an error. */
  public boolean isQuiet(Problem problem) {
    return problem.severity() != Severity.ERROR && quiet.contains(problem.code());
  }

  /** Lava sets it for the jobs that it runs: the job that this rebuild is. */
  public static final String RUN_BY = "LAVA_JOB_ID";

  /**
   * Checks the options for a rebuild of the crontab that they name.
   *
   * @return opens the source and reads the lavasched job: usage errors come before that
   */
  public static Supplier<Rebuild> of(
      RebuildOptions options, Set<Guard> allowed, Environment environment, CommandSpec spec) {
    return of(
        options,
        allowed,
        environment,
        spec,
        () -> Wiring.crontab(options.block.crontabFile(), environment, spec));
  }

  /** The same for one that writes, and so has the time of a limit. */
  public static Supplier<Rebuild> of(
      RebuildOptions options,
      Set<Guard> allowed,
      RunLimit limit,
      Environment environment,
      CommandSpec spec) {
    return of(
        options,
        allowed,
        environment,
        spec,
        () -> limit.guard(Wiring.crontab(options.block.crontabFile(), environment, spec)));
  }

  /** A rebuild that writes nothing: the crontab is only looked for if it is needed. */
  public static Supplier<Rebuild> ofBlockAlone(
      RebuildOptions options, Environment environment, CommandSpec spec) {
    return of(
        options,
        Set.of(),
        environment,
        spec,
        () ->
            new LazyCrontab(() -> Wiring.crontab(options.block.crontabFile(), environment, spec)));
  }

  private static Supplier<Rebuild> of(
      RebuildOptions options,
      Set<Guard> allowed,
      Environment environment,
      CommandSpec spec,
      Supplier<CrontabStore> openCrontab) {
    RealmName realm = options.source.realm(environment, spec);
    JobSource job = JobSource.of(options.job, options.source, environment, spec);
    Optional<DispatcherProgram> given = givenProgram(options.block, environment, spec);
    ZoneId zone = options.time.zone(environment, spec);
    Instant now = options.time.now(environment, spec);
    options.block.check(spec);
    AwsOptions aws = Wiring.aws(options.source, spec);

    return () -> {
      JobsTable table = Wiring.jobsTable(options.source, aws, environment, spec);
      CrontabStore crontab = openCrontab.get();
      CrontabArchive archive = Wiring.archive(options.block.crontabFile(), environment);
      JobSource.Read read = job.read(table);
      RebuildSettings settings = read.settings();
      RebuildRequest request =
          new RebuildRequest(
              realm,
              read.job(),
              runBy(environment),
              new RebuildRequest.Node(
                  given.orElseGet(() -> programOf(realm, table)), now, zone, options.block.cron()),
              policy(options.block, settings, allowed, spec));
      return new Rebuild(
          new RebuildCrontab(
              table, crontab, archive, Wiring.memory(options.block.crontabFile(), environment)),
          request,
          crontab,
          archive,
          settings.quiet(),
          options.block.coalesces(settings));
    };
  }

  /** The lava job that runs this rebuild. */
  static Optional<JobId> runBy(Environment environment) {
    return environment.variable(RUN_BY).flatMap(id -> JobId.parse(id).value());
  }

  /** What the options say, and else the record of the lavasched job. */
  static RebuildRequest.Policy policy(
      BlockOptions options, RebuildSettings settings, Set<Guard> allowed, CommandSpec spec) {
    return new RebuildRequest.Policy(
        options.onInvalid(settings),
        options.skipDisabled(settings),
        options.layout(settings, spec),
        allowed);
  }

  /** The dispatcher program that the options or the environment name. */
  public static Optional<DispatcherProgram> givenProgram(
      BlockOptions options, Environment environment, CommandSpec spec) {
    return givenProgram(options.program(), environment, spec);
  }

  /** The same for a command that has no other options of the block. */
  public static Optional<DispatcherProgram> givenProgram(
      Optional<String> given, Environment environment, CommandSpec spec) {
    if (given.isPresent()) {
      return given.map(path -> program("--dispatcher-program", path, spec));
    }
    return environment
        .variable("LAVA_DISPATCHER")
        .map(path -> program("LAVA_DISPATCHER", path, spec));
  }

  private static DispatcherProgram program(String source, String path, CommandSpec spec) {
    return DispatcherProgram.parse(path)
        .fold(
            ok -> ok.get(),
            bad -> {
              throw new ParameterException(
                  spec.commandLine(), source + ": " + SourceOptions.message(bad.problems().get(0)));
            });
  }

  /** The realm's own program, which its record names, or lava's. */
  public static DispatcherProgram programOf(RealmName realm, JobsTable table) {
    return RealmProgram.of(realm, table)
        .fold(
            ok -> ok.get(),
            bad -> {
              throw new InvalidInput(bad.problems());
            });
  }
}
