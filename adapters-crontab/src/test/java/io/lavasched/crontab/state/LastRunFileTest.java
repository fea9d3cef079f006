// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.LastRun;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.RunMemoryContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ContractOf(LastRunFile.class)
class LastRunFileTest extends RunMemoryContract {

  @TempDir Path directory;

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
  }

  @Override
  protected RunMemory empty() {
    return LastRunFile.ofAccount(folder(), "1.2.3");
  }

  /** A folder stands where the file is to be, with something in it. */
  @Override
  protected void breakIt() {
    try {
      Path file = folder().path().resolve("last-run-crontab");
      Files.delete(file);
      Files.createDirectories(file.resolve("in-the-way"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherVersionTellsAllOnceMore() {
    empty().write(new LastRun(Optional.of("b"), Set.of("a-1f")));

    assertThat(LastRunFile.ofAccount(folder(), "1.2.4").read())
        .isEqualTo(new LastRun(Optional.of("b"), Set.of()));
  }
}
