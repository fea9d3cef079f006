package io.lavasched.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: how much to say and how, help and version. */
@Command(
    versionProvider = Version.class,
    mixinStandardHelpOptions = false,
    sortOptions = false,
    usageHelpAutoWidth = true,
    usageHelpWidth = 100,
    abbreviateSynopsis = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; changed or not",
      "1:the lavasched job or its parameters are wrong, or --on-invalid fail met a bad record: nothing written",
      "2:the command line is wrong",
      "3:done, but some jobs are quarantined because their records are bad",
      "4:a guard refused, because too much would go: nothing written",
      "5:something outside failed (AWS, crontab, the lock, a file): nothing written, or put back",
      "10:plan --exit-code: there are changes; check: there are findings",
      "70:a bug of lavasched"
    })
@SuppressWarnings({"unused", "NullAway"}) // picocli reads help and version, and leaves null
final class CommonOptions {

  @Option(
      names = {"-l", "--level"},
      paramLabel = "LEVEL",
      order = 100,
      description =
          "Say only this and worse on standard error: debug, info, warning, error. Default: info.")
  private Level level;

  @Option(names = "--log-json", order = 101, description = "Say it as JSON, one object a line.")
  private boolean logJson;

  @Option(
      names = {"-c", "--no-colour", "--no-color"},
      order = 102,
      description =
          "No colours. They are only used on a terminal, and never where NO_COLOR is set.")
  private boolean noColour;

  @Option(
      names = {"-v", "--version"},
      versionHelp = true,
      order = 103,
      description = "Print the version.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      order = 104,
      description = "Print this help.")
  private boolean help;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  Talk talk(Environment environment) {
    return new Talk(
        environment,
        Optional.ofNullable(level).or(() -> Optional.ofNullable(root().level)).orElse(Level.INFO),
        logJson || root().logJson,
        colours(environment, environment.errIsTerminal()));
  }

  Colours outColours(Environment environment) {
    return colours(environment, environment.outIsTerminal());
  }

  private Colours colours(Environment environment, boolean isTerminal) {
    return new Colours(Colours.wanted(environment, noColour || root().noColour, isTerminal));
  }

  /** Those that stand before the command count as well. */
  private CommonOptions root() {
    return of(command.root().commandLine());
  }

  /** The options of the command that was run. */
  static CommonOptions of(CommandLine at) {
    return at.getMixins().get("common") instanceof CommonOptions options
        ? options
        : new CommonOptions();
  }
}
