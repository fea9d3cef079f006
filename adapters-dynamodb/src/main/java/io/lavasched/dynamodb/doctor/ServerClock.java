// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.doctor;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The clock of AWS, by the {@code Date} of its answers, beside that of this machine. */
final class ServerClock {

  private final Clock clock;
  private Optional<Duration> behind = Optional.empty();

  ServerClock(Clock clock) {
    this.clock = clock;
  }

  void look(SdkResponse response) {
    look(Optional.ofNullable(response.sdkHttpResponse()));
  }

  /** Refusals have it as well, that of a wrong clock above all. */
  void look(Throwable e) {
    if (e instanceof AwsServiceException service) {
      look(Optional.ofNullable(service.awsErrorDetails()).map(AwsErrorDetails::sdkHttpResponse));
    }
  }

  private void look(Optional<SdkHttpResponse> response) {
    Instant here = clock.instant();
    response
        .flatMap(found -> found.firstMatchingHeader("Date"))
        .flatMap(ServerClock::parse)
        .ifPresent(there -> behind = Optional.of(Duration.between(here, there)));
  }

  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Optional<Duration> behind() {
    return behind;
  }
}
