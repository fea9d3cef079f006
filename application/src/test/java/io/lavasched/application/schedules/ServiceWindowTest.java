// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import io.lavasched.domain.schedule.WindowTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of lava as starts and ends of the service. */
class ServiceWindowTest {

  private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");

  /** The last second counts: lava 8.2, lava/lavacore.py, Schedule.active, has {@code <=}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none                 | none                 | 2026-12-01T00:00:00Z   | (-, -)
          2026-12-01T00:00:01Z | none                 | 2026-12-01T00:00:00Z   | (2026-12-01T00:00:01Z, -)
          2026-12-01T00:00:00Z | none                 | 2026-12-01T00:00:00Z   | (-, -)
          2026-12-01T00:00:00Z | none                 | 2026-12-01T00:00:00.5Z | (-, -)
          2026-11-01T00:00:00Z | none                 | 2026-12-01T00:00:00Z   | (-, -)
          none                 | 2026-12-31T23:59:59Z | 2026-12-01T00:00:00Z   | (-, 2027-01-01T00:00:00Z)
          none                 | 2026-12-01T00:00:00Z | 2026-12-01T00:00:00Z   | (-, 2026-12-01T00:00:01Z)
          none                 | 2026-12-01T00:00:00Z | 2026-12-01T00:00:00.9Z | (-, 2026-12-01T00:00:01Z)
          none                 | 2026-12-01T00:00:00Z | 2026-12-01T00:00:01Z   |
          2026-12-05T10:00:00Z | 2026-12-06T10:00:00Z | 2026-12-01T00:00:00Z   | (2026-12-05T10:00:00Z, 2026-12-06T10:00:01Z)
          2026-12-05T10:00:00.2Z | 2026-12-05T10:00:00.7Z | 2026-12-01T00:00:00Z | (2026-12-05T10:00:01Z, 2026-12-05T10:00:01Z)
          2026-12-05           | 2026-12-06           | 2026-12-01T00:00:00Z   | (2026-12-04T13:00:00Z, 2026-12-05T13:00:01Z)
          2027-01-10T00:00:00Z | 2026-12-20T00:00:00Z | 2026-12-01T00:00:00Z   | (-, 2026-12-20T00:00:01Z) b(2027-01-10T00:00:00Z, -)
          2027-01-10T00:00:00Z | 2026-12-20T00:00:00Z | 2026-12-20T00:00:00Z   | (-, 2026-12-20T00:00:01Z) b(2027-01-10T00:00:00Z, -)
          2027-01-10T00:00:00Z | 2026-12-20T00:00:00Z | 2026-12-20T00:00:01Z   | b(2027-01-10T00:00:00Z, -)
          2027-01-10T00:00:00Z | 2026-12-20T00:00:00Z | 2027-01-10T00:00:00Z   | b(-, -)
          2027-01-10T00:00:00Z | 2026-12-20T00:00:00Z | 2030-01-01T00:00:00Z   | b(-, -)
          2026-12-05T10:00:00.7Z | 2026-12-05T10:00:00.2Z | 2026-12-01T00:00:00Z | (-, -)
          2026-12-05T10:00:02Z | 2026-12-05T10:00:00Z | 2026-12-01T00:00:00Z   | (-, 2026-12-05T10:00:01Z) b(2026-12-05T10:00:02Z, -)
          9999-12-31T12:00:00Z | none                 | 2026-12-01T00:00:00Z   | (-, -)
          """)
  void are(String from, String to, Instant now, String windows) {
    ActiveWindow window =
        new ActiveWindow(time(from, ActiveWindow.EARLIEST), time(to, ActiveWindow.LATEST));

    assertThat(text(ServiceWindow.of(window.inSeconds(SYDNEY), now)))
        .isEqualTo(windows == null ? "" : windows);
  }

  private static WindowTime time(String text, WindowTime none) {
    return text.equals("none") ? none : WindowTime.parse(text).value().orElseThrow();
  }

  private static String text(List<ServiceWindow> windows) {
    StringBuilder out = new StringBuilder();
    for (ServiceWindow window : windows) {
      out.append(out.length() == 0 ? "" : " ")
          .append(window.isSecond() ? "b" : "")
          .append('(')
          .append(window.start().map(Instant::toString).orElse("-"))
          .append(", ")
          .append(window.end().map(Instant::toString).orElse("-"))
          .append(')');
    }
    return out.toString();
  }

  /** From now on, the service invokes in each second in which the schedule is active, once. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void togetherTheyAreTheWindow(
      @ForAll @LongRange(min = -30, max = 30) long from,
      @ForAll @LongRange(min = -30, max = 30) long to,
      @ForAll @LongRange(min = -30, max = 30) long now) {
    ActiveWindow window = new ActiveWindow(utc(from), utc(to));
    ActiveSeconds seconds = window.inSeconds(ZoneOffset.UTC);
    List<ServiceWindow> windows = ServiceWindow.of(seconds, Instant.ofEpochSecond(now));

    assertThat(windows).hasSizeLessThan(3);
    assertThat(windows.stream().map(ServiceWindow::isSecond)).doesNotHaveDuplicates();
    for (long second = now; second < 40; second++) {
      Instant at = Instant.ofEpochSecond(second);
      assertThat(windows.stream().filter(w -> has(w, at)).count())
          .isEqualTo(seconds.has(second) ? 1 : 0);
    }
    windows.forEach(
        w ->
            assertThat(w.start().filter(start -> !start.isAfter(Instant.ofEpochSecond(now))))
                .isEmpty());
  }

  private static boolean has(ServiceWindow window, Instant at) {
    Optional<Instant> end = window.end();
    return window.start().filter(at::isBefore).isEmpty()
        && (end.isEmpty() || at.isBefore(end.get()));
  }

  private static WindowTime utc(long second) {
    return new WindowTime(
        Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC).toLocalDateTime(),
        OptionalInt.of(0));
  }
}
