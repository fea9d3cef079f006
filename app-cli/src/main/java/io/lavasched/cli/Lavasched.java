// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import io.lavasched.application.port.StoreException;
import io.lavasched.cli.command.CommonOptions;
import io.lavasched.cli.command.Reporting;
import io.lavasched.cli.json.ErrorJson;
import io.lavasched.cli.option.AuditOptions.AuditOutput;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.option.NextOutput;
import io.lavasched.cli.option.Output;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.Messages;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The root command: what all commands share, and how exceptions become words and exit codes. */
final class Lavasched implements Runnable {

  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private Lavasched() {
    spec.name("lavasched");
    CommonOptions.addTo(spec, ExitCode.values());
    spec.usageMessage()
        .header("Rebuilds the crontab of a lava dispatcher node from the realm's jobs table.")
        .description(
            "%nPuts one entry for each schedule of the dispatcher's jobs between two markers"
                + " in the crontab, and leaves all other lines alone. A bad record is quarantined"
                + " and reported, and never stops the others. Standard output has only what was"
                + " asked for; all messages go to standard error.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Start with the example realm: FOLDER is " + CommonOptions.EXAMPLE_REALM + ":",
            "  lavasched plan -r demo --jobs FOLDER --job demo/schedule-01 \\",
            "      --crontab-file demo.crontab",
            "See also `lavasched COMMAND --help`.");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command must be given, found none");
  }

  /** Runs one command. */
  static int run(Environment environment, String... args) {
    List<String> words = List.of(args);
    CommandLine line = commandLine(environment, words);
    boolean plain = !Collections.disjoint(words, List.of("-c", "--no-colour", "--no-color"));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            Colours.wanted(environment, plain, environment.outIsTerminal())
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    // For what goes wrong before the options are known, or beside them.
    Messages messages =
        new Messages(
            environment,
            Level.INFO,
            CommonOptions.log(environment, words.contains("--log-json")),
            new Colours(false));
    line.setParameterExceptionHandler(
        (e, all) -> {
          UsageErrors.tell(e, words, messages);
          return ExitCodes.USAGE;
        });
    if (words.isEmpty()) {
      line.usage(line.getErr());
      environment.err().flush();
      return ExitCodes.USAGE;
    }
    int code;
    try {
      code = UsageErrors.requireUtf8(words, messages) ? line.execute(args) : ExitCodes.USAGE;
    } catch (OutOfMemoryError e) {
      messages.error(
          "the heap must be large enough for this realm, found it full",
          "give java a larger one: LAVASCHED_JAVA_OPTS=-Xmx512m");
      code = ExitCodes.BUG;
    } catch (Error e) {
      messages.error(bug(e));
      code = ExitCodes.BUG;
    }
    Optional<Reporting> reporting = reporting(line);
    if (reporting.isPresent()) {
      print(reporting.get(), code, messages);
    }
    line.getOut().flush();
    environment.out().flush();
    // A pipe is never full: anyone who read it has read enough, and there is nothing to say.
    if (environment.out().checkError() && !environment.outIsPipe().getAsBoolean()) {
      messages.error("standard output must take what is written, found it full or closed");
      code = ExitCodes.isDone(code) ? ExitCodes.OUTSIDE : code;
    }
    if (reporting.isPresent()) {
      leaveWord(reporting.get(), code, messages);
    }
    environment.err().flush();
    return code;
  }

  private static Optional<Reporting> reporting(CommandLine line) {
    ParseResult parsed = line.getParseResult();
    return parsed != null
            && parsed.hasSubcommand()
            && parsed.subcommand().commandSpec().userObject() instanceof Reporting one
        ? Optional.of(one)
        : Optional.empty();
  }

  private static void print(Reporting reporting, int code, Messages messages) {
    try {
      reporting.print(code);
    } catch (RuntimeException | Error e) {
      messages.error(bug(e));
    }
  }

  /** Whatever goes wrong with it: the exit code is that of what was done. */
  private static void leaveWord(Reporting reporting, int code, Messages messages) {
    try {
      reporting.ended(code);
    } catch (RuntimeException | Error e) {
      messages.error(bug(e));
    }
  }

  /**
   * Makes the model of the command line.
   *
   * @param words where the first one is a command that needs no other, only that one is made: it
   *     takes a while to make them all
   */
  static CommandLine commandLine(Environment environment, List<String> words) {
    CommandLine line = new CommandLine(new Lavasched().spec);
    new Commands(environment).addTo(line, words.isEmpty() ? "" : words.get(0));
    line.setExpandAtFiles(false); // @local0 is an argument of lava-dispatcher, not a file
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Path.class, Lavasched::path);
    line.setOut(new PrintWriter(environment.out(), false, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(
        parsed -> {
          UsageErrors.requireOnce(parsed);
          return new CommandLine.RunLast().execute(parsed);
        });
    line.setExecutionExceptionHandler((e, at, parsed) -> failed(e, at, environment));
    return line;
  }

  /** An empty path would be the current directory: more likely a variable that is not set. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("empty");
    }
    return Path.of(text);
  }

  private static int failed(Exception e, CommandLine at, Environment environment) {
    Messages messages = new CommonOptions(at.getCommandSpec()).messages(environment);
    Object output = at.getParseResult().<Object>matchedOptionValue("--output", Output.TEXT);
    boolean json = output == Output.JSON || output == NextOutput.JSON || output == AuditOutput.JSON;
    if (e instanceof InvalidInput invalid) {
      messages.problems(invalid.problems());
      messages.error("nothing was written");
      if (json) {
        ErrorJson.write(at.getCommandName(), invalid, environment.out());
      }
      return ExitCodes.INVALID;
    }
    if (e instanceof StoreException failure) {
      messages.failure(failure);
      if (json) {
        ErrorJson.write(at.getCommandName(), failure, environment.out());
      }
      return ExitCodes.OUTSIDE;
    }
    messages.error(bug(e));
    return ExitCodes.BUG;
  }

  private static String bug(Throwable e) {
    return "this is a bug of lavasched, please report it: " + Messages.trace(e);
  }
}
