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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody edits the crontab by hand, {@code crontab -l | ... | crontab -}, while a run is at work.
 *
 * <p>crontab has no compare-and-swap. An edit that comes after our last reading and before the
 * rename in our {@code crontab FILE} is overwritten unseen; that window is measured, and edits that
 * may have fallen into it are counted apart. Outside of it none may be lost.
 */
class HandEditIT {

  private static final int ACCOUNTS = 2;
  private static final int RACES = Campaign.size("races", 6, 100);
  private static final long SEED = Long.getLong("seed", 20261124);

  private static final Account.Jobs OLD = Account.Jobs.ONE;
  private static final Account.Jobs NEW = Account.Jobs.OTHER;

  /** No CR: what Debian's crontab -l shows of one is no longer what was there. */
  private static final String ABOVE =
      "# one\n# two\n# three\n# four\nMAILTO=\"\"\n0 1 * * * above\n";

  private static final String BELOW = "\n0 2 * * * below\n";

  private static final String LINE = "7 7 * * * by-hand\n";

  /** By somebody who has read the crontab before. */
  private static final String EDIT =
      """
      real=/usr/bin/crontab
      [ -x "$real" ] || real=/bin/crontab
      old=$("$real" -l)
      echo "$EPOCHREALTIME"
      printf '%s\\n%s' "$old" "$1" | "$real" -
      echo "$EPOCHREALTIME"
      """;

  @TempDir private Path directory;

  private static String crontab(Account account, Account.Jobs jobs) {
    return ABOVE + account.block(jobs) + BELOW;
  }

  /** An edit at a moment that a fake chooses: before the n-th listing, or after the install. */
  private Ran edited(Account account, String atReading, String atInstall) {
    account.install(crontab(account, OLD));
    account.withProgram(
        "edit() { { env -u CRONTAB_NOHEADER \"$real\" -l; echo '%s'; } | \"$real\" -; }\n"
                .formatted(LINE.strip())
            + "case $1 in\n-l) echo x >>listings; %s ;;\n-*) : ;;\n*) %s ;;\nesac\n"
                .formatted(atReading, atInstall)
            + Account.HONEST);
    return account.run(NEW);
  }

  @Test
  void anEditBetweenReadingAndInstallStays() {
    try (Account account = Account.in(directory)) {
      // The first two belong to one reading.
      Ran ran = edited(account, "[ $(wc -l <listings) != 3 ] || edit", ":");

      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(account.installed()).isEqualTo(crontab(account, NEW) + LINE);
      assertThat(account.leftovers()).isEmpty();
    }
  }

  @Test
  void anEditWithTheOldBlockBetweenInstallAndReadingBackStays() {
    try (Account account = Account.in(directory)) {
      Ran ran =
          edited(
              account,
              ":",
              """
              [ -e once ] || {
                : >once
                old=$("$real" -l)
                "$real" "$@"
                printf '%s\\n%s\\n' "$old" '7 7 * * * by-hand' | "$real" -
                exit 0
              }\
              """);

      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(account.installed()).isEqualTo(crontab(account, NEW) + LINE);
      assertThat(account.leftovers()).isEmpty();
    }
  }

  /** A line more, and nothing less. */
  @Test
  void aLineAddedToTheNewOneBeforeReadingBackStays() {
    try (Account account = Account.in(directory)) {
      String once = "[ -e once ] || { : >once; \"$real\" \"$@\"; edit; exit 0; }";
      Ran ran = edited(account, ":", once);

      assertThat(ran.exit()).as(ran.err()).isZero();
      assertThat(account.installed()).isEqualTo(crontab(account, NEW) + LINE);
      // What was replaced, and what was there afterwards: both can be put back.
      assertThat(account.backups())
          .containsExactly(crontab(account, NEW) + LINE, crontab(account, OLD));
      assertThat(account.leftovers()).isEmpty();

      Ran next = account.withRealProgram().run(NEW);
      assertThat(next.exit()).as(next.err()).isZero();
      assertThat(account.installed()).isEqualTo(crontab(account, NEW) + LINE);
    }
  }

  /** How races went. */
  private static final class Count {
    private int stayed;
    private int told;
    private int inWindow;
    private int lostInWindow;
    private int lost;
    private int oldBlockPutBack;
    private final List<Long> windows = new ArrayList<>();

    private void add(Count other) {
      stayed += other.stayed;
      told += other.told;
      inWindow += other.inWindow;
      lostInWindow += other.lostInWindow;
      lost += other.lost;
      oldBlockPutBack += other.oldBlockPutBack;
      windows.addAll(other.windows);
    }

    private int outside() {
      return stayed + told + lost;
    }

    private LongStream sorted() {
      return windows.stream().mapToLong(Long::longValue).sorted();
    }
  }

  @Test
  @Timeout(value = 20, unit = MINUTES)
  void noEditOutsideTheWindowIsLost() throws Exception {
    List<Callable<Count>> all = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      Path home = Files.createDirectory(directory.resolve("account" + i));
      long seed = SEED + i;
      all.add(() -> races(home, new Random(seed), RACES / ACCOUNTS, "seed " + seed));
    }
    long start = System.nanoTime();
    Count count = new Count();
    ExecutorService threads = Executors.newFixedThreadPool(ACCOUNTS);
    try {
      for (Future<Count> one : threads.invokeAll(all)) {
        count.add(one.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(count.outside()).isGreaterThanOrEqualTo(RACES);
    Figures.write(
        "HandEditIT",
        "edits while a run was at work, outside the window: " + count.outside(),
        "of these in the crontab after the run: " + count.stayed,
        "of these told with exit code 5, and kept as a backup: " + count.told,
        "of these lost: " + count.lost,
        "of these with the old block, which the next run mended: " + count.oldBlockPutBack,
        "edits that may have fallen into the window: "
            + count.inWindow
            + ", of these overwritten: "
            + count.lostInWindow,
        "window in ms, median: "
            + count.sorted().skip(count.windows.size() / 2).findFirst().orElse(0) / 1000.0
            + ", longest: "
            + count.sorted().max().orElse(0) / 1000.0,
        "seconds: " + (System.nanoTime() - start) / SECONDS.toNanos(1));
  }

  private static Count races(Path home, Random random, int times, String what) throws Exception {
    Count count = new Count();
    try (Account account = Account.in(home).withTimedProgram()) {
      account.install(crontab(account, OLD));
      long start = System.nanoTime();
      assertThat(account.run(NEW).exit()).isZero();
      Race race = new Race(account, random, System.nanoTime() - start);
      int trials = 0;
      while (count.outside() < times) {
        assertThat(trials++).as("edits at the right time").isLessThan(5 * times);
        race.run(count, what + ", race " + trials);
      }
    }
    return count;
  }

  /** A call of crontab by us: when it began, in microseconds, and its first argument. */
  private record Call(long start, String argument) {

    boolean isInstall() {
      return argument.startsWith("/");
    }
  }

  /** One run and one edit, again and again. */
  private record Race(Account account, Random random, long usual) {

    void run(Count count, String what) throws Exception {
      account.install(crontab(account, OLD));
      Path log = account.home().resolve("calls");
      Files.deleteIfExists(log);

      long start = nowMicros();
      Launcher.Started run = account.startRun(NEW);
      Future<Long> ended = run.process().onExit().thenApply(process -> nowMicros());
      if (random.nextBoolean()) {
        pause((long) (random.nextDouble() * usual));
      } else {
        int call = 1 + random.nextInt(6);
        while (run.process().isAlive() && calls(log).size() < call) {
          Thread.sleep(1);
        }
        pause((long) (random.nextDouble() * 15_000_000));
      }
      Launcher.Started edit = account.start(List.of("bash", "-c", EDIT, "edit", LINE));
      Ran edited = account.ended(edit);
      Ran ran = account.ended(run);
      long end = ended.get();

      assertThat(edited.exit()).as(edited.err()).isZero();
      List<Long> times = edited.out().lines().map(HandEditIT::micros).toList();
      List<Call> calls = calls(log);
      String story = what + "\nedit " + times + "\n" + calls + "\n" + ran.err();
      boolean there = account.installed().contains(LINE);
      if (times.get(0) < start || times.get(0) > end) {
        assertThat(there).as("no race: " + story).isTrue();
        return;
      }
      boolean inWindow = false;
      for (int i = 1; i < calls.size(); i++) {
        if (calls.get(i).isInstall()) {
          // Until the call after it, or the end: by then the rename is done.
          long until = i + 1 < calls.size() ? calls.get(i + 1).start : end;
          count.windows.add(until - calls.get(i - 1).start);
          inWindow |= times.get(1) >= calls.get(i - 1).start && times.get(0) <= until;
        }
      }
      assertThat(ran.exit()).as(story).isIn(0, 5);
      boolean kept = account.backups().stream().anyMatch(text -> text.contains(LINE));
      if (inWindow) {
        count.inWindow++;
        count.lostInWindow += there || (ran.exit() == 5 && kept) ? 0 : 1;
      } else if (there) {
        count.stayed++;
        count.oldBlockPutBack += account.installed().contains(account.block(NEW)) ? 0 : 1;
      } else {
        assertThat(ran.exit() == 5 && kept).as("lost: " + story).isTrue();
        count.told++;
      }

      Ran next = account.run(NEW);
      assertThat(next.exit()).as(story + next.err()).isZero();
      assertThat(account.installed())
          .as(story)
          .isEqualTo(crontab(account, NEW) + (there ? LINE : ""));
      assertThat(account.leftovers()).isEmpty();
    }

    private static List<Call> calls(Path log) throws IOException {
      List<Call> calls = new ArrayList<>();
      if (Files.exists(log)) {
        for (String line : Files.readAllLines(log)) {
          String[] words = line.split(" ", -1);
          calls.add(new Call(micros(words[0]), words[1]));
        }
      }
      return calls;
    }

    private static void pause(long nanos) throws InterruptedException {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }

  private static long nowMicros() {
    return System.currentTimeMillis() * 1000;
  }

  /** Of seconds with six decimals. */
  private static long micros(String seconds) {
    return Long.parseLong(seconds.replace(".", ""));
  }
}
