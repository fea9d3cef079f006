// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.place.SchedulePlaces;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Problems;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Quoted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The schedules that a job is to have in the service.
 *
 * <p>One for each element of its schedule; two for one whose window excludes, until its pause; none
 * for one whose window is over, or that no calendar ever fires. One whose window is wholly without
 * the {@linkplain WantedSchedules#bounds bounds} is made, and not in force. Law: the same record
 * makes the same schedules at any time, but for the windows that begin or end between two times.
 */
public final class JobSchedules {

  private static final int MOST_OF_JOB = 200;

  /** More are no schedule of a job, but a mistake, or an attack on the quota of all. */
  private static final int MOST = 500;

  private static final String START = "lavasched: ";
  private static final String ELEMENT = " schedule[";

  private JobSchedules() {}

  /**
   * The schedules of a job.
   *
   * @param job a checked record
   * @param places where the elements of its schedule stand in the record
   * @param wanted what all schedules have in common
   * @param now the instant at which windows are looked at
   * @return in the order of the elements; or {@code cron-both-days}, {@code cron-reboot} and {@code
   *     input-too-large}, placed in the record
   */
  public static Parsed<List<ScheduleSpec>> of(
      JobRecord job, SchedulePlaces places, WantedSchedules wanted, Instant now) {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(places, "places");
    Objects.requireNonNull(wanted, "wanted");
    Objects.requireNonNull(now, "now");
    Problems problems = new Problems();
    List<ScheduleSpec> schedules = new ArrayList<>();
    if (job.schedule().isScheduled()) {
      String input = DispatchInput.of(job.id(), wanted.args(), wanted.delay().seconds(job.id()));
      Optional<Problem> tooLarge = tooLarge(input);
      if (tooLarge.isPresent()) {
        return Parsed.bad(tooLarge.get());
      }
      ScheduleTarget target = wanted.target().withInput(input);
      List<ScheduleItem> items = job.schedule().items();
      if (items.size() > MOST) {
        return Parsed.bad(tooMany(items.size()));
      }
      for (int i = 0; i < items.size(); i++) {
        Parsed<ServiceCron> cron = ServiceCron.of(items.get(i).cron(), wanted.zone(), now);
        for (Problem problem : cron.problems()) {
          problems.add(places.ofCron(problem, i));
        }
        if (cron.value().isPresent() && items.get(i).cron().canFire()) {
          add(job, i, cron.value().get(), target, wanted, now, schedules);
        }
      }
    }
    return problems.result(() -> schedules);
  }

  private static void add(
      JobRecord job,
      int index,
      ServiceCron cron,
      ScheduleTarget target,
      WantedSchedules wanted,
      Instant now,
      List<ScheduleSpec> to) {
    ScheduleItem item = job.schedule().items().get(index);
    for (ServiceWindow window :
        ServiceWindow.of(item.window().inSeconds(wanted.windowZone()), now)) {
      Optional<ServiceWindow> within = wanted.bounds().of(window);
      ServiceWindow inForce = within.orElse(window);
      to.add(
          new ScheduleSpec(
                  ScheduleName.of(job.id(), index, window.isSecond()),
                  cron.expression(),
                  inForce.start(),
                  inForce.end(),
                  wanted.enabled() && within.isPresent(),
                  target,
                  description(job, index, cron, wanted.zone()))
              .marked());
    }
  }

  private static Problem tooMany(int found) {
    return Problem.of(
            ProblemCode.TOO_MANY_SCHEDULES,
            "schedule must have at most "
                + MOST
                + " elements for EventBridge Scheduler, found "
                + found)
        .withHint("one cron string can have lists and ranges: 0 6-18 * * mon-fri")
        .under("schedule");
  }

  /**
   * Whether an input is longer than the service takes.
   *
   * @param input a text of JSON
   * @return {@code input-too-large}
   */
  public static Optional<Problem> tooLarge(String input) {
    Objects.requireNonNull(input, "input");
    int bytes = input.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= ScheduleTarget.MOST_INPUT
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    ProblemCode.INPUT_TOO_LARGE,
                    "what a schedule tells lava's dispatch helper must have at most "
                        + ScheduleTarget.MOST_INPUT
                        + " bytes, found "
                        + bytes)
                .withHint("make the values of --param and --global in args shorter"));
  }

  /**
   * The job of a description.
   *
   * @param description any text
   * @return empty for one that was not made here, and where the {@code job_id} is not whole in it
   */
  public static Optional<JobId> job(String description) {
    int end = description.indexOf(ELEMENT);
    return description.startsWith(START) && end >= START.length()
        ? JobId.parse(description.substring(START.length(), end)).value()
        : Optional.empty();
  }

  /** What it was made from, for people who find it in the console. */
  private static String description(JobRecord job, int index, ServiceCron cron, ServiceZone zone) {
    String line =
        Quoted.escape(
            START
                + Quoted.head(job.id().text(), MOST_OF_JOB)
                + ELEMENT
                + index
                + "]: "
                + job.schedule().items().get(index).cron().text()
                + (cron.zone().equals(zone) ? "" : " (" + zone + ")"));
    int most = ScheduleSpec.MOST_OF_DESCRIPTION - ScheduleSpec.MARK;
    if (line.length() <= most) {
      return line;
    }
    int end = most - "...".length();
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
        + "...";
  }
}
