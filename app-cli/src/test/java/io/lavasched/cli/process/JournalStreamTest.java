// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStreamTest {

  @TempDir Path directory;

  private static String of(Path file) throws IOException {
    return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
  }

  @Test
  void isTheOneOfThatDeviceAndInode() throws IOException {
    Path stream = Files.writeString(directory.resolve("stream"), "");
    Path other = Files.writeString(directory.resolve("other"), "");
    Path link = Files.createSymbolicLink(directory.resolve("2"), stream);

    assertThat(JournalStream.is(of(stream), stream)).isTrue();
    assertThat(JournalStream.is(of(stream), link)).as("as in /proc/self/fd").isTrue();
    assertThat(JournalStream.is(of(stream), other)).isFalse();
    assertThat(JournalStream.is(of(stream), directory.resolve("none"))).isFalse();
    for (String wrong : new String[] {"", ":", "1", "a:b", of(stream) + "0", "0" + of(stream)}) {
      assertThat(JournalStream.is(wrong, stream)).as(wrong).isFalse();
    }
  }
}
