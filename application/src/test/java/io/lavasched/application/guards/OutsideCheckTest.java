// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.ProblemCode;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which lines above the block dispatch a job of it a second time. */
class OutsideCheckTest {

  /**
   * Lines, separated by bars, and what is told; {@code a} and {@code b} are dispatched to w, c
   * never.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      textBlock =
          """
          0 1 * * * lava-dispatcher -r demo --worker w a           ^ line 1: a
          0 1 * * * lava-dispatcher -r demo a                      ^ line 1: a
          LAVA_REALM=demo|@daily lava-dispatcher c b a a           ^ line 2: b, a
          @daily lava-dispatcher -r demo a|@daily /x/lava-dispatcher -r demo b ^ line 1: a; line 2: b
          0 1 * * * lava-dispatcher -r other --worker w a          ^ ''
          LAVA_REALM=other|@daily lava-dispatcher a                ^ ''
          @daily lava-dispatcher a                                 ^ ''
          0 1 * * * lava-dispatcher -r demo --worker v a           ^ ''
          0 1 * * * lava-dispatcher -r demo c                      ^ ''
          0 1 * * * lava-dispatcher -r demo ab A                   ^ ''
          # 0 1 * * * lava-dispatcher -r demo a                    ^ ''
          0 1 * * * backup a                                       ^ ''
          """)
  void lines(String lines, String told) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    for (String id : new String[] {"a", "b", "c"}) {
      table.put(
          Map.of(
              "job_id",
              id,
              "worker",
              "w",
              "dispatcher",
              "d",
              "schedule",
              id.equals("c") ? "--" : "0 0 * * *"));
    }
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    crontab.install(CrontabText.of(lines.replace("|", "\n") + "\n"));
    RebuildPlan plan =
        Requests.planOf(
            Requests.rebuild(table, crontab)
                .plan(Requests.of(Map.of("dispatcher", "d"), OnInvalid.KEEP)));

    assertThat(
            plan.problems().stream()
                .filter(p -> p.code() == ProblemCode.DISPATCHED_OUTSIDE)
                .map(
                    p ->
                        p.location().path()
                            + ": "
                            + p.message().replaceAll(".* dispatches (.*) too: .*", "$1"))
                .collect(Collectors.joining("; ")))
        .isEqualTo(told);
  }
}
