// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.explain;

import io.lavasched.application.explain.Explanation.Reason;
import io.lavasched.application.explain.Explanation.Reason.Kind;
import io.lavasched.domain.schedule.ActiveSeconds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Why nothing will run at any time, or not yet, by the schedules of a job alone.
 *
 * @param now the instant for which it is asked
 * @param zone in which times are told
 */
record ReasonsOfTime(Instant now, ZoneId zone, List<Explanation.Schedule> schedules) {

  private static final long MINUTE = 60;

  /** Adds them. */
  void addTo(List<Reason> reasons) {
    List<Explanation.Schedule> alive =
        schedules.stream().filter(Explanation.Schedule::isAlive).toList();
    if (alive.isEmpty() && schedules.stream().anyMatch(Explanation.Schedule::isMissed)) {
      reasons.add(missed());
      return;
    }
    if (alive.isEmpty()) {
      reasons.add(new Reason(Kind.OVER, over(), Optional.of("give it another schedule")));
      return;
    }
    long second = now.getEpochSecond();
    if (alive.stream().noneMatch(schedule -> schedule.inCrontab().has(second))) {
      reasons.add(notActive(alive, second));
    }
    if (alive.stream().allMatch(schedule -> schedule.item().cron().isReboot())) {
      reasons.add(
          new Reason(
              Kind.AT_BOOT_ONLY,
              "nothing will run but when cron starts, as at a boot",
              Optional.empty()));
    }
  }

  private Reason notActive(List<Explanation.Schedule> alive, long second) {
    long begins =
        alive.stream().mapToLong(Explanation.Schedule::until).min().orElse(ActiveSeconds.NEVER);
    long inCrontab =
        alive.stream()
            .mapToLong(schedule -> schedule.inCrontab().next(second))
            .min()
            .orElse(ActiveSeconds.NEVER);
    boolean hasBegun =
        alive.stream().anyMatch(schedule -> schedule.state() == ActiveSeconds.State.ACTIVE);
    // A rebuild in the minute in which it begins is no delay worth a word.
    boolean isAtOnce = !hasBegun && inCrontab - begins <= MINUTE;
    return new Reason(
        Kind.NOT_ACTIVE,
        "nothing will run before "
            + Instant.ofEpochSecond(isAtOnce ? begins : inCrontab).atZone(zone).toOffsetDateTime()
            + (isAtOnce
                ? ": no schedule is active until then"
                : ": no rebuild adds it to the crontab earlier"),
        Optional.empty());
  }

  private Reason missed() {
    return new Reason(
        Kind.MISSED,
        "nothing will run: "
            + (schedules.size() == 1
                ? "its window is open between two rebuilds of the crontab only"
                : "each of its windows is over, or open between two rebuilds of the crontab only"),
        Optional.of(
            "an entry is added by the next rebuild after its window begins; let it begin earlier,"
                + " or schedule the lavasched job more often"));
  }

  private String over() {
    boolean someOver = schedules.stream().anyMatch(s -> s.state() == ActiveSeconds.State.OVER);
    boolean allOver = schedules.stream().allMatch(s -> s.state() == ActiveSeconds.State.OVER);
    String what = schedules.size() == 1 ? "its schedule" : "each of its schedules";
    if (allOver) {
      return "nothing will run: the window of " + what + " is over";
    }
    boolean someImpossible = schedules.stream().anyMatch(s -> !s.item().cron().canFire());
    if (!someOver && someImpossible) {
      return "nothing will run: " + what + " is for a date that no year has";
    }
    return "nothing will run: " + what + " is over, or has no date that comes within its window";
  }
}
