// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import java.util.Locale;

/** What became of a dispatch; the worst first. */
public enum Verdict {
  /** No run, and nothing that explains it: it was not sent, or the worker refused it. */
  MISSING("not started"),
  /** No run yet, and the queue of its worker holds messages. */
  WAITING("may wait in the queue of its worker"),
  /** The worker rejected it, such as for its {@code max_run_delay}: the job did not run. */
  REJECTED("rejected by the worker"),
  /** It started, but too late. */
  LATE("started late"),
  /** More than one run where one was due. */
  TWICE("more than one run"),
  /** It started, and its record does not say that it ended. */
  NEVER_ENDED("not ended"),
  /** No run, and nobody can tell whether there should be one. */
  UNKNOWN("cannot be told"),
  /** It ran, was skipped as disabled, or failed: it was dispatched. */
  OK("ok");

  private final String title;

  Verdict(String title) {
    this.title = title;
  }

  /**
   * The name in JSON; never renamed.
   *
   * @return such as {@code never-ended}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What it says, for people.
   *
   * @return a few words
   */
  public String title() {
    return title;
  }
}
