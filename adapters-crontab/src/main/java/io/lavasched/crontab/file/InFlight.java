// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The programs, files and locks in use, which shall not stay behind when this JVM is asked to end
 * (SIGTERM, SIGINT). A program that is about to finish may do so: a crontab cut off in the middle
 * helps nobody.
 */
public final class InFlight {

  private static final long TO_FINISH = SECONDS.toNanos(2);
  private static final long TO_OBEY = SECONDS.toNanos(1);

  private static final Object LOCK = new Object();
  private static final Set<Process> PROCESSES = new LinkedHashSet<>();
  private static final Set<Path> FILES = new LinkedHashSet<>();
  private static final Set<Lock> LOCKS = new LinkedHashSet<>();
  private static boolean hooked;
  private static boolean ending;

  private InFlight() {}

  /** What other runs wait for. */
  public interface Lock extends AutoCloseable {

    /** Gives it back; a second time does nothing. */
    @Override
    void close();
  }

  /**
   * Starts a program.
   *
   * @throws InterruptedException when the JVM is about to end: nothing is started then
   */
  public static Process start(ProcessBuilder builder) throws IOException, InterruptedException {
    synchronized (LOCK) {
      hook();
      if (ending) {
        throw new InterruptedException("asked to end");
      }
      Process process = builder.start();
      PROCESSES.add(process);
      return process;
    }
  }

  public static void remove(Process process) {
    synchronized (LOCK) {
      PROCESSES.remove(process);
    }
  }

  /**
   * A file that goes when the JVM ends, unless it is removed here before.
   *
   * @throws ClosedByInterruptException when the JVM is about to end: no file may be made then, for
   *     nobody would take it away
   */
  static void add(Path file) throws ClosedByInterruptException {
    synchronized (LOCK) {
      hook();
      if (ending) {
        throw new ClosedByInterruptException();
      }
      FILES.add(file);
    }
  }

  static void remove(Path file) {
    synchronized (LOCK) {
      FILES.remove(file);
    }
  }

  /** A lock that is given back when nothing is at work under it any more. */
  public static void add(Lock lock) {
    synchronized (LOCK) {
      hook();
      LOCKS.add(lock);
    }
  }

  public static void remove(Lock lock) {
    synchronized (LOCK) {
      LOCKS.remove(lock);
    }
  }

  /** Kills a program and all that it started. */
  public static void kill(Process process) {
    // Asked before the parent dies: orphans do not tell whose they were.
    List<ProcessHandle> all = family(process);
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private static List<ProcessHandle> family(Process process) {
    return process.isAlive()
        ? Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()
        : List.of();
  }

  private static void hook() {
    if (hooked || ending) {
      return;
    }
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(InFlight::end, "crontab-end"));
      hooked = true;
    } catch (IllegalStateException e) {
      ending = true;
    }
  }

  private static void end() {
    List<Process> processes;
    synchronized (LOCK) {
      ending = true;
      processes = List.copyOf(PROCESSES);
    }
    try {
      await(processes, TO_FINISH);
      List<ProcessHandle> stubborn = processes.stream().flatMap(p -> family(p).stream()).toList();
      stubborn.forEach(ProcessHandle::destroy);
      await(processes, TO_OBEY);
      processes.forEach(InFlight::kill);
      stubborn.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException e) {
      processes.forEach(InFlight::kill);
      Thread.currentThread().interrupt();
    }
    deleteFiles();
    closeLocks();
  }

  private static void closeLocks() {
    List<Lock> locks;
    synchronized (LOCK) {
      locks = List.copyOf(LOCKS);
    }
    // Not while LOCK is held: closing takes it as well.
    locks.forEach(Lock::close);
  }

  private static void await(List<Process> processes, long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    for (Process process : processes) {
      if (!process.waitFor(deadline - System.nanoTime(), NANOSECONDS)) {
        return;
      }
    }
  }

  private static void deleteFiles() {
    List<Path> files;
    synchronized (LOCK) {
      files = List.copyOf(FILES);
    }
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The next run takes it away.
      }
    }
  }
}
