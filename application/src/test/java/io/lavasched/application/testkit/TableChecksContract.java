// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.TableChecks;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link TableChecks} does. */
public abstract class TableChecksContract extends PortContract {

  /**
   * A table with all that a rebuild reads.
   *
   * @return a table of this test alone; called once in each test
   */
  protected abstract TableChecks sound();

  /**
   * A table that cannot be reached.
   *
   * @return a table of this test alone; called once in each test
   */
  protected abstract TableChecks outOfReach();

  private static TableChecks.Found check(TableChecks table, boolean needsRealm) {
    return table.check(new TableChecks.Wanted(new DispatcherName("d"), new JobId("a"), needsRealm));
  }

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(sound());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSoundTableHasOneFindingForEachCheck(boolean needsRealm) {
    TableChecks.Found found = check(sound(), needsRealm);

    assertThat(found.findings().stream().map(Finding::check))
        .containsExactlyElementsOf(TableChecks.ALL);
    assertThat(found.findings()).noneMatch(finding -> finding.status() == Status.FAILURE);
    assertThat(found.isReadable()).isTrue();
  }

  @Test
  void oneThatIsOutOfReachHasTheSameChecksAndIsNotReadable() {
    TableChecks.Found found = check(outOfReach(), true);

    assertThat(found.findings().stream().map(Finding::check))
        .containsExactlyElementsOf(TableChecks.ALL);
    assertThat(found.findings()).anyMatch(finding -> finding.status() == Status.FAILURE);
    assertThat(found.isReadable()).isFalse();
    assertThat(found.behind()).isEmpty();
  }
}
