// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.lavasched.cli.process.Environment;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns there are to print in. */
public final class TerminalWidth {

  private static final int USUAL = 80;

  private static final Pattern SIZE = Pattern.compile("\\d+ ([1-9]\\d{0,3})\\s*");

  private TerminalWidth() {}

  /** {@code COLUMNS}, else what the terminal says, else 80. */
  public static int of(Environment environment) {
    Optional<Integer> given =
        environment
            .variable("COLUMNS")
            .filter(text -> text.matches("[1-9]\\d{0,3}"))
            .map(Integer::valueOf);
    if (given.isPresent() || !environment.outIsTerminal()) {
      return given.orElse(USUAL);
    }
    return asked().orElse(USUAL);
  }

  private static Optional<Integer> asked() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      // A line, which the pipe holds.
      Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), US_ASCII));
      return size.matches() ? Optional.of(Integer.valueOf(size.group(1))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
