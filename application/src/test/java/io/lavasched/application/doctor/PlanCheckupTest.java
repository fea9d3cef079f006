// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.Status;
import io.lavasched.application.rebuild.RebuildCrontab;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCheckupTest {

  private static final String START = "#### Lava Schedules Start ####\nLAVA_REALM=demo\n";
  private static final String END = "#### Lava Schedules End ####\n";
  private static final String A = "1 4 * * * /usr/local/bin/lava-dispatcher --worker w a\n";
  private static final String B = "2 4 * * * /usr/local/bin/lava-dispatcher --worker w b\n";

  private final InMemoryJobsTable table = new InMemoryJobsTable();

  private static RebuildRequest request(boolean enabled, OnInvalid onInvalid) {
    LavaschedParameters parameters =
        LavaschedParameters.parse(Value.of(Map.of("dispatcher", "d"))).value().orElseThrow();
    return new RebuildRequest(
        new RealmName("demo"),
        new LavaschedJob(Optional.empty(), enabled ? Enabled.YES : Enabled.NO, parameters),
        Optional.empty(),
        new RebuildRequest.Node(
            DispatcherProgram.DEFAULT,
            Instant.parse("2026-11-23T10:15:00Z"),
            ZoneOffset.UTC,
            Optional.empty()),
        new RebuildRequest.Policy(onInvalid, false, EntryLayout.PLAIN, Set.of()));
  }

  private void job(String id, String schedule) {
    table.add(Map.of("job_id", id, "worker", "w", "dispatcher", "d", "schedule", schedule));
  }

  private List<Finding> check(String crontab, RebuildRequest request) {
    return PlanCheckup.of(
        new RebuildCrontab(
                table,
                new InMemoryCrontabStore(CrontabText.of(crontab)),
                new InMemoryCrontabArchive(),
                RunMemory.OFF)
            .plan(request));
  }

  private List<Finding> check(String crontab) {
    return check(crontab, request(true, OnInvalid.KEEP));
  }

  private static List<String> told(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.status().label() + " " + f.check().id() + ": " + f.detail())
        .toList();
  }

  @Test
  void aBlockAsTheRecordsSayIsOk() {
    job("a", "1 4 * * *");
    job("b", "2 4 * * *");

    assertThat(told(check(START + A + B + END)))
        .containsExactly(
            "ok job-records: 2 records, none of them bad",
            "ok block-current: as the records say: 2 entries for 2 jobs",
            "ok block-surroundings: nothing above changes the block, nothing below inherits",
            "ok block-alone: no line outside the block dispatches a job of it");
  }

  @Test
  void jobsThatChangedAreCounted() {
    job("a", "1 5 * * *");
    job("c", "2 4 * * *");

    assertThat(told(check(START + A + B + END)))
        .contains(
            "warning block-current: the block should be as the records say, found that a rebuild"
                + " would change 3 jobs (1 added, 1 removed, 1 changed)");
  }

  @Test
  void otherLinesThatWouldChangeAreTold() {
    job("a", "1 4 * * *");

    assertThat(told(check(START + "# mine\n" + A + END)))
        .contains(
            "warning block-current: the block should be as the records say, found that a rebuild"
                + " would change no job, but other lines of it");
  }

  @Test
  void aGuardThatWouldRefuseIsAFailure() {
    List<Finding> findings = check(START + A + END);

    assertThat(findings.get(1).status()).isEqualTo(Status.FAILURE);
    assertThat(findings.get(1).detail())
        .startsWith("run would refuse to write what the records say");
    assertThat(findings.get(1).help().orElseThrow()).contains("--allow-empty");
  }

  @Test
  void badRecordsAreNamed() {
    for (String id : List.of("a", "b", "c", "d", "\u202ee")) {
      job(id, id.equals("a") ? "1 4 * * *" : "99 * * * *");
    }

    Finding records = check(START + A + END).get(0);

    assertThat(records.status()).isEqualTo(Status.WARNING);
    assertThat(records.detail())
        .isEqualTo(
            "job records must be sound to be scheduled, found 4 of 5 bad: b, c, d and 1 more");
  }

  @Test
  void linesAroundAreTold() {
    job("a", "1 4 * * *");

    assertThat(told(check("PATH=/x\n" + START + A + END + "@daily x\n")))
        .contains(
            "warning block-surroundings: crontab: line 1: block should set its own PATH, found one"
                + " above that changes the Python that lava-dispatcher finds (and 1 more)");
  }

  @Test
  void dispatchesOutsideAreTold() {
    job("a", "1 4 * * *");
    String twice = "@daily LAVA_REALM=demo lava-dispatcher a x\n";

    assertThat(told(check(twice + START + A + END + twice)))
        .contains(
            "warning block-alone: crontab: line 1: jobs of the block should be dispatched by the"
                + " block alone, found a line outside it that dispatches a too: it goes out twice"
                + " (and 1 more)");
  }

  @Test
  void aShellThatIsNoneOfPosixIsNoLessThanThePlanHasIt() {
    job("a", "1 4 * * *");

    List<Finding> findings = check("SHELL=/bin/csh\n" + START + A + END);

    assertThat(findings.get(2).status()).isNotEqualTo(Status.OK);
    assertThat(findings.get(2).help().orElseThrow()).contains("SHELL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | KEEP | warning | the lavasched job is disabled: nothing rebuilds the block
          true  | FAIL | failure | job a: schedule:1: minute must be 0-59, found "99"
          """)
  void aRebuildThatStopsIsTold(boolean enabled, OnInvalid onInvalid, String status, String detail) {
    job("a", "99 * * * *");

    List<Finding> findings = check(START + A + END, request(enabled, onInvalid));

    assertThat(findings)
        .extracting(Finding::check)
        .containsExactly(
            Check.JOB_RECORDS, Check.BLOCK_CURRENT, Check.BLOCK_SURROUNDINGS, Check.BLOCK_ALONE);
    assertThat(findings.get(1).status().label()).isEqualTo(status);
    assertThat(findings.get(1).detail()).isEqualTo(detail);
    assertThat(findings.get(0)).isEqualTo(Finding.unknown(Check.JOB_RECORDS, "see block-current"));
  }

  @Test
  void brokenMarkersAreToldByTheBlock() {
    assertThat(told(check(START))).contains("unknown block-current: see block");
  }
}
