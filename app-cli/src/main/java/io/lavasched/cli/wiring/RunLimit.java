// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * How long a run may work until it begins to install: whatever the records say, the lock of the
 * account is free again then.
 *
 * <p>The work is done in a thread of its own, which is left behind when it is late: it ends with
 * the process, and cannot write any more. An install that has begun is never late, for it may have
 * to put the old crontab back, and each call of the crontab program has its own limit; but no other
 * one begins after it when the time is over.
 */
public final class RunLimit {

  static final Duration DEFAULT = Duration.ofMinutes(15);

  private enum State {
    AT_WORK,
    INSTALLING,
    WRITTEN,
    LATE,
    STOPPED
  }

  /** How far a run was that a signal ends. */
  public enum Reached {
    NOTHING_WRITTEN,
    INSTALLING,
    ENDED
  }

  private final Duration limit;
  private final AtomicReference<State> state = new AtomicReference<>(State.AT_WORK);
  private volatile long start = System.nanoTime();

  /** What is to be said where a signal comes between two of many writes. */
  private volatile Optional<Supplier<String>> soFar = Optional.empty();

  RunLimit(Duration limit) {
    this.limit = limit;
  }

  /**
   * Does the work; what it throws, this throws.
   *
   * @throws StoreException retryable, when it is late; nothing was written then
   */
  public <T> T within(Supplier<T> work) {
    try {
      return withinLimit(work);
    } finally {
      state.compareAndSet(State.INSTALLING, State.WRITTEN);
    }
  }

  /**
   * Keeps a run from writing that has not begun to.
   *
   * @return how far it was; what is said of it stays true
   */
  public Reached stop() {
    if (state.compareAndSet(State.AT_WORK, State.STOPPED)) {
      return Reached.NOTHING_WRITTEN;
    }
    return switch (state.get()) {
      case INSTALLING -> Reached.INSTALLING;
      case WRITTEN -> Reached.ENDED;
      case AT_WORK, LATE, STOPPED -> Reached.NOTHING_WRITTEN;
    };
  }

  private <T> T withinLimit(Supplier<T> work) {
    // Not before: it may have waited for the lock.
    start = System.nanoTime();
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "run");
    thread.setDaemon(true);
    thread.start();
    try {
      return take(task);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e); // A supplier throws nothing else.
    } catch (InterruptedException e) {
      state.compareAndSet(State.AT_WORK, State.LATE);
      Thread.currentThread().interrupt();
      throw new StoreException(
          "run", "the crontab", true, "the run was interrupted", Optional.of("run it again"));
    }
  }

  private <T> T take(FutureTask<T> task) throws ExecutionException, InterruptedException {
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      if (state.compareAndSet(State.AT_WORK, State.LATE)) {
        throw late();
      }
      return task.get();
    }
  }

  private StoreException late() {
    return new StoreException(
        "run",
        "the crontab",
        true,
        "a run must begin to install within "
            + limit.toSeconds()
            + " s, found it still reading or planning; nothing was written",
        Optional.of(
            "lavasched check tells which records are out of the ordinary; "
                + Wiring.RUN_SECONDS
                + " gives it longer"));
  }

  private void beginToInstall() {
    if (state.compareAndSet(State.AT_WORK, State.INSTALLING)) {
      return;
    }
    if (state.get() == State.LATE) {
      throw late();
    }
    if (state.get() == State.STOPPED) {
      throw new StoreException(
          "run",
          "the crontab",
          true,
          "the run was stopped by a signal; nothing was written",
          Optional.of("run it again"));
    }
  }

  /**
   * Each attempt begins so. Somebody else may change the crontab after each: then there is another,
   * but none that begins when the time is over.
   */
  private void beginAnew() {
    if (state.get() == State.INSTALLING && isOver()) {
      throw new StoreException(
          "run",
          "the crontab",
          true,
          "a run must end within "
              + limit.toSeconds()
              + " s, found the crontab changed by someone else after each of its installs; what is"
              + " there is theirs",
          Optional.of("see what else writes this crontab; nothing of theirs was overwritten"));
    }
  }

  /**
   * Begins with one of many writes, each of which is whole.
   *
   * @param words what a signal leads to from then on: how far it is; no other write begins after
   *     they were asked for
   * @throws StoreException where it is late, or stopped, and nothing was written before
   */
  public void beginToWrite(Supplier<String> words) {
    soFar = Optional.of(words);
    beginToInstall();
  }

  /** Whether the time is over. */
  public boolean isOver() {
    return System.nanoTime() - start > limit.toNanos();
  }

  /** How long it may work. */
  public Duration limit() {
    return limit;
  }

  /** How far one is that writes one thing after the other; no other write begins after this. */
  public Optional<String> soFar() {
    return soFar.isPresent() ? Optional.of(soFar.get().get()) : Optional.empty();
  }

  /** The same crontab, which somebody who is late cannot write. */
  public CrontabStore guard(CrontabStore store) {
    return new Guarded(store);
  }

  final class Guarded implements CrontabStore {

    private final CrontabStore store;

    private Guarded(CrontabStore store) {
      this.store = store;
    }

    @Override
    public Optional<CrontabText> read() {
      return store.read();
    }

    @Override
    public void install(CrontabText text) {
      beginToInstall();
      store.install(text);
    }

    @Override
    public NewCrontab prepare(CrontabText text) {
      beginAnew();
      NewCrontab ready = store.prepare(text);
      return new NewCrontab() {
        @Override
        public void install() {
          beginToInstall();
          ready.install();
        }

        @Override
        public void close() {
          ready.close();
        }
      };
    }

    @Override
    public CrontabText fit(CrontabText text) {
      return store.fit(text);
    }

    @Override
    public void remove() {
      beginToInstall();
      store.remove();
    }

    @Override
    public CronLimits limits() {
      return store.limits();
    }

    @Override
    public CronDialect dialect() {
      return store.dialect();
    }

    @Override
    public String describe() {
      return store.describe();
    }
  }
}
