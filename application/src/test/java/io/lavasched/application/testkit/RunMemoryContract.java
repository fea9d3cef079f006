// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.LastRun;
import io.lavasched.application.port.RunMemory;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link RunMemory} does. */
public abstract class RunMemoryContract extends PortContract {

  private static final LastRun RUN =
      new LastRun(Optional.of("20261129T010203.000004Z-crontab"), Set.of("a-1f", "b-2e"));

  /**
   * A memory in which nothing is.
   *
   * @return of this test alone; called once in each test
   */
  protected abstract RunMemory empty();

  /**
   * What is read after a run was written.
   *
   * @param run what was written
   * @return the same, unless this memory keeps nothing
   */
  protected LastRun kept(LastRun run) {
    return run;
  }

  /** Makes it impossible to write to that memory, and to read it. */
  protected abstract void breakIt();

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(empty());
  }

  @Test
  void whatIsWrittenIsRead() {
    RunMemory memory = empty();
    assertThat(memory.read()).isEqualTo(LastRun.NONE);

    memory.write(RUN);
    assertThat(memory.read()).isEqualTo(kept(RUN));

    LastRun next = RUN.withInstalled(Optional.empty()).withTold(Set.of());
    memory.write(next);
    assertThat(memory.read()).isEqualTo(kept(next));
  }

  @Test
  void nothingOfItFails() {
    RunMemory memory = empty();
    memory.write(RUN);
    breakIt();

    memory.write(RUN.withTold(Set.of("c-3d")));
    assertThat(memory.read()).isEqualTo(LastRun.NONE);
  }
}
