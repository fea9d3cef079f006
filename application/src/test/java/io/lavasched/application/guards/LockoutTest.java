// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.rebuild.Requests;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Code;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.worker.Enabled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which an entry goes, and each kind of job that rebuilds the crontab. */
class LockoutTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher --worker w ";

  private static final String CRONTAB =
      "#### Lava Schedules Start ####\n0 0 * * * "
          + LAVA
          + "a\n0 0 * * * "
          + LAVA
          + "r\n#### Lava Schedules End ####\n";

  /** What the record of {@code r} has; {@code sys} is the lavasched job, which has no schedule. */
  private static final Map<String, Map<String, Object>> KINDS = new TreeMap<>();

  static {
    kind("cmd", "cmd", "lavasched run --job sys");
    kind("cmd, by its path", "cmd", "/opt/lavasched/bin/lavasched run --job=sys --lock-wait 5");
    kind("cmd, without a job", "cmd", "lavasched run --dispatcher d");
    kind("cmd, with a file", "cmd", "lavasched run --job-file /etc/lavasched.json");
    kind("cmd, a job that Jinja puts in", "cmd", "lavasched run --job {{ globals.job }}");
    kind("cmd, args", "cmd", "lavasched", Map.of("args", List.of("run", "--job", "sys")));
    kind("sh", "cmd", "sh -c 'PATH=/opt/bin:$PATH lavasched -l info run --job \"sys\" 2>&1'");
    kind("bash", "cmd", "bash -lc \"cd /tmp && lavasched run --job=sys; echo done\"");
    kind("exe", "exe", "bin/lavasched", Map.of("args", List.of("run", "--job", "sys")));
    kind("pkg", "pkg", "pkg/tools.zip", Map.of("command", "bin/lavasched run --job sys"));
    kind("docker", "docker", "tools:latest", Map.of("command", "lavasched run --job sys"));
    kind("lava-dispatcher", "cmd", "/usr/local/bin/lava-dispatcher --worker w other sys");
    kind("lava-dispatcher, args", "exe", "bin/lava-dispatcher", Map.of("args", List.of("sys")));
    kind("chain", "chain", "other, sys");
    kind("chain, prefix", "chain", List.of("ys"), Map.of("job_prefix", "s"));
    kind("dispatch", "dispatch", List.of("sys"));
    kind("dag", "dag", Map.of("sys", List.of("other")));
    kind("foreach", "foreach", "sys");
  }

  private static final Map<String, UnaryOperator<Map<String, Object>>> WAYS = new TreeMap<>();

  static {
    WAYS.put("filler", with("schedule", "--"));
    WAYS.put("blank", with("schedule", " "));
    WAYS.put("no schedule", without("schedule"));
    WAYS.put("an empty list", with("schedule", List.of()));
    WAYS.put("over", with("schedule", Map.of("crontab", "0 0 * * *", "to", "2026-11-01")));
    WAYS.put("later", with("schedule", Map.of("crontab", "0 0 * * *", "from", "2027-01-01")));
    WAYS.put("another dispatcher", with("dispatcher", "e"));
    WAYS.put("no dispatcher", without("dispatcher"));
    WAYS.put("left out", with("enabled", false));
    WAYS.put("bad", with("schedule", "0 24 * * *"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void entryThatGoesLocksOut(Map<String, Object> record) {
    assertThat(refusals(record, Map.of(), Set.of())).containsExactly(ProblemCode.GUARD_LOCKOUT);
    assertThat(refusals(record, Map.of(), Set.of(Guard.LOCKOUT))).isEmpty();
    assertThat(refusals(record, job("s", KINDS.get("cmd")), Set.of()))
        .as("another one stays")
        .isEmpty();
    assertThat(refusals(record, job("s", other("echo")), Set.of()))
        .as("one that rebuilds nothing stays")
        .containsExactly(ProblemCode.GUARD_LOCKOUT);
  }

  static Stream<Arguments> all() {
    return KINDS.entrySet().stream()
        .flatMap(
            kind ->
                WAYS.entrySet().stream()
                    .map(
                        way ->
                            argumentSet(
                                kind.getKey() + ": " + way.getKey(),
                                way.getValue().apply(job("r", kind.getValue())))));
  }

  @ParameterizedTest
  @MethodSource("others")
  void entryOfAnotherJobDoesNot(String command) {
    WAYS.forEach(
        (name, way) ->
            assertThat(refusals(way.apply(job("r", other(command))), Map.of(), Set.of()))
                .as(name)
                .isEmpty());
  }

  static List<String> others() {
    return List.of(
        "/opt/etl.sh sys",
        "lavasched run --job other",
        "lavasched run --job=system",
        "lavasched plan --job sys",
        "lavasched check",
        "lava-dispatcher --worker w other",
        "lava-dispatcher --worker w system");
  }

  /** One that is disabled rebuilds nothing, though it has its entry. */
  @Test
  void disabledOneThatStaysIsNoHelp() {
    Map<String, Object> goes = with("schedule", "--").apply(job("r", KINDS.get("cmd")));
    Map<String, Object> stays = with("enabled", false).apply(job("s", KINDS.get("cmd")));

    assertThat(plan(goes, stays, Set.of(), false).refusals())
        .extracting(p -> p.code())
        .containsExactly(ProblemCode.GUARD_LOCKOUT);
  }

  /** A line that somebody wrapped is not recognised as an entry, and goes all the same. */
  @Test
  void wrappedEntryIsOneToo() {
    Map<String, Object> goes = with("schedule", "--").apply(job("r", KINDS.get("cmd")));
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    crontab.install(CrontabText.of(CRONTAB.replace(LAVA + "r", "nice " + LAVA + "r")));

    assertThat(
            Requests.planOf(
                    Requests.rebuild(table(goes, Map.of()), crontab).plan(request(Set.of(), false)))
                .refusals())
        .extracting(p -> p.code())
        .containsExactly(ProblemCode.GUARD_LOCKOUT);
  }

  private static List<Code> refusals(
      Map<String, Object> record, Map<String, Object> other, Set<Guard> allowed) {
    return plan(record, other, allowed, true).refusals().stream().map(p -> p.code()).toList();
  }

  private static RebuildPlan plan(
      Map<String, Object> record,
      Map<String, Object> other,
      Set<Guard> allowed,
      boolean skipDisabled) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    crontab.install(CrontabText.of(CRONTAB));
    return Requests.planOf(
        Requests.rebuild(table(record, other), crontab).plan(request(allowed, skipDisabled)));
  }

  private static InMemoryJobsTable table(Map<String, Object> record, Map<String, Object> other) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    table.put(job("a", other("echo")));
    table.put(record);
    if (!other.isEmpty()) {
      table.put(other);
    }
    return table;
  }

  private static RebuildRequest request(Set<Guard> allowed, boolean skipDisabled) {
    LavaschedJob sys =
        new LavaschedJob(
            Optional.of(new JobId("sys")), Enabled.YES, Requests.read(Map.of("dispatcher", "d")));
    return Requests.allowing(
        Requests.of(sys, OnInvalid.DROP, skipDisabled), allowed.toArray(Guard[]::new));
  }

  private static Map<String, Object> job(String id, Map<String, Object> kind) {
    Map<String, Object> record = new LinkedHashMap<>(kind);
    record.put("job_id", id);
    record.put("worker", "w");
    record.put("dispatcher", "d");
    record.put("schedule", "0 0 * * *");
    record.put("enabled", true);
    return record;
  }

  private static Map<String, Object> other(String command) {
    return Map.of("type", "cmd", "payload", command);
  }

  private static void kind(String name, String type, Object payload) {
    KINDS.put(name, Map.of("type", type, "payload", payload));
  }

  private static void kind(String name, String type, Object payload, Map<String, ?> parameters) {
    KINDS.put(name, Map.of("type", type, "payload", payload, "parameters", parameters));
  }

  private static UnaryOperator<Map<String, Object>> with(String field, Object value) {
    return record -> {
      Map<String, Object> changed = new LinkedHashMap<>(record);
      changed.put(field, value);
      return changed;
    };
  }

  private static UnaryOperator<Map<String, Object>> without(String field) {
    return record -> {
      Map<String, Object> changed = new LinkedHashMap<>(record);
      changed.remove(field);
      return changed;
    };
  }
}
