// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import com.google.common.base.Throwables;
import io.lavasched.application.port.StoreException;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.process.Environment;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.Severity;
import io.lavasched.domain.text.Quoted;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** All that is said on standard error: as text, or with {@code --log-json} one object a line. */
public final class Messages {

  /** What crontab says when it refuses is shown whole; its adapter takes 64 KiB of it at most. */
  private static final int LONGEST_FAILURE = 70_000;

  private static final int PIECE = 4_096;

  private final Environment environment;
  private final Level level;
  private final Optional<LogFormat> log;
  private final ProblemPrinter printer;
  private final Colours colours;

  /**
   * Takes what is to be said from this level on.
   *
   * @param log how it is written; empty for text
   */
  public Messages(Environment environment, Level level, Optional<LogFormat> log, Colours colours) {
    this.environment = environment;
    this.level = level;
    this.log = log;
    this.colours = log.isPresent() ? new Colours(false) : colours;
    this.printer = new ProblemPrinter(this.colours);
  }

  void debug(String message) {
    say(Level.DEBUG, message);
  }

  /** What was done: without a label in front, for it is what most runs say. */
  public void info(String message) {
    say(Level.INFO, message);
  }

  /** The same of many lines: in pieces, for each write is a call of the kernel. */
  void infos(Iterator<String> messages) {
    if (log.isPresent() || !isOn(Level.INFO)) {
      messages.forEachRemaining(this::info);
      return;
    }
    StringBuilder text = new StringBuilder();
    while (messages.hasNext()) {
      text.append(Quoted.head(messages.next(), Problem.LONGEST));
      if (messages.hasNext() && text.length() < PIECE) {
        text.append(System.lineSeparator());
      } else {
        print(Level.INFO, text.toString());
        text.setLength(0);
      }
    }
  }

  public void error(String message) {
    say(Level.ERROR, message);
  }

  /** What is not as it may be taken for. */
  public void warning(String message) {
    say(Level.WARNING, message);
  }

  /** What went wrong, and what to do. */
  public void error(String message, String hint) {
    if (log.isPresent()) {
      print(Level.ERROR, log.get().error(message, hint));
    } else {
      error(message);
      print(Level.ERROR, "  help: " + hint);
    }
  }

  public void problems(Collection<Problem> problems) {
    problems.forEach(this::problem);
  }

  /**
   * The worst of them, where a command is about something else.
   *
   * @param most how many to say, unless everything is wanted
   */
  public void problems(Collection<Problem> problems, int most) {
    List<Problem> worstFirst =
        problems.stream()
            .filter(problem -> isOn(levelOf(problem.severity())))
            .sorted(Comparator.comparing(Problem::severity))
            .toList();
    boolean isCut = worstFirst.size() > most && !isOn(Level.DEBUG);
    problems(isCut ? worstFirst.subList(0, most) : worstFirst);
    if (isCut) {
      info("and " + (worstFirst.size() - most) + " more: lavasched check");
    }
  }

  void problem(Problem problem) {
    Level of = levelOf(problem.severity());
    if (!isOn(of)) {
      return;
    }
    print(
        of, log.map(format -> format.problem(of, problem)).orElseGet(() -> printer.print(problem)));
  }

  /** Something outside failed. */
  public void failure(StoreException failure) {
    String message = Quoted.head(String.valueOf(failure.getMessage()), LONGEST_FAILURE);
    if (log.isPresent()) {
      print(Level.ERROR, log.get().failure(message, failure));
    } else {
      print(Level.ERROR, colours.severity(Severity.ERROR) + ": " + message);
      failure.hint().ifPresent(hint -> print(Level.ERROR, "  help: " + hint));
    }
    debug(trace(failure));
  }

  /** Where a failure came from, line by line. */
  public static String trace(Throwable failure) {
    return Throwables.getStackTraceAsString(failure).stripTrailing();
  }

  public boolean isOn(Level of) {
    return of.compareTo(level) >= 0;
  }

  /** Whether each is a JSON object. */
  public boolean isJson() {
    return log.isPresent();
  }

  Colours colours() {
    return colours;
  }

  public static Level levelOf(Severity severity) {
    return switch (severity) {
      case ERROR -> Level.ERROR;
      case WARNING -> Level.WARNING;
      case INFO -> Level.INFO;
    };
  }

  private void say(Level of, String said) {
    if (!isOn(of)) {
      return;
    }
    // Debug has the traces of exceptions.
    String message = of == Level.DEBUG ? said : Quoted.head(said, Problem.LONGEST);
    if (log.isPresent()) {
      print(of, log.get().message(of, message.strip()));
    } else if (of == Level.ERROR || of == Level.WARNING) {
      Severity severity = of == Level.ERROR ? Severity.ERROR : Severity.WARNING;
      print(of, colours.severity(severity) + ": " + message);
    } else {
      print(of, of == Level.DEBUG ? "debug: " + message : message);
    }
  }

  private void print(Level of, String text) {
    environment.err().println(environment.errIsJournal() ? forJournal(of, text) : text);
  }

  /** The journal takes each line for an entry, and what is in front of it for its priority. */
  private static String forJournal(Level of, String text) {
    String priority =
        switch (of) {
          case ERROR -> "<3>";
          case WARNING -> "<4>";
          case INFO -> "<6>";
          case DEBUG -> "<7>";
        };
    return priority + text.replace("\n", "\n" + priority);
  }
}
