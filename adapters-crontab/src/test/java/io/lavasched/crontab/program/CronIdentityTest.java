// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static io.lavasched.domain.cron.CronLimits.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.lavasched.crontab.program.BoundedProcess.Captured;
import io.lavasched.crontab.program.BoundedProcess.Ended;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.testkit.crontab.FakeCrontab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code crontab -V} says, and the limits of who says so. */
class CronIdentityTest {

  private static final String DEBIAN =
      """
      crontab: invalid option -- 'V'
      crontab: usage error: unrecognized option
      usage:\tcrontab [-u user] [-n] file
      \tcrontab [ -u user ] [ -i ] { -e | -l | -r }

      \t-h\t(displays this help message)

      \tfile\t(default operation is replace, per 1003.2)
      \t-n\t(dry run: checks the syntax, then bails out)
      """;

  private static final String OLD_DEBIAN =
      """
      crontab: invalid option -- 'V'
      crontab: usage error: unrecognized option
      usage:\tcrontab [-u user] file
      \tcrontab [ -u user ] [ -i ] { -e | -l | -r }
      \t\t(default operation is replace, per 1003.2)
      """;

  private static final String OLD_CRONIE =
      """
      crontab: invalid option -- 'V'
      crontab: usage error: unrecognized option
      Usage:
       crontab [options] file
       crontab [options]
       crontab -n [hostname]

      Options:
       -u <user>  define user
       -n <host>  set host in cluster to run users' crontabs

      Default operation is replace, per 1003.2
      """;

  private static final String BUSYBOX =
      """
      crontab: invalid option -- 'V'
      BusyBox v1.35.0 (Debian 1:1.35.0-4+deb12u1) multi-call binary.

      Usage: crontab [-c DIR] [-u USER] [-ler]|[FILE]
      """;

  private static final String SYSTEMD_CRON_1 =
      """
      usage: crontab [-h] [-u USER] [-l | -r | -e | -s] [-i] [file]
      crontab: error: unrecognized arguments: -V
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "1.5.2,  -1,    -1",
    "1.5.3,  1000,  1000",
    "1.5.7,  1000,  1000",
    "1.6.0,  10000, 1000",
    "1.6.1,  10000, 1000",
    "1.7.2,  10000, 1000",
    "1.10.0, 10000, 1000",
    "2.0.0,  10000, 1000",
    "9999.0.0, 10000, 1000",
  })
  void cronieGoesByItsVersion(String version, int entries, int variables) {
    CronIdentity cron = CronIdentity.of(ended(0, "cronie " + version + "\n", ""), false);

    boolean counts = entries >= 0;
    assertThat(cron.dialect()).isEqualTo(CronDialect.CRONIE);
    assertThat(cron.limits())
        .isEqualTo(
            new CronLimits(
                "cronie " + version,
                true,
                131_071,
                131_071,
                NONE,
                counts ? entries : NONE,
                counts ? variables : NONE,
                NONE,
                counts ? 32_767 : NONE));
  }

  @ParameterizedTest
  @MethodSource
  void othersGoByTheirWords(int exit, String out, String err, boolean root, CronLimits limits) {
    CronIdentity cron = CronIdentity.of(ended(exit, out, err), root);

    assertThat(cron.limits()).isEqualTo(limits);
    assertThat(limits.cron()).startsWithIgnoringCase(cron.dialect().text());
  }

  static Stream<Arguments> othersGoByTheirWords() {
    CronLimits debian =
        new CronLimits("Debian's cron", true, 998, 998, 10_000, NONE, NONE, NONE, NONE);
    String oldDebian = "Debian's cron before 3.0pl1-160";
    return Stream.of(
        argumentSet("Debian", 1, "", DEBIAN, false, debian),
        argumentSet("Debian, root", 1, "", DEBIAN, true, debian),
        argumentSet(
            "Debian without a dry run",
            1,
            "",
            OLD_DEBIAN,
            false,
            new CronLimits(oldDebian, true, 998, 998, 10_000, NONE, NONE, NONE, NONE)),
        argumentSet(
            "cronie before -V",
            1,
            "",
            OLD_CRONIE,
            false,
            new CronLimits(
                "cronie before 1.5.2", true, 131_071, 131_071, NONE, NONE, NONE, NONE, NONE)),
        argumentSet("busybox", 1, "", BUSYBOX, false, active("busybox 1.35.0", 255)),
        argumentSet("busybox, root", 1, "", BUSYBOX, true, active("busybox 1.35.0", 65_534)),
        argumentSet(
            "bcron",
            111,
            "",
            "bcrontab: Error: Unknown option letter -V.\n",
            false,
            CronLimits.unlimited("bcron")),
        argumentSet("systemd-cron 1", 2, "", SYSTEMD_CRON_1, false, lines("systemd-cron 1", 1_000)),
        argumentSet(
            "systemd-cron 1, root", 2, "", SYSTEMD_CRON_1, true, lines("systemd-cron 1", NONE)),
        argumentSet(
            "systemd-cron 2", 0, "2.5.1-2\n", "", false, lines("systemd-cron 2.5.1-2", 1_000)),
        argumentSet(
            "systemd-cron 2, root", 0, "2.5.1-2\n", "", true, lines("systemd-cron 2.5.1-2", NONE)));
  }

  private static CronLimits active(String cron, int lines) {
    return new CronLimits(cron, true, NONE, NONE, NONE, NONE, NONE, lines, NONE);
  }

  private static CronLimits lines(String cron, int lines) {
    return new CronLimits(cron, true, NONE, NONE, lines, NONE, NONE, NONE, NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # exit | output
          0      | ''
          1      | ''
          0      | cronie
          0      | cronie 1
          0      | cronie 99999999999.1.1
          0      | cronie 1.5.7;and more
          1      | cronie 1.5.7
          0      | not cronie 1.5.7
          0      | 2
          0      | version 2.5.1
          1      | 2.5.1-2
          2      | crontab 4.5;crontab file [-u user]  replace crontab from file
          0      | usage: crontab [-h] [-u USER] [-l | -r | -e | -s] [-i] [file]
          1      | You (lava) are not allowed to use this program (crontab)
          137    | out of cheese
          """)
  void anythingElseIsUnknown(int exit, String output) {
    String said = output.replace(';', '\n') + "\n";

    CronIdentity unknown = new CronIdentity(CronDialect.VIXIE, CronLimits.UNKNOWN);

    assertThat(CronIdentity.of(ended(exit, said, ""), false)).isEqualTo(unknown);
    assertThat(CronIdentity.of(ended(exit, "", said), false)).isEqualTo(unknown);
  }

  @Test
  void isAskedInTheCLocaleAndOnce() {
    Path calls = directory.resolve("calls");
    CrontabProgram store = store("echo \"$LC_ALL $*\" >>" + calls + "; echo cronie 1.5.7");

    assertThat(store.limits().cron()).isEqualTo("cronie 1.5.7");
    assertThat(store.dialect()).isEqualTo(CronDialect.CRONIE);
    assertThat(store.limits().cron()).isEqualTo("cronie 1.5.7");
    assertThat(calls).hasContent("C -V\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec sleep 600", "kill -9 $$", "yes", "exit 1"})
  void aProgramInTroubleIsUnknown(String body) {
    assertThat(store(body).limits()).isEqualTo(CronLimits.UNKNOWN);
    assertThat(store(body).dialect()).isEqualTo(CronDialect.VIXIE);
  }

  private CrontabProgram store(String body) {
    return new CrontabProgram(
        FakeCrontab.in(directory, body),
        Duration.ofSeconds(2),
        StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString())));
  }

  private static Ended ended(int exit, String out, String err) {
    return new Ended(exit, new Captured(out, false), new Captured(err, false));
  }
}
