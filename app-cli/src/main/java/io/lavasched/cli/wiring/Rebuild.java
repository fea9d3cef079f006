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
import io.lavasched.cli.option.BlockOptions;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Severity;
import java.util.Optional;
import java.util.Set;
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

  /** The lava job that runs this rebuild. */
  public static Optional<JobId> runBy(Environment environment) {
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
