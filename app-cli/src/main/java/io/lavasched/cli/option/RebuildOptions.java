// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import picocli.CommandLine.Model.CommandSpec;

/** The options that run, plan and render share. */
public final class RebuildOptions {

  public final SourceOptions source = new SourceOptions();

  public final JobOptions job = new JobOptions();

  public final BlockOptions block = new BlockOptions();

  public final TimeOptions time = new TimeOptions();

  public final OutputOption output = new OutputOption();

  public void addTo(CommandSpec command) {
    source.addTo(command, 1);
    job.addTo(command, 2);
    block.addTo(command, 3);
    time.addTo(command, 4);
    output.addTo(command);
  }
}
