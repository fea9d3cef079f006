// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry of the crontab: one schedule of a job.
 *
 * <pre>{@code
 * CrontabEntry entry =
 *     new CrontabEntry(
 *         CronSchedule.of("0 6 * * *"),
 *         DispatcherProgram.DEFAULT,
 *         new WorkerName("core"),
 *         List.of(new ShellWord("--param"), new ShellWord("share=50 %")),
 *         new JobId("demo/etl"));
 * out.accept(entry.line());
 * // 0 6 * * * /usr/local/bin/lava-dispatcher --worker core --param 'share=50 '\% demo/etl
 * }</pre>
 *
 * <p>Form of a line of its own: {@code <cron> <program> --worker <worker> <args...> <job_id>},
 * single spaces, each word {@linkplain ShellWord#quoted() quoted} as it must be; a {@code job_id}
 * that starts with a hyphen is preceded by {@code --}. Crons that read less are served by another
 * {@link EntryForm}.
 *
 * @param cron when
 * @param program what runs
 * @param worker to whose queue the job is dispatched
 * @param args extra arguments, in their order
 * @param job which job
 */
public record CrontabEntry(
    CronSchedule cron,
    DispatcherProgram program,
    WorkerName worker,
    List<ShellWord> args,
    JobId job) {

  static final String WORKER_OPTION = "--worker";
  static final String END_OF_OPTIONS = "--";

  private static final String WORKER = " " + WORKER_OPTION + " ";
  private static final String GUARD = " " + END_OF_OPTIONS;

  /** Checks that nothing is null, and copies the arguments. */
  public CrontabEntry {
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(args, "args");
    Objects.requireNonNull(job, "job");
    args = List.copyOf(args);
  }

  /**
   * The entries of a job: one for each of its schedules that is active.
   *
   * @param record which job
   * @param program what runs
   * @param args extra arguments, in their order
   * @param now the instant for which windows are looked at
   * @param zone the node's own zone
   * @return in the order of the job's schedules; empty for a job that is not scheduled
   */
  public static List<CrontabEntry> allOf(
      JobRecord record, DispatcherProgram program, List<ShellWord> args, Instant now, ZoneId zone) {
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(args, "args");
    Objects.requireNonNull(now, "now");
    Objects.requireNonNull(zone, "zone");
    List<CronSchedule> active = record.schedule().activeAt(now, zone);
    List<CrontabEntry> entries = new ArrayList<>(active.size());
    for (CronSchedule cron : active) {
      entries.add(new CrontabEntry(cron, program, record.worker(), args, record.id()));
    }
    return entries;
  }

  /**
   * The line.
   *
   * @return without its newline; never with a line break
   */
  public String line() {
    StringBuilder out = new StringBuilder(120).append(cron.text()).append(' ');
    appendStart(out);
    appendJob(out);
    return out.toString();
  }

  /** The line, with the {@link #start} of its command. */
  String line(String start) {
    StringBuilder out = new StringBuilder(120).append(cron.text()).append(' ').append(start);
    appendJob(out);
    return out.toString();
  }

  /** The command without its job: the same for most entries of a worker. */
  String start() {
    StringBuilder out = new StringBuilder(100);
    appendStart(out);
    return out.toString();
  }

  /**
   * The part of the line after the cron string.
   *
   * @return the command as it stands in the crontab
   */
  public String command() {
    StringBuilder out = new StringBuilder(100);
    appendStart(out);
    appendJob(out);
    return out.toString();
  }

  /**
   * What a cron asks of the command beyond its words: its length.
   *
   * @param limits which cron
   * @return {@code line-too-long}; or {@code line-long} where the cron is not known
   */
  public Optional<Problem> problem(CronLimits limits) {
    Objects.requireNonNull(limits, "limits");
    return LineLimit.check("command", command(), limits.commandBytes(), limits);
  }

  /**
   * The line of several entries that differ in nothing but their job: {@code <cron> <program>
   * --worker <worker> <args...> <job_id> <job_id> ...}, with one {@code --} before the first of
   * them if any starts with a hyphen.
   *
   * @param jobs whose entries; at least one
   * @return without its newline; never with a line break
   */
  public String lineFor(List<JobId> jobs) {
    Objects.requireNonNull(jobs, "jobs");
    StringBuilder out = new StringBuilder(100 + 20 * jobs.size()).append(cron.text()).append(' ');
    appendStart(out);
    if (isAnyOptionLike(jobs)) {
      out.append(GUARD);
    }
    for (JobId id : jobs) {
      out.append(' ');
      ShellWord.append(id.text(), out);
    }
    return out.toString();
  }

  /**
   * Whether the entry must have a line of its own, because {@link InstalledEntry} would not read
   * one that it shares as it was written. A {@code job_id} that names the option {@code --worker}
   * looks there like a command behind a hostile cron string; and arguments that are in use no more,
   * with others than known options, could be jobs.
   *
   * @param argsInUse the extra arguments in use
   * @return false for nearly every entry
   */
  public boolean standsAlone(List<ShellWord> argsInUse) {
    Objects.requireNonNull(argsInUse, "argsInUse");
    return job.text().contains(WORKER_OPTION) || !JobWords.areToldApart(args, argsInUse);
  }

  /** The words of a command for several jobs. */
  List<String> words(List<JobId> jobs) {
    List<String> words = new ArrayList<>(List.of(program.path(), WORKER_OPTION, worker.text()));
    args.forEach(arg -> words.add(arg.text()));
    if (isAnyOptionLike(jobs)) {
      words.add(END_OF_OPTIONS);
    }
    jobs.forEach(id -> words.add(id.text()));
    return words;
  }

  private void appendStart(StringBuilder out) {
    ShellWord.append(program.path(), out);
    out.append(WORKER);
    ShellWord.append(worker.text(), out);
    for (ShellWord arg : args) {
      out.append(' ');
      arg.appendTo(out);
    }
  }

  private void appendJob(StringBuilder out) {
    if (isOptionLike(job)) {
      out.append(GUARD);
    }
    out.append(' ');
    ShellWord.append(job.text(), out);
  }

  private static boolean isOptionLike(JobId job) {
    return job.text().startsWith("-");
  }

  private static boolean isAnyOptionLike(List<JobId> jobs) {
    for (JobId job : jobs) {
      if (isOptionLike(job)) {
        return true;
      }
    }
    return false;
  }
}
