// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.port.WorkerQueues;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.application.testkit.InMemoryRunEvents;
import io.lavasched.application.testkit.InMemorySeenJobs;
import io.lavasched.application.testkit.InMemoryWorkerQueues;
import io.lavasched.application.times.RealmService;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.pattern.WorkerPattern;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A realm, a node, and what ran: for an audit from ten to twelve o'clock, some time later. */
final class Audits {

  static final Instant SINCE = Instant.parse("2026-12-01T10:00:00Z");
  static final Instant UNTIL = Instant.parse("2026-12-01T12:00:00Z");
  static final Instant NOW = Instant.parse("2026-12-01T12:10:00Z");

  static final String PROGRAM = "/usr/local/bin/lava-dispatcher";

  final InMemoryJobsTable table = new InMemoryJobsTable();
  final InMemoryRunEvents events = new InMemoryRunEvents();
  final InMemorySeenJobs memory = new InMemorySeenJobs();
  final InMemoryCrontabArchive archive = new InMemoryCrontabArchive();
  final InMemoryCrontabStore crontab = new InMemoryCrontabStore();
  Optional<WorkerQueues> queues = Optional.of(new InMemoryWorkerQueues());
  Optional<Duration> kept = Optional.of(Duration.ofDays(2));
  Optional<Instant> endsAt = Optional.empty();
  RebuildSettings settings = RebuildSettings.NONE;
  ForecastRequest.Chosen chosen = ForecastRequest.Chosen.ALL;
  ZoneId zone = ZoneOffset.UTC;
  CronDialect dialect = CronDialect.DEBIAN;
  Instant since = SINCE;
  Instant until = UNTIL;
  Instant now = NOW;
  Duration grace = AuditRequest.Tolerance.GRACE;
  Optional<Instant> unchangedSince = Optional.of(SINCE.minus(Duration.ofDays(1)));

  private int runs;

  AuditRequest request() {
    return new AuditRequest(
        new RealmName("demo"),
        chosen,
        new AuditRequest.Span(since, until, now),
        new AuditRequest.Tolerance(grace, AuditRequest.Tolerance.LATE),
        new AuditRequest.Node(zone, dialect, DispatcherProgram.DEFAULT),
        settings,
        unchangedSince);
  }

  AuditReport byRecords() {
    return audit(
        RecordedThen.read(
            table, true, Optional.of(new RecordedThen.Memory(memory, true)), request()));
  }

  /** Where the schedules are kept in EventBridge Scheduler. */
  AuditReport inService(Optional<ZoneId> given) {
    return audit(
        RecordedThen.readInService(
            table,
            true,
            Optional.of(new RecordedThen.Memory(memory, true)),
            request(),
            new RealmService(given, Optional.of(new RealmName("demo")), now)));
  }

  AuditReport byCrontab() {
    return audit(InstalledThen.read(crontab, archive, () -> table, request()));
  }

  private AuditReport audit(DueJobs due) {
    return AuditDispatches.audit(
        due,
        new AuditDispatches.Evidence(events, queues, kept, endsAt, List.of()),
        request(),
        (done, all) -> {});
  }

  /** A job of dispatcher d, and a lavasched job that serves it. */
  Audits job(String id, Object schedule, Object... namesAndValues) {
    if (table.find(new JobId("sys")).isEmpty()) {
      table.put(
          Map.of(
              "job_id",
              "sys",
              "type",
              "lavasched",
              "enabled",
              true,
              "worker",
              "w",
              "parameters",
              Map.of("dispatcher", "d"),
              "dispatcher",
              "d",
              "schedule",
              "--"));
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id);
    record.put("type", "cmd");
    record.put("enabled", true);
    record.put("worker", "w");
    record.put("dispatcher", "d");
    record.put("schedule", schedule);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      record.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    table.put(record);
    return this;
  }

  /** A run that was dispatched a second after a time, and ended well. */
  Audits ran(String job, String at) {
    return ran(job, instant(at).plusSeconds(1), "complete");
  }

  Audits ran(String job, Instant dispatched, String status) {
    return run(job, "run-" + ++runs, dispatched, dispatched.plusSeconds(2), status);
  }

  Audits run(String job, String id, Instant dispatched, Instant started, String status) {
    events.put(
        new JobId(job),
        new Run(
            id,
            dispatched,
            Optional.of(started),
            started.plusSeconds(30),
            status,
            Optional.of("w")));
    return this;
  }

  /** A time of the day of the audit, such as 10:05, or 10:05:30. */
  static Instant instant(String time) {
    return Instant.parse("2026-12-01T" + (time.length() == 5 ? time + ":00" : time) + "Z");
  }

  Audits chosen(List<String> dispatchers, List<String> jobs, List<String> workers) {
    chosen =
        new ForecastRequest.Chosen(
            dispatchers.stream().map(DispatcherName::new).toList(),
            jobs.stream().map(JobPattern::new).toList(),
            workers.stream().map(WorkerPattern::new).toList());
    return this;
  }

  /** A crontab with a block of realm demo: schedule and job of each entry, with a blank between. */
  static CrontabText block(String... entries) {
    StringBuilder text = new StringBuilder("#### Lava Schedules Start ####\nLAVA_REALM=demo\n");
    for (String entry : entries) {
      int job = entry.lastIndexOf(' ');
      text.append(entry, 0, job)
          .append(entry.substring(0, job).contains("--worker") ? "" : " " + PROGRAM + " --worker w")
          .append(entry.substring(job))
          .append('\n');
    }
    return CrontabText.of(text.append("#### Lava Schedules End ####\n").toString().getBytes(UTF_8));
  }

  /** Keeps a crontab as an install does, and installs it. */
  Audits installed(Instant at, CrontabText text) {
    archive.at(at).keep(crontab.read());
    crontab.install(text);
    archive.at(at.plusMillis(200)).keep(Optional.of(text));
    return this;
  }

  /** Each finding as a line: verdict, job, and when its dispatches were due. */
  static List<String> lines(AuditReport report) {
    List<String> lines = new ArrayList<>();
    for (AuditFinding finding : report.findings()) {
      StringBuilder line = new StringBuilder(finding.verdict().label());
      if (finding.doubt() != Doubt.NONE) {
        line.append(" (").append(finding.doubt().label()).append(')');
      }
      line.append(' ').append(finding.job().text());
      for (AuditFinding.Dispatch dispatch : finding.shown()) {
        line.append(' ').append(Instant.ofEpochSecond(dispatch.at()).toString(), 11, 16);
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
