package io.lavasched.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
      "5:something outside failed (AWS, crontab, a file): nothing written, or put back",
      "10:plan --exit-code: there are changes; check: there are findings",
      "70:a bug of lavasched"
    })
@SuppressWarnings("unused") // picocli reads help and version itself
final class CommonOptions {

  @Option(
      names = {"-l", "--level"},
      paramLabel = "LEVEL",
      order = 100,
      description =
          "Say only this and worse on standard error: debug, info, warning, error. Default: info.")
  private Level level = Level.INFO;

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

  Talk talk(Environment environment) {
    return new Talk(
        environment,
        level,
        logJson,
        new Colours(Colours.wanted(environment, noColour, environment.errIsTerminal())));
  }

  Colours outColours(Environment environment) {
    return new Colours(Colours.wanted(environment, noColour, environment.outIsTerminal()));
  }

  /** The options of the command that was run. */
  static CommonOptions of(CommandLine at) {
    Object mixin = at.getMixins().get("common");
    return mixin instanceof CommonOptions options ? options : new CommonOptions();
  }
}
