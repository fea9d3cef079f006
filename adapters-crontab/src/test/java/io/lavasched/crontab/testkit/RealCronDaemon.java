package io.lavasched.crontab.testkit;

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
import java.util.List;
import java.util.Locale;

/**
 * Debian's real cron daemon through some hours of another day, on a clock that runs faster: in a
 * mount namespace with a spool of its own and no crontab of the system, below libfaketime.
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
   * daemon's clock: the daemon hands nothing of its own environment on.
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
      exec /usr/sbin/cron -f
      """;

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
   * @return for each schedule when its job was started, in seconds since 1970 on the daemon's clock
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
        jobs.add("%s echo %d $(date +\\%%s) >> %s".formatted(schedule, started.size(), out));
        started.add(new ArrayList<>());
      }
      jobs.add("* * * * * echo %d $(date +\\%%s) >> %s".formatted(schedules.size(), out));
      Files.write(directory.resolve("jobs"), jobs, UTF_8);

      Process daemon = start(directory, zone, START.format(start) + " x" + speed);
      try {
        waitFor(daemon, out, schedules.size(), until);
      } finally {
        daemon.destroyForcibly();
      }
      for (String line : Files.readAllLines(out, UTF_8)) {
        String[] words = line.split(" ", -1);
        int job = Integer.parseInt(words[0]);
        if (job < started.size()) {
          started.get(job).add(Long.parseLong(words[1]));
        }
      }
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

  /** The last job is sent each minute, and so tells the time. */
  private static void waitFor(Process daemon, Path out, int lastJob, long until)
      throws IOException, InterruptedException {
    String prefix = lastJob + " ";
    long deadline = System.nanoTime() + 180_000_000_000L;
    while (Files.readAllLines(out, UTF_8).stream()
        .filter(line -> line.startsWith(prefix))
        .noneMatch(line -> Long.parseLong(line.substring(prefix.length())) >= until)) {
      if (!daemon.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "the daemon did not come to %d: %s, %s"
                .formatted(
                    until,
                    Files.readString(out, UTF_8),
                    Files.readString(out.resolveSibling("said"), UTF_8)));
      }
      Thread.sleep(100);
    }
  }
}
