// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import java.util.Arrays;

/**
 * Findings of checks as text.
 *
 * <pre>
 * ok       cron-account       lava can list its crontab
 * failure  cron-daemon        the daemon of cron (crond) must run, found no such process
 *   help: start it
 * </pre>
 */
public final class FindingPrinter {

  private static final int STATUS = "warning".length();

  private static final int ID =
      Arrays.stream(Check.values()).mapToInt(check -> check.id().length()).max().orElse(0);

  private final Colours colours;

  public FindingPrinter(Colours colours) {
    this.colours = colours;
  }

  public String print(Finding finding) {
    String status = finding.status().label();
    String id = finding.check().id();
    return TextColumns.padded(paint(finding.status(), status), status.length(), STATUS + 2)
        + TextColumns.padded(id, id.length(), ID + 2)
        + finding.detail()
        + finding.help().map(help -> "\n  help: " + help).orElse("");
  }

  private String paint(Status status, String label) {
    return switch (status) {
      case OK -> colours.green(label);
      case WARNING -> colours.warning(label);
      case FAILURE -> colours.failure(label);
      case UNKNOWN, SKIPPED -> colours.cyan(label);
    };
  }
}
