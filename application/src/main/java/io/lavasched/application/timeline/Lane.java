// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.Objects;

/**
 * What one dispatcher dispatches, or what one worker gets.
 *
 * @param name of the dispatcher or worker
 * @param jobs how many jobs are dispatched at least once
 * @param load when
 */
public record Lane(String name, int jobs, Load load) {

  /** Checks that nothing is null. */
  public Lane {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(load, "load");
  }
}
