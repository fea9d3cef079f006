// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which cron program will read the crontab.
 *
 * <p>Source: CRON.md, its first table.
 */
public enum CronDialect {
  /** No program: what {@link #DEBIAN} and {@link #CRONIE} read alike. */
  VIXIE("vixie", false),
  /** Vixie cron as Debian and Ubuntu ship it. */
  DEBIAN("debian", false),
  /** The cron of Amazon Linux, RHEL and Fedora. */
  CRONIE("cronie", false),
  /** The cron of Alpine. */
  BUSYBOX("busybox", true),
  /** Bruce Guenter's cron, in Debian. */
  BCRON("bcron", true),
  /** Crontabs as timers of systemd. */
  SYSTEMD_CRON("systemd-cron", true),
  /** No program: what all of them read alike. */
  PORTABLE("portable", true);

  private final String text;
  private final boolean isStrict;

  CronDialect(String text, boolean isStrict) {
    this.text = text;
    this.isStrict = isStrict;
  }

  /**
   * The name as users write it.
   *
   * @return such as {@code systemd-cron}
   */
  public String text() {
    return text;
  }

  /**
   * Whether entries must be in the strict portable form, without lines that set a variable.
   *
   * @return false for those in which a cron string stays as its author wrote it
   */
  public boolean isStrict() {
    return isStrict;
  }

  /**
   * Whether an entry fires in the zone that a {@code CRON_TZ} above it names. Entries of a strict
   * dialect have no variables above them.
   *
   * @return true for cronie only; Debian's cron ignores the variable without a word
   */
  public boolean honoursCronTz() {
    return this == CRONIE;
  }

  /**
   * The dialect of a name.
   *
   * @param text as {@link #text} gives it
   * @return empty for any other text
   */
  public static Optional<CronDialect> named(String text) {
    Objects.requireNonNull(text, "text");
    return Arrays.stream(values()).filter(dialect -> dialect.text.equals(text)).findFirst();
  }

  /**
   * All names.
   *
   * @return in the order of the constants
   */
  public static List<String> names() {
    return Arrays.stream(values()).map(CronDialect::text).toList();
  }
}
