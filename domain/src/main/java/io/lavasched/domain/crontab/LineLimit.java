package io.lavasched.domain.crontab;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How long a command or a variable may be for every cron of the dialect.
 *
 * <p>Debian's cron takes 998 bytes: it refuses the whole crontab for a longer command, and cuts a
 * longer variable without a word. Cronie takes 131071.
 */
final class LineLimit {

  static final int MOST_BYTES = 998;

  private LineLimit() {}

  static Optional<Problem> check(String what, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MOST_BYTES
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.LINE_TOO_LONG,
                    what
                        + " must be at most "
                        + MOST_BYTES
                        + " bytes in the crontab, found "
                        + bytes)
                .withHint("Debian's cron takes no more, and refuses the whole crontab or cuts it"));
  }
}
