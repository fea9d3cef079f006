// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.ComingChange;
import io.lavasched.application.plan.ComingPlan;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.job.RealmName;
import io.lavasched.testkit.Records;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A plan, and what windows of schedules will change after it. */
class ComingWindowsTest {

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  private static final String PROGRAM = " /usr/local/bin/lava-dispatcher --worker w ";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore();

  private static Map<String, Object> job(String id, Object schedule) {
    return new LinkedHashMap<>(
        Map.of("job_id", id, "worker", "w", "dispatcher", "d", "schedule", schedule));
  }

  private static RebuildRequest request() {
    return Requests.of(Map.of("dispatcher", "d"), OnInvalid.KEEP);
  }

  private ComingPlan plan(RebuildRequest request, Duration length) {
    return Requests.rebuild(jobs, crontab).planUntil(request, request.node().now().plus(length));
  }

  private static List<String> lines(List<ComingChange> changes) {
    List<String> lines = new ArrayList<>();
    for (ComingChange change : changes) {
      lines.add(change.at().toString());
      for (JobPlan job : change.jobs()) {
        lines.add(job.name() + " " + job.change().label() + " " + job.state().label());
        job.installed().forEach(line -> lines.add("-" + line));
        job.lines().forEach(line -> lines.add("+" + line));
      }
    }
    return lines;
  }

  @Test
  void entriesComeAndGoWithTheirWindows() {
    // Now is 2026-11-23T10:15Z.
    jobs.put(
        job(
            "sale",
            List.of(
                Map.of("crontab", "0 * * * *", "to", "2026-12-01T23:59:59"),
                Map.of("crontab", "*/10 * * * *", "from", "2026-12-02"))));
    jobs.put(job("pause", Map.of("crontab", "@daily", "from", "2026-12-09", "to", "2026-12-02")));
    jobs.put(job("always", "@daily"));
    jobs.put(job("over", Map.of("crontab", "@daily", "to", "2026-11-23T10:14Z")));
    jobs.put(job("later", Map.of("crontab", "@daily", "from", "2027-01-01")));

    assertThat(lines(plan(request(), Duration.ofDays(30)).changes()))
        .containsExactly(
            "2026-12-02T00:00:00Z",
            "sale changed scheduled",
            "-0 * * * *" + PROGRAM + "sale",
            "+*/10 * * * *" + PROGRAM + "sale",
            "2026-12-02T00:00:01Z",
            "pause removed inactive",
            "-@daily" + PROGRAM + "pause",
            "2026-12-09T00:00:00Z",
            "pause added scheduled",
            "+@daily" + PROGRAM + "pause");
  }

  @Test
  void theEndIsStillLookedAtAndNowIsNot() {
    jobs.put(job("a", Map.of("crontab", "@daily", "from", "2026-11-23T10:15:00Z")));
    jobs.put(job("b", Map.of("crontab", "@daily", "from", "2026-11-23T10:16:00Z")));
    jobs.put(job("c", Map.of("crontab", "@daily", "from", "2026-11-23T10:16:01Z")));

    assertThat(lines(plan(request(), Duration.ofMinutes(1)).changes()))
        .containsExactly("2026-11-23T10:16:00Z", "b added scheduled", "+@daily" + PROGRAM + "b");
  }

  @Test
  void badJobsAndThoseThatAreLeftOutChangeNothing() {
    Map<String, Object> disabled = job("off", Map.of("crontab", "@daily", "from", "2026-12-02"));
    disabled.put("enabled", false);
    jobs.put(disabled);
    jobs.put(job("bad", List.of("x", Map.of("crontab", "@daily", "from", "2026-12-02"))));

    assertThat(plan(Requests.skippingDisabled(request()), Duration.ofDays(30)).changes()).isEmpty();
    assertThat(plan(request(), Duration.ofDays(30)).changes()).hasSize(1);
  }

  @Test
  void withoutAPlanNothingComes() {
    jobs.put(job("a", Map.of("crontab", "@daily", "from", "2026-12-02")));
    ComingPlan plan =
        Requests.rebuild(
                jobs,
                new InMemoryCrontabStore(
                    CrontabText.of("#### Lava Schedules End ####\n".getBytes(UTF_8))))
            .planUntil(request(), Requests.NOW.plus(Duration.ofDays(30)));

    assertThat(plan.outcome()).isInstanceOf(Stopped.class);
    assertThat(plan.changes()).isEmpty();
  }

  /** Each of them changes one of the thousands of lines: all of them would be millions. */
  @Test
  void oneRecordWithThousandsOfWindowsIsCut() {
    List<Map<String, String>> schedules = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Instant from = Requests.NOW.plusSeconds(60L * (i + 1));
      schedules.add(Map.of("crontab", "0 0 * * *", "from", from.toString()));
    }
    jobs.put(job("many", schedules));

    ComingPlan plan = plan(request(), Duration.ofDays(30));

    assertThat(plan.isCut()).isTrue();
    assertThat(lines(plan.changes()))
        .startsWith("2026-11-23T10:16:00Z", "many added scheduled")
        .hasSizeLessThan(ComingWindows.MOST_LINES);
    assertThat(plan(request(), Duration.ofMinutes(5)).isCut()).isFalse();
    assertThat(plan(request(), Duration.ofMinutes(5)).changes()).hasSize(5);
  }

  /** What is planned now and what comes make up what would be planned then. */
  @Property(tries = 300)
  void changesLeadToThePlanOfTheEnd(@ForAll("realm") List<Map<String, Object>> realm) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    realm.forEach(table::put);
    RebuildCrontab rebuild = Requests.rebuild(table, crontab);
    Instant now = Instant.parse("2025-12-30T00:00:00Z");
    Duration length = Duration.ofDays(400);
    RebuildRequest request = Requests.at(request(), new RealmName("demo"), now, SYDNEY);
    RebuildRequest then = Requests.at(request(), new RealmName("demo"), now.plus(length), SYDNEY);
    ComingPlan plan = rebuild.planUntil(request, now.plus(length));

    Map<String, List<String>> entries = new HashMap<>();
    Requests.planOf(plan.outcome()).jobs().forEach(job -> entries.put(job.name(), job.lines()));
    for (ComingChange change : plan.changes()) {
      for (JobPlan job : change.jobs()) {
        assertThat(entries.put(job.name(), job.lines())).isEqualTo(job.installed());
      }
    }
    Map<String, List<String>> expected = new HashMap<>();
    Requests.planOf(rebuild.plan(then))
        .jobs()
        .forEach(job -> expected.put(job.name(), job.lines()));
    assertThat(entries).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> realm() {
    return Records.realm("d");
  }
}
