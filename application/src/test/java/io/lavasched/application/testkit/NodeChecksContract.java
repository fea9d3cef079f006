// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.entry.DispatcherProgram;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link NodeChecks} does; what is found depends on the node, and is no law. */
public abstract class NodeChecksContract extends PortContract {

  /**
   * Any node, sound or not.
   *
   * @return a node of this test alone; called once in each test
   */
  protected abstract NodeChecks node();

  private static StoreException failure() {
    return new StoreException("read", "the crontab", false, "refused", Optional.empty());
  }

  private static List<Check> checks(List<Finding> findings) {
    return findings.stream().map(Finding::check).toList();
  }

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(node());
  }

  @Test
  void cronHasOneFindingForEachCheck() {
    NodeChecks node = node();

    assertThat(
            List.of(
                node.cron(Optional.empty()),
                node.cron(Optional.of(failure())),
                node.cronWithoutCrontab(failure())))
        .allSatisfy(
            cron ->
                assertThat(checks(cron.findings()))
                    .containsExactly(Check.CRON, Check.CRON_DAEMON, Check.CRON_ACCOUNT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Australia/Sydney", "+10:30"})
  void zoneHasOneFinding(String zone) {
    assertThat(node().zone(ZoneId.of(zone)).check()).isEqualTo(Check.TIME_ZONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "Mars/Base", "../../etc/passwd", "nul\0", "\uD800", ":"})
  void noNameOfAZoneFails(String name) {
    NodeChecks node = node();

    assertThatCode(() -> node.isZone(name)).doesNotThrowAnyException();
  }

  @Test
  void stateHasOneFindingForEachCheck() {
    assertThat(checks(node().state()))
        .containsExactly(Check.STATE_FOLDER, Check.STATE_SPACE, Check.BACKUPS, Check.LOCK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/not/there", "/", "/etc/passwd", "/nul/\u00e9"})
  void dispatcherHasOneFindingForEachCheck(String program) {
    assertThat(checks(node().dispatcher(new DispatcherProgram(program), Map.of())))
        .containsExactly(Check.DISPATCHER_PROGRAM, Check.DISPATCHER_START);
  }

  @Test
  void clockTellsATime() {
    assertThat(node().clock()).isNotNull();
  }
}
