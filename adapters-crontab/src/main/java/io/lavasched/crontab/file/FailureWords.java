// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The words for an {@link IOException}, whose own message is often only a path. */
public final class FailureWords {

  /** Of a line that a program printed. */
  private static final int MOST_OF_LINE = 160;

  private FailureWords() {}

  public static String shown(Path path) {
    return shown(path.toString());
  }

  public static String shown(String path) {
    return Quoted.escape(path);
  }

  /** The first line of what a program printed, one char a byte; empty when it printed nothing. */
  public static String firstLine(String printed) {
    return printed.lines().filter(l -> !l.isBlank()).findFirst().map(FailureWords::line).orElse("");
  }

  /** The last line: where a Python program fails, that says why. */
  public static String lastLine(String printed) {
    return printed
        .lines()
        .filter(l -> !l.isBlank())
        .reduce((first, second) -> second)
        .map(FailureWords::line)
        .orElse("");
  }

  private static String line(String bytes) {
    String line = Quoted.escape(new String(bytes.strip().getBytes(ISO_8859_1), UTF_8));
    return line.length() <= MOST_OF_LINE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MOST_OF_LINE / 2)) + "...";
  }

  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "something else of that name";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "a folder that is not empty";
    }
    if (e instanceof ClosedByInterruptException) {
      return "an interrupt";
    }
    if (e instanceof FileSystemLoopException) {
      return "symbolic links without an end";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return Quoted.escape(failure.getReason());
    }
    if (e.getMessage() == null) {
      return e.getClass().getSimpleName();
    }
    // Of: Cannot run program "/usr/bin/crontab": error=13, Permission denied
    return Quoted.escape(e.getMessage().replaceFirst("^.*: error=\\d+, ", ""));
  }
}
