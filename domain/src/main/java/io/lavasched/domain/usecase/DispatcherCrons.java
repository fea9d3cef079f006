package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.EnvVar;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.params.LavaschedJob;
import io.lavasched.domain.params.LavaschedParameters;
import io.lavasched.domain.port.SourceRecord;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.schedule.CronDialect;
import io.lavasched.domain.schedule.NodeCron;
import io.lavasched.domain.text.Words;
import io.lavasched.domain.value.Value;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cron of each dispatcher, as far as the records tell: the lavasched job that serves it may set
 * {@code CRON_TZ}.
 */
final class DispatcherCrons {

  private static final String CRON_TZ = "CRON_TZ";

  private final ZoneId zone;
  private final CronDialect dialect;

  /** What each lavasched job says, by its name: where two serve a dispatcher the first counts. */
  private final Map<Subject, LavaschedParameters> lavascheds =
      new TreeMap<>(
          Comparator.comparing(Subject::kind)
              .thenComparing(Subject::name, Words.BY_CODE_POINT.reversed()));

  private final Map<DispatcherName, NodeCron> found = new HashMap<>();

  DispatcherCrons(ZoneId zone, CronDialect dialect) {
    this.zone = zone;
    this.dialect = dialect;
  }

  /** Looks at a record; most are of other jobs. */
  void add(SourceRecord source) {
    if (source.value() instanceof Value.MapOf map
        && map.get("type").orElse(Value.NULL) instanceof Value.Text type
        && type.get().equals(LavaschedJob.TYPE)
        && !JobRecord.isDisabled(map)) {
      LavaschedParameters.parse(map.get("parameters").orElse(Value.NULL))
          .value()
          .ifPresent(p -> lavascheds.put(JobRecord.subject(source.origin(), source.value()), p));
    }
  }

  /** The cron of a dispatcher, when all records have been looked at. */
  NodeCron of(DispatcherName dispatcher) {
    if (found.isEmpty()) {
      for (LavaschedParameters parameters : lavascheds.values()) {
        NodeCron cron = new NodeCron(zone, dialect, cronTz(parameters));
        parameters.dispatchers().forEach(name -> found.put(name, cron));
      }
    }
    return found.computeIfAbsent(dispatcher, name -> new NodeCron(zone, dialect, Optional.empty()));
  }

  /** A cron that honours the variable takes a name that it does not know for UTC. */
  private static Optional<ZoneId> cronTz(LavaschedParameters parameters) {
    return parameters.env().stream()
        .filter(variable -> variable.name().equals(CRON_TZ))
        .map(EnvVar::value)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .map(DispatcherCrons::zone);
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
