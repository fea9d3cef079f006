// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import io.lavasched.application.port.StoreException;
import io.lavasched.cli.option.Options;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.cli.wiring.Wiring;
import io.lavasched.crontab.state.AccountLock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** How long to wait for another run of this account. */
public final class LockOption {

  private static final int DEFAULT_SECONDS = 60;

  private static final int MOST_SECONDS = 86_400;

  private final OptionSpec lockWait =
      Options.one(int.class, "SECONDS", "--lock-wait")
          .order(98)
          .description(
              "How long to wait until another run of this account ends; 0: do not wait."
                  + " Default: 60.")
          .build();

  /** Adds it. */
  public void addTo(CommandSpec command) {
    command.addOption(lockWait);
  }

  /**
   * Runs something while no other run of this account is at work, and only so long.
   *
   * @param work what the lock is for
   * @param tell makes words and an exit code of it, when the lock is free again: anyone who reads
   *     them may be slow
   */
  public <T> int whileAlone(
      RunLimit limit,
      Messages messages,
      Environment environment,
      CommandSpec spec,
      Supplier<T> work,
      ToIntFunction<T> tell) {
    int seconds = Options.<Integer>value(lockWait).orElse(DEFAULT_SECONDS);
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new ParameterException(
          spec.commandLine(),
          "--lock-wait must be 0 to " + MOST_SECONDS + " seconds (a day), found " + seconds);
    }
    try (LastWord word = LastWord.of(messages, limit)) {
      AccountLock held = acquire(seconds, messages, environment);
      T result = whileHeld(held, limit, work);
      return word.isStopped() ? ExitCodes.OUTSIDE : tell.applyAsInt(result);
    }
  }

  @SuppressWarnings("try") // it is there to be closed
  private static <T> T whileHeld(AccountLock lock, RunLimit limit, Supplier<T> work) {
    try (lock) {
      return limit.within(work);
    }
  }

  /** Says so where it has to wait. */
  private AccountLock acquire(int seconds, Messages messages, Environment environment) {
    try {
      return Wiring.lock(Duration.ZERO, environment);
    } catch (StoreException e) {
      if (!e.retryable() || seconds == 0) {
        throw e;
      }
    }
    messages.info("waiting for another run of this account to end");
    return Wiring.lock(Duration.ofSeconds(seconds), environment);
  }
}
