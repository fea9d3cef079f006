// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How a move ended.
 *
 * @param end how
 * @param standing what dispatches now
 * @param cut the minute of the change; empty where none was needed, or it did not come to that
 * @param steps what was done, or would be
 * @param problems what was found, and what stops it
 * @param failure what failed; empty where nothing did
 */
public record MoveReport(
    End end,
    Standing standing,
    Optional<Cut> cut,
    List<MoveStep> steps,
    List<Problem> problems,
    Optional<StoreException> failure) {

  /** How it ended. */
  public enum End {
    /** The other one dispatches, or will from the minute on. */
    MOVED,
    /** It was so already, and nothing was written. */
    UNCHANGED,
    /** Nothing was written, for only a plan was asked for. */
    PLANNED,
    /** Nothing was written, because records, the lavasched job or the crontab do not let it. */
    STOPPED,
    /** A guard refused; what dispatched before still does. */
    GUARDED,
    /** The crontab could not be changed, and the schedules are again as they were. */
    UNDONE,
    /** It failed midway: the same command again goes on. */
    INCOMPLETE;

    /**
     * The word for people and for JSON.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks that nothing is null, and copies. */
  public MoveReport {
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(cut, "cut");
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
    Objects.requireNonNull(failure, "failure");
  }

  /**
   * One that was refused before anything was looked at.
   *
   * @param why what refuses it
   * @return nothing was done
   */
  public static MoveReport refused(Problem why) {
    return new MoveReport(
        End.GUARDED,
        Standing.of(Standing.Kind.UNKNOWN),
        Optional.empty(),
        List.of(),
        List.of(why),
        Optional.empty());
  }
}
