// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.lavasched.crontab.file.InFlight;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * One run of a program with nothing to read, bounded in time and in the memory its output takes.
 */
public final class BoundedProcess {

  /** More than any crontab: Debian's takes 10,000 lines of 998 bytes. */
  static final int MOST_OUT = 16 << 20;

  private static final int MOST_ERR = 64 << 10;

  private BoundedProcess() {}

  /**
   * What a program printed on one stream.
   *
   * @param text one char a byte, so that every byte survives
   * @param cut whether there was more than is kept
   */
  public record Captured(String text, boolean cut) {}

  /**
   * How a run ended.
   *
   * @param exit the exit code; 128 + n when signal n ended the program
   * @param out standard output, 16 MiB of it at most
   * @param err standard error, 64 KiB of it at most
   */
  public record Ended(int exit, Captured out, Captured err) {}

  /**
   * Runs a program to its end, until both its output streams are closed.
   *
   * @param builder the command and its environment
   * @param limit how long all that may take; then the program and its descendants are killed, as
   *     far as it still runs itself: orphans do not tell whose they were
   * @throws TimeoutException with what must be done in time, and was not
   */
  public static Ended run(ProcessBuilder builder, Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    // Both streams at once: a program that fills one pipe while we wait for the other never ends.
    ExecutorService drains =
        Executors.newFixedThreadPool(
            2, new ThreadFactoryBuilder().setDaemon(true).setNameFormat("crontab-%d").build());
    Process process = InFlight.start(builder.redirectInput(Redirect.from(new File("/dev/null"))));
    try {
      Future<Captured> out = drains.submit(() -> drain(process.getInputStream(), MOST_OUT));
      Future<Captured> err = drains.submit(() -> drain(process.getErrorStream(), MOST_ERR));
      if (!process.waitFor(deadline - System.nanoTime(), NANOSECONDS)) {
        throw new TimeoutException(
            "must end within " + seconds(limit) + ", and was killed because it did not");
      }
      return new Ended(
          process.exitValue(), drained(out, deadline, limit), drained(err, deadline, limit));
    } finally {
      InFlight.kill(process);
      InFlight.remove(process);
      drains.shutdown();
    }
  }

  private static Captured drain(InputStream in, int most) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    boolean cut = false;
    for (int n = in.read(buffer); n != -1; n = in.read(buffer)) {
      int fits = Math.min(n, most - kept.size());
      kept.write(buffer, 0, fits);
      cut |= fits < n;
    }
    return new Captured(kept.toString(ISO_8859_1), cut);
  }

  private static Captured drained(Future<Captured> drain, long deadline, Duration limit)
      throws IOException, TimeoutException, InterruptedException {
    try {
      // Waits in vain where something that the program left behind holds the stream open.
      return drain.get(Math.max(0, deadline - System.nanoTime()), NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TimeoutException(
          "must close its output within "
              + seconds(limit)
              + ", found it held open by what it left running");
    } catch (ExecutionException e) {
      throw new IOException("its output could not be read", e.getCause());
    }
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() / 1000.0 + " s";
  }
}
