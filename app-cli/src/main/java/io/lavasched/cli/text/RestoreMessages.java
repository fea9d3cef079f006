// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.install.KeptCrontab;
import io.lavasched.application.install.KeptCrontabs;
import io.lavasched.application.install.LineChanges;
import io.lavasched.application.install.RestoreOutcome;
import io.lavasched.application.install.RestorePlan;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.words.Phrases;
import io.lavasched.cli.process.Environment;
import io.lavasched.domain.crontab.CrontabText;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A restore in words. Only the list of backups goes to standard output: it is what its command is
 * asked for.
 */
public final class RestoreMessages {

  private final Messages messages;
  private final CrontabStore crontab;
  private final CrontabArchive archive;
  private final Environment environment;

  public RestoreMessages(
      Messages messages, CrontabStore crontab, CrontabArchive archive, Environment environment) {
    this.messages = messages;
    this.crontab = crontab;
    this.archive = archive;
    this.environment = environment;
  }

  /** One line a backup: its number, its name, when it was kept, its entries, what came after it. */
  public void list(KeptCrontabs all) {
    int number = 0;
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"#", "BACKUP", "KEPT AT", "ENTRIES", "AFTER IT"});
    for (KeptCrontab one : all.kept()) {
      number++;
      rows.add(
          new String[] {
            String.valueOf(number),
            one.backup().name(),
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                one.backup().time().truncatedTo(ChronoUnit.SECONDS).atZone(environment.zone())),
            one.text().map(text -> contents(text.crontab())).orElse("unreadable"),
            one.backup().found() ? "found after a failed install" : then(one)
          });
    }
    if (number > 0) {
      print(rows);
    }
    failures(all);
    messages.info(
        archive.describe() + ": " + Phrases.count(all.kept().size(), "backup") + " of " + target());
  }

  private void print(List<String[]> rows) {
    int last = rows.get(0).length - 1;
    int[] widths = new int[last];
    for (String[] row : rows) {
      for (int i = 0; i < last; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < last; i++) {
        line.append(TextColumns.padded(row[i], row[i].length(), widths[i] + 2));
      }
      environment.out().println(line.append(row[last]));
    }
  }

  /** Why something of the list is unknown. */
  public void failures(KeptCrontabs all) {
    all.failures().forEach(messages::failure);
  }

  private static String contents(Optional<CrontabText> crontab) {
    return crontab.isEmpty() ? "no crontab" : Phrases.count(LineChanges.entries(crontab), "entry");
  }

  private static String then(KeptCrontab one) {
    return LineChanges.after(one)
        .map(
            changes ->
                changes.added() == 0 && changes.removed() == 0
                    ? "the same"
                    : "+" + changes.added() + " -" + changes.removed() + " lines")
        .orElse("unknown");
  }

  public void plan(RestorePlan plan) {
    messages.info(
        plan.hasChanges()
            ? "a restore would change " + target() + " to " + contents(plan)
            : "no changes: " + target() + " is already that of " + plan.backup());
  }

  public void after(RestoreOutcome outcome) {
    RestorePlan plan = outcome.plan();
    if (outcome.result().isEmpty()) {
      messages.info("unchanged: " + target() + " is already that of " + plan.backup());
      return;
    }
    InstallResult result = outcome.result().get();
    new InstallMessages(messages, crontab, archive).after(result);
    if (result instanceof InstallResult.Installed) {
      LineChanges changes = LineChanges.of(plan.before(), plan.after());
      messages.info(
          "restored "
              + target()
              + ": "
              + contents(plan)
              + " (+"
              + changes.added()
              + " -"
              + changes.removed()
              + " lines)");
    }
  }

  private static String contents(RestorePlan plan) {
    return plan.after().isEmpty()
        ? "no crontab at all, as in " + plan.backup()
        : Phrases.count(LineChanges.entries(plan.after()), "entry") + " of " + plan.backup();
  }

  private String target() {
    return crontab.describe();
  }
}
