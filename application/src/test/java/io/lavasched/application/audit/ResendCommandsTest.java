// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.WorkerQueues.Waiting;
import io.lavasched.application.testkit.InMemoryWorkerQueues;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.pattern.JobPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The commands that would send what is missing. */
class ResendCommandsTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --realm demo --worker ";

  private final Audits audits = new Audits();

  private List<String> commands(String... only) {
    return ResendCommands.of(
        audits.byCrontab(), List.of(only).stream().map(JobPattern::new).toList());
  }

  /** However often a job was due, and by however many schedules. */
  @Test
  void eachIsThereOnceInTheOrderInWhichTheyWereDue() {
    audits.installed(
        Audits.SINCE.minus(Duration.ofHours(3)),
        Audits.block("*/5 * * * * b", "7 * * * * b", "0 * * * * a", "5 11 * * * c"));

    assertThat(commands()).containsExactly(LAVA + "w a", LAVA + "w b", LAVA + "w c");
    assertThat(commands("a", "c*")).containsExactly(LAVA + "w a", LAVA + "w c");
    assertThat(commands("d")).isEmpty();
  }

  @Test
  void entriesWithOtherWordsAreOtherCommands() {
    audits.installed(
        Audits.SINCE.minus(Duration.ofHours(3)),
        Audits.block(
            "0 11 * * * " + Audits.PROGRAM + " --worker w --param n=1 a",
            "1 11 * * * " + Audits.PROGRAM + " --worker w --param 'n=50 '\\% a",
            "2 11 * * * " + Audits.PROGRAM + " --worker v -- -a"));

    assertThat(commands())
        .containsExactly(
            LAVA + "w --param n=1 a", LAVA + "w --param 'n=50 '\\% a", LAVA + "v -- -a");
  }

  /** They would run twice. */
  @Test
  void whatMayWaitOrIsInDoubtIsNotSent() {
    audits.queues =
        Optional.of(new InMemoryWorkerQueues().put(new WorkerName("w"), new Waiting(1, 0, 0)));
    audits.crontab.install(Audits.block("0 11 * * * a"));
    assertThat(commands()).isEmpty();

    audits.installed(
        Audits.SINCE.minus(Duration.ofHours(3)), Audits.block("0 11 * * * a", "0 12 * * * b"));
    assertThat(commands()).containsExactly(LAVA + "w a");
  }
}
