// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.domain.cron.CronDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A {@code /proc} of files: the names and forms are those of Linux. */
class DaemonCheckupTest {

  private static final String MACHINE = "pid:[4026531836]";

  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    process(1, "systemd", 'S', "/sbin/init");
    Files.createDirectories(root.resolve("proc/self/ns"));
    namespace(MACHINE);
  }

  private void namespace(String name) throws IOException {
    Path link = root.resolve("proc/self/ns/pid");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(name));
  }

  private void process(int id, String name, char state, String command) {
    try {
      Path folder = Files.createDirectories(root.resolve("proc/" + id));
      Files.writeString(folder.resolve("stat"), id + " (" + name + ") " + state + " 0 1 1 0\n");
      Files.writeString(folder.resolve("cmdline"), command.replace(' ', '\0') + '\0');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes as {@code name:state:command}, parted by commas. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          debian  | cron:S:/usr/sbin/cron -f                | ok      | cron is running
          cronie  | crond:S:/usr/sbin/crond -n              | ok      | crond is running
          busybox | crond:S:/usr/sbin/crond -f              | ok      | crond is running
          busybox | busybox:S:/bin/busybox crond -f         | ok      | crond is running
          bcron   | bcron-sched:S:bcron-sched               | ok      | bcron-sched is running
                  | cron:S:cron                             | ok      | cron is running
                  | crond:S:crond                           | ok      | crond is running
          debian  | cron:S:cron,crond:S:crond               | ok      | cron is running
          debian  | bash:S:bash                             | failure | the daemon of cron (cron) must run, found no such process
          debian  | cron:Z:                                 | failure | the daemon of cron (cron) must run, found no such process
          debian  | cronx:S:cron                            | failure | the daemon of cron (cron) must run, found no such process
          debian  | a) (cron:S:cron                         | failure | the daemon of cron (cron) must run, found no such process
          busybox | busybox:S:/bin/busybox sh               | failure | the daemon of cron (crond) must run, found no such process
                  | bash:S:bash                             | failure | the daemon of cron (cron, crond or bcron-sched) must run, found no such process
          debian  | crond:S:crond                           | failure | the daemon of the crontab program must run (cron), found crond of cronie or busybox
          cronie  | cron:S:cron                             | failure | the daemon of the crontab program must run (crond), found cron of Debian's cron
          """)
  void daemons(String dialect, String processes, String status, String detail) {
    int id = 100;
    for (String process : processes.split(",", -1)) {
      String[] parts = process.split(":", 3);
      process(id++, parts[0], parts[1].charAt(0), parts[2]);
    }

    Finding finding = check(Optional.ofNullable(dialect).flatMap(CronDialect::named));

    assertThat(finding.check()).isEqualTo(Check.CRON_DAEMON);
    assertThat(finding.detail()).isEqualTo(detail);
    assertThat(finding.status().label()).isEqualTo(status);
  }

  private Finding check(Optional<CronDialect> dialect) {
    return DaemonCheckup.of(dialect, root);
  }

  @Test
  void notSeenInAContainerIsAWarning() throws IOException {
    namespace("pid:[4026532301]");

    Finding finding = check(Optional.of(CronDialect.CRONIE));

    assertThat(finding.status()).isEqualTo(Status.WARNING);
    assertThat(finding.detail())
        .isEqualTo(
            "the daemon of cron (crond) was not seen, but this is a container, which sees its own"
                + " processes only");
    process(7, "crond", 'S', "crond");
    assertThat(check(Optional.of(CronDialect.CRONIE)).status()).isEqualTo(Status.OK);
  }

  @Test
  void notSeenWhereProcessesAreHiddenIsAWarning() throws IOException {
    Files.delete(root.resolve("proc/1/stat"));

    Finding finding = check(Optional.of(CronDialect.DEBIAN));

    assertThat(finding.status()).isEqualTo(Status.WARNING);
    assertThat(finding.detail()).endsWith("/proc does not show the processes of others (hidepid)");
  }

  @Test
  void noProcIsAWarning() {
    Finding finding = DaemonCheckup.of(Optional.empty(), root.resolve("nowhere"));

    assertThat(finding.status()).isEqualTo(Status.WARNING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo active           | ok      | cron.target is active
          echo inactive; exit 3 | failure | cron.target must be active, found inactive
          exit 4                | failure | cron.target must be active, found no answer
          """)
  void systemdCronIsAskedOfSystemd(String body, String status, String detail) throws IOException {
    Path systemctl = Files.createDirectories(root.resolve("usr/bin")).resolve("systemctl");
    Files.writeString(
        systemctl, "#!/bin/sh\n[ \"$*\" = 'is-active cron.target' ] || exit 9\n" + body + "\n");
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));

    Finding finding = check(Optional.of(CronDialect.SYSTEMD_CRON));

    assertThat(finding.detail()).isEqualTo(detail);
    assertThat(finding.status().label()).isEqualTo(status);
  }

  @Test
  void withoutSystemctlNobodyKnows() {
    assertThat(check(Optional.of(CronDialect.SYSTEMD_CRON)))
        .isEqualTo(
            Finding.unknown(Check.CRON_DAEMON, "there is no systemctl to ask about cron.target"));
  }
}
