// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.application.port.StoreException;
import java.util.List;

/**
 * The kept crontabs, as far as they could be read.
 *
 * @param kept all of them, the newest first
 * @param failures why something of them is unknown; empty where nothing is
 */
public record KeptCrontabs(List<KeptCrontab> kept, List<StoreException> failures) {

  /** Copies the lists. */
  public KeptCrontabs {
    kept = List.copyOf(kept);
    failures = List.copyOf(failures);
  }
}
