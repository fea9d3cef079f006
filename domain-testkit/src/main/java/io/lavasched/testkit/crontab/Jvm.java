// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.crontab;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Other processes of the tests: JVMs that are terminated, and programs that must end. */
public final class Jvm {

  private Jvm() {}

  /** A command line for a main class of the tests. */
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Quick to start, and small: there may be many at once.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Waits for a file that another process writes. */
  public static void await(Path file, BooleanSupplier mayStillCome) throws InterruptedException {
    long deadline = System.nanoTime() + SECONDS.toNanos(240);
    while (!Files.exists(file)) {
      assertThat(mayStillCome.getAsBoolean() && System.nanoTime() < deadline)
          .as("%s is written", file)
          .isTrue();
      Thread.sleep(5);
    }
  }

  public static void assertEnds(long pid) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + SECONDS.toNanos(240);
    while (isRunning(pid)) {
      assertThat(System.nanoTime()).as("process %d runs on", pid).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  static boolean isRunning(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    try {
      // Z: killed, and in a container without an init nobody asks how it ended.
      return !Files.readString(stat).contains(") Z ");
    } catch (IOException e) {
      if (Files.exists(stat)) {
        throw e;
      }
      return false; // gone before, or while it was read
    }
  }

  public static void killIfWritten(Path pid) throws IOException {
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}
