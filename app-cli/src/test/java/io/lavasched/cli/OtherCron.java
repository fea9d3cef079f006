// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.lavasched.testkit.crontab.MountNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One of Debian's crons that are not the machine's own, unpacked by {@code .ci/fetch-crons}: its
 * real crontab program on a spool of its own, and what runs the entries.
 */
abstract class OtherCron {

  private static final Path CRONS = Path.of("..", "target", "crons").toAbsolutePath().normalize();

  /** $1 the spool; then a command. */
  private static final String ON_SPOOL =
      """
      mount -t tmpfs none /var/spool
      mkdir -p /var/spool/cron/crontabs
      mount --bind "$1" /var/spool/cron/crontabs
      shift
      exec "$@"
      """;

  /** $1 the spool, $2 the generator; then a command. */
  private static final String WITH_GENERATOR =
      """
      mount -t tmpfs none /run
      mkdir /run/systemd
      mount -t tmpfs none /lib/systemd
      mkdir /lib/systemd/system-generators
      cp "$2" /lib/systemd/system-generators/systemd-crontab-generator
      test ! -d /etc/cron.d || mount -t tmpfs none /etc/cron.d
      spool=$1
      shift 2
      set -- "$spool" "$@"
      """
          + ON_SPOOL;

  final Path directory;
  final Path spool;
  final Launcher launcher;
  private final List<Process> running = new ArrayList<>();

  private OtherCron(Path directory, Path program) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.spool = Files.createDirectories(directory.resolve("spool/crontabs"));
    Files.createDirectories(directory.resolve("spool/tmp"));
    Path bin = Files.createDirectory(directory.resolve("only-crontab"));
    Files.createSymbolicLink(bin.resolve("crontab"), program);
    this.launcher = Launcher.in(directory).withPathLedBy(bin).with("TZ", "UTC");
  }

  /** What runs a command where the crontab program and the daemon see this spool. */
  abstract List<String> inside(List<String> command);

  /** Runs the launcher. */
  Ran run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.program().toString()));
    command.addAll(arguments);
    return Launcher.ended(launcher.start(inside(command)));
  }

  /** Starts what runs the entries; its crontab is there. */
  abstract void start() throws IOException;

  /** Ends all that was started. */
  void stop() {
    for (Process process : running) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  void start(List<String> command) {
    running.add(launcher.start(command).process());
  }

  /** The crontab as it stands in the spool. */
  String installed() {
    try {
      return Files.readString(spool.resolve("root"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of a package, or the end of the test. */
  static Path unpacked(String name) {
    Path folder = CRONS.resolve(name);
    if (!Files.exists(CRONS.resolve("complete")) || !MountNamespace.isRoot()) {
      String message =
          "NOT TESTED: other crons than the machine's own. It takes root, and .ci/fetch-crons"
              + " first";
      if (!System.getenv().getOrDefault("CI", "").isEmpty()) {
        fail(message);
      }
      System.err.println(message);
      abort(message);
    }
    return folder;
  }

  static OtherCron busybox(Path directory) throws IOException {
    Path program = unpacked("busybox").resolve("bin/busybox");
    return new OtherCron(directory, program) {
      @Override
      List<String> inside(List<String> command) {
        return MountNamespace.command(ON_SPOOL, with(spool.toString(), command));
      }

      @Override
      void start() {
        List<String> crond =
            List.of("crond", "-f", "-c", "/var/spool/cron/crontabs", "-L", directory + "/log");
        launcher.with("SHELL", "/bin/sh");
        start(inside(with(program.toString(), crond)));
      }
    };
  }

  static OtherCron bcron(Path directory) throws IOException, InterruptedException {
    Path usr = unpacked("bcron").resolve("usr");
    OtherCron cron =
        new OtherCron(directory, usr.resolve("bin/crontab")) {
          @Override
          List<String> inside(List<String> command) {
            return command;
          }

          @Override
          void start() {
            start(List.of(usr + "/sbin/bcron-start"));
          }
        };
    cron.launcher
        .with("BCRON_SPOOL", directory + "/spool")
        .with("BCRON_SOCKET", directory + "/socket")
        .with("BCRON_USER", "root")
        .with("LOGNAME", "root")
        .with("LD_LIBRARY_PATH", found(usr, path -> path.endsWith("libbg.so.2")).getParent() + "")
        .with("PATH", directory + "/only-crontab:" + usr + "/sbin:" + usr + "/bin:/usr/bin:/bin");
    // The program has it written by a server, which has to be there.
    cron.start(List.of(usr + "/bin/unixserver", directory + "/socket", "bcron-spool"));
    for (int i = 0; !Files.exists(directory.resolve("socket")); i++) {
      Thread.sleep(20);
      assertThat(i).as("its server starts").isLessThan(500);
    }
    return cron;
  }

  /** Its generator makes timers; nothing runs them here. */
  static OtherCron systemdCron(Path directory) throws IOException {
    Path root = unpacked("systemd-cron");
    Path generator =
        found(root, path -> path.getFileName().toString().equals("systemd-crontab-generator"));
    return new OtherCron(directory, root.resolve("usr/bin/crontab")) {
      @Override
      List<String> inside(List<String> command) {
        return MountNamespace.command(
            WITH_GENERATOR, with(spool.toString(), with(generator.toString(), command)));
      }

      @Override
      void start() throws IOException {
        Path units = Files.createDirectory(directory.resolve("units"));
        Ran ran =
            Launcher.ended(launcher.start(inside(List.of(generator.toString(), units.toString()))));
        assertThat(ran.exit()).as(ran.err()).isZero();
      }
    };
  }

  private static List<String> with(String first, List<String> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  private static Path found(Path folder, Predicate<Path> predicate) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(predicate).findFirst().orElseThrow();
    }
  }

  /**
   * Writes a program that writes down how it was called: the number of its arguments, those, and
   * the variables {@code LAVA_REALM} and {@code X}.
   */
  static void writeDump(Path program) throws IOException {
    Files.createDirectories(program.resolveSibling("calls"));
    Files.writeString(
        program,
        "#!/bin/sh\nprintf '%s\\0' \"$#\" \"$@\" \"$LAVA_REALM\" \"$X\""
            + " >\"${0%/*}/calls/.$$\"\n"
            + "mv \"${0%/*}/calls/.$$\" \"${0%/*}/calls/$$\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  /** What {@link #writeDump} wrote down. */
  static List<List<String>> calls(Path program) {
    try (Stream<Path> files = Files.list(program.resolveSibling("calls"))) {
      List<List<String>> calls = new ArrayList<>();
      for (Path file : files.filter(f -> !f.getFileName().toString().startsWith(".")).toList()) {
        String text = Files.readString(file, UTF_8);
        assertThat(text).endsWith("\0");
        calls.add(Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1)));
      }
      return calls;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
