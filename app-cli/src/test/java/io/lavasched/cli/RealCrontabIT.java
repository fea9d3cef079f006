// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.testkit.crontab.PrivateSpool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and the machine's real crontab program, on a spool of their own. */
class RealCrontabIT {

  /** In the zone of its CRON_TZ, which Debian's cron does not support. */
  private static final String RUN =
      "run -r demo --jobs {examples} --job demo/schedule-01 --zone Australia/Sydney";

  @TempDir Path directory;
  @TempDir Path spoolDirectory;
  private Launcher launcher;
  private PrivateSpool spool;

  @BeforeEach
  void openSpool() {
    spool = PrivateSpool.in(spoolDirectory);
    launcher = Launcher.in(directory).withPathLedBy(spool.bin());
  }

  @Test
  void theFirstRunMakesACrontabAndTheSecondLeavesItAlone() throws IOException {
    Ran first = launcher.runLine(RUN);

    assertThat(first.err())
        .contains("installed the crontab of ")
        .endsWith(": 7 entries for 6 jobs (6 added)\n");
    assertThat(first.out()).isEmpty();
    assertThat(first.exit()).isZero();
    String installed = listed();
    assertThat(installed)
        .startsWith("#### Lava Schedules Start ####\n")
        .contains("30 2 * * * /usr/local/bin/lava-dispatcher --worker core --level warning etl/")
        .endsWith("#### Lava Schedules End ####\n");

    Path file = spool.spool().resolve("root");
    FileTime time = Files.getLastModifiedTime(file);
    Object inode = Files.getAttribute(file, "unix:ino");
    Ran second = launcher.runLine(RUN);

    assertThat(second.err()).startsWith("unchanged: the crontab of ").hasLineCount(1);
    assertThat(second.exit()).isZero();
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
    assertThat(listed()).isEqualTo(installed);
  }

  @Test
  void removeTakesTheBlockAloneAndRestorePutsItBack() throws IOException {
    String mine = "# one\n# two\n# three\n# four\n# \u00e9\u00ff no UTF-8\n0 1 * * *\tmine  \n\n";
    spool.place(mine.getBytes(ISO_8859_1));
    assertThat(launcher.runLine(RUN).exit()).isZero();
    String installed = listed();

    Ran removed = launcher.runLine("remove");

    assertThat(removed.exit()).as(removed.err()).isZero();
    assertThat(removed.err())
        .contains("took the block out of the crontab of ", ": 7 entries (-")
        .endsWith("to undo this: lavasched restore latest\n");
    assertThat(listed()).isEqualTo(mine);
    assertThat(launcher.runLine("remove").err()).startsWith("unchanged: the crontab of ");
    assertThat(launcher.runLine("restore latest").exit()).isZero();
    assertThat(listed()).isEqualTo(installed);
  }

  @Test
  void foreignLinesAreKeptByteForByte() throws IOException {
    String above =
        "# one\n# two\n# three\n# four\nMAILTO=\"\"\n0 1 * * *\ttabs \t and blanks  \n\n";
    String below = "\n# \u00e9\u00ff no UTF-8\n0 2 * * * after\n";
    spool.place(
        (above
                + "#### Lava Schedules Start ####\n0 0 * * * old\n#### Lava Schedules End ####\n"
                + below)
            .getBytes(ISO_8859_1));

    Ran ran = launcher.runLine(RUN);

    assertThat(ran.err()).contains("crontab: warning: lines below the block");
    assertThat(ran.exit()).isZero();
    assertThat(listed())
        .startsWith(above + "#### Lava Schedules Start ####\n")
        .endsWith("#### Lava Schedules End ####\n" + below)
        .doesNotContain("old");
  }

  @Test
  void itsRefusalIsShownAndNothingChanges() throws IOException {
    // Placed by hand, for crontab itself would have refused it.
    String old = "0 1 * * * fine\n99 1 * * * not\n";
    spool.place(old.getBytes(ISO_8859_1));

    Ran ran = launcher.runLine(RUN);

    assertThat(ran.err()).contains("failed with exit code 1 and said:\n    ", "bad minute");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(listed()).isEqualTo(old);
  }

  @Test
  void aZoneThatItsCronDoesNotHeedStopsTheRun() throws IOException {
    spool.place("0 1 * * * mine\n".getBytes(ISO_8859_1));

    Ran ran = launcher.runLine(RUN.replace("Australia/Sydney", "UTC"));

    assertThat(ran.err())
        .contains(
            "job demo/schedule-01: parameters.env.CRON_TZ: error: env must have no CRON_TZ for a"
                + " cron that does not support it, found one for debian: ");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(listed()).isEqualTo("0 1 * * * mine\n");
  }

  @Test
  void planReadsItAndWritesNothing() throws IOException {
    spool.place("0 1 * * * mine\n".getBytes(ISO_8859_1));

    Ran ran = launcher.runLine(RUN.replace("run ", "plan ") + " --exit-code");

    assertThat(ran.out()).contains("\n 0 1 * * * mine\n+#### Lava Schedules Start ####\n");
    assertThat(ran.exit()).isEqualTo(10);
    assertThat(listed()).isEqualTo("0 1 * * * mine\n");
  }

  /** The file, without the header that Debian's crontab writes. */
  private String listed() throws IOException {
    String text = Files.readString(spool.spool().resolve("root"), ISO_8859_1);
    return text.replaceFirst("\\A(?:# DO NOT EDIT.*\n# \\(.*\n# \\(.*\n)", "");
  }
}
