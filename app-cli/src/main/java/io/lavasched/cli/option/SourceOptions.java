// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.cli.process.Environment;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Where the job records come from. */
public final class SourceOptions {

  private static final String HEADING = "%nWhere the job records come from:%n";

  private final OptionSpec realm =
      Options.one(String.class, "REALM", "-r", "--realm")
          .description("The realm. Default: LAVA_REALM.")
          .build();

  private final OptionSpec jobs =
      Options.one(Path.class, "PATH", "--jobs")
          .description(
              "Read the records from a file, or a folder of files, instead of the table: a JSON"
                  + " object or array, JSON lines, YAML, DynamoDB's own JSON as its exports have"
                  + " it, or what lava-dump and lava-backup write, zips included; - is standard"
                  + " input.")
          .build();

  private final OptionSpec region =
      Options.one(String.class, "REGION", "--region")
          .description("The AWS region. Default: AWS_REGION, AWS_DEFAULT_REGION, the profile's.")
          .build();

  private final OptionSpec profile =
      Options.one(String.class, "NAME", "--profile")
          .description("The AWS profile. Default: AWS_PROFILE.")
          .build();

  private final OptionSpec endpointUrl =
      Options.one(String.class, "URL", "--endpoint-url")
          .description(
              "Another DynamoDB endpoint. Default: AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL.")
          .build();

  public void addTo(CommandSpec command, int order) {
    Options.addGroup(command, HEADING, order, realm, jobs, region, profile, endpointUrl);
  }

  /** Those that say which realm, and how AWS is called. */
  public List<OptionSpec> ofService() {
    return List.of(realm, region, profile);
  }

  public Optional<Path> jobs() {
    return Options.value(jobs);
  }

  /** Whether standard input has them. */
  public boolean isInput() {
    return jobs().filter(SourceOptions::isInput).isPresent();
  }

  /** Whether a path stands for standard input. */
  public static boolean isInput(Path path) {
    return path.equals(Path.of("-"));
  }

  public Optional<String> region() {
    return Options.value(region);
  }

  public Optional<String> profile() {
    return Options.value(profile);
  }

  public Optional<String> endpointUrl() {
    return Options.value(endpointUrl);
  }

  /** The realm, which nearly everything needs. */
  public RealmName realm(Environment environment, CommandSpec spec) {
    return realmIfGiven(environment, spec)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "a realm must be given with --realm or LAVA_REALM, found none"));
  }

  /** The realm, where files have the records and nobody has to say. */
  public Optional<RealmName> realmIfGiven(Environment environment, CommandSpec spec) {
    Optional<String> given = Options.value(realm);
    return given.isPresent()
        ? given.map(name -> realm("--realm", name, spec))
        : environment.variable("LAVA_REALM").map(name -> realm("LAVA_REALM", name, spec));
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
  public static String message(Problem problem) {
    return problem.message() + problem.hint().map(hint -> "; " + hint).orElse("");
  }
}
