// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import java.util.Objects;

/**
 * What a cron takes in one crontab. {@link #NONE} stands for no limit.
 *
 * <p>Source: CRON.md section 2, found by running the programs.
 *
 * @param cron which cron, in a message: {@code cronie 1.5.7}
 * @param known whether it is known which cron it is; if not, these are the smallest limits of the
 *     dialect, and only the program itself can tell
 * @param commandBytes of one command, as it stands in the crontab
 * @param variableBytes of one {@code NAME=value}
 * @param lines all lines, also comments and blank ones
 * @param entries lines that cron runs
 * @param variables lines that set a variable
 * @param activeLines entries and variables together
 * @param idleBytes comments, blank lines and indents between two active lines
 */
public record CronLimits(
    String cron,
    boolean known,
    int commandBytes,
    int variableBytes,
    int lines,
    int entries,
    int variables,
    int activeLines,
    int idleBytes) {

  /** No limit. */
  public static final int NONE = Integer.MAX_VALUE;

  /**
   * An unknown cron of the default dialect: the smallest limits of Debian's cron and of cronie, in
   * all their versions.
   */
  public static final CronLimits UNKNOWN =
      new CronLimits("an unknown cron", false, 998, 998, 1000, 1000, 1000, NONE, 32767);

  /** The smallest limits of all crons: nothing within them needs to know the cron. */
  public static final CronLimits SMALLEST =
      new CronLimits("any cron", false, 998, 998, 255, 255, 255, 255, 32767);

  /** Debian's cron before 3.0pl1-160, which also takes any text in {@code MAILTO}. */
  public static final CronLimits DEBIAN_BEFORE_160 =
      new CronLimits(
          "Debian's cron before 3.0pl1-160", true, 998, 998, 10_000, NONE, NONE, NONE, NONE);

  /** What every cron takes: the smallest limits of all, which are a promise. */
  private static final CronLimits PORTABLE =
      new CronLimits("some cron", true, 998, 998, 1000, 1000, 1000, 255, 32767);

  /** Checks that the name is there. */
  public CronLimits {
    Objects.requireNonNull(cron, "cron");
  }

  /**
   * What a cron takes of which only the name is known.
   *
   * @param dialect which cron
   * @return limits that are known where the version and the account do not matter, or where what is
   *     beyond them is refused by the program itself
   */
  public static CronLimits of(CronDialect dialect) {
    Objects.requireNonNull(dialect, "dialect");
    return switch (dialect) {
      case VIXIE -> UNKNOWN;
      case DEBIAN ->
          new CronLimits("Debian's cron", true, 998, 998, 10_000, NONE, NONE, NONE, NONE);
      case CRONIE -> cronie("cronie", 1, 7, 0);
      case BCRON -> unlimited("bcron");
      // Of accounts other than root, and it may be root's all the same.
      case BUSYBOX -> busybox("busybox", false, false);
      case SYSTEMD_CRON -> systemdCron("systemd-cron", false, false);
      case PORTABLE -> PORTABLE;
    };
  }

  /**
   * What a version of cronie takes. It cuts what is longer, and says that all is well.
   *
   * @param cron which cron, in a message
   * @param major of the version: 1 of 1.5.7
   * @param minor of the version: 5 of 1.5.7
   * @param patch of the version: 7 of 1.5.7
   * @return its limits; before 1.5.3 it does not count
   */
  public static CronLimits cronie(String cron, int major, int minor, int patch) {
    long version = (major * 10_000L + minor) * 10_000 + patch;
    boolean counts = version >= 1_0005_0003L;
    return new CronLimits(
        cron,
        true,
        131_071,
        131_071,
        NONE,
        counts ? (version >= 1_0006_0000L ? 10_000 : 1_000) : NONE,
        counts ? 1_000 : NONE,
        NONE,
        counts ? 32_767 : NONE);
  }

  /**
   * What busybox takes. It runs the first entries, and passes over the others without a word.
   *
   * @param cron which cron, in a message
   * @param known whether it is known whose crontab it is
   * @param root whether it is root's
   * @return its limits
   */
  public static CronLimits busybox(String cron, boolean known, boolean root) {
    int lines = root ? 65_534 : 255;
    return new CronLimits(cron, known, NONE, NONE, NONE, NONE, NONE, lines, NONE);
  }

  /**
   * What systemd-cron takes.
   *
   * @param cron which cron, in a message
   * @param known whether it is known whose crontab it is
   * @param root whether it is root's
   * @return its limits
   */
  public static CronLimits systemdCron(String cron, boolean known, boolean root) {
    int lines = root ? NONE : 1_000;
    return new CronLimits(cron, known, NONE, NONE, lines, NONE, NONE, NONE, NONE);
  }

  /**
   * A known cron without any limit.
   *
   * @param cron which cron, in a message
   * @return every limit is {@link #NONE}
   */
  public static CronLimits unlimited(String cron) {
    return new CronLimits(cron, true, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
  }
}
