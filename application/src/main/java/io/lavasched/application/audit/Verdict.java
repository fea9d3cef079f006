// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import java.util.Locale;

/** What became of a dispatch; the worst first. */
public enum Verdict {
  /** No run, and nothing that explains it: it was not sent, or the worker refused it. */
  MISSING,
  /** No run yet, and the queue of its worker holds messages. */
  WAITING,
  /** The worker rejected it, such as for its {@code max_run_delay}: the job did not run. */
  REJECTED,
  /** It started, but too late. */
  LATE,
  /** More than one run where one was due. */
  TWICE,
  /** It started, and its record does not say that it ended. */
  NEVER_ENDED,
  /** No run, and nobody can tell whether there should be one. */
  UNKNOWN,
  /** It ran, was skipped as disabled, or failed: it was dispatched. */
  OK;

  /**
   * The name in JSON; never renamed.
   *
   * @return such as {@code never-ended}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
