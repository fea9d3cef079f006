// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.application.forecast.CountDispatches;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.cron.CronDialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A timeline, and how it came about.
 *
 * @param counted what was found
 * @param realm whose jobs they are, where that is known
 * @param source where the records are, in words
 * @param cron which cron it is for; empty for EventBridge Scheduler
 * @param now when it was made
 */
public record TimelineReport(
    CountDispatches.Report counted,
    Optional<String> realm,
    String source,
    Optional<CronDialect> cron,
    Instant now) {

  public Timeline timeline() {
    return counted.timeline();
  }

  public Interval interval() {
    return timeline().interval();
  }

  /** What is not in it; empty where nothing is missing. */
  public List<String> uncounted() {
    CountDispatches.Tally tally = counted.tally();
    List<String> parts = new ArrayList<>();
    add(tally.boot(), "job", " that cron starts at boot", parts);
    add(tally.idle(), "job", " for other times", parts);
    add(tally.unscheduled(), "job", " without a schedule", parts);
    add(tally.undispatched(), "job", " with a schedule and no dispatcher", parts);
    add(tally.bad(), "bad record", "", parts);
    return parts;
  }

  /** What is in it, though the worker skips it, or may. */
  List<String> skipped() {
    CountDispatches.Tally tally = counted.tally();
    List<String> parts = new ArrayList<>();
    add(tally.disabled(), "disabled job", ", which the worker skips", parts);
    add(tally.decidedAtRunTime(), "job", " of which that is decided at run time", parts);
    return parts;
  }

  private static void add(int count, String noun, String which, List<String> parts) {
    if (count > 0) {
      parts.add(Phrases.count(count, noun) + which);
    }
  }
}
