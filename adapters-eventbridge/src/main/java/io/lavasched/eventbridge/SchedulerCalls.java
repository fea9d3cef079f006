// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import com.google.common.base.Ticker;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsCall;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsRead;
import io.lavasched.aws.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** The calls of the service: at a limited rate, within limits of time, failing with a sentence. */
final class SchedulerCalls implements AutoCloseable {

  private final SchedulerClient client;
  private final AwsLimits limits;
  private final Pause pause;
  private final CallRate rate;

  /**
   * Those of a client.
   *
   * @param client of the service
   * @param limits how long to wait for it
   * @param pause how to wait
   * @param perSecond how many calls a second
   * @param ticker the time that these seconds are of
   */
  SchedulerCalls(
      SchedulerClient client, AwsLimits limits, Pause pause, int perSecond, Ticker ticker) {
    this.client = client;
    this.limits = limits;
    this.pause = pause;
    this.rate = new CallRate(perSecond, ticker);
  }

  /** Several calls of one kind, which have a limit of time together. */
  final class Series {

    private final AwsRead read;

    private Series(AwsRead read) {
      this.read = read;
    }

    /** Starts a call as soon as the rate allows it. */
    <T> Answer<T> start(Function<SchedulerClient, T> call) {
      Duration wait = rate.take();
      if (!wait.isZero()) {
        read.rest(wait);
      }
      return new Answer<>(read.start(() -> call.apply(client)));
    }

    /** Does a call, as soon as the rate allows it. */
    <T> T next(Function<SchedulerClient, T> call) {
      return start(call).take();
    }

    /** Waits, which is a part of their time. */
    void pause(Duration delay) {
      read.pause(delay);
    }

    /** What was asked, in the words of messages. */
    AwsCall call() {
      return read.call();
    }
  }

  /**
   * An answer on its way.
   *
   * @param answer that of the client
   */
  record Answer<T>(AwsRead.Answer<T> answer) {

    /** Waits for it. */
    T take() {
      try {
        return answer.take();
      } catch (StoreException e) {
        throw SchedulerFailures.of(e);
      }
    }
  }

  /**
   * Begins calls of one kind.
   *
   * @param verb in messages, such as {@code read}
   * @param action what IAM calls it, such as {@code scheduler:GetSchedule}
   * @param thing what is asked for, such as {@code schedule group a}
   */
  Series series(String verb, String action, String thing) {
    return new Series(
        new AwsRead(
            new AwsCall(
                verb,
                action,
                thing,
                Optional.empty(),
                region(),
                client.serviceClientConfiguration().endpointOverride().map(URI::toString),
                Optional.empty()),
            limits,
            pause));
  }

  /** Where they go. */
  String region() {
    return client.serviceClientConfiguration().region().id();
  }

  @Override
  public void close() {
    client.close();
  }
}
