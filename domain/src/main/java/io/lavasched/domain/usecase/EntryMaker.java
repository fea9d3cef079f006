package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.CrontabEntry;
import io.lavasched.domain.crontab.EntryForm;
import io.lavasched.domain.crontab.ShellWord;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.CronDialect;
import io.lavasched.domain.schedule.PortableCron;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the entries of jobs, as they are written now. */
final class EntryMaker {

  private final RebuildRequest request;
  private final CronDialect dialect;
  private final EntryForm form;

  EntryMaker(RebuildRequest request, CronDialect dialect, EntryForm form) {
    this.request = request;
    this.dialect = dialect;
    this.form = form;
  }

  /** Which cron the entries are for. */
  CronDialect dialect() {
    return dialect;
  }

  /** The entries of a sound job as they are written at some time. */
  List<EntryText> entriesAt(JobRecord record, Instant at) {
    List<ShellWord> args = request.layout().args(record.id(), request.job().parameters().args());
    List<EntryText> entries = new ArrayList<>();
    for (CrontabEntry entry :
        CrontabEntry.allOf(record, request.program(), args, at, request.zone())) {
      entries.add(EntryText.of(form, form.fit(entry).value().orElseThrow()));
    }
    return entries;
  }

  /** What a cron cannot take of the schedules of a job, at their places in the record. */
  static List<Problem> problems(JobRecord record, Value source, CronDialect dialect) {
    if (!dialect.isStrict()) {
      return List.of();
    }
    Value schedule =
        source instanceof Value.MapOf map ? map.get("schedule").orElse(Value.NULL) : Value.NULL;
    SchedulePlaces places = new SchedulePlaces(schedule);
    List<Problem> problems = new ArrayList<>();
    List<ScheduleItem> items = record.schedule().items();
    for (int i = 0; i < items.size(); i++) {
      for (Problem problem : PortableCron.of(items.get(i).cron(), dialect).problems()) {
        problems.add(places.ofCron(problem, i));
      }
    }
    return problems;
  }
}
