// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The form of standard output. */
public final class OutputOption {

  private final OptionSpec output =
      Options.one(Output.class, "text|json", "-o", "--output")
          .order(99)
          .description("json: one object on standard output (docs/json.md). Default: text.")
          .build();

  public void addTo(CommandSpec command) {
    command.addOption(output);
  }

  public boolean isJson() {
    return Options.<Output>value(output).orElse(Output.TEXT) == Output.JSON;
  }
}
