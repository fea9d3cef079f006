// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.UnreachableCrontabContract;
import io.lavasched.crontab.state.StateFolder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A program that is gone. */
@ContractOf(CrontabProgram.class)
class CrontabProgramUnreachableTest extends UnreachableCrontabContract {

  @TempDir Path directory;

  /** It was there when it was looked for. */
  @Override
  protected CrontabStore unreachable() {
    return new CrontabProgram(
        directory.resolve("crontab"),
        CrontabProgram.DEFAULT_LIMIT,
        StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString())));
  }
}
