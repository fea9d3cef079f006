package io.lavasched.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** Completion of commands and options in shells. */
final class CompletionCommand implements Callable<Integer> {

  final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final Environment environment;

  CompletionCommand(Environment environment) {
    this.environment = environment;
    CommonOptions.addTo(spec);
    spec.usageMessage()
        .header("Print a completion script for bash and zsh.")
        .description(
            "%nWith it the shell completes commands, options and their words. The deb and the rpm bring it"
                + " along where the shells look for it.")
        .footer("", "Examples:", "  source <(lavasched generate-completion)");
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    environment.out().print(AutoComplete.bash(root.name(), root.commandLine()));
    return ExitCodes.OK;
  }
}
