// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A crontab program that fails, in front of the machine's real one. Whatever it does, the run ends
 * in time, says what happened, and leaves the crontab as it was; the next run needs no help.
 */
@Timeout(value = 5, unit = MINUTES)
class CrontabFaultsIT {

  /**
   * Of the whole run, far less than the ten minutes for which a call hangs; each call may take a
   * second or, where it must drain much, 30.
   */
  private static final long MOST_SECONDS = 240;

  private static final Account.Jobs OLD = Account.Jobs.ONE;
  private static final Account.Jobs NEW = Account.Jobs.OTHER;

  /** Once: the faulty part is left out from its second time on. */
  private static final String ONCE = "[ -e once ] || { : >once; %s; exit 0; }";

  private static final String HANG = "sleep 600";

  private static final String TALK = "head -c 104857600 /dev/zero | tr '\\0' x";

  @TempDir private Path directory;
  private Account account;

  @BeforeEach
  void haveABlock() {
    account = Account.in(directory);
    limit(30);
    account.install(account.crontab(OLD));
  }

  @AfterEach
  void endAll() throws IOException {
    account.sweep();
    Account.sweepCopies();
    account.close();
  }

  private void limit(int seconds) {
    account.launcher().with("LAVASCHED_CRONTAB_SECONDS", "" + seconds);
  }

  /** Steps that stand before the machine's own program, where it reads and where it installs. */
  private void program(String atReading, String atInstall) {
    if ((atReading + atInstall).contains(HANG)) {
      limit(5); // Others are not late, not even on a busy machine.
    }
    account.withProgram(
        "case $1 in\n-l) %s ;;\n-[erV]) : ;;\n*) %s ;;\nesac\n".formatted(atReading, atInstall)
            + Account.HONEST);
  }

  private Ran timed(Account.Jobs jobs, String... options) throws IOException {
    long start = System.nanoTime();
    Ran ran = account.run(jobs, options);
    assertThat(NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(MOST_SECONDS);
    assertThat(account.leftovers()).isEmpty();
    return ran;
  }

  /** The run failed, the old crontab is there, and without the fault all is well. */
  private void assertAsItWas(Ran ran) throws IOException {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
    assertThat(account.installed()).isEqualTo(account.crontab(OLD));
    assertTheNextOneSucceeds();
  }

  private void assertTheNextOneSucceeds() throws IOException {
    account.withRealProgram();
    limit(30);
    Ran next = timed(NEW);
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(account.installed()).isEqualTo(account.crontab(NEW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what it does when it is to list the crontab        | what is said
          exec sleep 600                                       | -l must end within 5.0 s, and was killed because it did not
          sleep 600                                            | -l must end within 5.0 s, and was killed because it did not
          echo out of cheese >&2; exit 1                       | failed with exit code 1 and said:
          echo secret=1; exit 1                                | what it printed may be the crontab itself, which is not shown
          kill -KILL $$                                        | failed with exit code 137 (killed by SIGKILL) and said nothing
          kill -SEGV $$                                        | failed with exit code 139 (killed by SIGSEGV)
          rm bin/crontab                                       | could not be run: No such file or directory
          """)
  void readingFails(String what, String said) throws IOException {
    program(what, ":");

    Ran ran = timed(NEW);

    assertThat(ran.err()).startsWith("error: ").contains(said).doesNotContain("secret");
    assertThat(account.backups()).as("nothing was to be overwritten").isEmpty();
    assertAsItWas(ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit 0 | -l must print a crontab of at most 16 MiB, found more
          exit 1 | what it printed may be the crontab itself, which is not shown
          """)
  void readingPrintsTooMuch(String end, String said) throws IOException {
    program(TALK + "; " + end, ":");

    Ran ran = timed(NEW);

    assertThat(ran.err()).contains(said).hasSizeLessThan(1000);
    assertAsItWas(ran);
  }

  @Test
  void halfOfTheCrontabShownOnceIsNotTakenForAll() throws IOException {
    program(ONCE.formatted("\"$real\" -l | head -c 200"), ":");

    Ran ran = timed(NEW);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(account.installed()).isEqualTo(account.crontab(NEW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what it does when it is to install             | what is said
          exec sleep 600                                   | must end within 5.0 s, and was killed because it did not
          sleep 600                                        | must end within 5.0 s, and was killed because it did not
          # leaves something behind that holds its output open: in time or not, by chance
          sleep 4 & exit 0                                 | is as it was
          exit 0                                           | was said to be installed, but is not: the old one is there
          echo '"-":3: bad minute' >&2; exit 1             | failed with exit code 1 and said:
          kill -KILL $$                                    | failed with exit code 137 (killed by SIGKILL) and said nothing
          kill -SEGV $$                                    | failed with exit code 139 (killed by SIGSEGV)
          rm bin/crontab; exit 1                           | failed with exit code 1 and said nothing
          """)
  void installDoesNothing(String what, String said) throws IOException {
    program(":", what);

    Ran ran = timed(NEW);

    assertThat(ran.err()).contains(said);
    if (!what.startsWith("rm ")) {
      assertThat(ran.err()).contains("error: nothing was written: the crontab of ");
    }
    assertAsItWas(ran);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what it does when it has installed it          | what is said
          exec sleep 600                                   | must end within 5.0 s, and was killed because it did not
          echo and then it failed >&2; exit 1              | and then it failed
          kill -KILL $$                                    | failed with exit code 137 (killed by SIGKILL) and said nothing
          kill -SEGV $$                                    | failed with exit code 139 (killed by SIGSEGV)
          """)
  void installFailsAfterItsWork(String what, String said) throws IOException {
    program(":", "\"$real\" \"$@\"; " + what);

    Ran ran = timed(NEW);

    assertThat(ran.err())
        .contains(
            said,
            " was not installed cleanly; the old one was put back, and read; the old one is kept:"
                + " ");
    assertThat(account.backups()).contains(account.crontab(OLD));
    assertAsItWas(ran);
  }

  /** What it does when it is to install; each ends with exit code 0. */
  static List<String> lies() {
    return List.of(
        "head -n 13 \"$1\" | \"$real\" -",
        "head -n 3 \"$1\" | \"$real\" -",
        "sed s/demo/prod/ \"$1\" | \"$real\" -",
        "\"$real\" - </dev/null",
        "\"$real\" -r",
        "echo '# mess' | \"$real\" -");
  }

  @ParameterizedTest
  @MethodSource("lies")
  void oneThatLiesOnceIsFoundOut(String lie) throws IOException {
    program(":", ONCE.formatted(lie));

    Ran ran = timed(NEW);

    assertThat(ran.err())
        .contains(
            " did not hold what was installed when it was read back; the old one was put back, and"
                + " read; the old one is kept: ",
            "; what was found there: ");
    assertThat(account.backups()).contains(account.crontab(OLD));
    assertAsItWas(ran);
  }

  @ParameterizedTest
  @MethodSource("lies")
  void oneThatAlwaysLiesIsToldAndRestoreHelps(String lie) throws IOException {
    program(":", lie + "; exit 0");

    Ran ran = timed(NEW);

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains(
            "the old one could not be put back: what is there is neither the old one nor the new"
                + " one, look at it now; the old one is kept: ");
    Matcher kept = Pattern.compile("the old one is kept: (/[^\\s;]+)").matcher(ran.err());
    assertThat(kept.find()).isTrue();
    assertThat(Account.read(Path.of(kept.group(1)))).isEqualTo(account.crontab(OLD));

    account.withRealProgram();
    Ran restored = account.restore(kept.group(1));
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertAsItWas(ran);
  }

  @ParameterizedTest
  @CsvSource({"''", "' >&2'"})
  void talkIsNoHarm(String where) throws IOException {
    program(where.isEmpty() ? ":" : TALK + where, TALK + where);

    Ran ran = timed(NEW);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).hasSizeLessThan(2000);
    assertThat(account.installed()).isEqualTo(account.crontab(NEW));
  }

  @ParameterizedTest
  @CsvSource({"''", "' >&2'"})
  void talkOfARefusalIsCut(String where) throws IOException {
    program(":", TALK + where + "; exit 1");

    Ran ran = timed(NEW);

    assertThat(ran.err())
        .contains("failed with exit code 1 and said:\n    xxx", "    (and more)\n");
    assertThat(ran.err()).hasSizeLessThan(100_000);
    assertAsItWas(ran);
  }

  @Test
  void aMissingProgramIsTold() throws IOException {
    Ran ran =
        account.runAfter(
            """
            for program in /usr/bin/crontab /bin/crontab; do
              if [ -x "$program" ]; then mount --bind /dev/null "$program"; fi
            done
            """,
            NEW);

    assertThat(ran.err()).contains("there must be a crontab program, found none in ");
    assertThat(ran.err()).contains("install the system's cron");
    assertAsItWas(ran);
  }

  @Test
  void whoIsDeniedIsTold() throws IOException {
    account.withProgram(
        "exec '"
            + account.programOfDenied(Files.createDirectory(directory.resolve("denied")))
            + "' \"$@\"");

    Ran ran = timed(NEW);

    assertThat(ran.err())
        .contains("You (nobody) are not allowed to use this program (crontab)")
        .contains("  help: let the account in: name it in cron.allow");
    assertAsItWas(ran);
  }

  @Test
  void whoWaitsTooLongForTheLockIsToldWhoHasIt() throws Exception {
    program(": >waits; exec sleep 600", ":");
    limit(300);
    Launcher.Started holder = account.startRun(NEW);
    while (!Files.exists(account.home().resolve("waits"))) {
      assertThat(holder.process().isAlive()).isTrue();
      Thread.sleep(5);
    }

    long start = System.nanoTime();
    Ran ran = account.run(NEW, "--lock-wait", "1");

    assertThat(NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(MOST_SECONDS);
    assertThat(ran.err())
        .contains("waiting for another run of this account to end\n")
        .contains(
            "the lock of this account must be free within 1 s, found it held by process "
                + holder.process().pid());
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(account.installed()).isEqualTo(account.crontab(OLD));
    Account.killSession(holder.process().pid());
    Account.awaitEndOfSession(holder.process().pid());
    assertTheNextOneSucceeds();
  }
}
