// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.NodeChecks;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.Account;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.crontab.program.BoundedProcess;
import io.lavasched.crontab.program.CronIdentity;
import io.lavasched.crontab.program.CrontabProgram;
import io.lavasched.crontab.program.ProgramFile;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * The cron of this node: which one it is, whether its daemon is at work, and whether it lets this
 * account in. Writes nothing.
 */
final class CronCheckup {

  private static final Path ROOT = Path.of("/");

  private CronCheckup() {}

  /**
   * Looks at the cron that a crontab program belongs to.
   *
   * @param program the crontab program, as {@link CrontabProgram#find} gave it
   * @param limit how long one call of it may take
   * @param unread why the crontab could not be read through that program; empty where it could
   * @return what was found
   */
  static NodeChecks.Cron of(Path program, Duration limit, Optional<StoreException> unread) {
    return of(program, limit, unread, ROOT);
  }

  /**
   * The same where there is no crontab program at all.
   *
   * @param none why
   * @return what was found
   */
  static NodeChecks.Cron without(StoreException none) {
    return new NodeChecks.Cron(
        List.of(
            Finding.failure(Check.CRON, none),
            DaemonCheckup.of(Optional.empty(), ROOT),
            Finding.unknown(Check.CRON_ACCOUNT, "see cron")),
        Optional.empty());
  }

  static NodeChecks.Cron of(
      Path program, Duration limit, Optional<StoreException> unread, Path root) {
    CronIdentity identity = identify(program, limit);
    Optional<CronDialect> dialect = dialect(program, identity);
    return new NodeChecks.Cron(
        List.of(
            cron(program, identity, dialect),
            DaemonCheckup.of(dialect, root),
            AccountCheckup.of(dialect, unread, root)),
        dialect);
  }

  /** Unknown where it does not answer: why shows in the reading of the crontab. */
  private static CronIdentity identify(Path program, Duration limit) {
    ProcessBuilder version = new ProcessBuilder(program.toString(), "-V");
    version.environment().put("LC_ALL", "C");
    try {
      return CronIdentity.of(BoundedProcess.run(version, limit), Account.isRoot());
    } catch (IOException | TimeoutException e) {
      return new CronIdentity(CronDialect.VIXIE, CronLimits.UNKNOWN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new CronIdentity(CronDialect.VIXIE, CronLimits.UNKNOWN);
    }
  }

  private static Finding cron(Path program, CronIdentity identity, Optional<CronDialect> dialect) {
    CronLimits limits = identity.limits();
    String path = " (" + FailureWords.shown(program) + ")";
    if (dialect.isEmpty()) {
      return Finding.warning(
          Check.CRON,
          "the cron must be one of Debian's, cronie, busybox, bcron and systemd-cron, found a"
              + " crontab program whose -V says something else"
              + path,
          "is that the crontab program of the cron that runs? (readlink -f, PATH); the smallest"
              + " limits of all are kept");
    }
    String name = limits.known() ? limits.cron() : dialect.get().text();
    return Finding.ok(
        Check.CRON,
        name
            + path
            + "; "
            + limits(limits)
            + (dialect.get().isStrict() ? "; entries must be in the portable form" : ""));
  }

  private static String limits(CronLimits limits) {
    List<String> all = new ArrayList<>();
    add(limits.commandBytes(), "bytes a command", all);
    add(limits.lines(), "lines", all);
    add(limits.entries(), "entries", all);
    add(limits.activeLines(), "lines that are no comments", all);
    return all.isEmpty() ? "no limits" : "takes " + String.join(", ", all);
  }

  private static void add(int limit, String what, List<String> all) {
    if (limit != CronLimits.NONE) {
      all.add(limit + " " + what);
    }
  }

  /** By its words, which tell the version as well; else by its file, which a wrapper is not. */
  private static Optional<CronDialect> dialect(Path program, CronIdentity identity) {
    return identity.limits().known()
        ? Optional.of(identity.dialect())
        : ProgramFile.dialect(program);
  }
}
