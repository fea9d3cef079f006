package io.lavasched.cli;

import io.lavasched.domain.port.StoreException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: what all commands share, and how exceptions become words and exit codes. */
@Command(
    name = "lavasched",
    header = "Rebuilds the crontab of a lava dispatcher node from the realm's jobs table.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      RenderCommand.class,
      CheckCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "",
      "Start with the example realm of the repository:",
      "  lavasched plan -r demo --jobs examples/realm --job demo/schedule-01 \\",
      "      --crontab-file demo.crontab",
      "and see `lavasched COMMAND --help`."
    })
final class Lavasched implements Runnable {

  @Mixin
  @SuppressWarnings("unused") // picocli fills it
  private final CommonOptions common = new CommonOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command must be given, found none");
  }

  /** Runs one command. */
  static int run(Environment environment, String... args) {
    CommandLine line = commandLine(environment);
    int code;
    try {
      code = line.execute(args);
    } catch (OutOfMemoryError e) {
      environment
          .err()
          .println("error: the heap is too small for this realm: give java a larger -Xmx");
      code = ExitCodes.BUG;
    }
    line.getOut().flush();
    environment.out().flush();
    boolean outFailed = environment.out().checkError();
    if (outFailed) {
      environment
          .err()
          .println("error: standard output must take what is written, found it full or closed");
    }
    environment.err().flush();
    return outFailed && code == ExitCodes.OK ? ExitCodes.OUTSIDE : code;
  }

  static CommandLine commandLine(Environment environment) {
    CommandLine line = new CommandLine(new Lavasched(), new Commands(environment));
    line.setExpandAtFiles(false); // @local0 is an argument of lava-dispatcher, not a file
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(environment.out(), false, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            Colours.wanted(environment, false, environment.outIsTerminal())
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(Lavasched::usage);
    line.setExecutionExceptionHandler((e, at, parsed) -> failed(e, at, environment));
    return line;
  }

  private static int usage(ParameterException e, String[] args) {
    CommandLine at = e.getCommandLine();
    at.getErr().println("error: " + e.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, at.getErr())) {
      at.getErr().println("  help: " + at.getCommandSpec().qualifiedName() + " --help");
    }
    return ExitCodes.USAGE;
  }

  private static int failed(Exception e, CommandLine at, Environment environment) {
    if (e instanceof ParameterException usage) {
      return usage(usage, new String[0]);
    }
    Talk talk = CommonOptions.of(at).talk(environment);
    boolean json = at.getParseResult().matchedOptionValue("--output", Output.TEXT) == Output.JSON;
    if (e instanceof InvalidInput invalid) {
      talk.problems(invalid.problems());
      talk.error("nothing was written");
      if (json) {
        ErrorJson.write(at.getCommandName(), invalid, environment.out());
      }
      return ExitCodes.INVALID;
    }
    if (e instanceof StoreException failure) {
      talk.failure(failure);
      if (json) {
        ErrorJson.write(at.getCommandName(), failure, environment.out());
      }
      return ExitCodes.OUTSIDE;
    }
    talk.error("this is a bug of lavasched, please report it: " + trace(e));
    return ExitCodes.BUG;
  }

  static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
