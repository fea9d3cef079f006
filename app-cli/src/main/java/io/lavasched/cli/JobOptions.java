package io.lavasched.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which lavasched job to run: by its id, from a file, or its parameters given directly. */
@SuppressWarnings("NullAway") // picocli leaves null what was not given
final class JobOptions {

  static final String HEADING = "%nWhich lavasched job (one of --job, --job-file, --dispatcher):%n";

  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "The lavasched job, looked up where the job records are.")
  private String job;

  @Option(
      names = "--job-file",
      paramLabel = "FILE",
      description = "The lavasched job as a JSON file; - is standard input.")
  private String jobFile;

  @Option(
      names = "--dispatcher",
      paramLabel = "NAME",
      description = "Without a lavasched job: whose jobs go into the block. May be repeated.")
  private List<String> dispatchers = new ArrayList<>();

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "With --dispatcher: a variable at the top of the block. May be repeated.")
  private List<String> env = new ArrayList<>();

  @Option(
      names = "--arg",
      paramLabel = "WORD",
      parameterConsumer = Verbatim.class,
      description = "With --dispatcher: an extra argument of lava-dispatcher. May be repeated.")
  private List<String> args = new ArrayList<>();

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description =
          "Overrides a parameter of the job; dots make levels, as in env.PATH=/bin. May be repeated.")
  private List<String> params = new ArrayList<>();

  Optional<String> job() {
    return Optional.ofNullable(job);
  }

  Optional<String> jobFile() {
    return Optional.ofNullable(jobFile);
  }

  List<String> dispatchers() {
    return dispatchers;
  }

  List<String> env() {
    return env;
  }

  List<String> args() {
    return args;
  }

  List<String> params() {
    return params;
  }
}
