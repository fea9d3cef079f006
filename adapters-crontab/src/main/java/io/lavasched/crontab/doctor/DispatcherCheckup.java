// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.program.BoundedProcess;
import io.lavasched.crontab.program.BoundedProcess.Ended;
import io.lavasched.crontab.program.CronEnvironment;
import io.lavasched.crontab.program.Interpreter;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * Whether the dispatcher program starts as cron starts it: through {@code SHELL}, in the home of
 * the account, with {@code HOME}, {@code LOGNAME}, {@code SHELL}, {@code PATH} and the variables of
 * the crontab, and nothing else.
 */
final class DispatcherCheckup {

  /** How long {@code --version} may take. */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration SLOW = Duration.ofSeconds(5);

  private static final String PATH_HELP =
      "set PATH in env of the lavasched job to where the right interpreter is";

  private final Path program;
  private final CronEnvironment environment;
  private final Duration limit;

  private DispatcherCheckup(Path program, CronEnvironment environment, Duration limit) {
    this.program = program;
    this.environment = environment;
    this.limit = limit;
  }

  /**
   * Starts the program with {@code --version}, and nothing else of it.
   *
   * @param program which
   * @param variables those in force for the entries of the block
   * @return what was found by {@link Check#DISPATCHER_PROGRAM} and {@link Check#DISPATCHER_START}
   */
  static List<Finding> of(DispatcherProgram program, Map<String, String> variables) {
    return of(program, CronEnvironment.ofAccount(variables), LIMIT);
  }

  static List<Finding> of(DispatcherProgram program, CronEnvironment environment, Duration limit) {
    DispatcherCheckup checkup = new DispatcherCheckup(Path.of(program.path()), environment, limit);
    Finding found = checkup.program();
    return switch (found.status()) {
      case FAILURE ->
          List.of(found, Finding.unknown(Check.DISPATCHER_START, "see dispatcher-program"));
      default -> List.of(found, checkup.start(program));
    };
  }

  private Finding program() {
    String shown = FailureWords.shown(program);
    try {
      if (!Files.readAttributes(program, "isRegularFile").containsValue(true)) {
        return bad(
            shown + " must be a program, found a folder or something else",
            "name the program itself");
      }
    } catch (NoSuchFileException e) {
      return bad(
          "there must be a dispatcher program, found no " + shown,
          "install lava on this node, or name the program with --dispatcher-program,"
              + " LAVA_DISPATCHER or config.DISPATCHER in the record of the realm");
    } catch (AccessDeniedException e) {
      return bad(
          shown + " must be a program that this account can reach, found: permission denied",
          "let the account into each of its folders (chmod a+x)");
    } catch (IOException e) {
      return bad(
          shown + " must be a program, found: " + FailureWords.reason(e), "look at that file");
    }
    if (!Files.isExecutable(program)) {
      return bad(
          shown + " must be a program that this account may run, found that it may not",
          "chmod a+rx " + shown + "; is its disk mounted noexec?");
    }
    return Interpreter.of(program, environment, limit)
        .map(interpreter -> of(interpreter, shown))
        .orElseGet(() -> Finding.ok(Check.DISPATCHER_PROGRAM, shown + ", a program of its own"));
  }

  private static Finding of(Interpreter interpreter, String shown) {
    return interpreter
        .fault()
        .map(fault -> bad(shown + ": " + fault, interpreter.help()))
        .orElseGet(
            () ->
                Finding.ok(
                    Check.DISPATCHER_PROGRAM,
                    shown
                        + ", run by "
                        + interpreter.name()
                        + interpreter.version().map(v -> " (" + v + ")").orElse("")));
  }

  private static Finding bad(String found, String help) {
    return Finding.failure(Check.DISPATCHER_PROGRAM, found, help);
  }

  private Finding start(DispatcherProgram of) {
    String command = new ShellWord(of.path()).quoted() + " --version";
    String what = FailureWords.shown(program) + " --version";
    if (!environment.shell().startsWith("/")) {
      return failure(
          "SHELL of the crontab must be a full path, found " + Quoted.of(environment.shell()),
          "set SHELL to /bin/sh in env of the lavasched job");
    }
    long start = System.nanoTime();
    try {
      Ended ended =
          BoundedProcess.run(environment.command(environment.shell(), "-c", command), limit);
      return ended(what, ended, Duration.ofNanos(System.nanoTime() - start));
    } catch (TimeoutException e) {
      return failure(
          "cron's environment: " + what + " " + e.getMessage(),
          "run it by hand with env -i, and see what it waits for");
    } catch (IOException e) {
      return failure(
          "cron's environment: "
              + FailureWords.shown(environment.shell())
              + " in "
              + FailureWords.shown(environment.home().toString())
              + " must start, found: "
              + FailureWords.reason(e),
          "the home of the account must be a folder it can enter, and SHELL of the crontab a"
              + " shell");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.unknown(Check.DISPATCHER_START, what + " was interrupted");
    }
  }

  private Finding ended(String what, Ended ended, Duration took) {
    if (ended.exit() != 0) {
      String said = FailureWords.lastLine(ended.err().text() + ended.out().text());
      return failure(
          "in cron's environment "
              + what
              + " must end with exit code 0, found "
              + ended.exit()
              + (said.isEmpty() ? " without a word" : " and: " + said),
          said.contains("ModuleNotFoundError") || ended.exit() == 126 || ended.exit() == 127
              ? PATH_HELP
              : "run it by hand in the same environment: env -i "
                  + environment.shown()
                  + " "
                  + environment.shell()
                  + " -c '"
                  + what
                  + "'");
    }
    String said = FailureWords.firstLine(ended.out().text() + ended.err().text());
    String found = "in cron's environment it says " + (said.isEmpty() ? "nothing" : said);
    return took.compareTo(SLOW) > 0
        ? Finding.warning(
            Check.DISPATCHER_START,
            found + ", after " + took.toSeconds() + " s",
            "each dispatch takes that long: check the disk and the load of the node")
        : Finding.ok(Check.DISPATCHER_START, found);
  }

  private static Finding failure(String found, String help) {
    return Finding.failure(Check.DISPATCHER_START, found, help);
  }
}
