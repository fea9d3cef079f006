// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import io.lavasched.crontab.program.BoundedProcess.Ended;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which cron a crontab program belongs to, told by what {@code crontab -V} says in the C locale.
 *
 * <p>Source: CRON.md section 7 for the words, section 2 for the limits; both found by running the
 * programs.
 *
 * @param dialect which cron; {@link CronDialect#VIXIE} where the words are none of the known
 * @param limits what it takes; {@link CronLimits#UNKNOWN} where the words are none of the known
 */
public record CronIdentity(CronDialect dialect, CronLimits limits) {

  private static final CronIdentity UNKNOWN =
      new CronIdentity(CronDialect.VIXIE, CronLimits.UNKNOWN);

  private static final Pattern CRONIE =
      Pattern.compile("cronie (\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?\\b[^\n]*\n?");

  private static final Pattern BUSYBOX = Pattern.compile("BusyBox v(\\d[\\w.]*)");

  private static final Pattern BARE_VERSION = Pattern.compile("\\d++(?:\\.\\d++)++[\\w.+~-]*\n?");

  /**
   * Recognises a cron.
   *
   * @param version how {@code crontab -V} ended
   * @param root whether it ran as root, whom some crons allow more
   */
  public static CronIdentity of(Ended version, boolean root) {
    String said = version.err().text() + version.out().text();
    return (version.exit() == 0 ? answered(said, root) : refused(said, root)).orElse(UNKNOWN);
  }

  private static Optional<CronIdentity> answered(String said, boolean root) {
    Matcher cronie = CRONIE.matcher(said);
    if (cronie.matches()) {
      String patch = Optional.ofNullable(cronie.group(3)).orElse("0");
      return cronie(number(cronie.group(1)), number(cronie.group(2)), number(patch));
    }
    return BARE_VERSION.matcher(said).matches()
        ? systemdCron("systemd-cron " + said.strip(), root)
        : Optional.empty();
  }

  private static Optional<CronIdentity> refused(String said, boolean root) {
    Matcher busybox = BUSYBOX.matcher(said);
    if (busybox.find()) {
      return busybox("busybox " + busybox.group(1), root);
    }
    if (said.contains("usage:\tcrontab [-u user]")
        && said.contains("(default operation is replace, per 1003.2)")) {
      return debian(said.contains("[-n] file"));
    }
    if (said.contains(" crontab [options] file") && said.contains("set host in cluster")) {
      return of(CronDialect.CRONIE, CronLimits.cronie("cronie before 1.5.2", 0, 0, 0));
    }
    if (said.contains("bcrontab: Error: Unknown option letter -V.")) {
      return of(CronDialect.BCRON, CronLimits.unlimited("bcron"));
    }
    return said.contains("usage: crontab [-h] [-u USER] [-l | -r | -e | -s]")
        ? systemdCron("systemd-cron 1", root)
        : Optional.empty();
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  private static Optional<CronIdentity> cronie(int major, int minor, int patch) {
    String name = "cronie " + major + "." + minor + "." + patch;
    return of(CronDialect.CRONIE, CronLimits.cronie(name, major, minor, patch));
  }

  /**
   * Before 3.0pl1-160, which has the dry run, the usage does not tell the version. All have the
   * same limit for a line, some without a word for what is longer, so that it must be kept. As to
   * the number of lines, 3.0pl1-133 alone takes fewer than those after it, and it says so and
   * changes nothing: the larger number can do no harm.
   */
  private static Optional<CronIdentity> debian(boolean hasDryRun) {
    return of(
        CronDialect.DEBIAN,
        hasDryRun ? CronLimits.of(CronDialect.DEBIAN) : CronLimits.DEBIAN_BEFORE_160);
  }

  private static Optional<CronIdentity> busybox(String name, boolean root) {
    return of(CronDialect.BUSYBOX, CronLimits.busybox(name, true, root));
  }

  private static Optional<CronIdentity> systemdCron(String name, boolean root) {
    return of(CronDialect.SYSTEMD_CRON, CronLimits.systemdCron(name, true, root));
  }

  private static Optional<CronIdentity> of(CronDialect dialect, CronLimits limits) {
    return Optional.of(new CronIdentity(dialect, limits));
  }
}
