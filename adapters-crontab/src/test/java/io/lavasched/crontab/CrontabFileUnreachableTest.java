package io.lavasched.crontab;

import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.UnreachableCrontabContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A directory in the place of the file. */
@ContractOf(CrontabFile.class)
class CrontabFileUnreachableTest extends UnreachableCrontabContract {

  @TempDir Path directory;

  @Override
  protected CrontabStore unreachable() {
    return new CrontabFile(directory);
  }
}
