// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import java.util.Optional;

/** The end of an install in words: what is there now, and where the old crontab is kept. */
final class InstallMessages {

  private final Messages messages;
  private final CrontabStore crontab;
  private final CrontabArchive archive;

  InstallMessages(Messages messages, CrontabStore crontab, CrontabArchive archive) {
    this.messages = messages;
    this.crontab = crontab;
    this.archive = archive;
  }

  void after(InstallResult result) {
    result.<Optional<Void>>fold(
        installed -> {
          messages.info("old crontab kept: " + kept(installed.backup()));
          installed
              .notKept()
              .ifPresent(
                  why ->
                      messages.warning(
                          target()
                              + " is installed, but could not be kept as well: "
                              + why.getMessage()));
          return Optional.empty();
        },
        refused -> {
          refused.failures().forEach(messages::failure);
          if (refused.failures().isEmpty()) {
            messages.error(
                target() + " was said to be installed, but is not: the old one is there");
          }
          messages.error("nothing was written: " + target() + " is as it was");
          return Optional.empty();
        },
        putBack -> {
          putBack.failures().forEach(messages::failure);
          messages.error(now(putBack));
          return Optional.empty();
        });
  }

  private String now(InstallResult.PutBack putBack) {
    String why =
        putBack.failures().isEmpty()
            ? target() + " did not hold what was installed when it was read back"
            : target() + " was not installed cleanly";
    String kept =
        "; the old one is kept: "
            + kept(putBack.backup())
            + putBack.found().map(found -> "; what was found there: " + kept(found)).orElse("");
    return switch (putBack.now()) {
      case OLD -> why + "; the old one was put back, and read" + kept;
      case NEW ->
          why + ", and the old one could not be put back: the new one is there, whole" + kept;
      case ANOTHER ->
          why
              + ", and the old one could not be put back: what is there is neither the old one nor"
              + " the new one, look at it now"
              + kept;
      case UNKNOWN -> why + ", and what is there is unknown, because it cannot be read" + kept;
    };
  }

  private String target() {
    return crontab.describe();
  }

  private String kept(Backup backup) {
    return archive.describe() + "/" + backup.name();
  }
}
