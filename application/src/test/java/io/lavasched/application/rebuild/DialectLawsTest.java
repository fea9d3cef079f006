// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.job.JobId;
import io.lavasched.testkit.CronFields;
import io.lavasched.testkit.Records;
import io.lavasched.testkit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the dialect: the same jobs, and no line that tells of them otherwise. */
class DialectLawsTest {

  private static final RebuildRequest REQUEST =
      Requests.allowing(
          Requests.of(
              Map.of("dispatcher", List.of("d", "e"), "args", List.of("--tag", "10% #")),
              OnInvalid.KEEP),
          Guard.values());

  private static RebuildOutcome run(
      List<Map<String, Object>> records, InMemoryCrontabStore crontab, CronDialect dialect) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    records.forEach(table::put);
    return Requests.rebuild(table, crontab)
        .run(Requests.forCron(REQUEST, dialect), Requests.REPORTED);
  }

  private static RebuildPlan rebuild(
      List<Map<String, Object>> records, InMemoryCrontabStore crontab, CronDialect dialect) {
    return Requests.planOf(run(records, crontab, dialect));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void sameEntriesForEachCron(
      @ForAll("records") List<Map<String, Object>> records, @ForAll CronDialect dialect) {
    RebuildPlan plain = rebuild(records, new InMemoryCrontabStore(), CronDialect.VIXIE);
    RebuildPlan other = rebuild(records, new InMemoryCrontabStore(), dialect);

    for (int i = 0; i < plain.jobs().size(); i++) {
      JobPlan job = other.jobs().get(i);
      assertThat(job.name()).isEqualTo(plain.jobs().get(i).name());
      if (job.state() == JobPlan.State.QUARANTINED) {
        assertThat(other.problems())
            .anySatisfy(
                p -> {
                  assertThat(p.location().subject().orElseThrow().name()).isEqualTo(job.name());
                  assertThat(p.code().id()).isIn("cron-both-days", "cron-reboot");
                });
      } else {
        assertThat(job.lines()).hasSameSizeAs(plain.jobs().get(i).lines());
      }
    }
    for (BlockLine line : other.block().lines()) {
      assertThat(
              InstalledEntry.parseShared(
                  line.text(), REQUEST.node().program(), REQUEST.job().parameters().args()))
          .extracting(CrontabEntry::job)
          .isEqualTo(line.jobs());
      if (dialect.isStrict()) {
        assertThat(line.text()).doesNotContain("\\\\", "  ", "#").doesNotContainPattern("\\p{Cc}");
      }
    }
    assertThat(other.block().variables().isEmpty()).isEqualTo(dialect.isStrict());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void secondRunChangesNothingWhateverCameBefore(
      @ForAll("records") List<Map<String, Object>> records,
      @ForAll("damage") Map<String, Object> damage,
      @ForAll CronDialect one,
      @ForAll CronDialect two) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(CrontabText.of("A=1\r\n# x"));
    rebuild(records, crontab, one);
    RebuildPlan sound = rebuild(records, crontab, two);
    assertThat(run(records, crontab, two)).isInstanceOf(RebuildOutcome.Unchanged.class);

    CrontabText installed = crontab.read().orElseThrow();
    RebuildPlan kept = rebuild(damaged(records, damage), crontab, two);
    assertThat(crontab.read()).contains(installed);
    assertThat(linesByJob(kept)).isEqualTo(linesByJob(sound));
    assertThat(crontab.read().orElseThrow().toString()).startsWith("A=1\r\n# x\n####");
  }

  private static Map<String, List<String>> linesByJob(RebuildPlan plan) {
    Map<String, List<String>> lines = new TreeMap<>();
    plan.jobs().forEach(job -> lines.put(job.name(), job.lines()));
    return lines;
  }

  private static List<Map<String, Object>> damaged(
      List<Map<String, Object>> records, Map<String, Object> damage) {
    List<Map<String, Object>> copy = new ArrayList<>(records);
    if (!copy.isEmpty()) {
      int at = Math.floorMod(damage.hashCode(), copy.size());
      copy.set(at, Records.with(copy.get(at), damage));
    }
    return copy;
  }

  @Provide
  Arbitrary<Map<String, Object>> damage() {
    return Records.damage();
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> records() {
    Arbitrary<String> ids =
        Texts.names()
            .filter(name -> !name.contains("--worker") && JobId.parse(name).value().isPresent());
    Arbitrary<Object> schedules =
        Arbitraries.oneOf(
            CronFields.valid().map(cron -> (Object) cron),
            CronFields.valid().list().ofMaxSize(3).map(list -> (Object) list));
    return Combinators.combine(
            ids, schedules, Arbitraries.of("w", "big  one"), Arbitraries.of("d", "e"))
        .as(
            (id, schedule, worker, dispatcher) ->
                Map.of(
                    "job_id", id, "worker", worker, "dispatcher", dispatcher, "schedule", schedule))
        .list()
        .ofMaxSize(12)
        .uniqueElements(record -> record.get("job_id"));
  }
}
