// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleExpression;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import io.lavasched.domain.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeadLetterConfig;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.RetryPolicy;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;

/**
 * Schedules as the service has them. What is written always has every setting: an update that
 * leaves one out sets it back to what the service takes for it, such as 24 hours of retries.
 */
final class ScheduleRequests {

  private static final FlexibleTimeWindow OFF =
      FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build();

  /** What the service does where nothing is said of retries. */
  private static final int DEFAULT_AGE = 86_400;

  private static final int DEFAULT_ATTEMPTS = 185;
  private static final String DEFAULT_ZONE = "UTC";

  private ScheduleRequests() {}

  /** The making of a schedule, which has the same effect however often it is asked for. */
  static CreateScheduleRequest create(GroupName group, ScheduleSpec spec, String token) {
    return CreateScheduleRequest.builder()
        .groupName(group.text())
        .name(spec.name().text())
        .clientToken(token)
        .scheduleExpression(spec.expression().text())
        .scheduleExpressionTimezone(spec.expression().zone())
        .startDate(spec.start().orElse(null))
        .endDate(spec.end().orElse(null))
        .state(state(spec))
        .flexibleTimeWindow(OFF)
        .actionAfterCompletion(ActionAfterCompletion.NONE)
        .description(textOf(spec.description()).orElse(null))
        .target(target(spec.target()))
        .build();
  }

  /** The replacing of a schedule. */
  static UpdateScheduleRequest replace(GroupName group, ScheduleSpec spec, String token) {
    return UpdateScheduleRequest.builder()
        .groupName(group.text())
        .name(spec.name().text())
        .clientToken(token)
        .scheduleExpression(spec.expression().text())
        .scheduleExpressionTimezone(spec.expression().zone())
        .startDate(spec.start().orElse(null))
        .endDate(spec.end().orElse(null))
        .state(state(spec))
        .flexibleTimeWindow(OFF)
        .actionAfterCompletion(ActionAfterCompletion.NONE)
        .description(textOf(spec.description()).orElse(null))
        .target(target(spec.target()))
        .build();
  }

  private static ScheduleState state(ScheduleSpec spec) {
    return spec.enabled() ? ScheduleState.ENABLED : ScheduleState.DISABLED;
  }

  private static Target target(ScheduleTarget target) {
    return Target.builder()
        .arn(target.arn())
        .roleArn(target.roleArn())
        .input(textOf(target.input()).orElse(null))
        .retryPolicy(
            RetryPolicy.builder()
                .maximumEventAgeInSeconds(target.maxAgeSeconds())
                .maximumRetryAttempts(target.attempts())
                .build())
        .deadLetterConfig(
            target
                .deadLetterArn()
                .map(arn -> DeadLetterConfig.builder().arn(arn).build())
                .orElse(null))
        .build();
  }

  private static Optional<String> textOf(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /**
   * A schedule that the service has.
   *
   * @return empty where the answer lacks what every schedule has
   */
  static Optional<Stored> stored(ScheduleName name, GetScheduleResponse found) {
    Target target = found.target();
    if (found.scheduleExpression() == null
        || found.state() == null
        || target == null
        || target.arn() == null
        || target.roleArn() == null) {
      return Optional.empty();
    }
    List<String> beyond = beyond(found, target);
    try {
      return Optional.of(new Stored(name, Optional.of(spec(name, found, target)), beyond));
    } catch (IllegalArgumentException e) {
      // Of somebody who may do more than lavasched: that is no reason to read nothing.
      beyond.add("a setting that lavasched does not know: " + e.getMessage());
      return Optional.of(new Stored(name, Optional.empty(), beyond));
    }
  }

  private static ScheduleSpec spec(ScheduleName name, GetScheduleResponse found, Target target) {
    Optional<RetryPolicy> retries = Optional.ofNullable(target.retryPolicy());
    return new ScheduleSpec(
        name,
        new ScheduleExpression(
            found.scheduleExpression(),
            Optional.ofNullable(found.scheduleExpressionTimezone()).orElse(DEFAULT_ZONE)),
        Optional.ofNullable(found.startDate()),
        Optional.ofNullable(found.endDate()),
        found.state() == ScheduleState.ENABLED,
        new ScheduleTarget(
            target.arn(),
            target.roleArn(),
            Optional.ofNullable(target.input()).orElse(""),
            retries.map(RetryPolicy::maximumEventAgeInSeconds).orElse(DEFAULT_AGE),
            retries.map(RetryPolicy::maximumRetryAttempts).orElse(DEFAULT_ATTEMPTS),
            Optional.ofNullable(target.deadLetterConfig()).map(DeadLetterConfig::arn)),
        Optional.ofNullable(found.description()).orElse(""));
  }

  /** Everything that lavasched never sets, and that changes what happens. */
  private static List<String> beyond(GetScheduleResponse found, Target target) {
    List<String> beyond = new ArrayList<>();
    FlexibleTimeWindow window = found.flexibleTimeWindow();
    if (window != null && window.mode() != FlexibleTimeWindowMode.OFF) {
      beyond.add(
          "a flexible time window"
              + (window.maximumWindowInMinutes() == null
                  ? ""
                  : " of " + window.maximumWindowInMinutes() + " minutes"));
    }
    ActionAfterCompletion after = found.actionAfterCompletion();
    if (after != null && after != ActionAfterCompletion.NONE) {
      beyond.add(
          "an action after the last invocation: " + shown(found.actionAfterCompletionAsString()));
    }
    if (found.state() != ScheduleState.ENABLED && found.state() != ScheduleState.DISABLED) {
      beyond.add("a state: " + shown(found.stateAsString()));
    }
    if (found.kmsKeyArn() != null) {
      beyond.add("a KMS key: " + shown(found.kmsKeyArn()));
    }
    addIf(target.ecsParameters(), "ECS", beyond);
    addIf(target.eventBridgeParameters(), "EventBridge", beyond);
    addIf(target.kinesisParameters(), "Kinesis", beyond);
    addIf(target.sageMakerPipelineParameters(), "SageMaker", beyond);
    addIf(target.sqsParameters(), "SQS", beyond);
    return beyond;
  }

  private static void addIf(Object parameters, String service, List<String> beyond) {
    if (parameters != null) {
      beyond.add("parameters for " + service);
    }
  }

  private static String shown(String text) {
    return Quoted.escape(text);
  }
}
