// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.Account;
import io.lavasched.crontab.program.CrontabProgram;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.testkit.crontab.FakeCrontab;
import io.lavasched.testkit.crontab.PrivateSpool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = SECONDS)
class CronCheckupTest {

  @TempDir Path directory;

  private NodeChecks.Cron check(String body) {
    return CronCheckup.of(
        FakeCrontab.in(directory, body),
        Duration.ofSeconds(2),
        Optional.empty(),
        directory.resolve("nowhere"));
  }

  /** What {@code crontab -V} does, and what is told of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          echo cronie 1.5.7            | cronie       | ok      | cronie 1.5.7 (~); takes 131071 bytes a command, 1000 entries
          echo cronie 1.7.2            | cronie       | ok      | cronie 1.7.2 (~); takes 131071 bytes a command, 10000 entries
          echo 2.5.1-2                 | systemd-cron | ok      | systemd-cron 2.5.1-2 (~); no limits; entries must be in the portable form
          echo bcrontab: Error: Unknown option letter -V. >&2; exit 111 | bcron | ok | bcron (~); no limits; entries must be in the portable form
          echo hello                   |              | warning | the cron must be one of Debian's, cronie, busybox, bcron and systemd-cron, found a crontab program whose -V says something else (~)
          exec sleep 600               |              | warning | the cron must be one of Debian's, cronie, busybox, bcron and systemd-cron, found a crontab program whose -V says something else (~)
          """)
  void tellsWhichCronItIs(String body, String dialect, String status, String detail) {
    NodeChecks.Cron cron = check("[ \"$1\" = -V ] || exit 9\n[ \"$(id -u)\" -ge 0 ]\n" + body);

    assertThat(cron.dialect()).isEqualTo(Optional.ofNullable(dialect).flatMap(CronDialect::named));
    Finding finding = cron.findings().get(0);
    String root = Account.isRoot() ? detail : detail.replace("no limits", "takes 1000 lines");
    assertThat(finding.detail().replace(directory + "/crontab", "~"))
        .isEqualTo(dialect != null && dialect.equals("systemd-cron") ? root : detail);
    assertThat(finding.status().label()).isEqualTo(status);
    assertThat(cron.findings())
        .extracting(Finding::check)
        .containsExactly(Check.CRON, Check.CRON_DAEMON, Check.CRON_ACCOUNT);
  }

  @Test
  void withoutAProgramTheCronIsMissing() {
    StoreException none = new StoreException("find", "crontab", false, "none", Optional.of("help"));

    NodeChecks.Cron cron = CronCheckup.without(none);

    assertThat(cron.dialect()).isEmpty();
    assertThat(cron.findings().get(0)).isEqualTo(Finding.failure(Check.CRON, none));
    assertThat(cron.findings().get(1).check()).isEqualTo(Check.CRON_DAEMON);
    assertThat(cron.findings().get(2).status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void theRealProgramOfThisMachineIsKnown() throws IOException {
    PrivateSpool spool = PrivateSpool.in(directory);

    NodeChecks.Cron cron =
        CronCheckup.of(spool.program(), Duration.ofSeconds(30), Optional.empty());

    assertThat(cron.dialect()).isPresent();
    assertThat(cron.findings().get(0).status()).isEqualTo(Status.OK);
    assertThat(cron.findings().get(2).status()).isEqualTo(Status.OK);
  }

  @Test
  void anAccountThatCronDenySaysNoToIsAFailure() throws IOException {
    Path program =
        PrivateSpool.in(Files.createDirectory(directory.resolve("spool")))
            .programOfDenied(Files.createDirectory(directory.resolve("denied")));
    StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString()));
    Optional<StoreException> unread = Optional.empty();
    try {
      new CrontabProgram(program, CrontabProgram.DEFAULT_LIMIT, folder).read();
    } catch (StoreException e) {
      unread = Optional.of(e);
    }

    Finding account = CronCheckup.of(program, Duration.ofSeconds(30), unread).findings().get(2);

    assertThat(account.status()).isEqualTo(Status.FAILURE);
    assertThat(account.detail()).contains("not allowed to use this program");
    assertThat(account.help().orElseThrow()).startsWith("let the account in");
  }
}
