package io.lavasched.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.port.NoDispatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A root that is made up: the file of this machine is never looked at. */
class NoDispatchFileTest {

  private static final Instant SINCE = Instant.parse("2026-11-29T01:02:03Z");

  @TempDir Path root;

  @Test
  void aFileThatIsThereTellsSinceWhen() throws IOException {
    Path file = root.resolve("tmp/lava/__nodispatch__");
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Files.setLastModifiedTime(file, FileTime.from(SINCE.plusMillis(4)));

    assertThat(NoDispatchFile.in(root).since(NoDispatch.DEFAULT_FILE)).contains(SINCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {NoDispatch.DEFAULT_FILE, "", "relative", "/a/b", "/nul\0"})
  void whatIsNotThereIsNoFailure(String file) {
    assertThat(NoDispatchFile.in(root).since(file)).isEmpty();
  }
}
