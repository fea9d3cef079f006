// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabStoreContract;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.domain.crontab.CrontabText;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What it guards is a crontab as any other. */
@Timeout(60)
@ContractOf(RunLimit.Guarded.class)
class RunLimitTest extends CrontabStoreContract {

  private static final CrontabText TEXT = CrontabText.of("# a\n".getBytes(UTF_8));
  private static final Duration LONG = Duration.ofSeconds(50);
  private static final Duration SHORT = Duration.ofMillis(10);

  @Override
  protected CrontabStore storeWithoutCrontab() {
    return new RunLimit(LONG).guard(new InMemoryCrontabStore());
  }

  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  private enum Write {
    INSTALL(store -> store.install(TEXT)),
    PREPARED(
        store -> {
          try (CrontabStore.NewCrontab ready = store.prepare(TEXT)) {
            ready.install();
          }
        }),
    REMOVE(CrontabStore::remove);

    private final Consumer<CrontabStore> act;

    Write(Consumer<CrontabStore> act) {
      this.act = act;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsLateCannotWrite(Write write) throws InterruptedException {
    InMemoryCrontabStore store = new InMemoryCrontabStore();
    store.install(TEXT);
    RunLimit limit = new RunLimit(SHORT);
    CountDownLatch isLate = new CountDownLatch(1);
    CountDownLatch hasEnded = new CountDownLatch(1);
    AtomicReference<Throwable> failure = new AtomicReference<>();

    assertThatThrownBy(
            () ->
                limit.within(
                    () -> {
                      try {
                        isLate.await();
                        write.act.accept(limit.guard(store));
                      } catch (StoreException | InterruptedException e) {
                        failure.set(e);
                      }
                      hasEnded.countDown();
                      return 1;
                    }))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessageEndingWith("nothing was written");

    isLate.countDown();
    hasEnded.await();
    assertThat(failure.get()).isInstanceOf(StoreException.class);
    assertThat(store.read()).contains(TEXT);
  }

  /** To put the old crontab back is part of it. */
  @ParameterizedTest
  @EnumSource
  void whoHasBegunToWriteIsNotLate(Write write) {
    InMemoryCrontabStore store = new InMemoryCrontabStore();
    RunLimit limit = new RunLimit(SHORT);

    write.act.accept(limit.guard(store));
    int given =
        limit.within(
            () -> {
              waitFor(SHORT.multipliedBy(20));
              Write back = write == Write.PREPARED ? Write.INSTALL : write;
              back.act.accept(limit.guard(store));
              return 7;
            });

    assertThat(given).isEqualTo(7);
  }

  /** Else somebody who changes the crontab again and again would have the run go on for them. */
  @Test
  void noOtherAttemptBeginsWhenTheTimeIsOver() {
    InMemoryCrontabStore store = new InMemoryCrontabStore();
    RunLimit limit = new RunLimit(Duration.ofSeconds(2));

    assertThatThrownBy(
            () ->
                limit.within(
                    () -> {
                      Write.PREPARED.act.accept(limit.guard(store));
                      waitFor(Duration.ofMillis(2_500));
                      Write.PREPARED.act.accept(limit.guard(store));
                      return 1;
                    }))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.retryable()).isTrue())
        .hasMessageStartingWith("a run must end within 2 s, found the crontab changed by");
  }

  /** What a signal says of a run is true until the process has ended. */
  @ParameterizedTest
  @EnumSource
  void whoIsStoppedBeforeItWroteCannotWrite(Write write) {
    InMemoryCrontabStore store = new InMemoryCrontabStore();
    store.install(TEXT);
    RunLimit limit = new RunLimit(LONG);

    assertThatThrownBy(
            () ->
                limit.within(
                    () -> {
                      assertThat(limit.stop()).isEqualTo(RunLimit.Reached.NOTHING_WRITTEN);
                      write.act.accept(limit.guard(store));
                      return 1;
                    }))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("nothing was written");

    assertThat(store.read()).contains(TEXT);
    assertThat(limit.stop()).isEqualTo(RunLimit.Reached.NOTHING_WRITTEN);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsStoppedLaterIsSaidToHaveWritten(Write write) {
    RunLimit limit = new RunLimit(LONG);

    limit.within(
        () -> {
          write.act.accept(limit.guard(new InMemoryCrontabStore()));
          assertThat(limit.stop()).isEqualTo(RunLimit.Reached.INSTALLING);
          return 1;
        });

    assertThat(limit.stop()).isEqualTo(RunLimit.Reached.ENDED);
  }

  @Test
  void aRunThatWroteNothingIsSaidToHaveWrittenNothing() {
    RunLimit limit = new RunLimit(LONG);
    assertThat(limit.within(() -> 7)).isEqualTo(7);

    assertThat(limit.stop()).isEqualTo(RunLimit.Reached.NOTHING_WRITTEN);
  }

  @Test
  void whatIsThrownIsThrown() {
    RunLimit limit = new RunLimit(LONG);

    assertThatThrownBy(
            () ->
                limit.within(
                    () -> {
                      throw new IllegalArgumentException("x");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x");
    assertThatThrownBy(
            () ->
                limit.within(
                    () -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
  }

  private static void waitFor(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
