// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the service, which no schedule can be made beyond. */
class ScheduleSpecTest {

  private static final String ARN = "arn:aws:sns:eu-west-1:123456789012:lava-demo-dispatch";

  private static ScheduleTarget target(int age, int attempts) {
    return new ScheduleTarget(ARN, ARN, "{}", age, attempts, Optional.of(ARN));
  }

  private static ScheduleSpec spec(Optional<Instant> start, String description) {
    return new ScheduleSpec(
        new ScheduleName("a"),
        new ScheduleExpression("rate(5 minutes)", "UTC"),
        start,
        start,
        false,
        target(60, 0),
        description);
  }

  @ParameterizedTest
  @CsvSource({
    "60, 0, true",
    "86400, 185, true",
    "59, 0, false",
    "86401, 0, false",
    "60, -1, false",
    "60, 186, false"
  })
  void retries(int age, int attempts, boolean isGood) {
    if (isGood) {
      assertThat(target(age, attempts).maxAgeSeconds()).isEqualTo(age);
    } else {
      assertThatIllegalArgumentException().isThrownBy(() -> target(age, attempts));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lambda", "arn:aws\n", "ARN:aws:sns:x"})
  void arns(String arn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduleTarget(arn, ARN, "", 60, 0, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduleTarget(ARN, arn, "", 60, 0, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduleTarget(ARN, ARN, "", 60, 0, Optional.of(arn)));
  }

  @Test
  void lengths() {
    assertThat(spec(Optional.empty(), "x".repeat(512)).description()).hasSize(512);
    assertThatIllegalArgumentException().isThrownBy(() -> spec(Optional.empty(), "x".repeat(513)));
    assertThat(new ScheduleExpression("x".repeat(256), "z".repeat(50)).text()).hasSize(256);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduleExpression("x".repeat(257), "UTC"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduleExpression("x", "z".repeat(51)));
    assertThatIllegalArgumentException().isThrownBy(() -> new ScheduleExpression("", "UTC"));
    String largest = "\u00fc".repeat(131_072);
    assertThat(target(60, 0).withInput(largest).input()).isEqualTo(largest);
    assertThatIllegalArgumentException().isThrownBy(() -> target(60, 0).withInput(largest + "x"));
  }

  /** The service keeps seconds: what is read back must be equal. */
  @Test
  void timesAreWholeSeconds() {
    ScheduleSpec spec = spec(Optional.of(Instant.parse("2026-12-01T00:00:00.999Z")), "");

    assertThat(spec.start()).hasValue(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(spec.end()).hasValue(Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void aStartThatHasComeIsNone() {
    Instant start = Instant.parse("2026-12-01T00:00:00Z");
    ScheduleSpec spec = spec(Optional.of(start), "d");

    assertThat(spec.from(start.minusSeconds(1))).isEqualTo(spec);
    assertThat(spec.from(start).start()).isEmpty();
    assertThat(spec.from(start).end()).hasValue(start);
    assertThat(spec.from(start)).isEqualTo(spec.from(start.plusSeconds(100)));
  }

  @Test
  void nothingIsNull() {
    assertThatThrownBy(() -> new ScheduleExpression(null, "UTC"))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new ScheduleName(null)).isInstanceOf(NullPointerException.class);
  }

  private static ScheduleSpec marked() {
    return spec(Optional.of(Instant.parse("2027-01-01T00:00:00Z")), "of a").marked();
  }

  @Test
  void markIsAtTheEndOfTheDescription() {
    assertThat(marked().description()).matches("of a \\[[0-9a-z]{8}]");
    assertThat(marked().isMarked()).isTrue();
    assertThat(marked()).isEqualTo(marked());
    assertThat(spec(Optional.empty(), "of a").isMarked()).isFalse();
    assertThat(spec(Optional.empty(), "of a [12345678]").isMarked()).isFalse();
    assertThat(spec(Optional.empty(), "x".repeat(512 - ScheduleSpec.MARK)).marked().isMarked())
        .isTrue();
  }

  /** Each setting that somebody may edit; the start goes away by itself. */
  @Test
  void markTellsEachEdit() {
    ScheduleSpec spec = marked();
    ScheduleTarget target = spec.target();
    String other = ARN + "x";
    assertThat(
            List.of(
                with(spec, new ScheduleExpression("rate(6 minutes)", "UTC"), spec.end(), target),
                with(spec, new ScheduleExpression("rate(5 minutes)", "CET"), spec.end(), target),
                with(spec, spec.expression(), Optional.empty(), target),
                with(
                    spec,
                    spec.expression(),
                    spec.end(),
                    new ScheduleTarget(other, ARN, "{}", 60, 0, Optional.of(ARN))),
                with(
                    spec,
                    spec.expression(),
                    spec.end(),
                    new ScheduleTarget(ARN, other, "{}", 60, 0, Optional.of(ARN))),
                with(
                    spec,
                    spec.expression(),
                    spec.end(),
                    new ScheduleTarget(ARN, ARN, "{}", 60, 0, Optional.empty())),
                with(
                    spec,
                    spec.expression(),
                    spec.end(),
                    new ScheduleTarget(ARN, ARN, "{}", 61, 0, Optional.of(ARN))),
                with(
                    spec,
                    spec.expression(),
                    spec.end(),
                    new ScheduleTarget(ARN, ARN, "{}", 60, 1, Optional.of(ARN))),
                with(spec, spec.expression(), spec.end(), target.withInput("[]")),
                new ScheduleSpec(
                    spec.name(),
                    spec.expression(),
                    spec.start(),
                    spec.end(),
                    true,
                    target,
                    spec.description()),
                new ScheduleSpec(
                    spec.name(),
                    spec.expression(),
                    spec.start(),
                    spec.end(),
                    false,
                    target,
                    "x" + spec.description())))
        .allMatch(edited -> !edited.isMarked());
    assertThat(spec.from(Instant.parse("2027-01-02T00:00:00Z")).start()).isEmpty();
    assertThat(spec.from(Instant.parse("2027-01-02T00:00:00Z")).isMarked()).isTrue();
  }

  private static ScheduleSpec with(
      ScheduleSpec spec,
      ScheduleExpression expression,
      Optional<Instant> end,
      ScheduleTarget target) {
    return new ScheduleSpec(
        spec.name(), expression, spec.start(), end, spec.enabled(), target, spec.description());
  }
}
