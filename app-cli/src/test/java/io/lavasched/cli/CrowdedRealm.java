// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Job records of a large realm, as JSON lines, the same ones for each run: crowds at full hours and
 * at midnight, windows, jobs of a skipped hour, and names that would do harm if a page took them
 * for more than text.
 */
public final class CrowdedRealm {

  /** Would run, or at least show, if it were not taken as text. */
  public static final String HOSTILE =
      "</script><img src=x onerror=\"document.documentElement.dataset.harmed=1\"><!-- {{style}}";

  private static final List<String> FAMILIES =
      List.of("finance/ledger", "etl/orders", "report/sales", "warehouse/stock", "crm/contacts");

  private static final List<String> DISPATCHERS =
      List.of("Sydney", "Sydney", "Sydney", "Perth", "Perth", "Melbourne", "Backfill");

  private static final List<String> WORKERS =
      List.of("core", "etl-prod", "report_prod", "web", "mail");

  private CrowdedRealm() {}

  /** So many sound records, and three of other sorts. */
  public static String of(int count) {
    return IntStream.range(0, count).mapToObj(CrowdedRealm::record).collect(Collectors.joining())
        + """
        {"job_id": "%1$s", "enabled": true, "worker": "<b>w</b>", "dispatcher": "%1$s", "schedule": "15 3 * * *"}
        {"job_id": "ops/at boot", "enabled": true, "worker": "core", "dispatcher": "Sydney", "schedule": "@reboot"}
        {"job_id": "<i>bad</i>", "enabled": true, "worker": "core", "dispatcher": "Sydney", "schedule": "0 24 * * *"}
        """
            .formatted(HOSTILE.replace("\"", "\\\""));
  }

  private static String record(int n) {
    int mixed = n * 7919 % 1009;
    int minute = mixed % 60;
    int hour = mixed % 24;
    String schedule =
        switch (mixed % 10) {
          case 0, 1 -> "\"0 " + hour + " * * *\"";
          case 2 -> "\"@daily\"";
          case 3 -> "\"" + minute + " " + hour + " * * mon-fri\"";
          case 4 -> "\"0 " + hour % 12 + "," + (hour % 12 + 12) + " * * *\"";
          case 5 -> mixed % 3 == 0 ? "\"*/15 8-18 * * 1-5\"" : "\"30 " + hour + " * * 1-5\"";
          case 6 -> "\"" + minute + " 2 * * *\"";
          case 7 ->
              "{\"crontab\": \"" + minute % 7 + " 6-20 * * *\", \"from\": \"2026-10-02T12:00\"}";
          case 8 -> "[\"0 6 * * mon\", \"" + minute + " 23 * * sun\"]";
          default -> "\"" + minute + " " + hour + " 1,15 * *\"";
        };
    return String.format(
        Locale.ROOT,
        "{\"job_id\": \"%s-%05d\", \"enabled\": true, \"worker\": \"%s\", \"dispatcher\": \"%s\","
            + " \"schedule\": %s}%n",
        FAMILIES.get(n % FAMILIES.size()),
        n,
        WORKERS.get(mixed % WORKERS.size()),
        DISPATCHERS.get(n / 3 % DISPATCHERS.size()),
        schedule);
  }
}
