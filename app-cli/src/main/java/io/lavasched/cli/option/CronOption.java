// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.domain.cron.CronDialect;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Which cron will read the crontab. */
public final class CronOption {

  /** To be put into a group of options; see also {@link #addTo}. */
  public final OptionSpec option =
      Options.one(CronDialect.class, "CRON", "--cron")
          .converters(new Names())
          .description(
              "Which cron reads the entries: vixie, debian, cronie, busybox, bcron,"
                  + " systemd-cron or portable (any of them). Default: that of the crontab program;"
                  + " for files vixie, which is right for debian and cronie.")
          .build();

  public void addTo(CommandSpec command) {
    command.addOption(option);
  }

  /** The names as users write them, which are not those of the constants. */
  private static final class Names implements ITypeConverter<CronDialect> {

    @Override
    public CronDialect convert(String name) {
      return CronDialect.named(name).orElseThrow(() -> new TypeConversionException("unknown"));
    }
  }

  /** The cron that was asked for. */
  public Optional<CronDialect> given() {
    return Options.value(option);
  }

  /** The cron that was asked for, else the one that reads a crontab. */
  public CronDialect of(CrontabStore crontab) {
    return given().orElseGet(crontab::dialect);
  }
}
