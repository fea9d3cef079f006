// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.PortableCron;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How entries are written for a cron.
 *
 * <p>For most, {@linkplain #PLAIN plainly}: the cron string as its author wrote it, quotes where a
 * word needs some, variables in lines of their own above. For a {@linkplain CronDialect#isStrict
 * strict} dialect: the cron string as {@link PortableCron} has it, words as {@link StrictWord}
 * writes them, the first one always in quotes, and the variables in each command:
 *
 * <pre>
 * 0 6 * * 1-5 '/usr/bin/env' LAVA_REALM=demo '/usr/local/bin/lava-dispatcher' --worker core demo/etl
 * </pre>
 */
public final class EntryForm {

  /** For Debian's cron and for cronie. */
  public static final EntryForm PLAIN = new EntryForm(CronDialect.VIXIE, new EnvWords(List.of()));

  private final CronDialect dialect;

  private final EnvWords variables;

  /** Of every entry. */
  private final String start;

  private EntryForm(CronDialect dialect, EnvWords variables) {
    this.dialect = dialect;
    this.variables = variables;
    this.start = variables.text();
  }

  /**
   * The form for a cron.
   *
   * @param dialect which cron
   * @param variables those of the block; where the dialect is strict, without a {@link
   *     #problem(EnvVar, CronDialect) problem} that is an error
   * @return how to write entries
   */
  public static EntryForm of(CronDialect dialect, List<EnvVar> variables) {
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(variables, "variables");
    return dialect.isStrict() ? new EntryForm(dialect, new EnvWords(variables)) : PLAIN;
  }

  /** The strict form of a line that is there. */
  static EntryForm strict(EnvWords variables) {
    return new EntryForm(CronDialect.PORTABLE, variables);
  }

  /**
   * What the form for a cron has against a variable, whatever its length.
   *
   * @param variable of the block
   * @param dialect which cron
   * @return {@code env-value} where variables have lines of their own; {@code env-name} or {@code
   *     env-unheeded} where they stand in the commands; or nothing
   */
  public static Optional<Problem> problem(EnvVar variable, CronDialect dialect) {
    Objects.requireNonNull(variable, "variable");
    Objects.requireNonNull(dialect, "dialect");
    return dialect.isStrict() ? EnvWords.problem(variable) : variable.quotingProblem();
  }

  /**
   * What a strict form with variables has against a program.
   *
   * @param program what the entries run
   * @return {@code program-equals} or nothing
   */
  public static Optional<Problem> problem(DispatcherProgram program) {
    Objects.requireNonNull(program, "program");
    return EnvWords.problem(program);
  }

  /**
   * Whether variables stand in the commands, and cron strings and quotes are the strict ones.
   *
   * @return false for {@link #PLAIN}
   */
  public boolean isStrict() {
    return dialect.isStrict();
  }

  /**
   * The variables in each command.
   *
   * @return sorted by name; none for {@link #PLAIN}
   */
  public List<EnvVar> variables() {
    return variables.variables();
  }

  /**
   * An entry with a cron string that this form can write.
   *
   * @param entry any entry
   * @return the entry, or what {@link PortableCron#of} has against its cron string
   */
  public Parsed<CrontabEntry> fit(CrontabEntry entry) {
    Objects.requireNonNull(entry, "entry");
    return isStrict()
        ? PortableCron.of(entry.cron(), dialect)
            .map(
                cron ->
                    new CrontabEntry(
                        cron, entry.program(), entry.worker(), entry.args(), entry.job()))
        : Parsed.ok(entry);
  }

  /**
   * The line of an entry.
   *
   * @param entry one that {@link #fit} gave
   * @return without its newline; never with a line break
   */
  public String line(CrontabEntry entry) {
    Objects.requireNonNull(entry, "entry");
    return isStrict() ? lineFor(entry, List.of(entry.job())) : entry.line();
  }

  /**
   * The line of an entry, for where the values of variables are not shown: they may be secrets.
   *
   * @param entry one that {@link #fit} gave
   * @return the line with {@code NAME=...} for each variable in its command
   */
  public String lineWithoutValues(CrontabEntry entry) {
    Objects.requireNonNull(entry, "entry");
    return variables().isEmpty()
        ? line(entry)
        : entry.cron().text() + " " + strictCommand(variables.names(), entry, List.of(entry.job()));
  }

  /**
   * The line of several entries that differ in nothing but their job; see {@link
   * CrontabEntry#lineFor}.
   *
   * @param entry one of them, that {@link #fit} gave
   * @param jobs whose entries; at least one
   * @return without its newline; never with a line break
   */
  public String lineFor(CrontabEntry entry, List<JobId> jobs) {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(jobs, "jobs");
    return isStrict()
        ? entry.cron().text() + " " + strictCommand(entry, jobs)
        : entry.lineFor(jobs);
  }

  /**
   * The part of the line after the cron string.
   *
   * @param entry one that {@link #fit} gave
   * @return the command as it stands in the crontab
   */
  public String command(CrontabEntry entry) {
    Objects.requireNonNull(entry, "entry");
    return isStrict() ? strictCommand(entry, List.of(entry.job())) : entry.command();
  }

  /**
   * A word of a command.
   *
   * @param word such as a {@code job_id}
   * @return as it stands in the crontab
   */
  public String word(ShellWord word) {
    Objects.requireNonNull(word, "word");
    return isStrict() ? word.strictlyQuoted() : word.quoted();
  }

  /**
   * What a cron asks of a command beyond its words: its length.
   *
   * @param entry one that {@link #fit} gave
   * @param limits which cron
   * @return {@code line-too-long}; or {@code line-long} where the cron is not known
   */
  public Optional<Problem> problem(CrontabEntry entry, CronLimits limits) {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(limits, "limits");
    return isStrict()
        ? LineLimit.check("command", command(entry), limits.commandBytes(), limits)
        : entry.problem(limits);
  }

  private String strictCommand(CrontabEntry entry, List<JobId> jobs) {
    return strictCommand(start, entry, jobs);
  }

  private static String strictCommand(String start, CrontabEntry entry, List<JobId> jobs) {
    StringBuilder out = new StringBuilder(start.length() + 80 + 20 * jobs.size()).append(start);
    List<String> words = new ArrayList<>(entry.words(jobs));
    StrictWord.appendQuoted(words.remove(0), out);
    for (String word : words) {
      out.append(' ');
      StrictWord.append(word, out);
    }
    return out.toString();
  }

  /**
   * Writes the lines of many entries. What stands before the job in a command is the same for most
   * entries of a worker, so it is put together and quoted once.
   *
   * <p>Law: {@link #line} of an entry is what {@link EntryForm#line} of its form says. For one
   * thread.
   */
  public static final class Lines {

    private final EntryForm form;
    private final Map<Words, String> starts = new HashMap<>();

    /**
     * Starts without a line.
     *
     * @param form how entries are written
     */
    public Lines(EntryForm form) {
      Objects.requireNonNull(form, "form");
      this.form = form;
    }

    /**
     * The line of an entry.
     *
     * @param entry one that the form {@linkplain EntryForm#fit fits}
     * @return without its newline; never with a line break
     */
    public String line(CrontabEntry entry) {
      Objects.requireNonNull(entry, "entry");
      if (form.isStrict()) {
        return form.line(entry);
      }
      Words words = new Words(entry.program(), entry.worker(), entry.args());
      String start = starts.get(words);
      if (start == null) {
        start = entry.start();
        starts.put(words, start);
      }
      return entry.line(start);
    }

    /** What the start of a command says. */
    private record Words(DispatcherProgram program, WorkerName worker, List<ShellWord> args) {

      // Written out: those of a record are made by the JVM anew in each run.

      @Override
      public boolean equals(Object other) {
        return other instanceof Words words
            && worker.text().equals(words.worker.text())
            && program.equals(words.program)
            && args.equals(words.args);
      }

      @Override
      public int hashCode() {
        return worker.text().hashCode() + 31 * args.hashCode();
      }
    }
  }
}
