package io.lavasched.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options that run, plan and render share. */
@Command
final class RebuildOptions {

  @ArgGroup(validate = false, heading = SourceOptions.HEADING, order = 1)
  final SourceOptions source = new SourceOptions();

  @ArgGroup(validate = false, heading = JobOptions.HEADING, order = 2)
  final JobOptions job = new JobOptions();

  @ArgGroup(validate = false, heading = BlockOptions.HEADING, order = 3)
  final BlockOptions block = new BlockOptions();

  @ArgGroup(validate = false, heading = TimeOptions.HEADING, order = 4)
  final TimeOptions time = new TimeOptions();

  @Mixin final OutputOption output = new OutputOption();
}
