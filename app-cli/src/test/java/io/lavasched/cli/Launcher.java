// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.testkit.crontab.FakeCrontab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The launcher as a process of its own, with nothing of the environment of the one who runs the
 * tests, and with a crontab program that fails, so that no test meets a real one.
 */
final class Launcher {

  private static final String SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

  private final Path directory;
  private final Map<String, String> variables = new TreeMap<>();
  private Path program = Path.of("..", "lavasched").toAbsolutePath().normalize();

  private Launcher(Path directory) {
    this.directory = directory;
  }

  /** The launcher of this checkout; its working directory and HOME is one of the test. */
  static Launcher in(Path directory) {
    Path jar = Path.of("target", "lavasched-all.jar");
    assertThat(jar).as("the jar is built before these tests run").exists();
    try {
      Path bin = Files.createDirectories(directory.resolve("no-crontab"));
      FakeCrontab.in(bin, "echo 'a test must not come here' >&2; exit 99");
      return new Launcher(directory)
          .with("HOME", directory.toString())
          .with("JAVA_HOME", System.getProperty("java.home"))
          .withPathLedBy(bin)
          // Without these the SDK looks for an instance that it may run on.
          .with("AWS_EC2_METADATA_DISABLED", "true")
          .with("AWS_CONFIG_FILE", "/dev/null")
          .with("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Launcher with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  Launcher without(String variable) {
    variables.remove(variable);
    return this;
  }

  Launcher withPathLedBy(Path bin) {
    return with("PATH", bin + ":" + SYSTEM_PATH);
  }

  /** Another crontab program: lines for {@code /bin/sh}, in the directory of the test. */
  Launcher withCrontabProgram(String body) {
    try {
      Path bin = Files.createDirectories(directory.resolve("bin"));
      FakeCrontab.in(bin, "cd '" + directory + "' || exit 98\n" + body);
      return withPathLedBy(bin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another way to the launcher. */
  Launcher as(Path other) {
    program = other;
    return this;
  }

  Path program() {
    return program;
  }

  /** One line of words, parted by blanks; {@code {dir}} is the directory. */
  Ran runLine(String line) {
    return run(
        Arrays.stream(line.strip().split("\\s+"))
            .map(word -> word.replace("{dir}", directory.toString()))
            .map(word -> word.replace("{examples}", examples()))
            .toArray(String[]::new));
  }

  static String examples() {
    return Cli.EXAMPLES.toAbsolutePath().normalize().toString();
  }

  Ran run(String... args) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(args));
    return ended(start(command), command.contains("debug"));
  }

  /** Any command, in the same surroundings. */
  Started start(List<String> command) {
    try {
      Path out = Files.createTempFile(directory, "stdout", "");
      Path err = Files.createTempFile(directory, "stderr", "");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(variables);
      return new Started(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process, and the files that take what it prints. */
  record Started(Process process, Path out, Path err) {}

  /** Waits for the end, which must come. */
  static Ran ended(Started started) {
    return ended(started, false);
  }

  private static Ran ended(Started started, boolean mayShowTraces) {
    try {
      boolean ended = started.process.waitFor(600, SECONDS);
      if (!ended) {
        started.process.destroyForcibly();
      }
      Ran ran =
          new Ran(
              ended ? started.process.exitValue() : -1,
              Files.readAllBytes(started.out),
              Files.readAllBytes(started.err));
      Files.delete(started.out);
      Files.delete(started.err);
      assertThat(ended).as("ends in time: %s", ran.err()).isTrue();
      assertThat(ran.err())
          .as("tests run what was built, and never build")
          .doesNotContain("building", "Picked up");
      if (!mayShowTraces) {
        // A class with its package; AWS has codes that end in Exception.
        assertThat(ran.err()).doesNotContainPattern("\\tat |\\w\\.[A-Z]\\w*(?:Exception|Error)\\b");
      }
      return ran;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      started.process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }
}
