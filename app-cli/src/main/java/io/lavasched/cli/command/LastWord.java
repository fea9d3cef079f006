// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.command;

import com.google.common.util.concurrent.Uninterruptibles;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.wiring.RunLimit;
import java.time.Duration;

/** What is said when a signal (SIGTERM, SIGINT, SIGHUP) ends the process in the middle of a run. */
final class LastWord implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** More than the process takes to end: its programs may finish first. */
  private static final Duration TO_END = Duration.ofSeconds(30);

  private final Thread hook;
  private volatile boolean isStopped;

  private LastWord(Messages messages, RunLimit limit) {
    hook = new Thread(() -> stop(messages, limit), "last-word");
  }

  /**
   * Says it unless this is closed before.
   *
   * @param limit tells how far the run is, and keeps it from writing after it was said not to
   */
  static LastWord of(Messages messages, RunLimit limit) {
    LastWord word = new LastWord(messages, limit);
    try {
      Runtime.getRuntime().addShutdownHook(word.hook);
    } catch (IllegalStateException e) {
      // The process ends already, before anything was done.
    }
    return word;
  }

  private void stop(Messages messages, RunLimit limit) {
    isStopped = true;
    say(messages, limit);
  }

  /** Whether the process ends: what comes of a run that is cut off then misleads. */
  boolean isStopped() {
    return isStopped;
  }

  /**
   * Anyone who should read standard error may have stopped reading: that must not hold up the end.
   */
  private static void say(Messages messages, RunLimit limit) {
    RunLimit.Reached reached = limit.stop();
    String words =
        reached == RunLimit.Reached.INSTALLING
            ? limit.soFar().orElse(words(reached))
            : words(reached);
    Thread speaker = new Thread(() -> messages.error("stopped by a signal: " + words));
    speaker.setDaemon(true);
    speaker.start();
    Uninterruptibles.joinUninterruptibly(speaker, LIMIT);
  }

  static String words(RunLimit.Reached reached) {
    return switch (reached) {
      case NOTHING_WRITTEN -> "nothing was written";
      case INSTALLING ->
          "a sound crontab program leaves the old crontab or the new one, whole; lavasched plan"
              + " tells which, lavasched restore has the old one";
      case ENDED ->
          "it had ended, and was about to tell how; lavasched plan tells what is installed";
    };
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is being said, and nothing else that comes of the end need be.
      Uninterruptibles.sleepUninterruptibly(TO_END);
    }
  }
}
