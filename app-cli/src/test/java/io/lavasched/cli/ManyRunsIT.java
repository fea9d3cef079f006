// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of one account at once. */
@Timeout(value = 5, unit = MINUTES)
class ManyRunsIT {

  private static final int RUNS = 20;

  private static final int MOST_KEPT = 20;

  /** The default is not what this is about: on a busy machine twenty runs take longer than it. */
  private static final String LONG_ENOUGH = "--lock-wait=600";

  private static final Account.Jobs ONE = Account.Jobs.ONE;
  private static final Account.Jobs OTHER = Account.Jobs.OTHER;

  @TempDir private Path directory;
  private Account account;

  @BeforeEach
  void haveABlock() throws IOException {
    account = Account.in(directory);
    account.install(account.crontab(ONE));
  }

  @AfterEach
  void endAll() {
    account.close();
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(account.leftovers()).isEmpty();
    try (Stream<Path> files = Files.list(account.spool())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("tmp."));
    }
  }

  private static long installed(List<Ran> runs) {
    return runs.stream().filter(ran -> ran.err().contains("\ninstalled the crontab of ")).count();
  }

  private List<Ran> allEnded(List<Launcher.Started> started) {
    List<Ran> runs = started.stream().map(account::ended).toList();
    assertThat(runs).allSatisfy(ran -> assertThat(ran.exit()).as(ran.err()).isZero());
    return runs;
  }

  @Test
  void twentyWithOneAimInstallOnce() throws Exception {
    List<Launcher.Started> started = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      started.add(account.startRun(OTHER, LONG_ENOUGH));
    }
    // The first one to end is the one that installed: all others have to wait for it.
    CompletableFuture.anyOf(
            started.stream()
                .map(one -> one.process().onExit())
                .toArray(CompletableFuture<?>[]::new))
        .get(240, SECONDS);
    account.edit("7 7 * * * by hand");
    List<Ran> runs = allEnded(started);

    assertThat(installed(runs)).isEqualTo(1);
    assertThat(runs.stream().filter(ran -> ran.err().contains("unchanged: "))).hasSize(RUNS - 1);
    assertThat(account.installed()).isEqualTo(account.crontab(OTHER) + "7 7 * * * by hand\n");
    // What was installed, and before it what was replaced.
    assertThat(account.backups()).containsExactly(account.crontab(OTHER), account.crontab(ONE));
    assertNothingIsLeft();
    Figures.write(
        "ManyRunsIT-one-aim",
        "runs at once: " + RUNS,
        "exit code 0: " + runs.size(),
        "installs: " + installed(runs),
        "backups: " + account.backups().size(),
        "edits by hand meanwhile: 1, lost: 0",
        "locks and temporary files left: 0");
  }

  @Test
  void tenAgainstTenGiveOneOrTheOther() throws Exception {
    List<Launcher.Started> started = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      started.add(account.startRun(i % 2 == 0 ? ONE : OTHER, LONG_ENOUGH));
    }
    List<Ran> runs = allEnded(started);

    assertThat(account.installed()).isIn(account.crontab(ONE), account.crontab(OTHER));
    assertThat(account.backups())
        .hasSize((int) Math.min(MOST_KEPT, 1 + installed(runs)))
        .allMatch(kept -> kept.equals(account.crontab(ONE)) || kept.equals(account.crontab(OTHER)));
    assertNothingIsLeft();
    Figures.write(
        "ManyRunsIT-two-aims",
        "runs at once: " + RUNS + ", with two sets of jobs",
        "exit code 0: " + runs.size(),
        "installs, one after the other, each kept: " + installed(runs),
        "crontabs that are neither the one nor the other: 0");
  }
}
