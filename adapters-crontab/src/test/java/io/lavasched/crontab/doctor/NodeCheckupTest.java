// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.NodeChecksContract;
import io.lavasched.crontab.state.BackupFolder;
import io.lavasched.crontab.state.StateFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On this machine, whatever it is; without a crontab program of it, and in a folder made up. */
@ContractOf(NodeCheckup.class)
class NodeCheckupTest extends NodeChecksContract {

  @TempDir Path directory;

  private Map<String, String> environment() {
    return Map.of("XDG_STATE_HOME", directory.toString(), "PATH", directory.toString());
  }

  @Override
  protected NodeChecks node() {
    Clock clock = Clock.systemUTC();
    return new NodeCheckup(
        environment(),
        clock,
        Duration.ofSeconds(30),
        () -> BackupFolder.ofAccount(StateFolder.of(environment()), clock));
  }

  @Test
  void nothingIsMade() {
    node().state();

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void backupsThatCannotBeOpenedAreAFindingOfTheFolder() {
    StoreException failure =
        new StoreException("find", "the state folder", false, "no home", Optional.of("set HOME"));
    NodeChecks node =
        new NodeCheckup(
            environment(),
            Clock.systemUTC(),
            Duration.ofSeconds(30),
            () -> {
              throw failure;
            });

    assertThat(node.state())
        .containsExactly(
            Finding.failure(Check.STATE_FOLDER, failure),
            Finding.unknown(Check.STATE_SPACE, "see state-folder"),
            Finding.unknown(Check.BACKUPS, "see state-folder"),
            Finding.unknown(Check.LOCK, "see state-folder"));
  }
}
