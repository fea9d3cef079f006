package io.lavasched.cli;

import picocli.CommandLine.Model.CommandSpec;

/** The options that run, plan and render share. */
final class RebuildOptions {

  final SourceOptions source = new SourceOptions();

  final JobOptions job = new JobOptions();

  final BlockOptions block = new BlockOptions();

  final TimeOptions time = new TimeOptions();

  final OutputOption output = new OutputOption();

  void addTo(CommandSpec command) {
    source.addTo(command, 1);
    job.addTo(command, 2);
    block.addTo(command, 3);
    time.addTo(command, 4);
    output.addTo(command);
  }
}
