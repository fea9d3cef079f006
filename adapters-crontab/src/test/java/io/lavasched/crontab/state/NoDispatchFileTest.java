// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.NoDispatch;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.NoDispatchContract;
import io.lavasched.domain.lavasched.LavaschedParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A root that is made up: the file of this machine is never looked at. */
@ContractOf(NoDispatchFile.class)
class NoDispatchFileTest extends NoDispatchContract {

  @TempDir Path root;

  @Override
  protected NoDispatch nodeWithoutFiles() {
    return new NoDispatchFile(root);
  }

  @Override
  protected void touch(String file, Instant time) {
    try {
      Path path = root.resolve(file.substring(1));
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, "");
      Files.setLastModifiedTime(path, FileTime.from(time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void remove(String file) {
    try {
      Files.delete(root.resolve(file.substring(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void timeIsInWholeSeconds() {
    Instant since = Instant.parse("2026-11-29T01:02:03Z");
    touch(LavaschedParameters.NO_DISPATCH_FILE, since.plusMillis(4));

    assertThat(nodeWithoutFiles().since(LavaschedParameters.NO_DISPATCH_FILE)).contains(since);
  }
}
