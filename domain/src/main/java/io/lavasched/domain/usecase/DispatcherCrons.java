package io.lavasched.domain.usecase;

import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.params.LavaschedJob;
import io.lavasched.domain.params.LavaschedParameters;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.schedule.CronDialect;
import io.lavasched.domain.schedule.NodeCron;
import io.lavasched.domain.text.Words;
import io.lavasched.domain.value.Value;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cron of each dispatcher, as far as the records tell: the lavasched job that serves it may set
 * {@code CRON_TZ}.
 */
final class DispatcherCrons {

  /** A lavasched job, by its {@code job_id} or where it stands. */
  private record Lavasched(String name, boolean enabled, LavaschedParameters parameters) {}

  private final ZoneId zone;
  private final CronDialect dialect;
  private final List<Lavasched> lavascheds = new ArrayList<>();
  private final Map<DispatcherName, NodeCron> found = new HashMap<>();

  DispatcherCrons(ZoneId zone, CronDialect dialect) {
    this.zone = zone;
    this.dialect = dialect;
  }

  /** Looks at a record; most are of other jobs. */
  void add(SourceRecord source) {
    if (source.value() instanceof Value.MapOf map
        && map.get("type").orElse(Value.NULL) instanceof Value.Text type
        && type.get().equals(LavaschedJob.TYPE)) {
      String name = JobRecord.subject(source.origin(), source.value()).name();
      LavaschedParameters.parse(map.get("parameters").orElse(Value.NULL))
          .value()
          .ifPresent(p -> lavascheds.add(new Lavasched(name, !JobRecord.isDisabled(map), p)));
    }
  }

  /** The cron of a dispatcher, when all records have been looked at. */
  NodeCron of(DispatcherName dispatcher) {
    return found.computeIfAbsent(dispatcher, name -> new NodeCron(zone, dialect, cronTz(name)));
  }

  private Optional<ZoneId> cronTz(DispatcherName dispatcher) {
    return serving(dispatcher).flatMap(lavasched -> lavasched.parameters().cronTz());
  }

  boolean isServed(DispatcherName dispatcher) {
    return serving(dispatcher).isPresent();
  }

  /** Where several serve it the first one counts, an enabled one before others. */
  private Optional<Lavasched> serving(DispatcherName dispatcher) {
    return lavascheds.stream()
        .filter(lavasched -> lavasched.parameters().dispatchers().contains(dispatcher))
        .min(
            Comparator.comparing((Lavasched lavasched) -> !lavasched.enabled())
                .thenComparing(Lavasched::name, Words.BY_CODE_POINT));
  }
}
