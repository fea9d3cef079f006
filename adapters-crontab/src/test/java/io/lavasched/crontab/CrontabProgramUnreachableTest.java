package io.lavasched.crontab;

import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.UnreachableCrontabContract;
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
        StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString())));
  }
}
