// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import java.time.Instant;
import java.util.Optional;

/**
 * The file that keeps {@code lava-dispatcher --check-dispatch} from dispatching anything while it
 * is on the node: {@code lava-stop --no-dispatch} makes it (lava 8.2, bin/lava-stop).
 *
 * <p>Laws: it is looked at anew each time, nothing is changed, and it never fails: a file that this
 * account cannot see is not there for lava either.
 */
@FunctionalInterface
public interface NoDispatch {

  /**
   * Looks for the file.
   *
   * @param file its full path
   * @return when it was made or touched last; empty where it is not there
   */
  Optional<Instant> since(String file);
}
