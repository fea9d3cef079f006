// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.timeline;

import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loads of all dispatchers, or of all workers, in the making. */
final class Lanes {

  private final Interval interval;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<int[]> loads = new ArrayList<>();
  private final List<int[]> jobs = new ArrayList<>();

  Lanes(Interval interval) {
    this.interval = interval;
  }

  int indexOf(String name) {
    return indexes.computeIfAbsent(
        name,
        n -> {
          loads.add(new int[interval.minutes()]);
          jobs.add(new int[1]);
          return loads.size() - 1;
        });
  }

  int[] load(int index) {
    return loads.get(index);
  }

  void countJob(String name) {
    jobs.get(indexOf(name))[0]++;
  }

  /** By name; those that have nothing are left out. */
  List<Lane> sorted() {
    List<Lane> lanes = new ArrayList<>();
    indexes.forEach(
        (name, index) -> {
          int count = jobs.get(index)[0];
          if (count > 0) {
            lanes.add(new Lane(name, count, Load.owning(loads.get(index))));
          }
        });
    lanes.sort(Comparator.comparing(Lane::name, Words.BY_CODE_POINT));
    return lanes;
  }
}
