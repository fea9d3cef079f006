// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Job records as a realm has them: the same ones for every benchmark and every run.
 *
 * <p>Each is about 1.5 KB. Every third has a list of two cron strings, so that 1,000 jobs make
 * 1,333 entries; every tenth a window, in which every year from 2020 to 2099 lies; every fiftieth
 * an id with blanks, which has to be quoted.
 */
public final class SampleRealm {

  /** Whose jobs they are. */
  public static final String DISPATCHER = "Sydney";

  private static final List<String> FAMILIES =
      List.of("finance/ledger", "etl/orders", "report/sales", "warehouse/stock", "crm/contacts");

  private static final List<String> WORKERS = List.of("etl-prod", "report_prod", "core");

  private static final String STATEMENT =
      "COPY staging.movements_daily FROM 's3://example-landing/movements/{{"
          + " now.strftime('%Y/%m/%d') }}/' IAM_ROLE '{{ globals.role }}' FORMAT AS PARQUET; ";

  private static final int STATEMENTS = 7;

  private SampleRealm() {}

  /**
   * A whole job record.
   *
   * @param number from 0
   * @return what JSON would have, see {@link Value#of}
   */
  public static Map<String, Object> record(int number) {
    Map<String, Object> record = new LinkedHashMap<>(indexed(number));
    record.put("type", "sqlc");
    record.put("enabled", number % 25 != 0);
    record.put("description", "Loads part " + number + " of the daily movements");
    record.put("owner", "data.platform@example.com");
    record.put(
        "parameters",
        Map.of("conn_id", "redshift/prod", "timeout", "45m", "args", List.of("--echo-all")));
    record.put("payload", STATEMENT.repeat(STATEMENTS));
    record.put("on_fail", List.of(Map.of("type", "sns", "topic", "arn:aws:sns:::data-alerts")));
    record.put("x-ticket", "DATA-" + number);
    return record;
  }

  /**
   * The part of a job record that the index projects.
   *
   * @param number from 0
   * @return what JSON would have, see {@link Value#of}
   */
  public static Map<String, Object> indexed(int number) {
    String family = FAMILIES.get(number % FAMILIES.size());
    String id = number % 50 == 7 ? family + " part %05d" : family + "-%05d";
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("job_id", id.formatted(number));
    record.put("worker", WORKERS.get(number % WORKERS.size()));
    record.put("dispatcher", DISPATCHER);
    record.put("schedule", schedule(number));
    return record;
  }

  /**
   * The records of the first jobs, read as from the index.
   *
   * @param count how many
   * @return in the order of their numbers
   */
  public static List<JobRecord> jobs(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number -> {
              Value value = Value.of(indexed(number));
              return JobRecord.parseIndexed("sample", value).value().orElseThrow();
            })
        .toList();
  }

  private static Object schedule(int number) {
    List<String> everyday = Schedules.EVERYDAY.texts();
    String first = everyday.get(number % everyday.size());
    Object item = first;
    if (number % 10 == 4) {
      item = Map.of("crontab", first, "from", "2020-01-01T00:00:00Z", "to", "2099-12-31T23:59:59Z");
    }
    if (number % 3 != 1) {
      return item;
    }
    List<Object> list = new ArrayList<>();
    list.add(item);
    list.add(everyday.get((number + 5) % everyday.size()));
    return list;
  }
}
