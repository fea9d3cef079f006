// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** Completion of commands and options in shells. */
public final class CompletionCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
  private final Environment environment;

  public CompletionCommand(Environment environment) {
    this.environment = environment;
    CommonOptions.addTo(spec);
    spec.usageMessage()
        .header("Print a completion script for bash and zsh.")
        .description(
            "%nWith it the shell completes commands, options and their values. The deb and"
                + " the rpm install it where the shells look for it.")
        .footer("", "Examples:", "  source <(lavasched generate-completion)");
  }

  /**
   * Around the function that picocli writes, which knows an option and its value as two words only:
   * bash makes three words of {@code --output=js}, zsh one. Answers keep what zsh has as the begin
   * of its word.
   */
  private static final String EQUALS =
      """

      function _complete_lavasched_words() {
        local given=("${COMP_WORDS[@]}") parts=() before="" last=$COMP_CWORD i=0 word=""
        while ((i <= last)); do
          word=${given[i]}
          before=""
          if [[ $word == "=" ]]; then
            if ((i == last)); then parts+=(""); fi
          elif [[ $word == --*=* ]]; then
            before=${word%%=*}=
            parts+=("${word%%=*}" "${word#*=}")
          else
            parts+=("$word")
          fi
          i=$((i + 1))
        done
        local COMP_WORDS=("${parts[@]}") COMP_CWORD=$((${#parts[@]} - 1))
        _complete_lavasched
        if [[ -n $before && ${#COMPREPLY[@]} -gt 0 ]]; then COMPREPLY=("${COMPREPLY[@]/#/$before}"); fi
      }

      # Options that take files complete them by themselves: nowhere else are there any.
      complete -F _complete_lavasched_words lavasched lavasched.sh lavasched.bash
      """;

  @Override
  public Integer call() {
    CommandSpec root = spec.root();
    String script = AutoComplete.bash(root.name(), root.commandLine());
    int end = script.indexOf("\n# Define a completion specification");
    if (end < 0) {
      throw new IllegalStateException("picocli's script has another end");
    }
    environment.out().print(script.substring(0, end) + EQUALS);
    return ExitCodes.OK;
  }
}
