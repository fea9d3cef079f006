// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabStoreContract;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import java.time.Instant;
import java.time.ZoneOffset;

/** Time changes nothing of what the crontab of a {@link World} does. */
@ContractOf(World.TimedCrontab.class)
class TimedCrontabTest extends CrontabStoreContract {

  @Override
  protected CrontabStore storeWithoutCrontab() {
    World world = new World(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC);
    return world.new TimedCrontab(new InMemoryCrontabStore());
  }
}
