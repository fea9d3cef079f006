// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.testkit.PortCoverage;
import org.junit.jupiter.api.Test;

/** Whatever implements a port keeps its laws: each class here, and the next one. */
class PortsOfModuleTest {

  @Test
  void everyImplementationRunsOnTheContract() {
    assertThat(PortCoverage.missing(EventBridgeSchedules.class, PortsOfModuleTest.class)).isEmpty();
  }

  @Test
  void everyWrapperPassesOnEveryMethod() {
    assertThat(PortCoverage.holes(EventBridgeSchedules.class)).isEmpty();
  }
}
