// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.SeenJobs;
import io.lavasched.application.port.SeenJobs.Seen;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link SeenJobs} does; a subclass says how to get one. */
public abstract class SeenJobsContract extends PortContract {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  /**
   * A memory in which nothing is.
   *
   * @return of this test alone; called once in each test
   */
  protected abstract SeenJobs empty();

  /** Makes it impossible to write to that memory, and to read it. */
  protected abstract void breakIt();

  /** Spoils what is in that memory. */
  protected abstract void spoilIt();

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(empty());
  }

  @Test
  void nothingIsRememberedAtFirst() {
    assertThat(empty().read()).isEmpty();
  }

  @Test
  void whatIsWrittenIsRead() {
    SeenJobs memory = empty();
    Map<JobId, Seen> jobs =
        Map.of(
            new JobId("demo/etl"), seen("core", "0a1b", 0),
            new JobId("demo/etl "), seen("core", "Z", 1),
            new JobId("a\"b\\c,d:{}[]'é\ud83d\ude00"), seen("d \"q\" \\ é", "f".repeat(64), 2),
            new JobId("-"), seen("-", "00", -1_000_000_000));

    memory.write(jobs);
    assertThat(memory.read()).isEqualTo(jobs);

    Map<JobId, Seen> fewer = Map.of(new JobId("other"), seen("core", "1", 3));
    memory.write(fewer);
    assertThat(memory.read()).isEqualTo(fewer);

    memory.write(Map.of());
    assertThat(memory.read()).isEmpty();
  }

  @Test
  void keepsACopy() {
    SeenJobs memory = empty();
    Map<JobId, Seen> jobs = new HashMap<>(Map.of(new JobId("a"), seen("core", "1", 0)));
    memory.write(jobs);
    jobs.clear();

    assertThat(memory.read()).containsOnlyKeys(new JobId("a"));
    assertThatThrownBy(() -> memory.read().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void noMoreAreKeptThanSaid() {
    SeenJobs memory = empty();
    Map<JobId, Seen> jobs = new HashMap<>();
    Seen seen = seen("core", "1", 0);
    for (int i = 0; i < SeenJobs.MOST + 5; i++) {
      jobs.put(id(i), seen);
    }

    memory.write(jobs);

    assertThat(memory.read())
        .hasSize(SeenJobs.MOST)
        .containsKeys(id(0), id(SeenJobs.MOST - 1))
        .doesNotContainKey(id(SeenJobs.MOST));
  }

  @Test
  void whatCannotBeReadOrWrittenIsAFailure() {
    SeenJobs memory = empty();
    memory.write(Map.of(new JobId("a"), seen("core", "1", 0)));
    breakIt();

    assertThatThrownBy(memory::read).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> memory.write(Map.of())).isInstanceOf(StoreException.class);
  }

  @Test
  void spoiledMemoryIsEmptyAndMended() {
    SeenJobs memory = empty();
    Map<JobId, Seen> jobs = Map.of(new JobId("a"), seen("core", "1", 0));
    memory.write(jobs);
    spoilIt();

    assertThat(memory.read()).isEmpty();

    memory.write(jobs);
    assertThat(memory.read()).isEqualTo(jobs);
  }

  @Test
  void memoryHasAName() {
    assertThat(empty().describe()).isNotBlank().doesNotContain("\n");
  }

  private static JobId id(int number) {
    return new JobId(String.format(Locale.ROOT, "job-%07d", number));
  }

  private static Seen seen(String dispatcher, String digest, long seconds) {
    return new Seen(new DispatcherName(dispatcher), digest, NOON.plusSeconds(seconds));
  }
}
