// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.testkit.Found;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A block with a {@code CRON_TZ}, for crons that support it and others. */
class CronTzGuardTest {

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore();

  CronTzGuardTest() {
    jobs.put(Map.of("job_id", "a", "worker", "w", "dispatcher", "d", "schedule", "30 6 * * *"));
  }

  private static RebuildRequest request(CronDialect dialect) {
    LavaschedJob sys =
        new LavaschedJob(
            Optional.of(new JobId("sys")),
            Enabled.YES,
            Requests.read(Map.of("dispatcher", "d", "env", Map.of("CRON_TZ", "Europe/Berlin"))));
    return Requests.forCron(Requests.of(sys, OnInvalid.KEEP, false), dialect);
  }

  private static List<String> ofCronTz(RebuildPlan plan) {
    return Found.lines(plan.problems()).stream().filter(l -> l.contains("[cron-tz-")).toList();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"VIXIE", "CRONIE"})
  void stopsForCronsThatDoNotHeedIt(CronDialect dialect) {
    RebuildOutcome outcome =
        Requests.rebuild(jobs, crontab).run(request(dialect), Requests.REPORTED);

    assertThat(outcome).isInstanceOf(Stopped.class);
    Stopped stopped = (Stopped) outcome;
    assertThat(stopped.reason()).isEqualTo(Stopped.Reason.INVALID_PARAMETERS);
    assertThat(Found.lines(stopped.problems()))
        .contains(
            "job sys: parameters.env.CRON_TZ: error: env must have no CRON_TZ for a cron that does"
                + " not support it, found one for "
                + dialect.text()
                + ": each job would go out at another hour [cron-tz-ignored] -> write the schedules"
                + " in the node's own zone, or set the node to that zone; if another hour is meant,"
                + " allow it with --allow-ignored-cron-tz");
    assertThat(crontab.read()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void mayBeAllowed(CronDialect dialect) {
    RebuildRequest request = Requests.allowing(request(dialect), Guard.IGNORED_CRON_TZ);

    assertThat(
            ofCronTz(
                Requests.planOf(Requests.rebuild(jobs, crontab).run(request, Requests.REPORTED))))
        .isEmpty();
    assertThat(crontab.read()).isPresent();
  }

  /** Nothing goes out by a block that is only shown. */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CRONIE")
  void warnsWhereTheBlockIsOnlyShownOrTheCronNotKnown(CronDialect dialect) {
    RebuildPlan plan =
        Requests.rebuild(jobs, crontab)
            .render(request(dialect))
            .fold(stopped -> Optional.<RebuildPlan>empty(), r -> Optional.of(r.plan()))
            .orElseThrow();

    assertThat(ofCronTz(plan))
        .singleElement()
        .asString()
        .startsWith("job sys: parameters.env.CRON_TZ: warning: ")
        .contains("[cron-tz-unsure]");
  }

  @Test
  void anUnknownCronIsWarnedOf() {
    RebuildOutcome outcome =
        Requests.rebuild(jobs, crontab).run(request(CronDialect.VIXIE), Requests.REPORTED);

    assertThat(ofCronTz(Requests.planOf(outcome))).hasSize(1);
    assertThat(crontab.read()).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void theNodesOwnZoneIsNoOther(CronDialect dialect) {
    RebuildRequest request = request(dialect);
    RebuildRequest atHome =
        Requests.at(request, request.realm(), request.node().now(), ZoneId.of("Europe/Berlin"));

    assertThat(
            ofCronTz(
                Requests.planOf(Requests.rebuild(jobs, crontab).run(atHome, Requests.REPORTED))))
        .isEmpty();
  }
}
