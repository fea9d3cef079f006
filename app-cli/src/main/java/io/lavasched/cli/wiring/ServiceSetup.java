// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.times.RealmService;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.option.TargetOptions;
import io.lavasched.cli.option.TimeOptions;
import io.lavasched.cli.option.target.ScheduleOptions;
import io.lavasched.cli.process.Environment;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What commands that look ahead, and write nothing, know of EventBridge Scheduler. */
public final class ServiceSetup {

  private ServiceSetup() {}

  /**
   * What is known about the place where the schedules are kept.
   *
   * @param ofCrontab options that are for a crontab alone: an error where one is given
   */
  public static RealmService service(
      SourceOptions source,
      TimeOptions time,
      Instant now,
      List<OptionSpec> ofCrontab,
      Environment environment,
      CommandSpec spec) {
    ScheduleOptions.refuse(ofCrontab, spec);
    return new RealmService(
        TargetOptions.zone(time, environment, spec), source.realmIfGiven(environment, spec), now);
  }
}
