// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import java.util.List;

/**
 * Cron strings that lavasched, cron-utils (its Unix definition) and Spring's CronExpression (with
 * the seconds {@code 0} before them) all take.
 *
 * <p>So there are no nicknames, which cron-utils' Unix definition lacks. Each set has {@link
 * #COUNT}.
 */
public enum Schedules {

  /** What operators write. */
  EVERYDAY(
      "0 6 * * *",
      "*/15 * * * *",
      "30 2 * * 1-5",
      "0 0 1 * *",
      "5 0 * * *",
      "0 */2 * * *",
      "0 8-18 * * mon-fri",
      "45 23 * * 0",
      "20 4 * * *",
      "0,30 * * * *",
      "10 1 * * 2-6",
      "0 7,12,17 * * 1-5",
      "15 3 1 1,4,7,10 *",
      "59 23 * * *",
      "*/5 6-20 * * *",
      "0 22 * * sun"),

  /** All that the dialect has: long lists, ranges with steps, names. */
  HARD(
      "0,5,10,15,20,25,30,35,40,45,50,55 * * * *",
      "1-3,10-20/5,40 0-6/2,12,18-23 1,15 1,4,7,10 *",
      "*/7 */5 */3 */2 *",
      "0-59/2 0-23/3 1-31/4 1-12/5 *",
      "1,2,3,5,7,11,13,17,19,23,29,31,37,41,43,47,53,59 * * * *",
      "0 0 * jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec *",
      "30 6 * * mon,tue,wed,thu,fri,sat,sun",
      "0 0-23 1-31 1-12 *",
      "00 08 01 01 *",
      "15,45 6-9,16-19 * 3-5,9-11 1-5",
      "0-10,20-30,40-50 1-5,7-11,13-17 * * 1,3,5",
      "3-57/9 2-22/4 * * mon-fri",
      "58,59 22,23 30,31 11,12 *",
      "0 12 28-31 feb-dec *",
      "*/13 3,9,15,21 * * 0,6",
      "4-8,12-16,20-24,28-32,36-40,44-48,52-56 */6 */10 * *");

  /** How many each set has. */
  public static final int COUNT = 16;

  private final String texts;

  Schedules(String... texts) {
    this.texts = String.join("\n", texts);
  }

  /**
   * The cron strings.
   *
   * @return five fields each
   */
  public List<String> texts() {
    return texts.lines().toList();
  }
}
