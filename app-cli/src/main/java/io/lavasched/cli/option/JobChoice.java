// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.pattern.WorkerPattern;
import io.lavasched.domain.problem.Parsed;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** Which jobs are meant: those of some dispatchers, or some by their names. */
public final class JobChoice {

  private final PositionalParamSpec jobs =
      PositionalParamSpec.builder()
          .type(List.class)
          .auxiliaryTypes(String.class)
          .arity("0..*")
          .paramLabel("JOB")
          .description(
              "A job_id, or a glob: * stands for any characters, slashes too, ? for one."
                  + " Without JOB: all jobs.")
          .build();

  private final OptionSpec dispatchers =
      Options.many("NAME", "--dispatcher").description(JobOptions.DISPATCHER).build();

  private final OptionSpec workers =
      Options.many("NAME", "--worker")
          .description(
              "Only jobs of this worker, or of the workers that match a glob (* and ?). May be"
                  + " repeated.")
          .build();

  public void addTo(CommandSpec command) {
    command.addPositional(jobs);
    command.addOption(dispatchers);
    command.addOption(workers);
  }

  public List<JobPattern> jobs(CommandSpec spec) {
    return Options.<List<String>>value(jobs).orElse(List.of()).stream()
        .map(text -> value("JOB", JobPattern.parse(text), spec))
        .toList();
  }

  public List<DispatcherName> dispatchers(CommandSpec spec) {
    return Options.values(dispatchers).stream()
        .map(text -> value("--dispatcher", DispatcherName.parse(text), spec))
        .toList();
  }

  public List<WorkerPattern> workers(CommandSpec spec) {
    return Options.values(workers).stream()
        .map(text -> value("--worker", WorkerPattern.parse(text), spec))
        .toList();
  }

  public static <T> T value(String givenBy, Parsed<T> parsed, CommandSpec spec) {
    return parsed
        .value()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    givenBy + ": " + SourceOptions.message(parsed.problems().get(0))));
  }
}
