// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks that are full or read-only: real ones, in memory. */
class DiskFaultsIT {

  private static final Account.Jobs OLD = Account.Jobs.ONE;
  private static final Account.Jobs NEW = Account.Jobs.OTHER;

  /** A disk of $pages pages below the state folder, with one page in use. */
  private static final String DISK =
      """
      state=$HOME/.local/state
      mkdir -p "$state"
      mount -t tmpfs -o size=$((pages * $(getconf PAGESIZE))),mode=700 tmpfs "$state"
      mkdir -m 700 "$state/lavasched"
      echo x >"$state/filler"
      """;

  private static final String LIST = "ls -A \"$HOME/.local/state/lavasched\" >listing";

  @TempDir private Path directory;
  private Account account;

  @BeforeEach
  void haveABlock() {
    account = Account.in(directory);
    account.install(account.crontab(OLD));
  }

  @AfterEach
  void endAll() {
    account.close();
  }

  private void assertNothingWasWritten(Ran ran) {
    assertThat(ran.exit()).as(ran.err()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
    assertThat(account.installed()).isEqualTo(account.crontab(OLD));
    Ran next = account.run(NEW);
    assertThat(next.exit()).as(next.err()).isZero();
    assertThat(account.installed()).isEqualTo(account.crontab(NEW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | must take the lock of this account, found: No space left on device
          1 | must take a backup before the crontab is changed, found: No space left on device
          2 | .new must take the new crontab for
          """)
  void aFullDiskForTheStateFolder(int pages, String said) {
    Ran ran = account.runBetween("pages=" + (pages + 1) + "\n" + DISK, NEW, LIST);

    assertThat(ran.err())
        .contains(said, "No space left on device")
        .contains("  help: make room on that disk, make it writable, or set XDG_STATE_HOME");
    assertThat(Account.read(account.home().resolve("listing")).lines())
        // A lock that could not be written stays, empty; nobody holds it.
        .as("nothing is left but backups, and how the run ended")
        .allMatch(
            name ->
                name.endsWith("Z-crontab")
                    || (pages == 0 ? name.equals("lock") : name.equals("last-run.json")));
    assertNothingWasWritten(ran);
  }

  /** A lock, the old crontab and the new one on its way take three pages: no room for a copy. */
  @Test
  void noRoomToKeepTheNewOneToo() {
    Ran ran = account.runBetween("pages=4\n" + DISK, NEW, LIST);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(account.installed()).isEqualTo(account.crontab(NEW));
    assertThat(ran.err()).contains("is installed, but could not be kept as well: ");
  }

  @Test
  void oneWithRoomForAll() {
    Ran ran = account.runBetween("pages=4\n" + DISK, NEW, LIST);

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(account.installed()).isEqualTo(account.crontab(NEW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          :                        | must take the lock of this account
          rmdir "$state/lavasched" | must be a folder that can be made
          """)
  void aReadOnlyDiskForTheStateFolder(String before, String said) {
    Ran ran =
        account.runAfter(
            "pages=9\n" + DISK + before + "\nmount -o remount,ro tmpfs \"$state\"\n", NEW);

    assertThat(ran.err()).contains(said + ", found: Read-only file system\n");
    assertNothingWasWritten(ran);
  }

  @Test
  void aFullDiskForTheSpool() {
    Ran ran =
        account.runBetween(
            """
            spool=/var/spool/cron/crontabs
            [ -d "$spool" ] || spool=/var/spool/cron
            cp -p "$spool/root" saved
            mount -t tmpfs -o size=$(getconf PAGESIZE),mode=1777 tmpfs "$spool"
            cp -p saved "$spool/root"
            """,
            NEW,
            "cmp saved \"$spool/root\"; ls -A \"$spool\" >listing");

    assertThat(ran.err()).contains("No space left on device");
    assertThat(Account.read(account.home().resolve("listing"))).isEqualTo("root\n");
    assertNothingWasWritten(ran);
  }
}
