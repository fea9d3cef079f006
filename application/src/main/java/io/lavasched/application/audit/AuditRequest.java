// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.forecast.ForecastRequest;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.job.RealmName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be audited.
 *
 * @param realm which realm
 * @param chosen which jobs
 * @param span which dispatches
 * @param tolerance what is in time
 * @param node the cron that dispatches
 * @param settings what the rebuilds are given on their command line: it counts before what the
 *     records of the lavasched jobs say, and only where these tell what was due
 * @param unchangedSince since when the records are as they are, where somebody says so; empty for
 *     what the audits have seen themselves
 */
public record AuditRequest(
    RealmName realm,
    ForecastRequest.Chosen chosen,
    Span span,
    Tolerance tolerance,
    Node node,
    RebuildSettings settings,
    Optional<Instant> unchangedSince) {

  /** How long before the time that is judged a dispatch may lay claim to a run in it, at least. */
  static final Duration MARGIN = Duration.ofHours(1);

  /** Checks that nothing is null. */
  public AuditRequest {
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(chosen, "chosen");
    Objects.requireNonNull(span, "span");
    Objects.requireNonNull(tolerance, "tolerance");
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(unchangedSince, "unchangedSince");
  }

  /**
   * Which time.
   *
   * @param since the first instant of a dispatch that is judged
   * @param until the last one
   * @param now the time of the audit; not before {@code until}
   */
  public record Span(Instant since, Instant until, Instant now) {

    /** Checks the order. */
    public Span {
      if (until.isBefore(since) || now.isBefore(until)) {
        throw new IllegalArgumentException(since + " to " + until + " at " + now);
      }
    }
  }

  /**
   * What is in time.
   *
   * @param grace how long after its time a dispatch is looked for
   * @param late how long after its time, and its own delay, a run may start
   */
  public record Tolerance(Duration grace, Duration late) {

    /** What cron and the dispatcher program need at their worst. */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /** What an audit leaves before its end. */
    public static final Duration LATE = Duration.ofMinutes(10);

    /** Checks that neither is negative. */
    public Tolerance {
      if (grace.isNegative() || late.isNegative()) {
        throw new IllegalArgumentException(grace + ", " + late);
      }
    }
  }

  /**
   * The cron that dispatches.
   *
   * @param zone the node's own zone
   * @param dialect which cron
   * @param program the dispatcher program
   */
  public record Node(ZoneId zone, CronDialect dialect, DispatcherProgram program) {

    /** Checks that nothing is null. */
    public Node {
      Objects.requireNonNull(zone, "zone");
      Objects.requireNonNull(dialect, "dialect");
      Objects.requireNonNull(program, "program");
    }
  }
}
