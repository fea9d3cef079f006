// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.reconcile;

import io.lavasched.application.plan.Guard;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.HelperArgs;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.application.schedules.ServiceZone;
import io.lavasched.application.schedules.WantedSchedules;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.testkit.InMemoryScheduleArchive;
import io.lavasched.application.testkit.InMemoryScheduleStore;
import io.lavasched.domain.entry.DispatchDelay;
import io.lavasched.domain.entry.EntryLayout;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.lavasched.LavaschedParameters;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A realm with one lavasched job, and the service in which its schedules are. */
final class Realm {

  static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

  static final RealmName NAME = new RealmName("demo");

  static final JobId LAVASCHED = new JobId("demo/schedule-01");

  static final GroupName GROUP = GroupName.of(NAME, LAVASCHED);

  static final ScheduleTarget TARGET =
      new ScheduleTarget(
          "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
          "arn:aws:iam::123456789012:role/lavasched",
          "",
          900,
          185,
          Optional.empty());

  final InMemoryJobsTable table = new InMemoryJobsTable();
  final InMemoryScheduleArchive archive = new InMemoryScheduleArchive();
  final InMemoryScheduleStore.Service service = new InMemoryScheduleStore.Service(NOW);
  private OnInvalid onInvalid = OnInvalid.KEEP;
  private boolean skipsDisabled;
  private boolean areEnabled = true;
  private Enabled enabled = Enabled.YES;
  private Set<Guard> allowed = Set.of();
  private Instant now = NOW;

  /** The jobs {@code a} and so on, each at six, and the lavasched job itself. */
  static Realm of(String... ids) {
    Realm realm = new Realm();
    realm.job(LAVASCHED.text(), "*/15 * * * *");
    for (String id : ids) {
      realm.job(id, "0 6 * * *");
    }
    return realm;
  }

  Realm job(String id, Object schedule, Object... more) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("enabled", true);
    record.put("owner", "o");
    record.put("description", "d");
    record.put("worker", "w");
    record.put("dispatcher", "d");
    record.put("schedule", schedule);
    for (int i = 0; i < more.length; i += 2) {
      record.put((String) more[i], more[i + 1]);
    }
    table.put(record);
    return this;
  }

  Realm onInvalid(OnInvalid what) {
    onInvalid = what;
    return this;
  }

  Realm skippingDisabled() {
    skipsDisabled = true;
    return this;
  }

  Realm schedulesDisabled(boolean are) {
    areEnabled = !are;
    return this;
  }

  Realm lavaschedDisabled() {
    enabled = Enabled.NO;
    return this;
  }

  Realm allowing(Guard... guards) {
    allowed = Set.of(guards);
    return this;
  }

  Realm at(Instant time) {
    now = time;
    service.now(time);
    return this;
  }

  Instant now() {
    return now;
  }

  SchedulesRequest request() {
    ServiceZone zone = ServiceZone.of(ZoneId.of("Australia/Sydney")).orElseThrow();
    return new SchedulesRequest(
        NAME,
        new LavaschedJob(
            Optional.of(LAVASCHED),
            enabled,
            LavaschedParameters.parse(Value.of(Map.of("dispatcher", "d"))).value().orElseThrow()),
        Optional.empty(),
        new WantedSchedules(
            zone,
            zone.id(),
            HelperArgs.NONE,
            DispatchDelay.of(EntryLayout.PLAIN, List.of()),
            TARGET,
            areEnabled),
        now,
        new SchedulesRequest.Policy(onInvalid, skipsDisabled, allowed));
  }

  InMemoryScheduleStore store() {
    return new InMemoryScheduleStore(service, GROUP, new GroupOwner(NAME, LAVASCHED));
  }

  SchedulesOutcome run() {
    return run(store());
  }

  SchedulesOutcome run(InMemoryScheduleStore store) {
    return new RebuildSchedules(table, store, archive).run(request());
  }

  SchedulesOutcome plan() {
    return new RebuildSchedules(table, store(), archive).plan(request());
  }

  List<Stored> schedules() {
    return service.schedules(GROUP);
  }

  /** Such as {@code etl.a [0] cron(0 6 * * ? *)}, sorted by name. */
  List<String> shown() {
    return schedules().stream()
        .map(
            each ->
                each.spec()
                    .map(
                        spec ->
                            spec.name().text().split("_", 2)[0]
                                + " ["
                                + spec.name().element()
                                + "] "
                                + spec.expression().text()
                                + (spec.enabled() ? "" : " disabled"))
                    .orElse(each.name().text()))
        .toList();
  }

  /** Such as {@code + a [0]}, in the order of the plan. */
  static List<String> changes(SchedulesOutcome outcome) {
    List<String> lines = new ArrayList<>();
    for (JobSchedulesPlan job : outcome.planned().orElseThrow().jobs()) {
      for (ScheduleChange change : job.schedules()) {
        lines.add(change.kind().label() + " " + job.name() + " [" + change.name().element() + "]");
      }
    }
    return lines;
  }

  static List<String> codes(SchedulesOutcome outcome) {
    return outcome.planned().orElseThrow().problems().stream()
        .map(problem -> problem.code().id())
        .toList();
  }
}
