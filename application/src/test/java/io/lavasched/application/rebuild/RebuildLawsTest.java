// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.schedule.JobSchedule;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Records;
import io.lavasched.testkit.Texts;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RebuildLawsTest {

  private static final CrontabText FOREIGN =
      CrontabText.of("A=1\r\n0 1 * * * x\u00ff\n# no newline at the end");

  /** Sound records, and what a lavasched job makes of them. */
  record Realm(List<Map<String, Object>> records, Map<String, Object> parameters) {

    InMemoryJobsTable table() {
      InMemoryJobsTable table = new InMemoryJobsTable();
      records.forEach(table::put);
      return table;
    }

    Realm with(List<Map<String, Object>> others) {
      return new Realm(others, parameters);
    }

    RebuildRequest request(OnInvalid onInvalid) {
      return Requests.of(parameters, onInvalid);
    }

    RebuildPlan rebuild(InMemoryCrontabStore crontab) {
      return Requests.planOf(
          Requests.rebuild(table(), crontab).run(request(OnInvalid.KEEP), Requests.REPORTED));
    }
  }

  @Property(tries = 300)
  void secondRunChangesNothing(
      @ForAll("realms") Realm realm, @ForAll("damage") Map<String, Object> damage) {
    Realm some = realm.with(damaged(realm.records, damage));
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(FOREIGN);
    some.rebuild(crontab);
    CrontabText once = crontab.read().orElseThrow();

    assertThat(some.rebuild(crontab).hasChanges()).isFalse();
    assertThat(crontab.read()).contains(once);
    assertThat(once.toString()).startsWith(FOREIGN + "\n#### Lava Schedules Start ####\n");
  }

  @Property(tries = 300)
  void orderOfTheRecordsDoesNotMatter(
      @ForAll("realms") Realm realm,
      @ForAll("damage") Map<String, Object> damage,
      @ForAll long seed) {
    List<Map<String, Object>> records = damaged(realm.records, damage);
    List<Map<String, Object>> shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(seed));
    RebuildPlan one = realm.with(records).rebuild(new InMemoryCrontabStore(FOREIGN));
    RebuildPlan other = realm.with(shuffled).rebuild(new InMemoryCrontabStore(FOREIGN));

    assertThat(other.after()).isEqualTo(one.after());
    assertThat(other.jobs()).isEqualTo(one.jobs());
    assertThat(other.problems()).isEqualTo(one.problems());
  }

  /** No data adds a line: each is a variable, or the entry of one active schedule. */
  @Property(tries = 500)
  void everyLineIsAccountedFor(@ForAll("realms") Realm realm) {
    RebuildPlan plan = realm.rebuild(new InMemoryCrontabStore());
    LavaschedParameters parameters = Requests.read(realm.parameters);
    List<String> lines = plan.after().toString().lines().toList();
    int variables = parameters.env().size() + 1;
    List<String> entries = lines.subList(1 + variables, lines.size() - 1);

    assertThat(lines).hasSize(2 + variables + plan.block().lines().size());
    assertThat(entries.stream().map(RebuildLawsTest::described).toList())
        .isEqualTo(expectedEntries(realm, parameters));
  }

  /** Cron string, worker, arguments, job. */
  private static List<Object> described(String line) {
    CrontabEntry entry = InstalledEntry.parse(line, DispatcherProgram.DEFAULT).orElseThrow();
    return List.of(entry.cron().text(), entry.worker().text(), entry.args(), entry.job().text());
  }

  private static List<List<Object>> expectedEntries(Realm realm, LavaschedParameters parameters) {
    List<ShellWord> args = parameters.args();
    Comparator<String> byBytes =
        Comparator.comparing(text -> text.getBytes(UTF_8), Arrays::compareUnsigned);
    return realm.records.stream()
        .filter(
            r ->
                parameters.dispatchers().stream()
                    .anyMatch(d -> d.text().equals(r.get("dispatcher"))))
        .sorted(
            Comparator.comparing((Map<String, Object> r) -> (String) r.get("dispatcher"), byBytes)
                .thenComparing(r -> (String) r.get("job_id"), byBytes))
        .flatMap(
            r ->
                JobSchedule.parse(Value.of(r.get("schedule")))
                    .value()
                    .orElseThrow()
                    .activeAt(Requests.NOW, ZoneOffset.UTC)
                    .stream()
                    .map(CronSchedule::text)
                    .map(cron -> List.of(cron, r.get("worker"), args, r.get("job_id"))))
        .collect(Collectors.toList());
  }

  /** Hostile records may be bad; but whatever they are, they are lines of their own job. */
  @Property(tries = 500)
  void noDataAddsALine(@ForAll("anyRecords") List<Map<String, Object>> records) {
    Realm realm = new Realm(records, Map.of("dispatcher", "d"));
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(FOREIGN);
    RebuildPlan plan = realm.rebuild(crontab);
    List<String> block = Requests.blockLines(plan.after());

    assertThat(block).hasSize(1 + plan.block().lines().size());
    assertThat(block.get(0)).isEqualTo("LAVA_REALM=demo");
    for (int i = 1; i < block.size(); i++) {
      assertThat(InstalledEntry.parse(block.get(i), DispatcherProgram.DEFAULT).orElseThrow().job())
          .isEqualTo(plan.block().lines().get(i - 1).job());
    }
  }

  @Property(tries = 300)
  void quarantineOfOneJobNeverChangesAnother(
      @ForAll("realms") Realm realm,
      @ForAll("damage") Map<String, Object> damage,
      @ForAll("damage") Map<String, Object> more) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(FOREIGN);
    Map<String, List<String>> before = linesByJob(realm.rebuild(crontab));
    CrontabText installed = crontab.read().orElseThrow();
    List<Map<String, Object>> damaged = damaged(damaged(realm.records, damage), more);

    Map<String, List<String>> kept = linesByJob(realm.with(damaged).rebuild(crontab));
    assertThat(kept).isEqualTo(before);
    assertThat(crontab.read()).as("not even the order").contains(installed);

    RebuildPlan dropped =
        Requests.planOf(
            Requests.rebuild(realm.with(damaged).table(), crontab)
                .run(realm.request(OnInvalid.DROP), Requests.REPORTED));
    Map<String, List<String>> left = linesByJob(dropped);
    dropped.jobs().stream()
        .filter(job -> job.state() == JobPlan.State.QUARANTINED)
        .forEach(job -> before.put(job.name(), List.of()));
    assertThat(left).isEqualTo(before);
  }

  private static Map<String, List<String>> linesByJob(RebuildPlan plan) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    plan.jobs().forEach(job -> lines.put(job.name(), job.lines()));
    return lines;
  }

  /** The same records, the middle one of them damaged. */
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
  Arbitrary<Realm> realms() {
    Arbitrary<Map<String, Object>> parameters =
        Combinators.combine(
                Arbitraries.of(List.of("d"), List.of("\ud83d\ude00", "d", "\uff5e"), List.of("x")),
                Texts.words().list().ofMaxSize(3),
                Arbitraries.maps(
                        Arbitraries.of("PATH", "A", "_b", "LAVA_X"),
                        Arbitraries.of("", "x", " it's", "a % b", "/bin:/usr/bin"))
                    .ofMaxSize(3))
            .as((names, args, env) -> Map.of("dispatcher", names, "args", args, "env", env));
    return Combinators.combine(Records.realm("d", "\ud83d\ude00", "\uff5e"), parameters)
        .as(Realm::new);
  }

  @Provide
  Arbitrary<Map<String, Object>> damage() {
    return Records.damage();
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> anyRecords() {
    Arbitrary<Object> ids =
        Arbitraries.oneOf(
            Texts.any().map(t -> (Object) t),
            Records.anyData(new Value.Other("a string set"))
                .map(value -> (Object) Value.of(value)));
    return Combinators.combine(
            ids, ids, Arbitraries.oneOf(ids, Records.Schedules.valid()), Records.sound("d"))
        .as(
            (id, worker, schedule, sound) ->
                Records.with(sound, Map.of("job_id", id, "worker", worker, "schedule", schedule)))
        .list()
        .ofMaxSize(4);
  }
}
