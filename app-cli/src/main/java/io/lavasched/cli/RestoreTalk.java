package io.lavasched.cli;

import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.usecase.InstallResult;
import io.lavasched.domain.usecase.KeptCrontab;
import io.lavasched.domain.usecase.RestoreOutcome;
import io.lavasched.domain.usecase.RestorePlan;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A restore in words; the list is the product of the command, all else is talk. */
final class RestoreTalk {

  private final Talk talk;
  private final CrontabStore crontab;
  private final CrontabArchive archive;
  private final Environment environment;

  RestoreTalk(Talk talk, CrontabStore crontab, CrontabArchive archive, Environment environment) {
    this.talk = talk;
    this.crontab = crontab;
    this.archive = archive;
    this.environment = environment;
  }

  /** One line a backup: its name, when it was kept, its entries, what the next install changed. */
  void list(List<KeptCrontab> kept) {
    for (KeptCrontab one : kept) {
      LineChanges changes = LineChanges.of(one.text(), one.next());
      environment
          .out()
          .println(
              one.backup().name()
                  + "  "
                  + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                      one.backup()
                          .time()
                          .truncatedTo(ChronoUnit.SECONDS)
                          .atZone(environment.zone()))
                  + "  "
                  + (one.text().isEmpty()
                      ? "no crontab"
                      : Count.of(LineChanges.entries(one.text()), "entry"))
                  + ", then +"
                  + changes.added()
                  + " -"
                  + changes.removed());
    }
    talk.info(archive.describe() + ": " + Count.of(kept.size(), "backup") + " of " + target());
  }

  void plan(RestorePlan plan) {
    talk.info(
        plan.hasChanges()
            ? "a restore would change " + target() + " to " + contents(plan)
            : "no changes: " + target() + " is already that of " + plan.backup());
  }

  void after(RestoreOutcome outcome) {
    RestorePlan plan = outcome.plan();
    if (outcome.result().isEmpty()) {
      talk.info("unchanged: " + target() + " is already that of " + plan.backup());
      return;
    }
    InstallResult result = outcome.result().get();
    new InstallTalk(talk, crontab, archive).after(result);
    if (result instanceof InstallResult.Installed) {
      LineChanges changes = LineChanges.of(plan.before(), plan.after());
      talk.info(
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
        : Count.of(LineChanges.entries(plan.after()), "entry") + " of " + plan.backup();
  }

  private String target() {
    return crontab.describe();
  }
}
