// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Waits for something only so long.
 *
 * <p>The SDK's own timeouts interrupt the thread that calls it. Not everything below minds that: a
 * {@code credential_process} that hangs, headers that come byte by byte from STS, the resolver of
 * host names. So the work is done in a thread of its own, which is left behind when it is late; it
 * does not keep the program from ending.
 */
final class Watchdog<T> {

  private final FutureTask<T> task;
  private final long deadline;

  private Watchdog(Duration limit, Supplier<T> work) {
    deadline = System.nanoTime() + limit.toNanos();
    task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "aws");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts the work, whose time runs from now on. */
  static <T> Watchdog<T> start(Duration limit, Supplier<T> work) {
    return new Watchdog<>(limit, work);
  }

  /**
   * Does the work; what it throws, this throws.
   *
   * @throws TimeoutException when it is late
   * @throws InterruptedException when this thread is told to stop
   */
  static <T> T within(Duration limit, Supplier<T> work)
      throws TimeoutException, InterruptedException {
    return start(limit, work).take();
  }

  /**
   * Waits for the work; what it throws, this throws.
   *
   * @throws TimeoutException when it is late
   * @throws InterruptedException when this thread is told to stop
   */
  T take() throws TimeoutException, InterruptedException {
    try {
      return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new IllegalStateException(e); // A supplier throws nothing else.
    } finally {
      task.cancel(true);
    }
  }
}
