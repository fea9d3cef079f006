// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.lavasched.LavaschedParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file counts: lava 8.2, bin/lava-dispatcher, main, and lava/config.py, config. */
class NoDispatchCheckupTest {

  private static final Instant SINCE = Instant.parse("2026-11-29T01:02:03Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --check-dispatch | X                | /tmp/lava/__nodispatch__ | FAILURE | nothing must keep this node from dispatching, found /tmp/lava/__nodispatch__, there since 2026-11-29T01:02:03Z
          --check          | X                | /tmp/lava/__nodispatch__ | FAILURE | nothing must keep this node from dispatching, found /tmp/lava/__nodispatch__, there since 2026-11-29T01:02:03Z
          --check-dispatch | X                | /tmp/other               | OK      | there is no /tmp/lava/__nodispatch__
          --check-dispatch | LAVA_NO_DISPATCH | /tmp/other               | FAILURE | nothing must keep this node from dispatching, found /tmp/other, there since 2026-11-29T01:02:03Z
          --check-dispatch | LAVA_NO_DISPATCH | /tmp/lava/__nodispatch__ | OK      | there is no /tmp/other
          --log-json       | X                | /tmp/lava/__nodispatch__ | OK      | args have no --check-dispatch: lava's file against dispatches does not count
          """)
  void theFileCountsWhereTheArgsSaySo(
      String arg, String variable, String there, Status status, String detail) {
    LavaschedParameters parameters =
        new LavaschedParameters(
            List.of(new DispatcherName("d")),
            List.of(new ShellWord(arg)),
            List.of(new EnvVar(variable, "/tmp/other")));

    Finding finding =
        NoDispatchCheckup.of(
            parameters, file -> file.equals(there) ? Optional.of(SINCE) : Optional.empty());

    assertThat(finding.check()).isEqualTo(Check.NO_DISPATCH);
    assertThat(finding.status()).isEqualTo(status);
    assertThat(finding.detail()).isEqualTo(detail);
  }
}
