package io.lavasched.domain.crontab;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.CronSchedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One crontab line that sends a job on its way.
 *
 * <p>Form: {@code <cron> <program> --worker <worker> <args...> <job_id>}, single spaces, each word
 * {@linkplain ShellWord#quoted() quoted} as it must be; a {@code job_id} that starts with a hyphen
 * is preceded by {@code --}.
 *
 * @param cron when
 * @param program what runs
 * @param worker whose queue the job is sent to
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

  /** Copies the arguments. */
  public CrontabEntry {
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
    return record.schedule().activeAt(now, zone).stream()
        .map(cron -> new CrontabEntry(cron, program, record.worker(), args, record.id()))
        .toList();
  }

  /**
   * The line.
   *
   * @return without its newline; never with a line break
   */
  public String line() {
    StringBuilder out = new StringBuilder(120).append(cron.text()).append(' ');
    appendCommand(out);
    return out.toString();
  }

  /**
   * The part of the line after the cron string.
   *
   * @return the command as it stands in the crontab
   */
  public String command() {
    StringBuilder out = new StringBuilder(100);
    appendCommand(out);
    return out.toString();
  }

  /**
   * What a cron asks of the command beyond its words: its length.
   *
   * @param limits which cron
   * @return {@code line-too-long}; or {@code line-long} where the cron is not known
   */
  public Optional<Problem> problem(CronLimits limits) {
    return LineLimit.check("command", command(), limits.commandBytes(), limits);
  }

  private void appendCommand(StringBuilder out) {
    new ShellWord(program.path()).appendTo(out);
    out.append(' ').append(WORKER_OPTION).append(' ');
    new ShellWord(worker.text()).appendTo(out);
    for (ShellWord arg : args) {
      out.append(' ');
      arg.appendTo(out);
    }
    if (job.text().startsWith("-")) {
      out.append(' ').append(END_OF_OPTIONS);
    }
    out.append(' ');
    new ShellWord(job.text()).appendTo(out);
  }
}
