// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How the install of a crontab ended. */
public sealed interface InstallResult
    permits InstallResult.Installed, InstallResult.Refused, InstallResult.PutBack {

  /**
   * One function a case.
   *
   * @param installed for {@link Installed}
   * @param refused for {@link Refused}
   * @param putBack for {@link PutBack}
   * @param <R> the result
   * @return the result of the function that fits
   */
  <R> R fold(
      Function<? super Installed, ? extends R> installed,
      Function<? super Refused, ? extends R> refused,
      Function<? super PutBack, ? extends R> putBack);

  /**
   * The name for JSON; {@code docs/json.md} lists them.
   *
   * @return such as {@code installed}
   */
  String word();

  /**
   * Why the new crontab is not there.
   *
   * @return what failed first, or what was found; empty where it is there
   */
  Optional<String> why();

  /**
   * The new crontab is there: it was read back.
   *
   * @param backup the old one
   * @param notKept why the new one could not be kept as well; empty where it is
   */
  record Installed(Backup backup, Optional<StoreException> notKept) implements InstallResult {
    @Override
    public String word() {
      return RunReport.INSTALLED;
    }

    @Override
    public Optional<String> why() {
      return Optional.empty();
    }

    @Override
    public <R> R fold(
        Function<? super Installed, ? extends R> installed,
        Function<? super Refused, ? extends R> refused,
        Function<? super PutBack, ? extends R> putBack) {
      return installed.apply(this);
    }
  }

  /**
   * The old crontab is still there: it was read.
   *
   * @param failures what the install failed with; empty where it claims to have worked
   */
  record Refused(List<StoreException> failures) implements InstallResult {
    /** Copies the failures. */
    public Refused {
      failures = List.copyOf(failures);
    }

    @Override
    public String word() {
      return "refused";
    }

    @Override
    public Optional<String> why() {
      return Optional.of(
          failures.isEmpty()
              ? "crontab must install what it is given, found the old crontab after it reported"
                  + " success"
              : failures.get(0).getMessage());
    }

    @Override
    public <R> R fold(
        Function<? super Installed, ? extends R> installed,
        Function<? super Refused, ? extends R> refused,
        Function<? super PutBack, ? extends R> putBack) {
      return refused.apply(this);
    }
  }

  /**
   * After the install, the crontab was neither the new one nor the old one, or nobody could tell:
   * the old one was put back, or at least that was tried.
   *
   * @param now what is there now
   * @param backup the old crontab
   * @param found what was there after the install; empty where it was the new one, or could not be
   *     read or kept
   * @param failures what failed on the way, in order; empty where the crontab just was another
   */
  record PutBack(Now now, Backup backup, Optional<Backup> found, List<StoreException> failures)
      implements InstallResult {
    /** Copies the failures. */
    public PutBack {
      failures = List.copyOf(failures);
    }

    @Override
    public String word() {
      return now == Now.OLD ? "put_back" : "not_put_back";
    }

    @Override
    public Optional<String> why() {
      return Optional.of(
          failures.isEmpty()
              ? "crontab must install what it is given, found something else when it was read back"
              : failures.get(0).getMessage());
    }

    @Override
    public <R> R fold(
        Function<? super Installed, ? extends R> installed,
        Function<? super Refused, ? extends R> refused,
        Function<? super PutBack, ? extends R> putBack) {
      return putBack.apply(this);
    }
  }

  /** What a crontab turned out to be when it was read last. */
  enum Now {
    /** The one from before the install. */
    OLD,
    /** The one that was meant. */
    NEW,
    /** Neither. */
    ANOTHER,
    /** It could not be read. */
    UNKNOWN
  }
}
