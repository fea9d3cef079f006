// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.cli.process.Environment;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What is left for a monitor. */
public final class MetricsOptions {

  private static final String HEADING = "%nWhat is left for a monitor:%n";

  private static final String VARIABLE = "LAVASCHED_METRICS";

  private final OptionSpec metrics =
      Options.one(Path.class, "FILE", "--metrics")
          .description(
              "Write how it ended to FILE, whatever the end, in the text format of Prometheus, as"
                  + " node_exporter's textfile collector reads it. Default: LAVASCHED_METRICS.")
          .build();

  private final OptionSpec emf =
      Options.flag("--metrics-emf")
          .description(
              "Print the same as one line in CloudWatch's embedded metric format to standard"
                  + " output. Not together with another -o.")
          .build();

  public void addTo(CommandSpec command, int order) {
    Options.addGroup(command, HEADING, order, metrics, emf);
  }

  /** Where the metrics go, if anywhere. */
  public Optional<Path> file(Environment environment) {
    Optional<Path> given = Options.value(metrics);
    if (given.isPresent()) {
      return given;
    }
    Optional<String> named = environment.variable(VARIABLE);
    return named.isPresent() ? Optional.of(Path.of(named.get())) : Optional.empty();
  }

  public boolean isEmf() {
    return Options.isOn(emf);
  }

  /**
   * Standard output has one thing or the other.
   *
   * @param isText whether it is for people; all else is for programs, to be read whole
   */
  public void check(boolean isText, CommandSpec spec) {
    if (isEmf() && !isText) {
      throw new ParameterException(
          spec.commandLine(),
          "--metrics-emf must come without another -o: standard output has one or the other");
    }
  }
}
