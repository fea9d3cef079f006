// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.Objects;

/**
 * The dispatches of one dispatcher, or those to one worker.
 *
 * @param name the name of that dispatcher or worker
 * @param jobs how many of its jobs are dispatched at least once
 * @param load how many of its jobs are dispatched in each minute
 */
public record Lane(String name, int jobs, Load load) {

  /** Checks that nothing is null. */
  public Lane {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(load, "load");
  }
}
