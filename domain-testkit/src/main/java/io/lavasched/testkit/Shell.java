// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real shell. */
public final class Shell {

  private Shell() {}

  /** What a script prints, cut at its NULs; in a folder of its own. */
  public static List<String> run(String shell, String script) throws IOException {
    Path folder = Files.createTempDirectory("lavasched");
    try {
      return run(folder, shell, script);
    } finally {
      for (String name : List.of("script", "out", "err")) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
  }

  /** What a script prints, cut at its NULs. */
  public static List<String> run(Path folder, String shell, String script) {
    try {
      Path file = Files.write(folder.resolve("script"), script.getBytes(StandardCharsets.UTF_8));
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      Process process =
          new ProcessBuilder(shell, file.toString())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(err, StandardCharsets.ISO_8859_1)).isEmpty();
      String text = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(text).endsWith("\0");
      return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
