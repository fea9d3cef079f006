// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.explain.ExplainJob;
import io.lavasched.application.explain.ExplainRequest;
import io.lavasched.application.explain.Explanation;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.timeline.Interval;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three forecasts of a realm know when its crontab is rebuilt, and say the same of it. */
class RebuildForecastTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
  private static final Instant MIDNIGHT = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

  private static final String COMMAND = "lavasched run --realm demo --job sys";

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();

  private static Map<String, Object> job(String id, String type, Object schedule) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", type);
    record.put("enabled", true);
    record.put("worker", "w");
    record.put("payload", "x");
    record.put("dispatcher", "d");
    record.put("schedule", schedule);
    return record;
  }

  private static Map<String, Object> lavasched(Object schedule) {
    Map<String, Object> record = job("sys", "lavasched", schedule);
    record.put("parameters", Map.of("dispatcher", "d"));
    return record;
  }

  private static Map<String, Object> window(String cron, Instant from, Instant to) {
    return Map.of("crontab", cron, "from", from.toString(), "to", to.toString());
  }

  private Forecast forecast(Instant now) {
    return Forecast.of(
        jobs,
        new ForecastRequest(
            ForecastRequest.Chosen.ALL,
            ZoneOffset.UTC,
            CronDialect.VIXIE,
            new ForecastRequest.Span(now, Optional.of(MIDNIGHT.plusSeconds(86_399))),
            true));
  }

  /** Of job a, in seconds; one that is late is told from the others. */
  private List<String> next(Instant now) {
    Forecast forecast = forecast(now);
    List<String> found = new ArrayList<>();
    for (Iterator<Dispatch> all = forecast.dispatches(forecast.jobs()); all.hasNext(); ) {
      Dispatch dispatch = all.next();
      if (dispatch.job().record().id().text().equals("a")) {
        found.add(Instant.ofEpochSecond(dispatch.at()) + (dispatch.isLate() ? " late" : ""));
      }
    }
    return found;
  }

  private CountDispatches.Report timeline() {
    return CountDispatches.count(
        jobs,
        new CountDispatches.Request(
            Interval.ofDays(DAY, 1, ZoneOffset.UTC), CronDialect.VIXIE, Set.of()));
  }

  private List<Instant> ofTimeline() {
    List<Instant> found = new ArrayList<>();
    timeline().timeline().jobs().stream()
        .filter(job -> job.id().text().equals("a"))
        .flatMap(job -> job.schedules().stream())
        .forEach(
            scheduled ->
                scheduled
                    .dispatches()
                    .forEach((minute, count) -> found.add(MIDNIGHT.plusSeconds(minute * 60L))));
    return found;
  }

  private Explanation explain(Instant now) {
    ExplainRequest request =
        new ExplainRequest(
            new JobId("a"),
            new RealmName("demo"),
            true,
            new RebuildRequest.Node(
                DispatcherProgram.DEFAULT, now, ZoneOffset.UTC, Optional.of(CronDialect.VIXIE)),
            new ExplainRequest.Options(RebuildSettings.NONE, Set.of()));
    return ExplainJob.explain(jobs, new InMemoryCrontabStore(), file -> Optional.empty(), request)
        .value()
        .orElseThrow();
  }

  private static List<String> ofExplain(Explanation explanation) {
    return explanation.schedules().get(0).fires().stream()
        .map(fire -> Instant.ofEpochSecond(fire.at()) + (fire.isLate() ? " late" : ""))
        .toList();
  }

  /** The window is 00:03 to 00:07, once a minute; who rebuilds differs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # lavasched job | cmd job      | first dispatch, last dispatch, reason
          */15 * * * *    |              | none           missed
          */5 * * * *     |              | 00:06 00:10    not_active
          4 * * * *       |              | 00:05 01:04    not_active
          7 * * * *       |              | none           missed
          --              | */5 * * * *  | 00:06 00:10    not_active
          --              | */15 * * * * | none           missed
          30 0 * * *      | 3 0 * * *    | 00:04 00:30    not_active
          # by hand, or by a timer of systemd: nobody can tell
          --              |              | 00:03 00:07    not_active
          """)
  void whatNoRebuildSeesIsNotDispatched(String rebuild, String command, String expected) {
    jobs.put(lavasched(rebuild));
    if (command != null) {
      Map<String, Object> caller = job("caller", "cmd", command);
      caller.put("payload", COMMAND);
      jobs.put(caller);
    }
    jobs.put(
        job("a", "cmd", window("* * * * *", MIDNIGHT.plusSeconds(180), MIDNIGHT.plusSeconds(420))));
    Instant now = MIDNIGHT.minusSeconds(600);

    List<String> next = next(now);
    Explanation explanation = explain(now);

    String[] words = expected.split(" +", -1);
    if (words[0].equals("none")) {
      assertThat(next).isEmpty();
      assertThat(explanation.willRun()).isFalse();
      assertThat(forecast(now).problems())
          .extracting(Problem::code)
          .contains(ProblemCode.WINDOW_MISSED);
      assertThat(timeline().problems())
          .extracting(Problem::code)
          .contains(ProblemCode.WINDOW_MISSED);
    } else {
      assertThat(next.get(0)).isEqualTo("2026-11-29T" + words[0] + ":00Z");
      assertThat(next.get(next.size() - 1)).startsWith("2026-11-29T" + words[1] + ":00Z");
      assertThat(explanation.willRun()).isTrue();
      assertThat(forecast(now).problems())
          .extracting(Problem::code)
          .doesNotContain(ProblemCode.WINDOW_MISSED);
    }
    String reason = words[words.length - 1];
    assertThat(explanation.reasons())
        .extracting(r -> r.kind().label())
        .contains(reason)
        .doesNotContain(reason.equals("missed") ? "not_active" : "missed");
    assertThat(ofExplain(explanation)).isEqualTo(next.subList(0, Math.min(5, next.size())));
  }

  @Property(tries = 200)
  void allThreeSayTheSame(
      @ForAll @IntRange(min = 1, max = 59) int step,
      @ForAll @IntRange(min = 1, max = 17) int each,
      @ForAll @IntRange(min = 0, max = 40_000) int from,
      @ForAll @IntRange(min = 0, max = 40_000) int to) {
    jobs.put(lavasched("*/" + step + " * * * *"));
    jobs.put(
        job(
            "a",
            "cmd",
            window(
                "*/" + each + " * * * *", MIDNIGHT.plusSeconds(from), MIDNIGHT.plusSeconds(to))));
    Instant now = MIDNIGHT.minusSeconds(1);

    List<String> expected = simulated(step, each, from, to);

    assertThat(next(now)).isEqualTo(expected);
    assertThat(ofTimeline().stream().map(Instant::toString))
        .isEqualTo(expected.stream().map(time -> time.replace(" late", "")).toList());
    List<String> explained = ofExplain(explain(now));
    assertThat(explained.subList(0, Math.min(explained.size(), expected.size())))
        .isEqualTo(expected.subList(0, Math.min(5, expected.size())));
  }

  /** A day, minute by minute: cron starts what is in the crontab, then a rebuild may change it. */
  private static List<String> simulated(int step, int each, int from, int to) {
    List<String> found = new ArrayList<>();
    boolean isThere = isActive(-1, from, to);
    for (int minute = 0; minute < 1440; minute++) {
      int second = minute * 60;
      if (isThere && minute % 60 % each == 0) {
        found.add(MIDNIGHT.plusSeconds(second) + (isActive(second, from, to) ? "" : " late"));
      }
      if (minute % 60 % step == 0) {
        isThere = isActive(second + 1, from, to);
      }
    }
    return found;
  }

  private static boolean isActive(int second, int from, int to) {
    return from > to ? second <= to || second >= from : second >= from && second <= to;
  }
}
