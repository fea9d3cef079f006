package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.Backup;
import java.util.Objects;
import java.util.Optional;

/**
 * A kept crontab, and what became of it.
 *
 * @param backup its name
 * @param text what was kept; empty where the account had no crontab
 * @param next the crontab that came after it: the next newer backup, or the crontab as it is
 */
public record KeptCrontab(Backup backup, Optional<CrontabText> text, Optional<CrontabText> next) {

  /** Checks that nothing is null. */
  public KeptCrontab {
    Objects.requireNonNull(backup, "backup");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(next, "next");
  }
}
