// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.cli.json.JsonLog;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.Version;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.LogFormat;
import io.lavasched.cli.text.Messages;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What every command has: how much to say and how, help and version.
 *
 * @param command that has them
 */
public record CommonOptions(CommandSpec command) {

  /** The same folder, wherever the program comes from. */
  public static final String EXAMPLE_REALM =
      "examples/realm of the repository or share/doc/lavasched";

  /** The heading of examples that read files: no path would be right in every installation. */
  static final String EXAMPLES = "Examples (FOLDER: job records, as in " + EXAMPLE_REALM + "):";

  private static final String LEVEL = "--level";

  private static final String LOG_JSON = "--log-json";

  private static final String NO_COLOUR = "--no-colour";

  /**
   * Adds them, and what the help of all commands has in common.
   *
   * @param exitCodes of the command, beside those that every command has
   */
  public static void addTo(CommandSpec command, ExitCode... exitCodes) {
    command.addOption(
        Options.one(Level.class, "LEVEL", "-l", LEVEL)
            .order(100)
            .description(
                "Least severity shown on standard error: debug, info, warning, error. Default:"
                    + " info.")
            .build());
    command.addOption(
        Options.flag(LOG_JSON)
            .order(101)
            .description("Messages as JSON, one object on each line.")
            .build());
    command.addOption(
        Options.flag("-c", NO_COLOUR, "--no-color")
            .order(102)
            .description(
                "No colours. They are only used on a terminal, and never if NO_COLOR is set.")
            .build());
    command.addOption(
        Options.flag("-v", "--version")
            .versionHelp(true)
            .order(103)
            .description("Print the version.")
            .build());
    command.addOption(
        Options.flag("-h", "--help")
            .usageHelp(true)
            .order(104)
            .description("Print this help.")
            .build());
    command.versionProvider(new Version());
    command
        .usageMessage()
        .sortOptions(false)
        .autoWidth(true)
        .width(100)
        .abbreviateSynopsis(true)
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.help(exitCodes));
  }

  public Messages messages(Environment environment) {
    Optional<Level> level = Options.value(command.findOption(LEVEL));
    return new Messages(
        environment,
        level.or(() -> Options.value(command.root().findOption(LEVEL))).orElse(Level.INFO),
        isOn(LOG_JSON)
            ? Optional.of(
                new JsonLog(environment.clock(), environment.runId(), realm(environment), job()))
            : Optional.empty(),
        colours(environment, environment.errIsTerminal()));
  }

  /** How messages are written where {@code --log-json} is given, beside any command. */
  public static Optional<LogFormat> log(Environment environment, boolean isJson) {
    return isJson
        ? Optional.of(
            new JsonLog(
                environment.clock(), environment.runId(), Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private Optional<String> realm(Environment environment) {
    OptionSpec option = command.findOption("--realm");
    return option == null
        ? Optional.empty()
        : Options.<String>value(option).or(() -> environment.variable("LAVA_REALM"));
  }

  /** For the commands that can have it from a file as well: elsewhere --job is another one. */
  private Optional<String> job() {
    OptionSpec option = command.findOption("--job");
    return option == null || command.findOption("--job-file") == null
        ? Optional.empty()
        : Options.value(option);
  }

  Colours outColours(Environment environment) {
    return colours(environment, environment.outIsTerminal());
  }

  /** Whether somebody said no to colours, on a terminal or not. */
  boolean refusesColours(Environment environment) {
    return !Colours.wanted(environment, isOn(NO_COLOUR), true);
  }

  private Colours colours(Environment environment, boolean isTerminal) {
    return new Colours(Colours.wanted(environment, isOn(NO_COLOUR), isTerminal));
  }

  /** Those that stand before the command count as well. */
  private boolean isOn(String flag) {
    return Options.isOn(command.findOption(flag)) || Options.isOn(command.root().findOption(flag));
  }
}
