package io.lavasched.cli;

import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where the job records come from. */
@SuppressWarnings("NullAway") // picocli leaves null what was not given
final class SourceOptions {

  static final String HEADING = "%nWhere the job records come from:%n";

  @Option(
      names = {"-r", "--realm"},
      paramLabel = "REALM",
      description = "The realm. Default: LAVA_REALM.")
  private String realm;

  @Option(
      names = "--jobs",
      paramLabel = "PATH",
      description =
          "Read the records from a file, or a folder of files, instead of the table: a JSON object or"
              + " array, JSON lines, or DynamoDB's own JSON as its exports have it.")
  private Path jobs;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "The AWS region. Default: AWS_REGION, AWS_DEFAULT_REGION, the profile's.")
  private String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The AWS profile. Default: AWS_PROFILE.")
  private String profile;

  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description =
          "Another DynamoDB endpoint. Default: AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL.")
  private String endpointUrl;

  Optional<Path> jobs() {
    return Optional.ofNullable(jobs);
  }

  Optional<String> region() {
    return Optional.ofNullable(region);
  }

  Optional<String> profile() {
    return Optional.ofNullable(profile);
  }

  Optional<String> endpointUrl() {
    return Optional.ofNullable(endpointUrl);
  }

  /** The realm, which nearly everything needs. */
  RealmName realm(Environment environment, CommandSpec spec) {
    if (realm != null) {
      return realm("--realm", realm, spec);
    }
    return environment
        .variable("LAVA_REALM")
        .map(name -> realm("LAVA_REALM", name, spec))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "a realm must be given with --realm or LAVA_REALM, found none"));
  }

  private static RealmName realm(String givenBy, String name, CommandSpec spec) {
    return RealmName.parse(name)
        .fold(
            ok -> ok.get(),
            bad -> {
              throw new ParameterException(
                  spec.commandLine(), givenBy + ": " + message(bad.problems().get(0)));
            });
  }

  /** A problem in a value of the command line, in the words of a usage error. */
  static String message(Problem problem) {
    return problem.message() + problem.hint().map(hint -> "; " + hint).orElse("");
  }
}
