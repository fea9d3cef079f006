// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.domain.crontab.CrontabSize;
import io.lavasched.domain.crontab.CrontabText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many lines one crontab has that another has not; moved lines do not count.
 *
 * @param added only in the later one
 * @param removed only in the earlier one
 */
public record LineChanges(int added, int removed) {

  /** Empty where one of the two is unknown. */
  public static Optional<LineChanges> after(KeptCrontab kept) {
    return kept.text().flatMap(text -> kept.next().map(next -> of(text.crontab(), next.crontab())));
  }

  /** From one crontab to another; none is like an empty one. */
  public static LineChanges of(Optional<CrontabText> earlier, Optional<CrontabText> later) {
    Map<String, Integer> more = new HashMap<>();
    count(later, 1, more);
    count(earlier, -1, more);
    int added = 0;
    int removed = 0;
    for (int difference : more.values()) {
      added += Math.max(difference, 0);
      removed += Math.max(-difference, 0);
    }
    return new LineChanges(added, removed);
  }

  /** How many lines cron runs. */
  public static int entries(Optional<CrontabText> crontab) {
    return crontab.map(text -> CrontabSize.of(text).entries()).orElse(0);
  }

  private static void count(Optional<CrontabText> crontab, int step, Map<String, Integer> more) {
    crontab
        .map(text -> new String(text.bytes(), StandardCharsets.ISO_8859_1))
        .filter(text -> !text.isEmpty())
        .map(text -> text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
        .ifPresent(
            text -> {
              for (String line : text.split("\n", -1)) {
                more.merge(line, step, Integer::sum);
              }
            });
  }
}
