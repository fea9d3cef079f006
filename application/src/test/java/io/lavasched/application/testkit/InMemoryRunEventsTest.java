// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.domain.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@ContractOf(InMemoryRunEvents.class)
class InMemoryRunEventsTest extends RunEventsContract {

  @Override
  protected RunEvents eventsWith(Map<JobId, List<Run>> runs) {
    InMemoryRunEvents events = new InMemoryRunEvents();
    runs.forEach((job, list) -> list.forEach(run -> events.put(job, run)));
    return events;
  }

  @Override
  protected RunEvents eventsWithUnreadable(JobId job, List<Run> runs) {
    return ((InMemoryRunEvents) eventsWith(Map.of(job, runs))).putUnreadable(job, "broken", NOON);
  }

  @Override
  protected void withEventsThatBreak(JobId job, Consumer<RunEvents> read) {
    read.accept(new InMemoryRunEvents().put(job, run("a", 0, 1, "complete")).failAfter(0));
  }

  @Override
  protected void withoutEvents(Consumer<RunEvents> read) {
    read.accept(new InMemoryRunEvents().failAfter(0));
  }

  @Test
  void whoWasAskedForIsKnown() {
    InMemoryRunEvents events = new InMemoryRunEvents();
    events.of(new JobId("b"), NOON);
    events.of(new JobId("a"), NOON);

    assertThat(events.asked()).containsExactly(new JobId("b"), new JobId("a"));
  }
}
