// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.testkit.PortCoverage;
import io.lavasched.cli.wiring.RunLimit;
import org.junit.jupiter.api.Test;

/** Whatever implements a port keeps its laws: each class here, and the next one. */
class PortsOfModuleTest {

  @Test
  void everyImplementationRunsOnTheContract() {
    assertThat(PortCoverage.missing(RunLimit.class, PortsOfModuleTest.class)).isEmpty();
  }

  @Test
  void everyWrapperPassesOnEveryMethod() {
    assertThat(PortCoverage.holes(RunLimit.class)).isEmpty();
  }
}
