package io.lavasched.cli;

import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;

/** What is said when a signal (SIGTERM, SIGINT, SIGHUP) ends the process in the middle of a run. */
final class LastWord implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final Thread hook;

  private LastWord(Talk talk) {
    hook = new Thread(() -> say(talk), "last-word");
  }

  /** Says it unless this is closed before. */
  static LastWord of(Talk talk) {
    LastWord word = new LastWord(talk);
    try {
      Runtime.getRuntime().addShutdownHook(word.hook);
    } catch (IllegalStateException e) {
      // The process ends already, before anything was done.
    }
    return word;
  }

  /** Whoever should read standard error may have stopped reading: that must not hold up the end. */
  private static void say(Talk talk) {
    Thread speaker =
        new Thread(
            () ->
                talk.error(
                    "stopped by a signal: a sound crontab program leaves the old crontab or the new"
                        + " one, whole; lavasched plan tells which, lavasched restore has the old"
                        + " one"));
    speaker.setDaemon(true);
    speaker.start();
    Uninterruptibles.joinUninterruptibly(speaker, LIMIT);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is being said.
    }
  }
}
