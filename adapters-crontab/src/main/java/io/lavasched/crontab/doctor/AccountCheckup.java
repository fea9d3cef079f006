// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.Account;
import io.lavasched.crontab.file.FailureWords;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether this account may have a crontab: what {@code crontab -l} says, and the files {@code
 * cron.allow} and {@code cron.deny}.
 *
 * <p>Source: CRON.md section 6. Where there is a {@code cron.allow}, it has to name the account;
 * else {@code cron.deny} must not. With neither, cronie lets root in and nobody else, all others
 * let everybody in. busybox and bcron look at neither; systemd-cron does so at an install only.
 * Root is always let in.
 */
final class AccountCheckup {

  private static final String HELP =
      "name the account in cron.allow or, where that file does not exist, take it out of cron.deny"
          + " (cronie with neither file lets only root in)";

  private final Path root;
  private final String name;

  private AccountCheckup(Path root, String name) {
    this.root = root;
    this.name = name;
  }

  static Finding of(Optional<CronDialect> dialect, Optional<StoreException> unread, Path root) {
    return of(dialect, unread, root, System.getProperty("user.name", "?"), Account.isRoot());
  }

  static Finding of(
      Optional<CronDialect> dialect,
      Optional<StoreException> unread,
      Path root,
      String name,
      boolean isRoot) {
    if (unread.isPresent()) {
      return Finding.failure(Check.CRON_ACCOUNT, unread.get());
    }
    String listed = Quoted.escape(name) + " can list its crontab";
    if (isRoot || dialect.filter(AccountCheckup::looksAtNoFile).isPresent()) {
      return Finding.ok(Check.CRON_ACCOUNT, listed);
    }
    return new AccountCheckup(root, name).rules(dialect, listed);
  }

  private static boolean looksAtNoFile(CronDialect dialect) {
    return dialect == CronDialect.BUSYBOX || dialect == CronDialect.BCRON;
  }

  private Finding rules(Optional<CronDialect> dialect, String listed) {
    try {
      Optional<List<String>> allow = names("cron.allow");
      if (allow.isPresent()) {
        return allow.get().contains(name)
            ? Finding.ok(Check.CRON_ACCOUNT, listed + ", and cron.allow names it")
            : denied(dialect, "cron.allow does not name it");
      }
      Optional<List<String>> deny = names("cron.deny");
      if (deny.isPresent()) {
        return deny.get().contains(name)
            ? denied(dialect, "cron.deny names it")
            : Finding.ok(Check.CRON_ACCOUNT, listed + ", and cron.deny does not name it");
      }
      return dialect.filter(d -> d == CronDialect.CRONIE).isPresent()
          ? denied(dialect, "there is neither cron.allow nor cron.deny")
          : Finding.ok(
              Check.CRON_ACCOUNT, listed + ", and there is neither cron.allow nor cron.deny");
    } catch (IOException e) {
      return Finding.ok(
          Check.CRON_ACCOUNT,
          listed + "; cron.allow and cron.deny cannot be read (" + FailureWords.reason(e) + ")");
    }
  }

  /** An install would be refused; for all but systemd-cron the listing should have been as well. */
  private Finding denied(Optional<CronDialect> dialect, String rule) {
    String found =
        "this account must be let in by cron.allow and cron.deny, found that "
            + rule
            + " ("
            + Quoted.escape(name)
            + ")";
    return dialect.filter(d -> d == CronDialect.SYSTEMD_CRON).isPresent()
        ? Finding.failure(Check.CRON_ACCOUNT, found + ": an install will be refused", HELP)
        : Finding.warning(Check.CRON_ACCOUNT, found + ", though crontab -l works", HELP);
  }

  /** One name a line; empty where there is no such file. */
  private Optional<List<String>> names(String file) throws IOException {
    try {
      return Optional.of(
          Files.readString(root.resolve("etc").resolve(file), ISO_8859_1)
              .lines()
              .map(String::strip)
              .toList());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
