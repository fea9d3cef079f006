// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.crontab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Debian's real cron daemon through some hours of another day, on a clock that runs faster: in a
 * mount namespace with a spool of its own and no crontab of the system, below libfaketime.
 *
 * <p>A job counts at the minute in which the daemon made its process, which the kernel wrote down:
 * on a busy machine the job itself may get the processor minutes of that clock later.
 *
 * <p>Where that cannot be done, a test is aborted, with a line on standard error; with the
 * environment variable {@code CI} it fails.
 */
public final class RealCronDaemon {

  private static final Path CRON = Path.of("/usr/sbin/cron");
  private static final Path FAKETIME = Path.of("/usr/bin/faketime");
  private static final Path SPOOL = Path.of("/var/spool/cron/crontabs");

  /**
   * $1 is faketime, $2 its clock; then what it runs. It shares a memory named by its process id.
   */
  private static final String OUTSIDE =
      """
      mount -t tmpfs none /dev/shm
      program=$1
      clock=$2
      shift 2
      exec "$program" -f "$clock" "$@"
      """;

  /**
   * $1 is the directory. What faketime sets goes into the crontab, so that the jobs have the
   * daemon's clock: the daemon hands nothing of its own environment on. It goes before all others
   * where it may, for a moment is a minute of its clock.
   */
  private static final String INSIDE =
      """
      mount -t tmpfs none /run
      mount --bind "$1/spool" /var/spool/cron/crontabs
      mount --bind "$1/empty" /etc/cron.d
      mount --bind /dev/null /etc/crontab
      {
        env | grep -E '^(LD_PRELOAD|FAKETIME[A-Z_]*|TZ)='
        echo 'MAILTO=""'
        cat "$1/jobs"
      } > "$1/spool/root"
      chmod 600 "$1/spool/root"
      exec nice -n -20 /usr/sbin/cron -f
      """;

  /**
   * Tells its number, the daemon's clock, the machine's uptime, and when the daemon made the
   * process that this shell is the child of, in hundredths of a second of that uptime.
   */
  private static final String JOB =
      "echo %d $(date +\\%%s) $(cut -d' ' -f1 /proc/uptime) $(cut -d' ' -f22 /proc/$PPID/stat) >>"
          + " %s";

  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("'@'uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private RealCronDaemon() {}

  /** Ends the test where no such daemon can be run. */
  public static void require() {
    String what = "the real cron daemon";
    if (!Files.isExecutable(CRON) || !Files.isDirectory(SPOOL)) {
      throw MountNamespace.missing(what, "there is no " + CRON);
    }
    if (!Files.isExecutable(FAKETIME)) {
      throw MountNamespace.missing(what, "there is no faketime (apt install faketime)");
    }
    if (!MountNamespace.isRoot()) {
      throw MountNamespace.missing(what, "it takes root");
    }
    MountNamespace.command("true", List.of());
  }

  /**
   * Lets a daemon run.
   *
   * @param directory an empty one, which this takes for itself; its path has no blank
   * @param zone the daemon's zone
   * @param start when it is started, on that zone's clock
   * @param speed how many of its minutes pass in one
   * @param until seconds since 1970; when this minute has begun on its clock, it is ended
   * @param schedules cron strings
   * @return for each schedule when the daemon made a process for its job, in seconds since 1970 on
   *     the daemon's clock; it may be a few seconds too late
   */
  public static List<List<Long>> run(
      Path directory,
      ZoneId zone,
      LocalDateTime start,
      int speed,
      long until,
      List<String> schedules) {
    try {
      Files.createDirectories(directory.resolve("spool"));
      Files.createDirectories(directory.resolve("empty"));
      Path out = Files.createFile(directory.resolve("out"));
      List<String> jobs = new ArrayList<>();
      List<List<Long>> started = new ArrayList<>();
      for (String schedule : schedules) {
        jobs.add(schedule + " " + JOB.formatted(started.size(), out));
        started.add(new ArrayList<>());
      }
      jobs.add("* * * * * " + JOB.formatted(schedules.size(), out));
      Files.write(directory.resolve("jobs"), jobs, UTF_8);

      Process daemon = start(directory, zone, START.format(start) + " x" + speed);
      try {
        waitFor(daemon, out, schedules.size(), until);
      } finally {
        daemon.destroyForcibly();
      }
      List<Told> lines = Files.readAllLines(out, UTF_8).stream().map(Told::of).toList();
      double clockAtBoot =
          lines.stream().mapToDouble(told -> told.clock - speed * told.uptime).max().orElse(0);
      for (Told told : lines) {
        if (told.job < started.size()) {
          started.get(told.job).add((long) (clockAtBoot + speed * told.made));
        }
      }
      started.forEach(Collections::sort);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Process start(Path directory, ZoneId zone, String clock) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "unshare",
                "--mount",
                // All that the daemon started ends with it.
                "--pid",
                "--mount-proc",
                "--fork",
                "--kill-child",
                "/bin/sh",
                "-euc",
                OUTSIDE,
                "sh",
                FAKETIME.toString(),
                clock,
                "/bin/sh",
                "-euc",
                INSIDE,
                "sh",
                directory.toString())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("said").toFile());
    builder.environment().put("TZ", zone.getId());
    builder.environment().put("FAKETIME_DONT_RESET", "1");
    return builder.start();
  }

  /** The last job is dispatched each minute, and so tells the time. */
  private static void waitFor(Process daemon, Path out, int lastJob, long until)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + 600_000_000_000L;
    while (Files.readAllLines(out, UTF_8).stream()
        .map(Told::of)
        .noneMatch(told -> told.job == lastJob && told.clock >= until)) {
      pause(daemon, out, deadline, "come to " + until);
    }
    List<ProcessHandle> jobs = daemon.descendants().filter(RealCronDaemon::isJob).toList();
    while (jobs.stream().anyMatch(ProcessHandle::isAlive)) {
      pause(daemon, out, deadline, "end its jobs");
    }
  }

  private static void pause(Process daemon, Path out, long deadline, String what)
      throws IOException, InterruptedException {
    if (!daemon.isAlive() || System.nanoTime() > deadline) {
      throw new IOException(
          "the daemon did not %s: %s, %s"
              .formatted(
                  what,
                  Files.readString(out, UTF_8),
                  Files.readString(out.resolveSibling("said"), UTF_8)));
    }
    Thread.sleep(100);
  }

  private static boolean isJob(ProcessHandle process) {
    return process
        .parent()
        .flatMap(parent -> parent.info().command())
        .filter(CRON.toString()::equals)
        .isPresent();
  }

  /**
   * What a job tells.
   *
   * @param job its number
   * @param clock the daemon's clock, in seconds since 1970
   * @param uptime the machine's, in seconds; read after the clock, so never too early
   * @param made when the daemon made its process, in the same seconds, rounded up
   */
  private record Told(int job, long clock, double uptime, double made) {

    static Told of(String line) {
      String[] words = line.split(" ", -1);
      return new Told(
          Integer.parseInt(words[0]),
          Long.parseLong(words[1]),
          Double.parseDouble(words[2]),
          (Long.parseLong(words[3]) + 1) / 100.0);
    }
  }
}
