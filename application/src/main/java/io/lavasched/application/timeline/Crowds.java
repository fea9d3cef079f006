// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the largest crowds: most weeks have the same one each night, which is shown once. */
final class Crowds {

  private record Key(int load, long mark) {}

  private final List<TimelineJob> jobs;
  private final Loads loads;
  private final Load total;

  Crowds(List<TimelineJob> jobs, Loads loads) {
    this.jobs = jobs;
    this.loads = loads;
    this.total = loads.total();
  }

  List<Crowd> largest() {
    Map<Key, List<Integer>> found = new LinkedHashMap<>();
    IntStream.range(0, total.minutes())
        .filter(minute -> total.at(minute) > 0)
        .boxed()
        .sorted(Comparator.comparing((Integer minute) -> -total.at(minute)))
        .forEach(
            minute -> {
              Key key = new Key(total.at(minute), loads.mark(minute));
              if (found.size() < Timeline.MOST_CROWDS || found.containsKey(key)) {
                found.computeIfAbsent(key, k -> new ArrayList<>()).add(minute);
              }
            });
    return found.values().stream().map(this::crowd).toList();
  }

  private Crowd crowd(List<Integer> minutes) {
    int minute = minutes.get(0);
    int load = total.at(minute);
    List<Crowd.Dispatched> first = new ArrayList<>();
    int more = load;
    for (TimelineJob job : jobs) {
      for (TimelineJob.Scheduled scheduled : job.schedules()) {
        int count = scheduled.dispatches().count(minute);
        if (count > 0) {
          first.add(new Crowd.Dispatched(job, scheduled, count));
          more -= count;
        }
        if (first.size() == Timeline.MOST_NAMED || more == 0) {
          return new Crowd(minutes, load, first, more);
        }
      }
    }
    return new Crowd(minutes, load, first, more);
  }
}
