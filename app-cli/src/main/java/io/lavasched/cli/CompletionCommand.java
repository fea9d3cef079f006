package io.lavasched.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Completion of commands and options in shells. */
@Command(
    name = "generate-completion",
    header = "Print a completion script for bash and zsh.",
    footer = {"", "Examples:", "  source <(lavasched generate-completion)"})
final class CompletionCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("unused") // picocli fills it
  private final CommonOptions common = new CommonOptions();

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  private final Environment environment;

  CompletionCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    environment.out().print(AutoComplete.bash(root.name(), root.commandLine()));
    return ExitCodes.OK;
  }
}
