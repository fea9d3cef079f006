// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.entries.InstalledBlock;
import io.lavasched.application.entries.LinePacker;
import io.lavasched.application.jobs.ReadJob;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Makes the new block, job by job, and notes what became of each. */
final class BlockBuilder {

  private final RebuildRequest request;
  private final InstalledBlock installed;
  private final EntryForm form;
  private final Set<JobId> disabled;
  private final Predicate<CrontabEntry> fits;
  private final LinePacker lines;
  private final List<JobPlan> plans = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Starts a block.
   *
   * @param form how entries are written
   * @param fits whether the cron at hand takes an entry
   * @param takesCommand whether it surely takes a command of so many bytes
   */
  BlockBuilder(
      RebuildRequest request,
      InstalledBlock installed,
      EntryForm form,
      Set<JobId> disabled,
      Predicate<CrontabEntry> fits,
      IntPredicate takesCommand) {
    this.request = request;
    this.installed = installed;
    this.form = form;
    this.disabled = disabled;
    this.fits = fits;
    this.lines =
        new LinePacker(
            request.policy().layout(), form, request.job().parameters().args(), takesCommand);
  }

  Block build(List<ReadJob> jobs) {
    jobs.forEach(this::add);
    Set<JobId> read = new HashSet<>();
    jobs.forEach(job -> job.id().ifPresent(read::add));
    installed.jobs().stream().filter(id -> !read.contains(id)).forEach(this::addGone);
    checkRealm();
    return new Block(form.isStrict() ? List.of() : request.variables(), lines.lines());
  }

  List<JobPlan> plans() {
    return plans;
  }

  List<Problem> problems() {
    return problems;
  }

  private void add(ReadJob job) {
    problems.addAll(job.problems());
    List<EntryText> before = job.id().map(installed::textsOf).orElse(List.of());
    List<EntryText> after;
    JobPlan.State state;
    if (job.isBad()) {
      state = JobPlan.State.QUARANTINED;
      after =
          request.policy().onInvalid() == OnInvalid.KEEP
              ? job.id().map(id -> installed.keptOf(id, fits)).orElse(List.of())
              : List.of();
    } else {
      JobRecord record = job.record().orElseThrow();
      if (!record.schedule().isScheduled()) {
        state = JobPlan.State.UNSCHEDULED;
        after = List.of();
      } else if (disabled.contains(record.id())) {
        state = JobPlan.State.DISABLED;
        after = List.of();
      } else {
        after = job.entries();
        state = after.isEmpty() ? JobPlan.State.INACTIVE : JobPlan.State.SCHEDULED;
      }
    }
    lines.addJob(job.dispatcher(), after);
    plans.add(
        new JobPlan(
            job.id().map(JobId::text).orElse(job.subject().name()),
            job.dispatcher(),
            state,
            isSameButForShared(before, after) ? after : before,
            after));
  }

  /** The order in which lines are shared says nothing about a job: it has the entries it had. */
  private boolean isSameButForShared(List<EntryText> before, List<EntryText> after) {
    return (request.policy().layout().jobsPerLine() > 1 || installed.sharesLines())
        && sorted(before).equals(sorted(after));
  }

  private static List<String> sorted(List<EntryText> entries) {
    List<String> lines = EntryText.lines(entries);
    Collections.sort(lines);
    return lines;
  }

  private void addGone(JobId id) {
    plans.add(
        new JobPlan(
            id.text(), Optional.empty(), JobPlan.State.GONE, installed.textsOf(id), List.of()));
  }

  private void checkRealm() {
    EnvVar realm = request.realmVariable();
    for (EnvVar variable : request.job().parameters().env()) {
      if (variable.name().equals(realm.name()) && !variable.equals(realm)) {
        problems.add(
            request.ofJob(
                Problem.of(
                        ProblemCode.ENV_OVERRIDDEN,
                        "env should not set LAVA_REALM to another realm than "
                            + Quoted.of(request.realm().text()))
                    .withHint("the realm of the rebuild is used; take LAVA_REALM out of env")
                    .under("parameters.env")));
      }
    }
  }
}
