// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.StoreFailures;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/**
 * One read of a whole group: a list of its schedules, which tells little of them, and then each
 * schedule.
 *
 * <p>A schedule that is listed and not found was deleted meanwhile, or the service does not know
 * yet what it listed. So the list is read again, until each that is on it was found. What left the
 * list is gone, and what is new on it is read as well.
 */
final class GroupReading {

  /** The most schedules that the service lists in one answer. */
  static final int PAGE = 100;

  /** As many connections as the JDK keeps open. */
  static final int AT_ONCE = 5;

  /** How often the list is read before it is a failure. */
  static final int ROUNDS = 5;

  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final SchedulerCalls calls;
  private final GroupName group;
  private final Map<ScheduleName, Stored> found = new TreeMap<>();

  private GroupReading(SchedulerCalls calls, GroupName group) {
    this.calls = calls;
    this.group = group;
  }

  /** All schedules of a group, sorted by name. */
  static List<Stored> of(SchedulerCalls calls, GroupName group) {
    return new GroupReading(calls, group).all();
  }

  private List<Stored> all() {
    SchedulerCalls.Series pages = calls.series("read", "scheduler:ListSchedules", thing());
    for (int round = 1; ; round++) {
      Set<ScheduleName> listed = listed(pages);
      found.keySet().retainAll(listed);
      listed.removeAll(found.keySet());
      Set<ScheduleName> missing = findAmong(listed);
      if (missing.isEmpty()) {
        return List.copyOf(found.values());
      }
      if (round == ROUNDS) {
        throw missing(missing);
      }
      pages.pause(BETWEEN);
    }
  }

  private Set<ScheduleName> listed(SchedulerCalls.Series pages) {
    Set<ScheduleName> names = new TreeSet<>();
    Optional<String> next = Optional.empty();
    do {
      String token = next.orElse(null);
      ListSchedulesResponse page =
          pages.next(
              client ->
                  client.listSchedules(
                      request ->
                          request.groupName(group.text()).maxResults(PAGE).nextToken(token)));
      if (!page.hasSchedules()) {
        throw AwsFailures.incomplete(pages.call());
      }
      for (ScheduleSummary summary : page.schedules()) {
        if (summary.name() == null) {
          throw AwsFailures.incomplete(pages.call());
        }
        names.add(new ScheduleName(summary.name()));
      }
      next = Optional.ofNullable(page.nextToken()).filter(text -> !text.isEmpty());
    } while (next.isPresent());
    return names;
  }

  /**
   * A schedule that is asked for.
   *
   * @param name which
   * @param answer on its way
   */
  private record Asked(ScheduleName name, SchedulerCalls.Answer<GetScheduleResponse> answer) {}

  /** Finds these; those that it does not find are given back. */
  private Set<ScheduleName> findAmong(Set<ScheduleName> names) {
    SchedulerCalls.Series gets = calls.series("read", "scheduler:GetSchedule", thing());
    Set<ScheduleName> missing = new TreeSet<>();
    Deque<Asked> asked = new ArrayDeque<>();
    for (ScheduleName name : names) {
      if (asked.size() == AT_ONCE) {
        take(asked.removeFirst(), gets, missing);
      }
      asked.addLast(
          new Asked(
              name,
              gets.start(
                  client ->
                      client.getSchedule(
                          request -> request.groupName(group.text()).name(name.text())))));
    }
    while (!asked.isEmpty()) {
      take(asked.removeFirst(), gets, missing);
    }
    return missing;
  }

  private void take(Asked asked, SchedulerCalls.Series gets, Set<ScheduleName> missing) {
    try {
      Stored stored =
          ScheduleRequests.stored(asked.name, asked.answer.take())
              .orElseThrow(() -> AwsFailures.incomplete(gets.call()));
      found.put(asked.name, stored);
    } catch (StoreException e) {
      if (!(e.getCause() instanceof ResourceNotFoundException)) {
        throw e;
      }
      missing.add(asked.name);
    }
  }

  private StoreException missing(Set<ScheduleName> missing) {
    String resource = thing() + " (" + calls.region() + ")";
    return StoreFailures.of(
        "read",
        resource,
        true,
        "cannot read "
            + resource
            + ": each schedule that AWS lists must be found there, found "
            + missing.size()
            + " that are not, such as "
            + missing.iterator().next(),
        Optional.of("try again later"),
        Optional.empty());
  }

  private String thing() {
    return "schedule group " + group;
  }
}
