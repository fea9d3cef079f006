// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port.schedules;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The schedules of one lavasched job in EventBridge Scheduler: those of one group, which is tagged
 * with whose it is.
 *
 * <p>Laws:
 *
 * <ul>
 *   <li>{@link #read} is whole or a failure: each schedule that is there all the time is in it,
 *       once, with all its settings. One that comes or goes meanwhile is in it as it is, or not at
 *       all; nothing is guessed.
 *   <li>What {@link #create} or {@link #replace} was given is what {@code read} then gives, with
 *       nothing {@link Stored#beyond}; only a start that is not in the future is left out, because
 *       the service refuses one that is long past.
 *   <li>{@code create} of a schedule that is there already, the very same, changes nothing; of one
 *       that is another is a failure, and changes nothing. {@code replace} of one that is not there
 *       is a failure, and makes none. Both may be tried again after another {@code read}.
 *   <li>{@code replace} leaves nothing of what was set before, by whoever it was.
 *   <li>{@link #delete} takes away that one schedule; it is no error when there is none. The group
 *       always stays.
 *   <li>A write that fails is done or not done, never in part: the next {@code read} tells.
 *   <li>A group that is another's, by its tags, or that has no such tags, is a failure in each
 *       method, and nothing in it changes.
 *   <li>A write without a group is a failure.
 * </ul>
 *
 * <p>Failures are {@link StoreException}s.
 */
public interface ScheduleStore {

  /**
   * Reads the group.
   *
   * @return each schedule in it, whoever made it, sorted by name; empty when there is no such group
   */
  Optional<List<Stored>> read();

  /** Makes the group, with the tags of its owner; it is no error when it is there with these. */
  void makeGroup();

  /**
   * Makes a schedule.
   *
   * @param schedule all of it
   */
  void create(ScheduleSpec schedule);

  /**
   * Puts a schedule in the place of the one of the same name.
   *
   * @param schedule all of it
   */
  void replace(ScheduleSpec schedule);

  /**
   * Takes a schedule away.
   *
   * @param name which
   */
  void delete(ScheduleName name);

  /**
   * Names the group in a message.
   *
   * @return such as {@code schedule group lava.demo.etl (ap-southeast-2)}; never a failure
   */
  String describe();

  /**
   * A schedule as it is in the group.
   *
   * @param name its name
   * @param spec its settings; empty where it has one that a {@link ScheduleSpec} cannot hold
   * @param beyond the settings that a {@link ScheduleSpec} does not have, and that lavasched never
   *     makes: phrases for people, such as {@code a flexible time window of 15 minutes}
   */
  record Stored(ScheduleName name, Optional<ScheduleSpec> spec, List<String> beyond) {

    /** Copies the list. */
    public Stored {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(spec, "spec");
      beyond = List.copyOf(beyond);
      if (spec.isEmpty() && beyond.isEmpty()) {
        throw new IllegalArgumentException("a schedule without its settings says why");
      }
    }

    /**
     * A schedule that lavasched could have made.
     *
     * @param spec all of it
     * @return the same, with nothing beyond
     */
    public static Stored of(ScheduleSpec spec) {
      return new Stored(spec.name(), Optional.of(spec), List.of());
    }

    /**
     * Whether it is this schedule and nothing else.
     *
     * @param wanted the one to compare with
     * @return true if each setting is the same
     */
    public boolean is(ScheduleSpec wanted) {
      return beyond.isEmpty() && spec.filter(wanted::equals).isPresent();
    }
  }
}
