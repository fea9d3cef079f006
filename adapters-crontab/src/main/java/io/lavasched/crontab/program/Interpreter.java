// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.program.BoundedProcess.Ended;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What runs a script: the program that its {@code #!} line names, or the one that {@code env} in
 * that line finds.
 *
 * @param name its path
 * @param version the first line of what it says to {@code --version}; empty where it says nothing
 * @param fault why the kernel or {@code env} would not start it
 * @param help what to do about that
 */
public record Interpreter(
    String name, Optional<String> version, Optional<String> fault, String help) {

  /** The kernel reads no more. */
  private static final int MOST = 256;

  private static final Pattern LINE = Pattern.compile("#![ \\t]*(\\S*)[ \\t]*([^\\n]*)(?s:.*)");

  private static final Duration VERSION_LIMIT = Duration.ofSeconds(10);

  /** Empty for what is no script, and for what cannot be read. */
  public static Optional<Interpreter> of(Path script, CronEnvironment environment, Duration limit) {
    Matcher line = LINE.matcher(head(script));
    if (!line.matches()) {
      return Optional.empty();
    }
    String program = line.group(1);
    String argument = line.group(2);
    if (program.endsWith("\r") || argument.endsWith("\r")) {
      return faulty(
          program,
          "its #! line must end with a newline alone, found a carriage return before it",
          "write the file with the line ends of Unix");
    }
    if (!isProgram(program)) {
      return faulty(
          program,
          "its #! line must name a program, found " + Quoted.of(program),
          "install that interpreter, or install lava again: its virtual environment may have moved"
              + " or gone");
    }
    if (!program.endsWith("/env")) {
      return Optional.of(sound(program, environment, limit));
    }
    String wanted = ofEnv(argument);
    return environment
        .find(wanted)
        .map(Path::toString)
        .filter(found -> !wanted.isEmpty())
        .map(found -> sound(found, environment, limit))
        .or(
            () ->
                faulty(
                    wanted,
                    "its #! line asks env for "
                        + Quoted.of(wanted)
                        + ", which must be on PATH, found none in "
                        + Quoted.escape(environment.path()),
                    "set PATH in env of the lavasched job to where that interpreter is"));
  }

  private static String head(Path script) {
    try (InputStream in = Files.newInputStream(script)) {
      return new String(in.readNBytes(MOST), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  /** {@code python3} of {@code -S PYTHONPATH=/x python3 -I}. */
  private static String ofEnv(String argument) {
    return Stream.of(argument.split("[ \\t]+", -1))
        .filter(word -> !word.startsWith("-") && word.indexOf('=') < 0)
        .findFirst()
        .orElse("");
  }

  private static boolean isProgram(String path) {
    try {
      return path.startsWith("/")
          && Files.isRegularFile(Path.of(path))
          && Files.isExecutable(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Interpreter sound(String program, CronEnvironment environment, Duration limit) {
    Duration most = limit.compareTo(VERSION_LIMIT) < 0 ? limit : VERSION_LIMIT;
    return new Interpreter(
        Quoted.escape(program), version(program, environment, most), Optional.empty(), "");
  }

  /** Good to know, and no more: a shell may have none. */
  private static Optional<String> version(
      String program, CronEnvironment environment, Duration limit) {
    try {
      Ended ended = BoundedProcess.run(environment.command(program, "--version"), limit);
      return Optional.of(FailureWords.firstLine(ended.out().text() + ended.err().text()))
          .filter(line -> ended.exit() == 0 && !line.isEmpty());
    } catch (IOException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Interpreter> faulty(String program, String fault, String help) {
    return Optional.of(
        new Interpreter(Quoted.escape(program), Optional.empty(), Optional.of(fault), help));
  }
}
