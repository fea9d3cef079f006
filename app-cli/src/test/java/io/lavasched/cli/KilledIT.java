// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.testkit.Campaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real runs that are killed with SIGKILL: whatever the moment, the crontab is the old or the new
 * one, and the next run needs no help.
 */
class KilledIT {

  private static final int ACCOUNTS = 2;
  private static final int KILLS = Campaign.size("kills", 8, 208);
  private static final long SEED = Long.getLong("seed", 20261124);
  private static final int KILLED = 128 + 9;
  private static final int KINDS = 4;

  /** Leaves a mark of each call, at no cost. */
  private static final String MARKING = "echo \"$1\" >>calls\n" + Account.HONEST;

  @TempDir private Path directory;

  /** What came of it. */
  private record Count(int old, int fresh, int late, int left) {

    Count plus(Count other) {
      return new Count(old + other.old, fresh + other.fresh, late + other.late, left + other.left);
    }
  }

  @Test
  @Timeout(value = 20, unit = MINUTES)
  void whateverTheMomentTheCrontabIsWhole() throws Exception {
    List<Callable<Count>> all = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      Path home = Files.createDirectory(directory.resolve("account" + i));
      long seed = SEED + i;
      all.add(() -> new Victim(home, seed).kill(KILLS / ACCOUNTS));
    }
    long start = System.nanoTime();
    Count count = new Count(0, 0, 0, 0);
    ExecutorService threads = Executors.newFixedThreadPool(ACCOUNTS);
    try {
      for (Future<Count> one : threads.invokeAll(all)) {
        count = count.plus(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    int left = count.left + Account.sweepCopies();
    assertThat(count.old + count.fresh).isEqualTo(KILLS);
    Figures.write(
        "KilledIT",
        "runs killed while at work: " + KILLS,
        "the old crontab was there, byte for byte: " + count.old,
        "the new crontab was there, byte for byte: " + count.fresh,
        "anything else was there: 0",
        "next runs that needed help: 0",
        "kills that came too late, not counted: " + count.late,
        "temporary files that Debian's crontab left when it was killed: " + left,
        "seconds: " + (System.nanoTime() - start) / SECONDS.toNanos(1));
  }

  /** One account, whose runs are killed one after the other. */
  private static final class Victim {

    private final Random random;
    private final long seed;
    private final Path home;
    private int old;
    private int fresh;
    private int late;

    Victim(Path home, long seed) {
      this.home = home;
      this.seed = seed;
      this.random = new Random(seed);
    }

    Count kill(int times) throws Exception {
      try (Account account = Account.in(home).withProgram(MARKING)) {
        account.place(Account.ABOVE + Account.BELOW);
        assertThat(account.run(Account.Jobs.ONE).exit()).isZero();
        account.install(account.crontab(Account.Jobs.ONE));
        long usual = timed(account, Account.Jobs.OTHER);
        usual = Math.min(usual, timed(account, Account.Jobs.ONE));
        List<String> calls = Files.readAllLines(account.home().resolve("calls"));
        Account.Jobs next = Account.Jobs.OTHER;
        int trials = 0;
        while (old + fresh < times) {
          assertThat(trials++).as("kills that come in time").isLessThan(10 * times);
          // So long as one came too late, its kind is tried again.
          kill(account, next, (old + fresh) % KINDS, usual, calls);
          next = next.next();
        }
        return new Count(old, fresh, late, account.sweep());
      }
    }

    private long timed(Account account, Account.Jobs jobs) throws IOException {
      Files.deleteIfExists(account.home().resolve("calls"));
      long start = System.nanoTime();
      assertThat(account.run(jobs).exit()).isZero();
      assertThat(account.installed()).isEqualTo(account.crontab(jobs));
      return System.nanoTime() - start;
    }

    private void kill(
        Account account, Account.Jobs jobs, int kind, long usual, List<String> usualCalls)
        throws Exception {
      String before = account.installed();
      String after = account.crontab(jobs);
      assertThat(before).isEqualTo(account.crontab(jobs.next()));
      Path calls = account.home().resolve("calls");
      Files.deleteIfExists(calls);

      Launcher.Started run = account.startRun(jobs);
      if (kind < 2) {
        pause((long) (random.nextDouble() * usual));
      } else {
        int call = anyCall(usualCalls);
        while (run.process().isAlive() && lines(calls) < call) {
          Thread.sleep(1);
        }
        pause((long) (random.nextDouble() * 20_000_000));
      }
      if (kind % 2 == 0) {
        run.process().destroyForcibly();
      } else {
        Account.killSession(run.process().pid());
      }
      assertThat(run.process().waitFor(60, SECONDS)).isTrue();
      Account.awaitEndOfSession(run.process().pid());

      String what =
          "seed %d, after %d kills, kind %d".formatted(seed, old + fresh, kind)
              + Account.read(run.err());
      String found = account.installed();
      assertThat(found).as(what).isIn(before, after);
      if (run.process().exitValue() != KILLED) {
        assertThat(run.process().exitValue()).as(what).isZero();
        late++;
      } else if (found.equals(before)) {
        old++;
      } else {
        fresh++;
        assertThat(account.backups()).as(what).contains(before);
      }

      Ran next = account.run(jobs);
      assertThat(next.exit()).as(what + next.err()).isZero();
      assertThat(account.installed()).as(what).isEqualTo(after);
      assertThat(account.backups()).as(what).contains(before);
      assertThat(account.leftovers()).as(what).isEmpty();
    }

    /** Every second one the install. */
    private int anyCall(List<String> usual) {
      return random.nextBoolean()
          ? 1 + usual.indexOf(install(usual))
          : 1 + random.nextInt(usual.size());
    }

    private static String install(List<String> usual) {
      return usual.stream().filter(call -> call.startsWith("/")).findFirst().orElseThrow();
    }

    private static long lines(Path calls) throws IOException {
      return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private static void pause(long nanos) throws InterruptedException {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }
}
