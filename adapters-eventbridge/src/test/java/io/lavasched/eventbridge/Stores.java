// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import com.google.common.base.Ticker;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.aws.AwsLimits;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import io.lavasched.eventbridge.testkit.TestScheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores of a stand-in, for tests: with a time that only their own waits turn, so that no test
 * waits for a rate or a role.
 */
final class Stores {

  static final Instant NOW = Instant.parse("2026-11-24T10:00:30Z");
  static final GroupName GROUP = new GroupName("lava.demo.etl_1");
  static final GroupOwner OWNER = new GroupOwner(new RealmName("demo"), new JobId("etl"));

  private final FakeScheduler service;
  private final List<Duration> waits = new ArrayList<>();
  private GroupOwner owner = OWNER;
  private int attempts = 3;
  private int perSecond = CallRate.DEFAULT;
  private long nanos;

  private Stores(FakeScheduler service) {
    this.service = service;
  }

  static Stores of(FakeScheduler service) {
    return new Stores(service);
  }

  Stores owner(GroupOwner whose) {
    owner = whose;
    return this;
  }

  Stores attempts(int number) {
    attempts = number;
    return this;
  }

  Stores perSecond(int calls) {
    perSecond = calls;
    return this;
  }

  /** All waits so far, in the order in which they were taken. */
  List<Duration> waits() {
    return List.copyOf(waits);
  }

  /** How long it waited in all. */
  Duration waited() {
    return Duration.ofNanos(nanos);
  }

  EventBridgeSchedules open() {
    return open(GROUP, NOW);
  }

  EventBridgeSchedules open(GroupName group, Instant now) {
    Ticker ticker =
        new Ticker() {
          @Override
          public long read() {
            return nanos;
          }
        };
    return new EventBridgeSchedules(
        group,
        owner,
        new SchedulerCalls(
            TestScheduler.client(service.url(), attempts, AwsLimits.DEFAULT),
            AwsLimits.DEFAULT,
            wait -> {
              waits.add(wait);
              nanos += wait.toNanos();
            },
            perSecond,
            ticker),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
