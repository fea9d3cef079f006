package io.lavasched.cli;

import io.lavasched.crontab.AccountLock;
import io.lavasched.domain.port.StoreException;
import java.time.Duration;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** How long to wait for another run of this account. */
final class LockOption {

  private static final int DEFAULT_SECONDS = 60;

  private static final int MOST_SECONDS = 86_400;

  private final OptionSpec lockWait =
      Options.one(int.class, "SECONDS", "--lock-wait")
          .order(98)
          .description(
              "How long to wait for another run of this account to end; 0: not at all. Default: 60.")
          .build();

  void addTo(CommandSpec command) {
    command.addOption(lockWait);
  }

  /** Runs something while no other run of this account is at work. */
  @SuppressWarnings("try") // both are there to be closed
  int whileAlone(Talk talk, Environment environment, CommandSpec spec, IntSupplier body) {
    int seconds = Options.<Integer>value(lockWait).orElse(DEFAULT_SECONDS);
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--lock-wait must be 0 to " + MOST_SECONDS + " seconds (a day), found " + seconds);
    }
    try (AccountLock held = acquire(seconds, talk, environment);
        LastWord word = LastWord.of(talk)) {
      return body.getAsInt();
    }
  }

  /** Says so where it has to wait. */
  private AccountLock acquire(int seconds, Talk talk, Environment environment) {
    try {
      return Wiring.lock(Duration.ZERO, environment);
    } catch (StoreException e) {
      if (!e.retryable() || seconds == 0) {
        throw e;
      }
    }
    talk.info("waiting for another run of this account to end");
    return Wiring.lock(Duration.ofSeconds(seconds), environment);
  }
}
