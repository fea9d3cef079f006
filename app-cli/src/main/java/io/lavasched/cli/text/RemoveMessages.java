// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.install.LineChanges;
import io.lavasched.application.install.RemoveOutcome;
import io.lavasched.application.install.RemovePlan;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.problem.Parsed;

/** The removal of a block in words, for standard error. */
public final class RemoveMessages {

  private final Messages messages;
  private final CrontabStore crontab;
  private final CrontabArchive archive;
  private final boolean isFile;

  public RemoveMessages(
      Messages messages, CrontabStore crontab, CrontabArchive archive, boolean isFile) {
    this.messages = messages;
    this.crontab = crontab;
    this.archive = archive;
    this.isFile = isFile;
  }

  public void plan(Parsed<RemovePlan> planned) {
    problems(planned);
    planned
        .value()
        .ifPresent(
            plan ->
                messages.info(
                    plan.hasChanges()
                        ? "remove would take the block out of " + target() + ": " + lost(plan)
                        : "no changes: " + withoutBlock()));
  }

  public void after(Parsed<RemoveOutcome> ended) {
    problems(ended);
    ended
        .value()
        .ifPresent(
            outcome ->
                outcome
                    .result()
                    .ifPresentOrElse(
                        result -> after(outcome.plan(), result),
                        () -> messages.info("unchanged: " + withoutBlock())));
  }

  private void problems(Parsed<?> parsed) {
    messages.problems(parsed.problems());
    if (parsed.value().isEmpty()) {
      messages.error("nothing was written");
    }
  }

  private void after(RemovePlan plan, InstallResult result) {
    new InstallMessages(messages, crontab, archive).after(result);
    if (result instanceof InstallResult.Installed) {
      messages.info("took the block out of " + target() + ": " + lost(plan));
      messages.info(
          "to undo this: lavasched restore latest"
              + (isFile ? ", with the same --crontab-file" : ""));
    }
  }

  private String withoutBlock() {
    return target() + " has no block";
  }

  private static String lost(RemovePlan plan) {
    return Phrases.count(plan.entries(), "entry")
        + " (-"
        + LineChanges.of(plan.before(), plan.after()).removed()
        + " lines)";
  }

  private String target() {
    return crontab.describe();
  }
}
