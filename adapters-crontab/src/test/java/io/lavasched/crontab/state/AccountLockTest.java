// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.StoreException;
import io.lavasched.testkit.crontab.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = SECONDS)
class AccountLockTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void itsFileIsThereWhileItIsHeldAndNoLonger() throws Exception {
    try (AccountLock lock = AccountLock.acquire(folder(), Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertThat(Files.getPosixFilePermissions(file())).isEqualTo(fromString("rw-------"));
      // By another process: to close the file in this one would free the lock.
      assertThat(printed("cut", "-d ", "-f1", file().toString()))
          .isEqualTo(ProcessHandle.current().pid() + "\n");
    }
    assertThat(folder().path()).isEmptyDirectory();
  }

  @Test
  void closingTwiceIsClosingOnce() {
    AccountLock first = AccountLock.acquire(folder(), Duration.ZERO);
    first.close();
    try (AccountLock second = AccountLock.acquire(folder(), Duration.ZERO)) {
      first.close();

      assertThat(second).isNotNull();
      assertThat(file()).exists();
    }
  }

  @Test
  void isHeldAgainstThisProcessToo() {
    try (AccountLock lock = AccountLock.acquire(folder(), Duration.ZERO)) {
      assertThat(lock).isNotNull();

      assertHeldBy(ProcessHandle.current().pid());
    }
  }

  @Test
  void whoAsksInVainInTheSameProcessFreesNothing() throws Exception {
    try (AccountLock lock = AccountLock.acquire(folder(), Duration.ZERO)) {
      assertThat(lock).isNotNull();
      assertHeldBy(ProcessHandle.current().pid());

      Process other = start(Holding.class, directory.toString());

      try {
        assertThat(other.waitFor(240, SECONDS)).isTrue();
      } finally {
        other.destroyForcibly();
      }
      assertThat(directory.resolve("failure"))
          .content()
          .contains("held by process " + ProcessHandle.current().pid() + " (");
    }
  }

  @Test
  void aHolderIsNamedAndWhenItIsKilledTheLockIsFree() throws Exception {
    Process holder = holder();
    try {
      assertHeldBy(holder.pid());
    } finally {
      holder.destroyForcibly();
    }
    assertThat(holder.waitFor(240, SECONDS)).isTrue();
    assertThat(file()).as("what the killed one left").exists();

    AccountLock.acquire(folder(), Duration.ZERO).close();

    assertThat(file()).doesNotExist();
  }

  @Test
  void aHolderThatIsToldToEndTakesItsFileAway() throws Exception {
    Process holder = holder();
    try {
      assertThat(file()).exists();
      holder.destroy();

      assertThat(holder.waitFor(240, SECONDS)).isTrue();
      assertThat(holder.exitValue()).isEqualTo(128 + 15);
      assertThat(file()).doesNotExist();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void whatAKilledHolderLeftHalfMadeGoes() throws Exception {
    folder().create();
    Path half =
        Files.writeString(folder().path().resolve("20261124T011103.000000Z-crontab.new"), "");
    Path given = Files.writeString(folder().path().resolve("crontab.4711.new"), "0 1 * * * x\n");
    Path backup = Files.writeString(folder().path().resolve("20261124T011103.000000Z-crontab"), "");
    Path notes = Files.writeString(folder().path().resolve("notes.new"), "");

    AccountLock.acquire(folder(), Duration.ZERO).close();

    assertThat(half).doesNotExist();
    assertThat(given).doesNotExist();
    assertThat(backup).exists();
    assertThat(notes).as("nothing of ours").exists();
  }

  @Test
  void aHolderThatCannotBeReadIsAnotherProcess() throws Exception {
    Process holder = holder();
    try {
      Files.write(file(), new byte[0]);

      StoreException failure = failure(Duration.ofMillis(120));

      assertThat(failure)
          .hasMessage(
              "the lock of this account must be free within 0.12 s, found it held by another"
                  + " process ("
                  + file()
                  + ")");
      assertThat(failure.hint())
          .contains(
              "the lock is free as soon as that process ends; --lock-wait SECONDS waits longer");
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void whoWaitsGetsIt() throws Exception {
    AccountLock first = AccountLock.acquire(folder(), Duration.ZERO);
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> AccountLock.acquire(folder(), LONG).close());
    Thread.sleep(200);
    assertThat(second).isNotDone();

    first.close();

    second.get(240, SECONDS);
    assertThat(file()).doesNotExist();
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    CompletableFuture<StoreException> failure = new CompletableFuture<>();
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    try (AccountLock lock = AccountLock.acquire(folder(), Duration.ZERO)) {
      assertThat(lock).isNotNull();
      Thread waiting =
          new Thread(
              () -> {
                failure.complete(failure(LONG));
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
              });
      waiting.start();
      waiting.interrupt();

      assertThat(failure.get(240, SECONDS)).hasMessageContaining("was interrupted");
      assertThat(stillInterrupted.get(240, SECONDS)).isTrue();
    }
  }

  @Test
  void whoIsInterruptedStillFreesIt() {
    AccountLock lock = AccountLock.acquire(folder(), Duration.ZERO);

    Thread.currentThread().interrupt();
    lock.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file()).doesNotExist();
    AccountLock.acquire(folder(), Duration.ZERO).close();
  }

  @Test
  void theFileOfAnotherHolderIsNotRemoved() throws Exception {
    AccountLock lock = AccountLock.acquire(folder(), Duration.ZERO);
    Files.delete(file());
    Process other = holder();
    try {
      lock.close();

      assertThat(file()).exists();
      assertHeldBy(other.pid());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aFolderThatCannotBeIsAFailure() throws IOException {
    Files.createFile(directory.resolve("lavasched"));

    assertThat(failure(Duration.ZERO)).hasMessageContaining("must be a folder, found a file");
  }

  @Test
  void aLockFileThatCannotBeOpenedIsAFailure() throws IOException {
    Files.createDirectory(folder().create().resolve("lock"));

    StoreException failure = failure(LONG);

    assertThat(failure)
        .hasMessage(folder().path() + " must take the lock of this account, found: Is a directory");
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void manyThreadsOfManyProcessesLoseNothing() throws Exception {
    Path counter = Files.writeString(directory.resolve("counter"), "0");
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        processes.add(start(Counting.class, directory.toString(), "3", "20"));
      }
      Counting.count(directory, 8, 20);
      for (Process process : processes) {
        assertThat(process.waitFor(240, SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }

    assertThat(counter).hasContent(String.valueOf(6 * 3 * 20 + 8 * 20));
    assertThat(folder().path()).isEmptyDirectory();
  }

  /** Adds to a number in a file, which only works for one at a time. */
  static final class Counting {
    private Counting() {}

    public static void main(String[] args) throws Exception {
      count(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }

    static void count(Path directory, int threads, int times) throws Exception {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        all.add(done);
        Thread thread =
            new Thread(
                () -> {
                  try {
                    for (int k = 0; k < times; k++) {
                      addOne(directory);
                    }
                    done.complete(null);
                  } catch (Throwable e) {
                    done.completeExceptionally(e);
                  }
                });
        thread.setDaemon(true);
        thread.start();
      }
      for (CompletableFuture<Void> done : all) {
        done.get(240, SECONDS);
      }
    }

    private static void addOne(Path directory) throws IOException {
      Path counter = directory.resolve("counter");
      try (AccountLock lock = AccountLock.acquire(folder(directory), LONG)) {
        assertThat(lock).isNotNull();
        int number = Integer.parseInt(Files.readString(counter));
        Files.writeString(counter, String.valueOf(number + 1));
      }
    }
  }

  /** Holds the lock until it is killed, or writes down why it cannot. */
  static final class Holding {
    private Holding() {}

    public static void main(String[] args) throws Exception {
      Path directory = Path.of(args[0]);
      try (AccountLock lock = AccountLock.acquire(folder(directory), Duration.ZERO)) {
        assertThat(lock).isNotNull();
        Files.createFile(directory.resolve("held"));
        Thread.sleep(600_000);
      } catch (StoreException e) {
        Files.writeString(directory.resolve("failure"), e.getMessage());
      }
    }
  }

  private Process holder() throws Exception {
    Process holder = start(Holding.class, directory.toString());
    Jvm.await(directory.resolve("held"), holder::isAlive);
    return holder;
  }

  private Process start(Class<?> main, String... arguments) throws IOException {
    return new ProcessBuilder(Jvm.command(main, arguments)).inheritIO().start();
  }

  private void assertHeldBy(long pid) {
    StoreException failure = failure(Duration.ZERO);

    assertThat(failure)
        .hasMessage(
            "the lock of this account must be free, found it held by process %d (%s)", pid, file());
    assertThat(failure.hint())
        .contains(
            "see what it does: ps -fp "
                + pid
                + "; the lock is free as soon as that process ends; --lock-wait SECONDS waits"
                + " longer");
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.operation()).isEqualTo("lock");
  }

  private StoreException failure(Duration wait) {
    return catchThrowableOfType(
        StoreException.class, () -> AccountLock.acquire(folder(), wait).close());
  }

  private static String printed(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private Path file() {
    return folder().path().resolve("lock");
  }

  private StateFolder folder() {
    return folder(directory);
  }

  private static StateFolder folder(Path directory) {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString()));
  }
}
