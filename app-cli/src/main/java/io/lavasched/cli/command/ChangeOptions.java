// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.cli.option.CrontabFileOption;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.option.OutputOption;
import io.lavasched.cli.option.target.ScheduleOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the commands share that change a crontab and read no job records. */
final class ChangeOptions {

  private final OptionSpec diff =
      Options.flag("--diff").description("Show what would change; write nothing.").build();

  private final CrontabFileOption crontabFile = new CrontabFileOption();

  final LockOption lock = new LockOption();

  private final OutputOption output = new OutputOption();

  void addTo(CommandSpec command) {
    command.addOption(diff);
    command.addOption(crontabFile.spec);
    lock.addTo(command);
    output.addTo(command);
  }

  boolean isDiff() {
    return Options.isOn(diff);
  }

  Optional<Path> file() {
    return crontabFile.file();
  }

  /** Where it is not about a crontab. */
  void refuseFile(CommandSpec spec) {
    ScheduleOptions.refuse(List.of(crontabFile.spec), spec);
  }

  boolean isJson() {
    return output.isJson();
  }
}
