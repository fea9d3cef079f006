// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** Which crontab: that of the account, or a plain file. */
public final class CrontabFileOption {

  public final OptionSpec spec =
      Options.one(Path.class, "FILE", "--crontab-file")
          .description(
              "A plain file instead of the crontab program; a missing file is an empty crontab.")
          .build();

  /** Empty for the crontab of the account. */
  public Optional<Path> file() {
    return Options.value(spec);
  }
}
