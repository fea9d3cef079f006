package io.lavasched.domain.crontab;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.schedule.CronSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads entries of an installed block back: which job a line belongs to.
 *
 * <p>Recognised is only what lavasched or lava's own handler writes for a sound record, in whatever
 * POSIX quoting: a valid cron string, a dispatcher program of a known name, {@code --worker} and a
 * name, arguments, the {@code job_id}; no unquoted character that a shell gives a meaning to. A
 * line that a hostile record once slipped into a block is therefore never taken for an entry.
 */
public final class InstalledEntry {

  private static final String WORKER = CrontabEntry.WORKER_OPTION;

  private InstalledEntry() {}

  /**
   * Reads one line of a block.
   *
   * @param line without its newline
   * @param program the dispatcher program in use; one of its name, or of that of lava's default
   *     one, is recognised wherever it is
   * @return the entry; empty for anything else
   */
  public static Optional<CrontabEntry> parse(String line, DispatcherProgram program) {
    int commandStart = commandStart(line);
    if (commandStart < 0) {
      return Optional.empty();
    }
    Optional<CronSchedule> cron = CronSchedule.parse(line.substring(0, commandStart)).value();
    Optional<List<String>> words =
        afterCron(line.substring(commandStart)).flatMap(ShellSplit::words);
    if (cron.isEmpty() || words.isEmpty()) {
      return Optional.empty();
    }
    return entry(cron.get(), words.get(), program);
  }

  /**
   * Guesses the job of a line that is not recognised: its last word. Good enough to tell whether
   * that job still has an entry, and for nothing else.
   *
   * @param line without its newline
   * @return the last word, as the shell reads it where it can
   */
  public static String guessJob(String line) {
    String text = line.substring(Math.max(0, commandStart(line))).strip();
    return afterCron(text)
        .flatMap(ShellSplit::words)
        .filter(words -> !words.isEmpty())
        .map(words -> words.get(words.size() - 1))
        .orElseGet(() -> text.substring(text.lastIndexOf(' ') + 1));
  }

  private static Optional<CrontabEntry> entry(
      CronSchedule cron, List<String> words, DispatcherProgram program) {
    int last = words.size() - 1;
    if (last < 3 || !words.get(1).equals(WORKER)) {
      return Optional.empty();
    }
    Optional<DispatcherProgram> found =
        Optional.of(words.get(0))
            .filter(word -> isProgram(word, program))
            .map(DispatcherProgram::new);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<WorkerName> worker = WorkerName.parse(words.get(2)).value();
    Optional<JobId> job = JobId.parse(words.get(last)).value();
    if (worker.isEmpty() || isProgram(worker.get().text(), program) || job.isEmpty()) {
      return Optional.empty();
    }
    boolean guarded =
        words.get(last).startsWith("-") && words.get(last - 1).equals(CrontabEntry.END_OF_OPTIONS);
    List<ShellWord> args = new ArrayList<>();
    for (String word : words.subList(3, guarded ? last - 1 : last)) {
      Parsed<ShellWord> parsed = ShellWord.parse(word);
      if (parsed.value().isEmpty() || isProgram(word, program) || word.equals(WORKER)) {
        return Optional.empty();
      }
      args.add(parsed.value().get());
    }
    return Optional.of(new CrontabEntry(cron, found.get(), worker.get(), args, job.get()));
  }

  /**
   * What the shell gets of a command. Two backslashes side by side are one for Debian's cron and
   * two for cronie, so that what is quoted for the one is not for the other: nothing is made of
   * them.
   */
  private static Optional<String> afterCron(String command) {
    return command.contains("\\\\") ? Optional.empty() : Optional.of(command.replace("\\%", "%"));
  }

  /**
   * Whether a word is a full path to a program of the name of a known one: it may have moved since
   * the block was written.
   *
   * <p>Lava's handler writes its command behind whatever a hostile cron string has put before it:
   * so there must be one such word and one {@code --worker}, and never two.
   */
  private static boolean isProgram(String word, DispatcherProgram program) {
    return word.startsWith("/")
        && DispatcherProgram.parse(word).value().isPresent()
        && (name(word).equals(name(program.path()))
            || name(word).equals(name(DispatcherProgram.DEFAULT.path())));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Where the command starts: after a nickname or five fields, and the blanks behind; -1 if
   * nowhere.
   */
  private static int commandStart(String line) {
    int at = skip(line, 0, true);
    int fields = at < line.length() && line.charAt(at) == '@' ? 1 : 5;
    for (int f = 0; f < fields; f++) {
      int end = skip(line, at, false);
      int next = skip(line, end, true);
      if (end == at || next == end) {
        return -1;
      }
      at = next;
    }
    return at;
  }

  private static int skip(String line, int from, boolean blanks) {
    int i = from;
    while (i < line.length() && (line.charAt(i) == ' ' || line.charAt(i) == '\t') == blanks) {
      i++;
    }
    return i;
  }
}
