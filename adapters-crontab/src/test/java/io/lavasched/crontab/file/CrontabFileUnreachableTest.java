// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.UnreachableCrontabContract;
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
