package io.lavasched.cli;

import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.usecase.InstallResult;
import io.lavasched.domain.usecase.KeptCrontab;
import io.lavasched.domain.usecase.KeptCrontabs;
import io.lavasched.domain.usecase.RestoreOutcome;
import io.lavasched.domain.usecase.RestorePlan;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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
  void list(KeptCrontabs all) {
    for (KeptCrontab one : all.kept()) {
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
                  + one.text().map(text -> contents(text.crontab())).orElse("unreadable")
                  + ", "
                  + (one.backup().found() ? "found after a failed install" : "then " + then(one)));
    }
    failures(all);
    talk.info(
        archive.describe() + ": " + Count.of(all.kept().size(), "backup") + " of " + target());
  }

  /** Why something of the list is unknown. */
  void failures(KeptCrontabs all) {
    all.failures().forEach(talk::failure);
  }

  private static String contents(Optional<CrontabText> crontab) {
    return crontab.isEmpty() ? "no crontab" : Count.of(LineChanges.entries(crontab), "entry");
  }

  private static String then(KeptCrontab one) {
    return LineChanges.after(one)
        .map(changes -> "+" + changes.added() + " -" + changes.removed())
        .orElse("unknown");
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
