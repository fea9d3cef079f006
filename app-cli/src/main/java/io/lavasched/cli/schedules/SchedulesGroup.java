// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import io.lavasched.application.port.schedules.ScheduleArchive;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.option.target.GroupOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.eventbridge.EventBridgeSchedules;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A group of schedules as the command line names it.
 *
 * @param name of the group
 * @param store the group
 * @param archive what it once was
 */
public record SchedulesGroup(GroupName name, GroupStore store, ScheduleArchive archive) {

  /** The group that the options name; it is opened when it is first asked for. */
  public static SchedulesGroup of(
      GroupOptions options, RunLimit limit, Environment environment, CommandSpec spec) {
    RealmName realm = options.source.realm(environment, spec);
    JobId job = options.job(spec);
    GroupName name = options.group(spec).orElseGet(() -> GroupName.of(realm, job));
    AwsOptions aws = Wiring.aws(options.source, spec);
    return new SchedulesGroup(
        name,
        new GroupStore(
            name,
            () ->
                EventBridgeSchedules.open(
                    name,
                    new GroupOwner(realm, job),
                    aws,
                    environment.variables(),
                    environment.clock()),
            limit),
        SchedulesSetup.archive(name, environment));
  }
}
