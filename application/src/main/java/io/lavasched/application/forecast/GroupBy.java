// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the coming dispatches are grouped by. */
public enum GroupBy {
  JOB,
  DISPATCHER,
  WORKER;

  public String of(ForecastJob job) {
    return switch (this) {
      case JOB -> job.record().id().text();
      case DISPATCHER -> job.dispatcher().text();
      case WORKER -> job.record().worker().text();
    };
  }

  /** The jobs of each group, in the order in which the groups come up. */
  Map<String, List<ForecastJob>> groups(List<ForecastJob> jobs) {
    Map<String, List<ForecastJob>> groups = new LinkedHashMap<>();
    for (ForecastJob job : jobs) {
      groups.computeIfAbsent(of(job), key -> new ArrayList<>()).add(job);
    }
    return groups;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
