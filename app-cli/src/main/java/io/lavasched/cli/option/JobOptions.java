// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which lavasched job to run: by its id, from a file, or its parameters given directly. */
public final class JobOptions {

  private static final String HEADING =
      "%nWhich lavasched job (one of --job, --job-file, --dispatcher):%n";

  private final OptionSpec job =
      Options.one(String.class, "ID", "--job")
          .description("The lavasched job, looked up where the job records are.")
          .build();

  private final OptionSpec jobFile =
      Options.one(String.class, "FILE", "--job-file")
          .description("The lavasched job as a JSON file; - is standard input.")
          .build();

  /** Of every command that has this option. */
  public static final String DISPATCHER =
      "Only jobs of this dispatcher. For run, plan and render: instead of a lavasched job. May be"
          + " repeated.";

  private final OptionSpec dispatchers =
      Options.many("NAME", "--dispatcher").description(DISPATCHER).build();

  private final OptionSpec env =
      Options.many("NAME=VALUE", "--env")
          .description("With --dispatcher: a variable at the top of the block. May be repeated.")
          .build();

  private final OptionSpec args =
      Options.many("WORD", "--arg")
          .parameterConsumer(new Verbatim())
          .description("With --dispatcher: an extra argument of lava-dispatcher. May be repeated.")
          .build();

  private final OptionSpec params =
      Options.many("NAME=VALUE", "--param")
          .description(
              "Overrides a parameter of the job; dots make levels, as in env.PATH=/bin. May be"
                  + " repeated.")
          .build();

  void addTo(CommandSpec command, int order) {
    Options.addGroup(command, HEADING, order, job, jobFile, dispatchers, env, args, params);
  }

  /** Whether any of them is there. */
  public boolean isGiven() {
    return job().isPresent()
        || jobFile().isPresent()
        || Stream.of(dispatchers(), env(), args(), params()).anyMatch(all -> !all.isEmpty());
  }

  /** The one that names the lavasched job. */
  public OptionSpec jobOption() {
    return job;
  }

  public Optional<String> job() {
    return Options.value(job);
  }

  public Optional<String> jobFile() {
    return Options.value(jobFile);
  }

  public List<String> dispatchers() {
    return Options.values(dispatchers);
  }

  public List<String> env() {
    return Options.values(env);
  }

  public List<String> args() {
    return Options.values(args);
  }

  public List<String> params() {
    return Options.values(params);
  }
}
