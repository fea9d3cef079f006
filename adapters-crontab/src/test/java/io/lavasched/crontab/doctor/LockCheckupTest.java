// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.crontab.state.AccountLock;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.testkit.crontab.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = SECONDS)
class LockCheckupTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  @TempDir Path directory;

  private Path lock(Duration age) throws IOException {
    Path file = Files.writeString(directory.resolve("lock"), "4711 mark\n");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    return file;
  }

  /** {@code INODE} stands for that of the lock. */
  private Finding check(Path file, String locks) throws IOException {
    String inode = Files.exists(file) ? Files.getAttribute(file, "unix:ino").toString() : "0";
    return LockCheckup.of(
        file, NOW, Files.writeString(directory.resolve("locks"), locks.replace("INODE", inode)));
  }

  @Test
  void withoutAFileItIsFree() throws IOException {
    assertThat(check(directory.resolve("lock"), "")).isEqualTo(Finding.ok(Check.LOCK, "free"));
    assertThat(check(directory.resolve("none/lock"), "")).isEqualTo(Finding.ok(Check.LOCK, "free"));
  }

  @Test
  void aFileThatNobodyHoldsIsHarmless() throws IOException {
    Finding finding =
        check(
            lock(Duration.ofDays(1)),
            """
            1: FLOCK  ADVISORY  WRITE 1 fe:00:INODE 0 EOF
            2: POSIX  ADVISORY  READ  1 fe:00:INODE 0 EOF
            2: -> POSIX  ADVISORY  WRITE 1 fe:00:INODE 0 EOF
            3: POSIX  ADVISORY  WRITE 1 fe:00:1INODE 0 EOF
            4: POSIX  ADVISORY  WRITE 1 fe:00:INODE1 0 EOF
            """);

    assertThat(finding)
        .isEqualTo(
            Finding.ok(Check.LOCK, "free; a run that was killed left its file, which is no harm"));
  }

  @Test
  void aHolderIsTold() throws IOException {
    Finding finding =
        check(lock(Duration.ofSeconds(12)), "1: POSIX  ADVISORY  WRITE 815 fe:00:INODE 0 EOF\n");

    assertThat(finding.status()).isEqualTo(Status.WARNING);
    assertThat(finding.detail()).isEqualTo("held by process 815 for 12 s: a run is at work");
    assertThat(finding.help().orElseThrow()).contains("ps -fp 815");
  }

  @Test
  void whomTheKernelDoesNotTellTheFileDoes() throws IOException {
    Finding finding =
        check(lock(Duration.ofSeconds(1)), "1: POSIX  ADVISORY  WRITE 0 fe:00:INODE 0 EOF\n");

    assertThat(finding.detail()).startsWith("held by process 4711 ");
  }

  @Test
  void oneThatIsHeldForLongIsAFailure() throws IOException {
    Finding finding =
        check(lock(Duration.ofHours(1)), "1: POSIX  ADVISORY  WRITE 815 fe:00:INODE 0 EOF\n");

    assertThat(finding.status()).isEqualTo(Status.FAILURE);
    assertThat(finding.detail())
        .isEqualTo(
            "the lock must be free for the next run, found it held by process 815 for 3600 s");
  }

  @Test
  void withoutAListNobodyKnows() throws IOException {
    Finding finding = LockCheckup.of(lock(Duration.ZERO), NOW, directory.resolve("no-locks"));

    assertThat(finding)
        .isEqualTo(
            Finding.unknown(
                Check.LOCK, "it is not known who holds the lock: no such file or directory"));
  }

  @Test
  void aRealLockIsSeenAndStaysHeld() throws Exception {
    Process holder = new ProcessBuilder(Jvm.command(Holding.class, "" + directory)).start();
    try {
      Path started = directory.resolve("started");
      Jvm.await(started, holder::isAlive);
      Path file = directory.resolve("lavasched/lock");

      for (int i = 0; i < 2; i++) {
        Finding finding = LockCheckup.of(file, Instant.now());

        assertThat(finding.status()).as(finding.detail()).isEqualTo(Status.WARNING);
        assertThat(finding.detail()).startsWith("held by process " + holder.pid() + " for ");
      }
    } finally {
      holder.destroyForcibly();
    }
    assertThat(holder.waitFor(240, SECONDS)).isTrue();
    assertThat(LockCheckup.of(directory.resolve("lavasched/lock"), Instant.now()).status())
        .isEqualTo(Status.OK);
  }

  /** Holds the lock of a state folder until it is killed. */
  static final class Holding {
    private Holding() {}

    public static void main(String[] args) throws Exception {
      StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", args[0]));
      AccountLock.acquire(folder, Duration.ZERO);
      Files.createFile(Path.of(args[0], "started"));
      Thread.sleep(60_000);
    }
  }
}
