package io.lavasched.crontab;

import io.lavasched.domain.problem.Quoted;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** The words for an {@link IOException}, whose own message is often only a path. */
final class Failures {

  private Failures() {}

  static String reason(IOException e) {
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
