// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.plan;

import io.lavasched.application.entries.EntryText;
import io.lavasched.domain.job.DispatcherName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the rebuild makes of one job.
 *
 * @param name its {@code job_id}; for a record without a usable one, where it stands
 * @param dispatcher who schedules it; empty for a job that is only in the installed block
 * @param state why it has the entries it has
 * @param before its entries in the installed block, as far as they are recognised
 * @param after its entries in the new block
 * @param edited whether its installed entries are not those that were installed last: somebody
 *     edited them by hand
 */
public record JobPlan(
    String name,
    Optional<DispatcherName> dispatcher,
    State state,
    List<EntryText> before,
    List<EntryText> after,
    boolean edited) {

  /** Why a job has the entries it has. */
  public enum State {
    /** It has at least one active schedule. */
    SCHEDULED,
    /** It has schedules, and none is active now. */
    INACTIVE,
    /** It has no schedule. */
    UNSCHEDULED,
    /** It is disabled, and disabled jobs were asked to be left out. */
    DISABLED,
    /** Its record is bad. */
    QUARANTINED,
    /** It is in the installed block, and no record of these dispatchers is. */
    GONE;

    /**
     * The word for people and for JSON.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What changes for a job. */
  public enum Change {
    /** It had no entries, and gets some. */
    ADDED,
    /** It had entries, and loses all. */
    REMOVED,
    /** Its entries become others, or come back after somebody took them out by hand. */
    CHANGED,
    /** Its entries stay, or it has none before and after. */
    UNCHANGED;

    /**
     * The word for people and for JSON.
     *
     * @return lower case
     */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Copies the entries. */
  public JobPlan {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /**
   * A job whose installed entries nobody edited, as far as is known.
   *
   * @param name its {@code job_id}
   * @param dispatcher who schedules it
   * @param state why it has the entries it has
   * @param before its entries in the installed block
   * @param after its entries in the new block
   */
  public JobPlan(
      String name,
      Optional<DispatcherName> dispatcher,
      State state,
      List<EntryText> before,
      List<EntryText> after) {
    this(name, dispatcher, state, before, after, false);
  }

  /** The same job, its installed entries edited by hand. */
  public JobPlan edited(boolean isEdited) {
    return new JobPlan(name, dispatcher, state, before, after, isEdited);
  }

  /**
   * Its lines in the installed block.
   *
   * @return one for each entry; for an entry that shares its line with other jobs, the line that it
   *     would have alone
   */
  public List<String> installed() {
    return EntryText.lines(before);
  }

  /**
   * Its lines in the new block.
   *
   * @return in the same way
   */
  public List<String> lines() {
    return EntryText.lines(after);
  }

  /**
   * What changes.
   *
   * @return the difference between the installed lines and the new ones
   */
  public Change change() {
    if (EntryText.haveSameLines(before, after)) {
      return Change.UNCHANGED;
    }
    if (before.isEmpty() && !edited) {
      return Change.ADDED;
    }
    return after.isEmpty() ? Change.REMOVED : Change.CHANGED;
  }
}
