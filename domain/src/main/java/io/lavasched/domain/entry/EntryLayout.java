// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How entries are put into lines, and how far the jobs of one minute are spread.
 *
 * @param jobsPerLine how many entries that differ in their job alone may share a line, 1-{@value
 *     #MOST_PER_LINE}; 1 gives each a line of its own
 * @param spreadSeconds the longest delay of a job, 0-{@value #MOST_SPREAD}; 0 delays none
 */
public record EntryLayout(int jobsPerLine, int spreadSeconds) {

  /** The most jobs of one line. */
  public static final int MOST_PER_LINE = 1000;

  /** The longest delay that {@code lava-dispatcher} takes, in seconds: 15 minutes. */
  public static final int MOST_SPREAD = 900;

  /** A line for each entry, and no delay. */
  public static final EntryLayout PLAIN = new EntryLayout(1, 0);

  /** More would only make for shorter lines: jobs share one only if they have the same delay. */
  private static final int MOST_STEPS = 30;

  private static final String DELAY_OPTION = "--delay";

  private static final Pattern DELAY = Pattern.compile("[1-9][0-9]{0,2}s");

  /** Checks the ranges. */
  public EntryLayout {
    if (jobsPerLine < 1 || jobsPerLine > MOST_PER_LINE) {
      throw new IllegalArgumentException("jobs per line: " + jobsPerLine);
    }
    if (spreadSeconds < 0 || spreadSeconds > MOST_SPREAD) {
      throw new IllegalArgumentException("seconds: " + spreadSeconds);
    }
  }

  /**
   * The delay of a job, which depends on its id alone: one of at most 31 steps of equal length from
   * 0 to the spread.
   *
   * @param job which job
   * @return in seconds
   */
  public int delaySeconds(JobId job) {
    Objects.requireNonNull(job, "job");
    int step = Math.max(1, (spreadSeconds + MOST_STEPS - 1) / MOST_STEPS);
    CRC32 hash = new CRC32();
    byte[] id = job.text().getBytes(StandardCharsets.UTF_8);
    hash.update(id, 0, id.length);
    return step * (int) (hash.getValue() % (spreadSeconds / step + 1));
  }

  /**
   * The arguments of a job's entries.
   *
   * @param job which job
   * @param args those of every entry
   * @return the same, behind {@code --delay} and the job's delay if it has one
   */
  public List<ShellWord> args(JobId job, List<ShellWord> args) {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(args, "args");
    int delay = spreadSeconds == 0 ? 0 : delaySeconds(job);
    if (delay == 0) {
      return args;
    }
    List<ShellWord> all = new ArrayList<>(args.size() + 2);
    all.add(new ShellWord(DELAY_OPTION));
    all.add(new ShellWord(delay + "s"));
    all.addAll(args);
    return all;
  }

  /**
   * What this layout has against arguments.
   *
   * @param args those of every entry
   * @return {@code delay-twice} if they have a delay and this gives one too
   */
  public Optional<Problem> problem(List<ShellWord> args) {
    Objects.requireNonNull(args, "args");
    OptionalInt at = spreadSeconds > 0 ? DispatcherArgs.of(args).firstDelay() : OptionalInt.empty();
    if (at.isEmpty()) {
      return Optional.empty();
    }
    String word = args.get(at.getAsInt()).text();
    return Optional.of(
        Problem.of(
                ProblemCode.DELAY_TWICE,
                "args must leave the delay to --spread, found "
                    + (word.startsWith("--") ? word.split("=", 2)[0] : "-d"))
            .withHint("leave out --spread, or take the delay out of args")
            .under("parameters.args[" + at.getAsInt() + "]"));
  }

  /**
   * Arguments of an entry without the delay that {@link #args} put before them.
   *
   * @param args those of an entry
   * @return those of every entry
   */
  public static List<ShellWord> withoutDelay(List<ShellWord> args) {
    Objects.requireNonNull(args, "args");
    boolean isDelayed = args.size() > 1 && isDelay(args.get(0).text(), args.get(1).text());
    return isDelayed ? args.subList(2, args.size()) : args;
  }

  /** Whether words start with a delay as {@link #args} writes it. */
  static boolean startsWithDelay(List<String> words) {
    return words.size() > 1 && isDelay(words.get(0), words.get(1));
  }

  private static boolean isDelay(String option, String value) {
    return option.equals(DELAY_OPTION) && DELAY.matcher(value).matches();
  }
}
