// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that a run prints and writes, byte for byte: a folder a case.
 *
 * <p>{@code cmd} is the command line, words parted by blanks; {@code {examples}} is the example
 * realm, {@code {case}} the folder, {@code {dir}} an empty directory. {@code crontab}, where there
 * is one, is the crontab file before, in {@code {dir}}. Expected are {@code stdout}, {@code
 * stderr}, {@code exit} and {@code crontab.after}.
 *
 * <p>{@code -Dgolden.rewrite=true} rewrites what is expected, and fails, so that a person reads the
 * difference.
 */
class GoldenTest {

  private static final Path CASES = Path.of("src", "test", "resources", "golden");

  @TempDir Path directory;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsAndWritesJustThis(String name) throws IOException {
    Path folder = CASES.resolve(name);
    Path crontab = directory.resolve("crontab");
    if (Files.exists(folder.resolve("crontab"))) {
      Files.copy(folder.resolve("crontab"), crontab);
    }
    String line = Files.readString(folder.resolve("cmd")).replace("{case}", folder.toString());

    Ran ran = Cli.in(directory).runLine(line);

    Map<String, String> found = new LinkedHashMap<>();
    found.put("stdout", placeless(ran.outBytes(), folder));
    found.put("stderr", placeless(ran.errBytes(), folder));
    found.put("exit", ran.exit() + "\n");
    if (Files.exists(crontab)) {
      found.put("crontab.after", placeless(Files.readAllBytes(crontab), folder));
    }
    if (Boolean.getBoolean("golden.rewrite")) {
      for (Map.Entry<String, String> file : found.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      fail("rewritten: read the difference of " + folder + ", and run this without the flag");
    }
    for (Map.Entry<String, String> file : found.entrySet()) {
      assertThat(file.getValue())
          .as("%s of %s", file.getKey(), name)
          .isEqualTo(Files.readString(folder.resolve(file.getKey())));
    }
    assertThat(Files.exists(folder.resolve("crontab.after"))).isEqualTo(Files.exists(crontab));
  }

  private String placeless(byte[] bytes, Path folder) {
    return new String(bytes, UTF_8)
        .replace(directory.toString(), "{dir}")
        .replace(folder.toString(), "{case}")
        .replace(Cli.EXAMPLES.toString(), "{examples}")
        // The name of a backup has a hash of the directory.
        .replaceAll("(\\d{8}T\\d{6}\\.\\d{6}Z-crontab)-[0-9a-f]{8}", "$1-{hash}")
        .replaceAll("(\"run_id\":\")[0-9a-f-]{36}\"", "$1{run}\"");
  }
}
