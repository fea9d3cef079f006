// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Splitter;
import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.program.BoundedProcess;
import io.lavasched.domain.cron.CronDialect;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;

/**
 * Whether the daemon of a cron is at work, as {@code /proc} has it; systemd-cron has none, but a
 * target of systemd.
 */
final class DaemonCheckup {

  /** The pid namespace of the machine itself: the kernel gives it this number, always. */
  private static final String WHOLE_MACHINE = "pid:[4026531836]";

  private static final Map<String, String> CRONS =
      Map.of(
          "cron", "Debian's cron",
          "crond", "cronie or busybox",
          "bcron-sched", "bcron");

  private static final Map<CronDialect, String> DAEMONS =
      Map.of(
          CronDialect.DEBIAN, "cron",
          CronDialect.CRONIE, "crond",
          CronDialect.BUSYBOX, "crond",
          CronDialect.BCRON, "bcron-sched");

  private static final String START =
      "start it, and have it start with the machine: systemctl enable --now cron (Debian), crond"
          + " (cronie)";

  private static final Duration SYSTEMCTL_LIMIT = Duration.ofSeconds(10);

  private final Path root;

  private DaemonCheckup(Path root) {
    this.root = root;
  }

  /**
   * Looks for it.
   *
   * @param dialect which cron the crontab program belongs to; empty where that is not known
   * @param root where {@code proc} and {@code usr} are
   */
  static Finding of(Optional<CronDialect> dialect, Path root) {
    DaemonCheckup checkup = new DaemonCheckup(root);
    return dialect.filter(d -> d == CronDialect.SYSTEMD_CRON).isPresent()
        ? checkup.target()
        : checkup.daemon(dialect.map(DAEMONS::get));
  }

  private Finding daemon(Optional<String> expected) {
    Set<String> running = running();
    if (expected.isPresent() ? running.contains(expected.get()) : !running.isEmpty()) {
      return Finding.ok(
          Check.CRON_DAEMON, expected.orElse(String.join(", ", running)) + " is running");
    }
    String wanted = expected.orElse("cron, crond or bcron-sched");
    if (!running.isEmpty()) {
      String other = running.iterator().next();
      return Finding.failure(
          Check.CRON_DAEMON,
          "the daemon of the crontab program must run ("
              + wanted
              + "), found "
              + other
              + " of "
              + CRONS.get(other),
          "two crons are installed: remove one, or start " + wanted + " in the place of " + other);
    }
    Optional<String> hidden = whatIsHidden();
    return hidden.isPresent()
        ? Finding.warning(
            Check.CRON_DAEMON,
            "the daemon of cron (" + wanted + ") was not seen, but " + hidden.get(),
            "see as root of the machine whether it runs: pgrep -a cron")
        : Finding.failure(
            Check.CRON_DAEMON,
            "the daemon of cron (" + wanted + ") must run, found no such process",
            START);
  }

  /** Names of daemons, sorted. */
  private Set<String> running() {
    Set<String> found = new TreeSet<>();
    try (DirectoryStream<Path> processes =
        Files.newDirectoryStream(root.resolve("proc"), "[0-9]*")) {
      for (Path process : processes) {
        daemon(process).ifPresent(found::add);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // No Linux, or no /proc: told as hidden.
    }
    return found;
  }

  private static Optional<String> daemon(Path process) {
    String stat = text(process.resolve("stat"));
    int open = stat.indexOf('(');
    int close = stat.lastIndexOf(')');
    if (open < 0 || close < open || stat.startsWith(" Z", close + 1)) {
      return Optional.empty();
    }
    String name = stat.substring(open + 1, close);
    if (name.equals("busybox")) {
      List<String> words = Splitter.on('\0').splitToList(text(process.resolve("cmdline")));
      return words.size() > 1 && words.get(1).equals("crond")
          ? Optional.of("crond")
          : Optional.empty();
    }
    return CRONS.containsKey(name) ? Optional.of(name) : Optional.empty();
  }

  /** Why not seeing a process need not mean that there is none. */
  private Optional<String> whatIsHidden() {
    if (text(root.resolve("proc/1/stat")).isEmpty()) {
      return Optional.of("/proc does not show the processes of others (hidepid)");
    }
    try {
      String namespace = Files.readSymbolicLink(root.resolve("proc/self/ns/pid")).toString();
      return namespace.equals(WHOLE_MACHINE)
          ? Optional.empty()
          : Optional.of("this is a container, which sees its own processes only");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.of("/proc does not tell whether this is a container");
    }
  }

  private Finding target() {
    Optional<Path> systemctl =
        List.of("usr/bin/systemctl", "bin/systemctl").stream()
            .map(root::resolve)
            .filter(Files::isExecutable)
            .findFirst();
    if (systemctl.isEmpty()) {
      return Finding.unknown(Check.CRON_DAEMON, "there is no systemctl to ask about cron.target");
    }
    try {
      String said =
          BoundedProcess.run(
                  new ProcessBuilder(systemctl.get().toString(), "is-active", "cron.target"),
                  SYSTEMCTL_LIMIT)
              .out()
              .text()
              .strip();
      return said.equals("active")
          ? Finding.ok(Check.CRON_DAEMON, "cron.target is active")
          : Finding.failure(
              Check.CRON_DAEMON,
              "cron.target must be active, found "
                  + (said.isEmpty() ? "no answer" : FailureWords.firstLine(said)),
              "systemctl enable --now cron.target");
    } catch (IOException e) {
      return Finding.unknown(
          Check.CRON_DAEMON, "systemctl could not be run: " + FailureWords.reason(e));
    } catch (TimeoutException e) {
      return Finding.unknown(Check.CRON_DAEMON, "systemctl " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.unknown(Check.CRON_DAEMON, "systemctl was interrupted");
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
