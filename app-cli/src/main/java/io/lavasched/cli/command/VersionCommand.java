// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.cli.process.ExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lavasched version} is {@code lavasched --version}. */
public final class VersionCommand implements Callable<Integer> {

  public final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  public VersionCommand() {
    CommonOptions.addTo(spec);
    spec.usageMessage()
        .header("Print the version.")
        .description("%nThe same as `lavasched --version`.")
        .footer("", "Examples:", "  lavasched version");
  }

  @Override
  public Integer call() {
    spec.commandLine().printVersionHelp(spec.root().commandLine().getOut());
    return ExitCodes.OK;
  }
}
