// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an end is called in documents, and what is said to have led to it. */
class InstallResultTest {

  private static final Backup BACKUP = new Backup("old", Instant.EPOCH, false);

  private static StoreException failure(String message) {
    return new StoreException("install", "the crontab", false, message, Optional.empty());
  }

  @Test
  void anInstalledCrontabNeedsNoReason() {
    InstallResult installed =
        new InstallResult.Installed(BACKUP, Optional.of(failure("could not be kept as well")));

    assertThat(installed.word()).isEqualTo(RunReport.INSTALLED);
    assertThat(installed.why()).isEmpty();
  }

  @Test
  void aRefusalHasTheReasonThatCrontabGave() {
    assertThat(new InstallResult.Refused(List.of(failure("no"), failure("and no"))).why())
        .contains("no");
    assertThat(new InstallResult.Refused(List.of()).word()).isEqualTo("refused");
    assertThat(new InstallResult.Refused(List.of()).why().orElseThrow())
        .contains("found the old crontab after it reported success");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasPutBackSaysWhetherItIsThere(InstallResult.Now now) {
    InstallResult silent = new InstallResult.PutBack(now, BACKUP, Optional.empty(), List.of());
    InstallResult loud =
        new InstallResult.PutBack(now, BACKUP, Optional.empty(), List.of(failure("no")));

    assertThat(silent.word())
        .isEqualTo(loud.word())
        .isEqualTo(now == InstallResult.Now.OLD ? "put_back" : "not_put_back");
    assertThat(silent.why().orElseThrow()).contains("found something else when it was read back");
    assertThat(loud.why()).contains("no");
  }
}
