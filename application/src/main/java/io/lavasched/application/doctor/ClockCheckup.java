// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether the clock can be right: windows and signatures of AWS hang on it. */
final class ClockCheckup {

  /** AWS takes no signature that is older, or of the future by as much. */
  static final Duration MOST_SKEW = Duration.ofMinutes(5);

  private static final Duration SEEN_SKEW = Duration.ofSeconds(30);

  private static final String HELP =
      "set the clock, and have it kept by NTP (chrony, systemd-timesyncd)";

  private ClockCheckup() {}

  /**
   * Looks at the clock.
   *
   * @param now what it says
   * @param built when this program was built: no right clock is before that
   * @param behind how far it is behind that of AWS, negative for ahead; empty where nobody was
   *     asked
   * @return what was found
   */
  static Finding of(Instant now, Instant built, Optional<Duration> behind) {
    if (now.isBefore(built)) {
      return Finding.failure(
          Check.CLOCK,
          "the clock must not be before " + built + ", when this program was built, found " + now,
          HELP);
    }
    if (behind.isEmpty()) {
      return Finding.ok(Check.CLOCK, "not before this program was built; no other clock was asked");
    }
    Duration skew = behind.get().abs();
    String found =
        skew.toSeconds() + " s " + (behind.get().isNegative() ? "ahead of" : "behind") + " AWS";
    if (skew.compareTo(MOST_SKEW) > 0) {
      return Finding.failure(
          Check.CLOCK,
          "the clock must be within 5 minutes of that of AWS, which else refuses signatures, found"
              + " it "
              + found,
          HELP);
    }
    return skew.compareTo(SEEN_SKEW) > 0
        ? Finding.warning(Check.CLOCK, "the clock is " + found, HELP)
        : Finding.ok(Check.CLOCK, "within 30 s of that of AWS");
  }
}
