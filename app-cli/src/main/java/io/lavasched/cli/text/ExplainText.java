// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.explain.Explanation;
import io.lavasched.application.explain.ServiceExplanation;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.records.RealmLavaschedJob;
import io.lavasched.cli.text.explain.KeptSchedules;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Quoted;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An explanation for people: what keeps the job from running comes first. */
public final class ExplainText {

  private final Explanation explanation;
  private final Function<Explanation.Service, List<String>> lines;
  private final Set<String> told;
  private final PrintStream out;
  private final Colours colours;

  public ExplainText(
      Explanation explanation, CrontabStore crontab, PrintStream out, Colours colours) {
    this.explanation = explanation;
    this.lines =
        service -> service.plan().map(plan -> lines(service, plan, crontab)).orElse(List.of());
    // What would stop a rebuild stands among the reasons.
    this.told =
        explanation.services().stream()
            .flatMap(service -> service.stops().stream())
            .map(Problem::text)
            .collect(Collectors.toSet());
    this.out = out;
    this.colours = colours;
  }

  public ExplainText(ServiceExplanation explained, PrintStream out, Colours colours) {
    this.explanation = explained.explanation();
    this.lines =
        service ->
            KeptSchedules.lines(explained.kept().get(explanation.services().indexOf(service)));
    this.told = Set.of();
    this.out = out;
    this.colours = colours;
  }

  public void print() {
    for (Explanation.Reason reason : explanation.reasons()) {
      out.println(reason.kind().isFinal() ? colours.red(reason.message()) : reason.message());
      reason.hint().ifPresent(hint -> out.println("  help: " + hint));
    }
    if (!explanation.reasons().isEmpty()) {
      out.println();
    }
    out.println(headline());
    explanation.schedules().forEach(this::print);
    explanation.services().forEach(this::print);
    List<Problem> problems =
        explanation.allProblems().stream()
            .filter(problem -> !told.contains(problem.text()))
            .toList();
    if (!problems.isEmpty()) {
      out.println();
      ProblemPrinter printer = new ProblemPrinter(colours);
      problems.forEach(problem -> out.println(printer.print(problem)));
    }
  }

  private String headline() {
    List<String> parts = new ArrayList<>();
    explanation
        .dispatcher()
        .map(DispatcherName::text)
        .ifPresent(name -> parts.add("dispatcher " + Quoted.name(name)));
    explanation
        .record()
        .map(JobRecord::worker)
        .map(WorkerName::text)
        .ifPresent(name -> parts.add("worker " + Quoted.name(name)));
    if (explanation.enabled().isDisabled()) {
      parts.add("disabled");
    } else if (explanation.enabled().isDecidedAtRunTime()) {
      parts.add("enabled or not is decided at run time");
    }
    return "job "
        + Quoted.name(explanation.job().text())
        + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  private void print(Explanation.Schedule schedule) {
    out.println();
    out.println("schedule " + Quoted.name(schedule.item().cron().text()));
    out.println("  " + schedule.words().sentence());
    schedule.words().notes().forEach(note -> out.println("  note: " + note));
    if (schedule.state() != ActiveSeconds.State.ALWAYS) {
      out.println("  window: " + window(schedule));
    }
    ZoneId zone = schedule.cron().scheduleZone();
    String label = "  next: ";
    for (Explanation.Fire fire : schedule.fires()) {
      List<String> all = new ArrayList<>(fire.notes());
      if (fire.isLate()) {
        all.add("after its window: the crontab is not rebuilt yet");
      }
      String notes = all.isEmpty() ? "" : "  (" + String.join("; ", all) + ")";
      out.println(label + ClockTime.both(fire.at(), zone) + notes);
      label = " ".repeat(label.length());
    }
  }

  /** The windows are in the zone of the node, whatever zone cron reads schedules in. */
  private static String window(Explanation.Schedule schedule) {
    ZoneId zone = schedule.cron().zone();
    boolean isActive = schedule.state() == ActiveSeconds.State.ACTIVE;
    String since = isActive ? time(schedule.since(), zone) : end(schedule.since(), zone);
    String until = isActive ? end(schedule.until(), zone) : time(schedule.until(), zone);
    boolean began = schedule.since() != ActiveSeconds.NEVER;
    boolean ends = schedule.until() != ActiveSeconds.NEVER;
    return switch (schedule.state()) {
      case ALWAYS -> "always active";
      case ACTIVE ->
          "active" + (began ? " since " + since : "") + (ends ? ", ends at " + until : "");
      case NOT_BEGUN -> "not active, begins at " + until;
      case PAUSED -> "not active since " + since + ", begins again at " + until;
      case OVER -> began ? "over since " + since : "over";
    };
  }

  /** The last second of a window, as its record has it, of the first one behind. */
  private static String end(long behind, ZoneId zone) {
    return time(behind == ActiveSeconds.NEVER ? behind : behind - 1, zone);
  }

  private static String time(long at, ZoneId zone) {
    return at == ActiveSeconds.NEVER
        ? ""
        : ClockTime.local(at, zone) + " (" + ClockTime.utc(at) + ")";
  }

  private void print(Explanation.Service service) {
    out.println();
    out.println(
        service.lavasched().map(ExplainText::lavasched).orElse("no lavasched job serves it"));
    lines.apply(service).forEach(line -> out.println("  " + line));
  }

  private static String lavasched(RealmLavaschedJob lavasched) {
    List<String> parts = new ArrayList<>();
    lavasched.record().ifPresent(record -> parts.addAll(facts(record)));
    lavasched.cronTz().ifPresent(zone -> parts.add("CRON_TZ " + Quoted.name(zone)));
    if (!lavasched.isEnabled()) {
      parts.add("disabled");
    }
    return "lavasched job "
        + Quoted.name(lavasched.id().text())
        + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  private static List<String> facts(JobRecord record) {
    List<String> facts = new ArrayList<>();
    facts.add("worker " + Quoted.name(record.worker().text()));
    String schedules =
        record.schedule().items().stream()
            .map(ScheduleItem::cron)
            .map(CronSchedule::text)
            .collect(Collectors.joining(" and "));
    // Another job may run it all the same, or something else than lava.
    facts.add(
        schedules.isEmpty()
            ? "no schedule of its own"
            : record
                .dispatcher()
                .map(d -> "dispatched by dispatcher " + Quoted.name(d.text()) + " at " + schedules)
                .orElse("no dispatcher of its own"));
    return facts;
  }

  private static List<String> lines(
      Explanation.Service service, JobPlan plan, CrontabStore crontab) {
    List<EntryText> installed = plan.before();
    List<EntryText> planned = plan.after();
    if (!service.isCompared()) {
      return lines("crontab lines (not known whether installed here):", " ", planned);
    }
    if (planned.isEmpty() && installed.isEmpty()) {
      return List.of("no crontab lines now, and none in " + crontab.describe());
    }
    if (installed.isEmpty()) {
      return lines(
          "not installed in "
              + crontab.describe()
              + (service.lavasched().isPresent() ? "; a rebuild there adds:" : "; one would add:"),
          "+",
          planned);
    }
    if (planned.isEmpty()) {
      return lines(
          "installed in " + crontab.describe() + "; a rebuild there removes:", "-", installed);
    }
    if (plan.lines().equals(plan.installed())) {
      return lines("installed in " + crontab.describe() + ":", " ", planned);
    }
    List<String> all = new ArrayList<>();
    all.add("installed in " + crontab.describe() + "; a rebuild there changes:");
    Set<String> stays = new HashSet<>(plan.lines());
    for (EntryText entry : installed) {
      all.addAll(lines(stays.contains(entry.line()) ? " " : "-", List.of(entry)));
    }
    Set<String> was = new HashSet<>(plan.installed());
    all.addAll(lines("+", planned.stream().filter(e -> !was.contains(e.line())).toList()));
    return all;
  }

  private static List<String> lines(String what, String mark, List<EntryText> entries) {
    List<String> all = new ArrayList<>();
    all.add(entries.isEmpty() ? "no crontab lines" : what);
    all.addAll(lines(mark, entries));
    return all;
  }

  private static List<String> lines(String mark, List<EntryText> entries) {
    // No cron takes a line that is longer than what is shown; render has it whole.
    return EntryText.shown(entries).stream()
        .map(line -> mark + " " + Quoted.head(line, Problem.LONGEST))
        .toList();
  }
}
