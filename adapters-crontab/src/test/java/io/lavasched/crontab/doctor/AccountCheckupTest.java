// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.cron.CronDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: CRON.md section 6. */
class AccountCheckupTest {

  private static final String RULE =
      "this account must be let in by cron.allow and cron.deny, found that ";

  @TempDir Path root;

  /** The files hold names parted by semicolons; none is no file. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          debian       | none     | none   | ok      | lava can list its crontab, and there is neither cron.allow nor cron.deny
                       | none     | none   | ok      | lava can list its crontab, and there is neither cron.allow nor cron.deny
          systemd-cron | none     | none   | ok      | lava can list its crontab, and there is neither cron.allow nor cron.deny
          cronie       | none     | none   | warning | there is neither cron.allow nor cron.deny
          cronie       | none     | ''     | ok      | lava can list its crontab, and cron.deny does not name it
          cronie       | none     | x;y    | ok      | lava can list its crontab, and cron.deny does not name it
          cronie       | none     | x;lava | warning | cron.deny names it
          cronie       | x; lava  | lava   | ok      | lava can list its crontab, and cron.allow names it
          cronie       | x        | none   | warning | cron.allow does not name it
          debian       | ''       | none   | warning | cron.allow does not name it
          systemd-cron | none     | lava   | failure | cron.deny names it
          systemd-cron | lavax    | none   | failure | cron.allow does not name it
          busybox      | x        | lava   | ok      | lava can list its crontab
          bcron        | x        | lava   | ok      | lava can list its crontab
          """)
  void rules(String dialect, String allow, String deny, String status, String detail)
      throws IOException {
    write("cron.allow", allow);
    write("cron.deny", deny);

    Finding finding = check(dialect, "lava", false);

    String end =
        switch (status) {
          case "ok" -> detail;
          case "failure" -> RULE + detail + " (lava): an install will be refused";
          default -> RULE + detail + " (lava), though crontab -l works";
        };
    assertThat(finding.check()).isEqualTo(Check.CRON_ACCOUNT);
    assertThat(finding.detail()).isEqualTo(end);
    assertThat(finding.status().label()).isEqualTo(status);
  }

  private void write(String file, String names) throws IOException {
    if (names != null) {
      Path etc = Files.createDirectories(root.resolve("etc"));
      Files.writeString(etc.resolve(file), names.replace(';', '\n') + "\n");
    }
  }

  private Finding check(String dialect, String name, boolean isRoot) {
    return AccountCheckup.of(
        Optional.ofNullable(dialect).flatMap(CronDialect::named),
        Optional.empty(),
        root,
        name,
        isRoot);
  }

  @Test
  void rootIsAlwaysLetIn() throws IOException {
    write("cron.allow", "x");

    assertThat(check("debian", "root", true))
        .isEqualTo(Finding.ok(Check.CRON_ACCOUNT, "root can list its crontab"));
  }

  @Test
  void whatTheProgramSaidCounts() throws IOException {
    write("cron.allow", "lava");
    StoreException denied =
        new StoreException("read", "x", false, "You are not allowed", Optional.of("let it in"));

    assertThat(
            AccountCheckup.of(
                Optional.of(CronDialect.DEBIAN), Optional.of(denied), root, "lava", false))
        .isEqualTo(Finding.failure(Check.CRON_ACCOUNT, denied));
  }

  @Test
  void filesThatCannotBeReadAreTold() throws IOException {
    Files.createDirectories(root.resolve("etc/cron.allow"));

    assertThat(check("debian", "lava", false).detail())
        .startsWith("lava can list its crontab; cron.allow and cron.deny cannot be read (");
  }
}
