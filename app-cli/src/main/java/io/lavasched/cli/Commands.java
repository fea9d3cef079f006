// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import io.lavasched.cli.command.AuditCommand;
import io.lavasched.cli.command.CheckCommand;
import io.lavasched.cli.command.CompletionCommand;
import io.lavasched.cli.command.DoctorCommand;
import io.lavasched.cli.command.ExplainCommand;
import io.lavasched.cli.command.HelpCommand;
import io.lavasched.cli.command.NextCommand;
import io.lavasched.cli.command.PlanCommand;
import io.lavasched.cli.command.RemoveCommand;
import io.lavasched.cli.command.RenderCommand;
import io.lavasched.cli.command.RestoreCommand;
import io.lavasched.cli.command.RunCommand;
import io.lavasched.cli.command.TimelineCommand;
import io.lavasched.cli.command.VersionCommand;
import io.lavasched.cli.move.MoveCommand;
import io.lavasched.cli.process.Environment;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of the program. */
final class Commands {

  private static final String COMPLETION = "generate-completion";

  private static final String HELP = "help";

  /** In the order of the help. */
  private static final List<String> NAMES =
      List.of(
          "run",
          "plan",
          "render",
          "check",
          "next",
          "explain",
          "timeline",
          "audit",
          "move",
          "restore",
          "remove",
          "doctor",
          COMPLETION,
          HELP,
          "version");

  /** Those that read records. */
  private static final Set<String> READERS =
      Set.of(
          "run",
          "plan",
          "render",
          "check",
          "next",
          "explain",
          "timeline",
          "audit",
          "move",
          "doctor");

  private final Environment environment;

  Commands(Environment environment) {
    this.environment = environment;
  }

  /**
   * Adds the commands to the model of the command line.
   *
   * @param line of the program
   * @param wanted the name of one that can do without the others: only that one is added then, for
   *     a model takes its time; any other word for all
   */
  void addTo(CommandLine line, String wanted) {
    boolean isAlone = NAMES.contains(wanted) && !wanted.equals(COMPLETION) && !wanted.equals(HELP);
    for (String name : isAlone ? List.of(wanted) : NAMES) {
      line.addSubcommand(name, command(name));
    }
  }

  /** Whether a command line reads the live table, as far as its words alone tell. */
  static boolean readTable(List<String> words) {
    if (words.isEmpty() || !READERS.contains(words.get(0))) {
      return false;
    }
    for (String word : words) {
      if (word.startsWith("--jobs") || word.equals("--help") || word.equals("-h")) {
        return false;
      }
    }
    return true;
  }

  private CommandSpec command(String name) {
    return switch (name) {
      case "run" -> new RunCommand(environment).spec;
      case "plan" -> new PlanCommand(environment).spec;
      case "render" -> new RenderCommand(environment).spec;
      case "check" -> new CheckCommand(environment).spec;
      case "timeline" -> new TimelineCommand(environment).spec;
      case "audit" -> new AuditCommand(environment).spec;
      case "next" -> new NextCommand(environment).spec;
      case "explain" -> new ExplainCommand(environment).spec;
      case "doctor" -> new DoctorCommand(environment).spec;
      case "move" -> new MoveCommand(environment).spec;
      case "remove" -> new RemoveCommand(environment).spec;
      case "restore" -> new RestoreCommand(environment).spec;
      case HELP -> new HelpCommand().spec;
      case "version" -> new VersionCommand().spec;
      case COMPLETION -> new CompletionCommand(environment).spec;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
