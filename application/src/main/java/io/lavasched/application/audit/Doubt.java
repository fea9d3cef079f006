// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import java.util.Locale;

/** Why nobody can tell whether there should be a run. */
public enum Doubt {
  /** There is none: it was due. */
  NONE(""),
  /** No audit has seen its record as it is for long enough. */
  RECORD_MAY_HAVE_CHANGED(
      "its record may have changed meanwhile, or no rebuild has put it into a crontab yet"),
  /** No lavasched job serves its dispatcher. */
  NOT_SERVED("no lavasched job serves its dispatcher"),
  /** The crontab was changed about then, or nobody knows when. */
  CRONTAB_CHANGED("its entry came into the crontab, or left it, at about this time"),
  /** It was before the oldest kept crontab. */
  NO_KEPT_CRONTAB("no crontab of that time is kept"),
  /** The run record may be gone. */
  RECORDS_GONE("its run record may have expired"),
  /** It may still start, and be in time. */
  TOO_RECENT("it is too early to tell"),
  /** The run records are a picture of an earlier time. */
  AFTER_THE_RECORDS("the run records end before its run would have been among them"),
  /** A run of the job cannot be read. */
  UNREADABLE_RUN("a run record of the job cannot be read"),
  /** A run of that time may be its own, or that of a chain. */
  PERHAPS_OF_A_CHAIN("a run of that time may be its own, or one within a chain"),
  /** A dispatch that is in doubt itself has the run. */
  RUN_IN_DOUBT("a run of that time may be its own, or that of a dispatch that is in doubt");

  private final String text;

  Doubt(String text) {
    this.text = text;
  }

  /**
   * The name in JSON; never renamed.
   *
   * @return such as {@code too-recent}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The same for people.
   *
   * @return a sentence without a capital and a full stop
   */
  public String text() {
    return text;
  }
}
