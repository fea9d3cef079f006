// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.jobs;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the entries of jobs, as they are written now. */
public final class EntryMaker implements JobMaker {

  private final RebuildRequest request;
  private final CronDialect dialect;
  private final EntryForm form;
  private final EntryForm.Lines lines;

  public EntryMaker(RebuildRequest request, CronDialect dialect, EntryForm form) {
    this.request = request;
    this.dialect = dialect;
    this.form = form;
    lines = new EntryForm.Lines(form);
  }

  @Override
  public CronDialect dialect() {
    return dialect;
  }

  @Override
  public List<EntryText> make(JobRecord record, SourceRecord source) {
    return entriesAt(record, request.node().now());
  }

  /** The entries of a sound job as they are written at some time. */
  public List<EntryText> entriesAt(JobRecord record, Instant at) {
    List<ShellWord> args =
        request.policy().layout().args(record.id(), request.job().parameters().args());
    List<EntryText> entries = new ArrayList<>();
    for (CrontabEntry entry :
        CrontabEntry.allOf(record, request.node().program(), args, at, request.node().zone())) {
      CrontabEntry fitting = form.fit(entry).value().orElseThrow();
      entries.add(new EntryText(fitting, lines.line(fitting), Optional.of(form)));
    }
    return entries;
  }
}
