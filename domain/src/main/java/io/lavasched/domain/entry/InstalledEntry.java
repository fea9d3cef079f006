// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads entries of an installed block back: which job a line belongs to.
 *
 * <p>Recognised is only what lavasched or lava's own handler writes for a sound record, in whatever
 * POSIX quoting: a valid cron string, a dispatcher program of a known name, {@code --worker} and a
 * name, arguments, one {@code job_id} or more; no unquoted character that a shell gives a meaning
 * to. Before the program there may be {@linkplain EntryForm variables}, which are not part of the
 * entry: anyone who installs it again writes the variables in use.
 *
 * <p>Law: a line that lava's handler made of a hostile cron string, which it writes unread and with
 * its own command behind, is never recognised. With a line break in it, that cron string makes
 * whole lines of its own, which may name any program: so an entry of another program than
 * {@linkplain #isTrusted those that are trusted} tells whose it is, and must not be installed again
 * as it is.
 */
public final class InstalledEntry {

  private static final String WORKER = CrontabEntry.WORKER_OPTION;

  private static final String WORKER_BETWEEN_BLANKS = " " + WORKER + " ";

  /** A program that needs no quotes, or has one pair around all of it. */
  private static final Pattern PLAIN =
      Pattern.compile("[-A-Za-z0-9@+=:,./_]+|'[^'%\\\\]+'|\"[-A-Za-z0-9@+=:,./_ ]+\"");

  /**
   * How a shell-quoted path can end: behind its last blank there is a slash, a quote or a backslash
   * that is not for cron's percent sign.
   */
  private static final Pattern PATH_END = Pattern.compile(".*([/'\"]|\\\\(?!%)).*", Pattern.DOTALL);

  private InstalledEntry() {}

  /**
   * Reads one line of a block as that of one job, which is its last word.
   *
   * @param line without its newline
   * @param program the dispatcher program in use; one of its name, or of that of lava's default
   *     one, is recognised wherever it is, because it may have moved
   * @return the entry; empty for anything else
   */
  public static Optional<CrontabEntry> parse(String line, DispatcherProgram program) {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(program, "program");
    return command(line, program)
        .flatMap(command -> entries(command, JobWords.ofOne(command.words)).stream().findFirst());
  }

  /**
   * Reads one line of a block, which several jobs may share.
   *
   * <p>Which words are arguments and which are jobs: the arguments in use, with or without a delay
   * before them, are what they are; else the options of {@code lava-dispatcher} are told apart from
   * the rest; else the last word is the job.
   *
   * @param line without its newline
   * @param program the dispatcher program in use, as for {@link #parse}
   * @param args the extra arguments in use
   * @return an entry for each job of the line, in their order; empty for anything else
   */
  public static List<CrontabEntry> parseShared(
      String line, DispatcherProgram program, List<ShellWord> args) {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(args, "args");
    return command(line, program)
        .map(command -> entries(command, JobWords.of(command.words, args)))
        .orElse(List.of());
  }

  private static Optional<Command> command(String line, DispatcherProgram program) {
    int commandStart = commandStart(line);
    if (commandStart < 0) {
      return Optional.empty();
    }
    Optional<CronSchedule> cron = CronSchedule.parse(line.substring(0, commandStart)).value();
    Optional<String> command = afterCron(line.substring(commandStart));
    Optional<List<ShellSplit.Word>> words = command.flatMap(ShellSplit::words);
    if (cron.isEmpty() || words.isEmpty()) {
      return Optional.empty();
    }
    int variables = EnvWords.find(command.get(), words.get()).map(EnvWords.Found::count).orElse(0);
    return command(
        cron.get(), command.get(), words.get().subList(variables, words.get().size()), program);
  }

  /**
   * The form in which a line is written.
   *
   * @param line one from which {@link #parseShared} reads entries
   * @return the strict form with the variables of the line, if it has any in its command; else
   *     {@link EntryForm#PLAIN}
   */
  public static EntryForm form(String line) {
    Objects.requireNonNull(line, "line");
    return afterCron(line.substring(Math.max(0, commandStart(line))))
        .flatMap(
            command -> ShellSplit.words(command).flatMap(words -> EnvWords.find(command, words)))
        .map(found -> EntryForm.strict(found.words()))
        .orElse(EntryForm.PLAIN);
  }

  /**
   * A line of an entry, for where the values of variables are not shown: they may be secrets.
   *
   * @param line one from which {@link #parseShared} reads entries
   * @return the line with {@code NAME=...} for each variable in its command
   */
  public static String withoutValues(String line) {
    Objects.requireNonNull(line, "line");
    if (!form(line).isStrict()) {
      return line;
    }
    int start = commandStart(line);
    String command = line.substring(start);
    return ShellSplit.words(command)
        .flatMap(
            words ->
                EnvWords.find(command, words)
                    .map(
                        found ->
                            line.substring(0, start)
                                + found.words().names()
                                + command.substring(words.get(found.count()).from())))
        .orElseGet(() -> CrontabLines.gist(line));
  }

  /**
   * Whether an entry may be installed again as it is.
   *
   * @param entry as {@link #parse} gave it
   * @param program the dispatcher program in use
   * @return true if it runs that program, or lava's default one
   */
  public static boolean isTrusted(CrontabEntry entry, DispatcherProgram program) {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(program, "program");
    return entry.program().equals(program) || entry.program().equals(DispatcherProgram.DEFAULT);
  }

  /**
   * Guesses the jobs of a line that is not recognised: its last word, or those that a line with one
   * {@code --worker} would be of. Good enough to tell whether these jobs still have an entry, and
   * for nothing else.
   *
   * @param line without its newline
   * @param args the extra arguments in use
   * @return words, as the shell reads them where it can; at least one
   */
  public static List<String> guessJobs(String line, List<ShellWord> args) {
    Objects.requireNonNull(line, "line");
    Objects.requireNonNull(args, "args");
    String text = line.substring(Math.max(0, commandStart(line))).strip();
    return afterCron(text)
        .flatMap(ShellSplit::words)
        .filter(words -> !words.isEmpty())
        .map(words -> guessJobs(texts(words), args))
        .orElseGet(() -> List.of(text.substring(text.lastIndexOf(' ') + 1)));
  }

  private static List<String> guessJobs(List<String> words, List<ShellWord> args) {
    int worker = words.indexOf(WORKER);
    boolean once = worker >= 0 && worker == words.lastIndexOf(WORKER);
    return once && worker + 2 < words.size()
        ? JobWords.of(words.subList(worker + 2, words.size()), args).jobs()
        : List.of(words.get(words.size() - 1));
  }

  private static List<String> texts(List<ShellSplit.Word> words) {
    return words.stream().map(ShellSplit.Word::text).toList();
  }

  /** An entry up to its worker, and the words behind. */
  private record Command(
      CronSchedule cron, DispatcherProgram program, WorkerName worker, List<String> words) {}

  private static Optional<Command> command(
      CronSchedule cron, String command, List<ShellSplit.Word> words, DispatcherProgram inUse) {
    if (words.size() < 4
        || !words.get(1).text().equals(WORKER)
        || hidesAnother(command, words.get(1).from(), inUse)) {
      return Optional.empty();
    }
    Optional<DispatcherProgram> program = program(command, words.get(0), inUse);
    Optional<WorkerName> worker = WorkerName.parse(words.get(2).text()).value();
    return program.isEmpty() || worker.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Command(cron, program.get(), worker.get(), texts(words.subList(3, words.size()))));
  }

  private static List<CrontabEntry> entries(Command command, JobWords words) {
    List<ShellWord> args = new ArrayList<>();
    for (String word : words.args()) {
      Optional<ShellWord> arg = ShellWord.parse(word).value();
      if (arg.isEmpty()) {
        return List.of();
      }
      args.add(arg.get());
    }
    List<CrontabEntry> entries = new ArrayList<>();
    for (String word : words.jobs()) {
      Optional<JobId> job = JobId.parse(word).value();
      if (job.isEmpty()) {
        return List.of();
      }
      entries.add(new CrontabEntry(command.cron, command.program, command.worker, args, job.get()));
    }
    return entries;
  }

  /**
   * Whether the command may be a hostile cron string with the handler's own command behind it, in
   * quotes or not: the option would then stand in it a second time, behind the path of a program or
   * its bare name.
   */
  private static boolean hidesAnother(String command, int option, DispatcherProgram inUse) {
    for (int at = command.indexOf(WORKER_BETWEEN_BLANKS);
        at >= 0;
        at = command.indexOf(WORKER_BETWEEN_BLANKS, at + 1)) {
      String before = command.substring(command.lastIndexOf(' ', at - 1) + 1, at);
      if (at + 1 != option && (PATH_END.matcher(before).matches() || isNamedLike(before, inUse))) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the shell gets of a command, except for backslashes that Debian's cron halves. Before a
   * percent sign nothing is made of more than one: whether the command ends there is a matter of
   * the cron.
   */
  private static Optional<String> afterCron(String command) {
    return command.contains("\\\\%") ? Optional.empty() : Optional.of(command.replace("\\%", "%"));
  }

  /** What the shell gets of any line: what stands behind a percent sign is no command. */
  public static String shellCommand(String line) {
    Objects.requireNonNull(line, "line");
    String command = line.substring(Math.max(0, commandStart(line)));
    int end = 0;
    while (end < command.length()
        && (command.charAt(end) != '%' || (end > 0 && command.charAt(end - 1) == '\\'))) {
      end++;
    }
    return command.substring(0, end).replace("\\%", "%");
  }

  /**
   * The program of an entry: one that is trusted in whatever quoting, or one of its name, which may
   * have moved since the block was written.
   *
   * <p>The latter has to stand there as the handler writes it: a hostile cron string that ends in a
   * backslash makes one word of its own path and the handler's.
   */
  private static Optional<DispatcherProgram> program(
      String command, ShellSplit.Word word, DispatcherProgram inUse) {
    return DispatcherProgram.parse(word.text())
        .value()
        .filter(
            program ->
                program.equals(inUse)
                    || program.equals(DispatcherProgram.DEFAULT)
                    || (isNamedLike(program.path(), inUse)
                        && PLAIN.matcher(command.substring(word.from(), word.to())).matches()));
  }

  /** Whether a path or a bare name is that of a dispatcher program. */
  public static boolean isNamedLike(String path, DispatcherProgram inUse) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(inUse, "inUse");
    String name = name(path);
    return name.equals(name(inUse.path())) || name.equals(name(DispatcherProgram.DEFAULT.path()));
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
