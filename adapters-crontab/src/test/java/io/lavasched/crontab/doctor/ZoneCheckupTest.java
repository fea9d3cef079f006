// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders {@code etc} and {@code usr} of files that are made up. */
class ZoneCheckupTest {

  @TempDir Path root;

  @BeforeEach
  void database() throws IOException {
    for (String zone : List.of("UTC", "Etc/UTC", "Australia/Sydney", "Europe/Berlin")) {
      Path file = root.resolve("usr/share/zoneinfo").resolve(zone);
      Files.createDirectories(file.getParent());
      Files.writeString(file, zone.equals("Etc/UTC") ? "UTC" : zone);
    }
    Files.createDirectories(root.resolve("etc"));
  }

  /** The machine's zone as a link (name), a copy (=name), or none (-). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Australia/Sydney  | Australia/Sydney |                  | ok      | Australia/Sydney, as /etc/localtime
          Etc/UTC           | UTC              |                  | ok      | UTC, as /etc/localtime
          Etc/UTC           | Z                | UTC              | ok      | Z, as /etc/localtime
          -                 | UTC              |                  | ok      | UTC; there is no /etc/localtime, which is UTC
          =Australia/Sydney | Australia/Sydney |                  | ok      | Australia/Sydney, as /etc/localtime
          Etc/UTC           | Australia/Sydney | Australia/Sydney | warning | windows are read in Australia/Sydney, and cron fires in the zone of the machine, found that /etc/localtime is Etc/UTC
          =Europe/Berlin    | Australia/Sydney |                  | warning | windows are read in Australia/Sydney, and cron fires in the zone of the machine, found that /etc/localtime is another
          -                 | Europe/Berlin    |                  | warning | windows are read in Europe/Berlin, and cron fires in the zone of the machine, found that there is no /etc/localtime, which is UTC
          Etc/UTC           | UTC              | Australia/Sidney | failure | TZ must be a zone of this node, found "Australia/Sidney", which is taken for UTC
          =Europe/Berlin    | Asia/Tokyo       |                  | unknown | Asia/Tokyo; it is not known whether /etc/localtime is the same: it is no link
          """)
  void zones(String machine, String zone, String tz, String status, String detail)
      throws IOException {
    Path localtime = root.resolve("etc/localtime");
    Path database = root.resolve("usr/share/zoneinfo");
    if (machine.startsWith("=")) {
      Files.copy(database.resolve(machine.substring(1)), localtime);
    } else if (!machine.equals("-")) {
      Files.createSymbolicLink(localtime, database.resolve(machine));
    }

    Finding finding =
        new ZoneCheckup(root).of(ZoneId.of(zone), tz == null ? Map.of("X", "y") : Map.of("TZ", tz));

    assertThat(finding.check()).isEqualTo(Check.TIME_ZONE);
    assertThat(finding.detail()).isEqualTo(detail);
    assertThat(finding.status().label()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Australia/Sydney              | true
          :Australia/Sydney             | true
          UTC                           | true
          Australia                     | false
          australia/sydney              | false
          Asia/Tokyo                    | false
          AEST-10AEDT,M10.1.0,M4.1.0/3  | true
          <+03>-3                       | true
          UTC0                          | true
          ''                            | false
          """)
  void names(String name, boolean isZone) {
    assertThat(new ZoneCheckup(root).isZone(name)).isEqualTo(isZone);
  }

  @Test
  void withoutADatabaseJavasOwnCounts() {
    ZoneCheckup zones = new ZoneCheckup(root.resolve("nowhere"));

    assertThat(zones.isZone("Asia/Tokyo")).isTrue();
    assertThat(zones.isZone("Asia/Tokio")).isFalse();
  }
}
