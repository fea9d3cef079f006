// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.cli.process.ExitCodes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code lavasched help run} is {@code lavasched run --help}. */
public final class HelpCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  private final PositionalParamSpec command =
      PositionalParamSpec.builder()
          .index("0")
          .arity("0..1")
          .type(String.class)
          .paramLabel("COMMAND")
          .description("The command. Default: all of them, a line each.")
          .build();

  public HelpCommand() {
    spec.addPositional(command);
    CommonOptions.addTo(spec);
    spec.usageMessage()
        .header("Print the help of a command.")
        .description("%nThe same as `lavasched COMMAND --help`.")
        .footer("", "Examples:", "  lavasched help", "  lavasched help run");
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String name = command.getValue();
    CommandLine of = name == null ? root : root.getSubcommands().get(name);
    if (of == null) {
      throw new UnmatchedArgumentException(root, List.of(name));
    }
    of.setColorScheme(root.getColorScheme());
    of.usage(root.getOut());
    return ExitCodes.OK;
  }
}
