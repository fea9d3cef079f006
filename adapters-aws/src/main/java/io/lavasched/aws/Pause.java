// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.time.Duration;

/** How to wait: an argument, so that tests of retries do not. */
public interface Pause {

  Pause SLEEPING = duration -> Thread.sleep(duration.toMillis());

  void take(Duration duration) throws InterruptedException;
}
