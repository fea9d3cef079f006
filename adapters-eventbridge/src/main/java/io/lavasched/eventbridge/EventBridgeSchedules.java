// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import com.google.common.annotations.VisibleForTesting;
import com.google.common.base.Ticker;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.aws.AwsClients;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsOptions;
import io.lavasched.aws.Pause;
import io.lavasched.aws.StoreFailures;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;

/**
 * One group of EventBridge Scheduler.
 *
 * <p>Needs {@code scheduler:GetScheduleGroup}, {@code scheduler:ListTagsForResource}, {@code
 * scheduler:ListSchedules} and {@code scheduler:GetSchedule} to read; {@code
 * scheduler:CreateSchedule}, {@code scheduler:UpdateSchedule} and {@code scheduler:DeleteSchedule},
 * and {@code iam:PassRole} on the role of the schedules, to write; {@code
 * scheduler:CreateScheduleGroup} and {@code scheduler:TagResource} to make the group. It never
 * deletes a group.
 *
 * <p>It asks at most {@value CallRate#DEFAULT} times a second. No call waits for ever: each ends
 * within 60 s, and a read within 300 s for its list and 300 s for its schedules, without the waits
 * for the rate. It is for one thread.
 *
 * <p>{@code --endpoint-url} is where the tables are. With it, or with {@code
 * AWS_ENDPOINT_URL_DYNAMODB}, schedules can be kept only where {@code AWS_ENDPOINT_URL_SCHEDULER}
 * or {@code AWS_ENDPOINT_URL} says where.
 */
public final class EventBridgeSchedules implements ScheduleStore, AutoCloseable {

  /** Waits for a role that the service cannot assume yet: a minute in all. */
  static final List<Duration> FOR_ROLE =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15));

  /** Waits for a schedule that something else is changing. */
  static final List<Duration> FOR_OTHERS =
      List.of(Duration.ofMillis(200), Duration.ofMillis(500), Duration.ofSeconds(1));

  /** Waits for a group that was just made. */
  static final List<Duration> FOR_GROUP =
      List.of(
          Duration.ofMillis(200),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8));

  private static final String MAKE = "make";
  private static final String READ = "read";

  private final GroupName group;
  private final GroupOwner owner;
  private final SchedulerCalls calls;
  private final Clock clock;

  /** Whether it was once seen that the group is there, and whose it is. */
  private boolean isOurs;

  /**
   * The group of a job.
   *
   * @param clock of this machine
   */
  @VisibleForTesting
  EventBridgeSchedules(GroupName group, GroupOwner owner, SchedulerCalls calls, Clock clock) {
    this.group = group;
    this.owner = owner;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * The group of a job. This finds the region, and calls nothing but, where no setting names the
   * region, the instance metadata service.
   *
   * @param group its name
   * @param owner whose it is
   * @param options what the command line says
   * @param environment the environment variables
   * @param clock of this machine
   * @return the group
   * @throws StoreException when there is no region, no such profile, a setting makes no sense, or
   *     another endpoint is given for the tables and none for the schedules
   */
  public static EventBridgeSchedules open(
      GroupName group,
      GroupOwner owner,
      AwsOptions options,
      Map<String, String> environment,
      Clock clock) {
    AwsLimits limits = AwsLimits.DEFAULT;
    SchedulerClient client =
        AwsClients.openForWrites(
                SchedulerClient.builder(),
                "AWS_ENDPOINT_URL_SCHEDULER",
                options,
                environment,
                limits)
            .orElseThrow(() -> unknown(group));
    return new EventBridgeSchedules(
        group,
        owner,
        new SchedulerCalls(client, limits, Pause.SLEEPING, CallRate.DEFAULT, Ticker.systemTicker()),
        clock);
  }

  @Override
  public Optional<List<Stored>> read() {
    return isThere(READ) ? Optional.of(GroupReading.of(calls, group)) : Optional.empty();
  }

  @Override
  public void makeGroup() {
    if (isThere(MAKE)) {
      return;
    }
    List<Tag> tags =
        owner.tags().entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    String token = newToken();
    try {
      calls
          .series(MAKE, "scheduler:CreateScheduleGroup", thing())
          .next(
              client ->
                  client.createScheduleGroup(
                      request -> request.name(group.text()).tags(tags).clientToken(token)));
    } catch (StoreException e) {
      // Of another run at the same time, or of this one, whose answer got lost.
      if (!(e.getCause() instanceof ConflictException)) {
        throw e;
      }
    }
    SchedulerCalls.Series looks = calls.series(MAKE, "scheduler:GetScheduleGroup", thing());
    for (Duration wait : FOR_GROUP) {
      if (isThere(MAKE)) {
        return;
      }
      looks.pause(wait);
    }
    if (!isThere(MAKE)) {
      throw failure(MAKE, true, "it was made, and is not there", "try again later");
    }
  }

  @Override
  public void create(ScheduleSpec schedule) {
    ScheduleSpec spec = schedule.from(clock.instant());
    CreateScheduleRequest request = ScheduleRequests.create(group, spec, newToken());
    demandGroup("create");
    SchedulerCalls.Series series =
        calls.series("create", "scheduler:CreateSchedule", thing(spec.name()));
    try {
      untilRoleIsKnown(series, client -> client.createSchedule(request));
    } catch (StoreException e) {
      if (!(e.getCause() instanceof ConflictException) || !isThere(spec)) {
        throw e;
      }
    }
  }

  @Override
  public void replace(ScheduleSpec schedule) {
    ScheduleSpec spec = schedule.from(clock.instant());
    UpdateScheduleRequest request = ScheduleRequests.replace(group, spec, newToken());
    demandGroup("replace");
    SchedulerCalls.Series series =
        calls.series("replace", "scheduler:UpdateSchedule", thing(spec.name()));
    untilNothingElseChangesIt(
        series, () -> untilRoleIsKnown(series, client -> client.updateSchedule(request)));
  }

  @Override
  public void delete(ScheduleName name) {
    demandGroup("delete");
    String token = newToken();
    SchedulerCalls.Series series = calls.series("delete", "scheduler:DeleteSchedule", thing(name));
    try {
      untilNothingElseChangesIt(
          series,
          () ->
              series.next(
                  client ->
                      client.deleteSchedule(
                          request ->
                              request
                                  .groupName(group.text())
                                  .name(name.text())
                                  .clientToken(token))));
    } catch (StoreException e) {
      if (!(e.getCause() instanceof ResourceNotFoundException)) {
        throw e;
      }
    }
  }

  @Override
  public String describe() {
    return thing() + " (" + calls.region() + ")";
  }

  /** Lets go of the connections. */
  @Override
  public void close() {
    calls.close();
  }

  /** A role that was just made, or whose trust policy was, may not be known everywhere yet. */
  private static <T> T untilRoleIsKnown(
      SchedulerCalls.Series series, Function<SchedulerClient, T> call) {
    for (Duration wait : FOR_ROLE) {
      try {
        return series.next(call);
      } catch (StoreException e) {
        if (!SchedulerFailures.isOfRole(e)) {
          throw e;
        }
        series.pause(wait);
      }
    }
    return series.next(call);
  }

  private static void untilNothingElseChangesIt(SchedulerCalls.Series series, Runnable call) {
    for (Duration wait : FOR_OTHERS) {
      try {
        call.run();
        return;
      } catch (StoreException e) {
        if (!(e.getCause() instanceof ConflictException)) {
          throw e;
        }
        series.pause(wait);
      }
    }
    call.run();
  }

  /** Whether there is this very schedule. */
  private boolean isThere(ScheduleSpec spec) {
    SchedulerCalls.Series series = calls.series(READ, "scheduler:GetSchedule", thing(spec.name()));
    try {
      GetScheduleResponse found =
          series.next(
              client ->
                  client.getSchedule(
                      request -> request.groupName(group.text()).name(spec.name().text())));
      return ScheduleRequests.stored(spec.name(), found)
          .orElseThrow(() -> AwsFailures.incomplete(series.call()))
          .is(spec);
    } catch (StoreException e) {
      if (e.getCause() instanceof ResourceNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  private void demandGroup(String operation) {
    if (!isOurs && !isThere(operation)) {
      throw failure(operation, false, "there is no such group", "lavasched run makes it");
    }
  }

  /** Whether there is the group; one that is another's is a failure. */
  private boolean isThere(String operation) {
    isOurs = false;
    SchedulerCalls.Series look = calls.series(operation, "scheduler:GetScheduleGroup", thing());
    GetScheduleGroupResponse found;
    try {
      found = look.next(client -> client.getScheduleGroup(r -> r.name(group.text())));
    } catch (StoreException e) {
      if (e.getCause() instanceof ResourceNotFoundException) {
        return false;
      }
      throw e;
    }
    if (found.arn() == null) {
      throw AwsFailures.incomplete(look.call());
    }
    if (found.state() == ScheduleGroupState.DELETING) {
      throw failure(operation, true, "it is being deleted", "wait until it is gone, and try again");
    }
    checkOwner(operation, found.arn());
    isOurs = true;
    return true;
  }

  private void checkOwner(String operation, String arn) {
    SchedulerCalls.Series look = calls.series(operation, "scheduler:ListTagsForResource", thing());
    List<Tag> tags =
        look.next(client -> client.listTagsForResource(r -> r.resourceArn(arn))).tags();
    new GroupTags(tags)
        .strangeTo(owner)
        .ifPresent(
            found -> {
              throw failure(operation, false, found.found(), found.hint(arn));
            });
  }

  /** For one call, in all its attempts: another call must not be taken for the same. */
  private static String newToken() {
    return UUID.randomUUID().toString();
  }

  private StoreException failure(String operation, boolean retryable, String found, String hint) {
    return failure(operation, describe(), retryable, found, hint);
  }

  private static StoreException failure(
      String operation, String resource, boolean retryable, String found, String hint) {
    return StoreFailures.of(
        operation,
        resource,
        retryable,
        "cannot " + operation + " " + resource + ": " + found,
        Optional.of(hint),
        Optional.empty());
  }

  private static StoreException unknown(GroupName group) {
    return failure(
        READ,
        "schedule group " + group,
        false,
        "another endpoint is given for the tables, and none for the schedules",
        "set AWS_ENDPOINT_URL_SCHEDULER");
  }

  private String thing() {
    return "schedule group " + group;
  }

  private String thing(ScheduleName name) {
    return "schedule " + name + " of group " + group;
  }
}
