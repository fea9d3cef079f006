// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Finding;
import io.lavasched.domain.cron.CronDialect;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: CRON.md section 4. */
class CronTzCheckupTest {

  private static final Set<String> ZONES =
      Set.of("Australia/Sydney", "Europe/Berlin", "UTC", "EST5EDT,M3.2.0,M11.1.0");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
                           | cronie  | ok      | not set: entries fire in the node's own zone
          ''               | cronie  | ok      | not set: entries fire in the node's own zone
          Europe/Berlin    | cronie  | ok      | CRON_TZ "Europe/Berlin": entries fire in that zone, and windows are of the node's own
          EST5EDT,M3.2.0,M11.1.0 | cronie | ok | CRON_TZ "EST5EDT,M3.2.0,M11.1.0": entries fire in that zone, and windows are of the node's own
          Europe/Berlin    | debian  | warning | CRON_TZ "Europe/Berlin" is ignored by this cron: entries fire in the node's own zone
          Europe/Berlin    | busybox | warning | CRON_TZ "Europe/Berlin" is ignored by this cron: entries fire in the node's own zone
          Europe/Berlin    | systemd-cron | unknown | CRON_TZ "Europe/Berlin" counts for systemd-cron from version 2 on, above the block only
          Europe/Berlin    | vixie   | unknown | CRON_TZ "Europe/Berlin" counts for cronie only, and which cron will read the crontab is not known
          Europe/Berlin    |         | unknown | CRON_TZ "Europe/Berlin" counts for cronie only, and which cron will read the crontab is not known
          Australia/Sydney | debian  | ok      | CRON_TZ "Australia/Sydney" is the node's own zone
          Australia/Sydney |         | ok      | CRON_TZ "Australia/Sydney" is the node's own zone
          Europe/Berlni    | cronie  | failure | CRON_TZ must be a zone of this node, found "Europe/Berlni", which this cron takes for UTC
          Europe/Berlni    | debian  | failure | CRON_TZ must be a zone of this node, found "Europe/Berlni"
          Europe/Berlni    |         | failure | CRON_TZ must be a zone of this node, found "Europe/Berlni"
          """)
  void tells(String value, String cron, String status, String detail) {
    Finding finding =
        CronTzCheckup.of(
            Optional.ofNullable(value),
            Optional.ofNullable(cron).flatMap(CronDialect::named),
            ZoneId.of("Australia/Sydney"),
            ZONES::contains);

    assertThat(finding.status().label()).isEqualTo(status);
    assertThat(finding.detail()).isEqualTo(detail);
  }
}
