package io.lavasched.cli;

import io.lavasched.domain.usecase.ForecastJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the coming dispatches are grouped by. */
enum GroupBy {
  JOB(job -> job.record().id().text()),
  DISPATCHER(job -> job.dispatcher().text()),
  WORKER(job -> job.record().worker().text());

  private final Function<ForecastJob, String> name;

  GroupBy(Function<ForecastJob, String> name) {
    this.name = name;
  }

  String of(ForecastJob job) {
    return name.apply(job);
  }

  /** The jobs of each group, in the order in which the groups come up. */
  Map<String, List<ForecastJob>> groups(List<ForecastJob> jobs) {
    Map<String, List<ForecastJob>> groups = new LinkedHashMap<>();
    for (ForecastJob job : jobs) {
      groups.computeIfAbsent(of(job), key -> new ArrayList<>()).add(job);
    }
    return groups;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
