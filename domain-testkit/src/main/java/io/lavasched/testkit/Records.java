// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generators of job records, sound ones and others. */
public final class Records {

  private Records() {}

  /**
   * Any data, to some depth, with the field names of job records among the names.
   *
   * @param other what neither JSON nor a plain map has, such as a set of strings
   * @return also null, and numbers that DynamoDB cannot hold
   */
  public static Arbitrary<Object> anyData(Object other) {
    return anyData(other, 3);
  }

  private static Arbitrary<Object> anyData(Object other, int depth) {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Texts.any().map(text -> (Object) text),
            CronFields.valid().map(text -> (Object) text),
            Arbitraries.of("1", "0", "-7", "1.50", "1e3", "1e126", "1e-131", "1e1000000000")
                .map(n -> (Object) new BigDecimal(n)),
            Arbitraries.of(true, false).map(bool -> (Object) bool),
            Arbitraries.just((Object) null),
            Arbitraries.just(other));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> names =
        Arbitraries.oneOf(
            Arbitraries.of(
                "job_id",
                "worker",
                "dispatcher",
                "schedule",
                "type",
                "payload",
                "enabled",
                "parameters",
                "crontab",
                "from",
                "to",
                "args",
                "env",
                "config",
                "DISPATCHER"),
            Texts.any());
    Arbitrary<Object> inner = anyData(other, depth - 1);
    return Arbitraries.oneOf(
        leaf,
        inner.list().ofMaxSize(3).map(list -> (Object) list),
        Arbitraries.maps(names, inner).ofMaxSize(5).map(map -> (Object) map));
  }

  /**
   * A sound record, as the index has it.
   *
   * @param dispatchers names to choose from
   * @return its fields
   */
  public static Arbitrary<Map<String, Object>> sound(String... dispatchers) {
    Arbitrary<String> workers = Texts.names().filter(name -> !name.startsWith("-"));
    return Combinators.combine(
            Texts.names(), workers, Arbitraries.of(dispatchers), Schedules.valid())
        .as(
            (id, worker, dispatcher, schedule) -> {
              Map<String, Object> record = new LinkedHashMap<>();
              record.put("job_id", id);
              record.put("worker", worker);
              record.put("dispatcher", dispatcher);
              record.put("schedule", schedule);
              return record;
            });
  }

  /**
   * A realm of sound records, each {@code job_id} once.
   *
   * @param dispatchers names to choose from
   * @return up to eight records
   */
  public static Arbitrary<List<Map<String, Object>>> realm(String... dispatchers) {
    return sound(dispatchers).list().ofMaxSize(8).uniqueElements(record -> record.get("job_id"));
  }

  /**
   * Makes a sound record bad, in one field.
   *
   * @return a change that leaves {@code job_id} and {@code dispatcher} alone
   */
  public static Arbitrary<Map<String, Object>> damage() {
    return Arbitraries.oneOf(
        Texts.forbidden().map(text -> Map.<String, Object>of("worker", text)),
        Arbitraries.of("", "-w", "--worker").map(text -> Map.<String, Object>of("worker", text)),
        Arbitraries.just(Map.<String, Object>of("worker", 7)),
        Arbitraries.just(Map.<String, Object>of("schedule", false)),
        Arbitraries.just(Map.<String, Object>of("schedule", Map.of("crontab", "@daily", "to:", 1))),
        Arbitraries.of("0 24 * * *", "* * * *", "0 0 * * * rm", "0 0 * * *\n* * * * * id", "@DAILY")
            .map(text -> Map.<String, Object>of("schedule", List.of("@hourly", text))));
  }

  /**
   * The same record with some fields changed.
   *
   * @param record its fields
   * @param change the new fields
   * @return a copy
   */
  public static Map<String, Object> with(Map<String, Object> record, Map<String, Object> change) {
    Map<String, Object> copy = new LinkedHashMap<>(record);
    copy.putAll(change);
    return copy;
  }

  /** Generators of schedules as records hold them. */
  public static final class Schedules {

    private Schedules() {}

    /**
     * Valid schedules in every form.
     *
     * @return a string, a scheduling object, or a list of both
     */
    public static Arbitrary<Object> valid() {
      Arbitrary<Object> item =
          Arbitraries.oneOf(
              CronFields.valid().map(cron -> (Object) cron),
              CronFields.valid().map(cron -> (Object) (" " + cron + "\t")),
              object());
      return Arbitraries.oneOf(
          item,
          item.list().ofMaxSize(4).map(list -> (Object) list),
          Arbitraries.of("", "  ", "--", new ArrayList<Object>()).map(none -> (Object) none));
    }

    private static Arbitrary<Object> object() {
      Arbitrary<String> times =
          Arbitraries.of("", "2026-01-01", "2026-11-23T10:15:00Z", "20270101T0000+1000");
      return Combinators.combine(CronFields.valid(), times, times)
          .as(
              (cron, from, to) -> {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("crontab", cron);
                if (!from.isEmpty()) {
                  object.put("from", from);
                }
                if (!to.isEmpty()) {
                  object.put("to", to);
                }
                return object;
              });
    }
  }
}
