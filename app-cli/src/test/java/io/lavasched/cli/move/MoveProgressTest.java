// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.move.MoveStep;
import io.lavasched.application.move.Standing;
import io.lavasched.application.port.StoreException;
import io.lavasched.cli.option.Level;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.RunId;
import io.lavasched.cli.text.Colours;
import io.lavasched.cli.text.Messages;
import io.lavasched.cli.wiring.RunLimit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a signal leads to in the middle of a move. */
class MoveProgressTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private final RunLimit told = new RunLimit(Duration.ofHours(1));
  private final RunLimit written = new RunLimit(Duration.ofHours(1));
  private final MoveProgress progress = progress(told, written);

  private static MoveProgress progress(RunLimit told, RunLimit written) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    Environment environment =
        new Environment(
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            nowhere,
            nowhere,
            false,
            false,
            false,
            () -> false,
            clock,
            ZoneOffset.UTC,
            new RunId(Map.of()));
    return new MoveProgress(
        new Messages(environment, Level.INFO, Optional.empty(), new Colours(false)),
        clock,
        ZoneId.of("Australia/Sydney"),
        told,
        written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CRONTAB      |       | the crontab dispatches, and no schedule does",
        "EVENTBRIDGE  |       | the schedules dispatch, and the crontab does not",
        "BOTH         |       | the crontab dispatches, and schedules do too",
        "NEITHER      |       | neither the crontab nor a schedule dispatches",
        "BOTH_FROM    | 12:18 | the crontab dispatches, and from 23:18:00 on schedules do too",
        "NEITHER_FROM | 12:18 | the schedules dispatch, some only until 23:18:00, and the crontab"
            + " does not"
      })
  void itSaysWhatDispatchesThen(Standing.Kind kind, String at, String words) {
    progress.stands(
        new Standing(
            kind, Optional.ofNullable(at).map(t -> Instant.parse("2026-12-01T" + t + ":00Z"))));

    assertThat(told.stop()).isEqualTo(RunLimit.Reached.INSTALLING);
    assertThat(told.soFar()).hasValue(words + "; the same command again goes on from there");
  }

  @Test
  void afterThatNoStepBeginsAndNothingIsWritten() {
    progress.stands(new Standing(Standing.Kind.CRONTAB, Optional.empty()));
    told.stop();
    assertThat(told.soFar()).isPresent();

    assertThatThrownBy(
            () -> progress.begins(new MoveStep(MoveStep.Kind.TAKE_OUT, Optional.empty(), 0)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> progress.waitUntil(NOW.plusSeconds(60)))
        .isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> written.beginToWrite(() -> "some")).isInstanceOf(StoreException.class);
  }

  @Test
  void beforeAnybodyLookedNothingWasWritten() {
    assertThat(told.stop()).isEqualTo(RunLimit.Reached.NOTHING_WRITTEN);
  }
}
