// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.testkit.PortCoverage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever implements a port keeps its laws: each class here, and the next one. */
class PortsOfModuleTest {

  @Test
  void everyImplementationRunsOnTheContract() {
    assertThat(PortCoverage.missing(UnreachableCrontab.class, PortsOfModuleTest.class)).isEmpty();
  }

  @Test
  void everyWrapperPassesOnEveryMethod() {
    assertThat(PortCoverage.holes(UnreachableCrontab.class)).isEmpty();
  }

  @Test
  void everyPortHasAContract() {
    List<Class<?>> interfaces =
        PortCoverage.classes(CrontabStore.class).stream()
            .filter(
                type ->
                    type.getPackage() == CrontabStore.class.getPackage()
                        || type.getPackage() == ScheduleStore.class.getPackage())
            .filter(type -> type.isInterface() && type.getEnclosingClass() == null)
            .toList();

    assertThat(PortCoverage.ports()).containsExactlyInAnyOrderElementsOf(interfaces);
  }

  /** It finds what it is there for: a class without a contract, and a wrapper with a hole. */
  @Test
  void whatIsMissingIsFound() {
    assertThat(PortCoverage.missing(UnreachableCrontab.class, CrontabStore.class))
        .anyMatch(
            line -> line.startsWith("io.lavasched.application.port.UnreachableCrontab needs"));
    assertThat(PortCoverage.holes(Hole.class)).anyMatch(hole -> hole.contains("Hole.limits"));
  }

  /** Not a store itself, or it would need a contract; a wrapper's shape is enough. */
  private abstract static class Hole implements CrontabStore {
    @SuppressWarnings({"unused", "UnusedVariable"}) // it is there to be found
    private CrontabStore store;
  }
}
