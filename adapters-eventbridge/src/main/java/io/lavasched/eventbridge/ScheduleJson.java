// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.application.schedules.ScheduleTarget;
import java.io.IOException;

/**
 * A schedule as the request {@code CreateSchedule} has it in JSON, so that a person can make it by
 * hand: {@code aws scheduler create-schedule --cli-input-json}.
 */
public final class ScheduleJson {

  static final String EXPRESSION = "ScheduleExpression";
  static final String ZONE = "ScheduleExpressionTimezone";
  static final String START = "StartDate";
  static final String END = "EndDate";
  static final String STATE = "State";
  static final String DESCRIPTION = "Description";
  static final String TARGET = "Target";
  static final String ARN = "Arn";
  static final String ROLE = "RoleArn";
  static final String INPUT = "Input";
  static final String RETRIES = "RetryPolicy";
  static final String AGE = "MaximumEventAgeInSeconds";
  static final String ATTEMPTS = "MaximumRetryAttempts";
  static final String DEAD_LETTER = "DeadLetterConfig";
  static final String ENABLED = "ENABLED";
  static final String DISABLED = "DISABLED";

  private ScheduleJson() {}

  /** Writes one object. */
  public static void write(JsonGenerator json, GroupName group, ScheduleSpec spec)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("Name", spec.name().text());
    json.writeStringField("GroupName", group.text());
    json.writeStringField(EXPRESSION, spec.expression().text());
    json.writeStringField(ZONE, spec.expression().zone());
    if (spec.start().isPresent()) {
      json.writeStringField(START, spec.start().get().toString());
    }
    if (spec.end().isPresent()) {
      json.writeStringField(END, spec.end().get().toString());
    }
    json.writeStringField(STATE, spec.enabled() ? ENABLED : DISABLED);
    if (!spec.description().isEmpty()) {
      json.writeStringField(DESCRIPTION, spec.description());
    }
    json.writeObjectFieldStart("FlexibleTimeWindow");
    json.writeStringField("Mode", "OFF");
    json.writeEndObject();
    json.writeStringField("ActionAfterCompletion", "NONE");
    json.writeFieldName(TARGET);
    write(json, spec.target());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ScheduleTarget target) throws IOException {
    json.writeStartObject();
    json.writeStringField(ARN, target.arn());
    json.writeStringField(ROLE, target.roleArn());
    if (!target.input().isEmpty()) {
      json.writeStringField(INPUT, target.input());
    }
    json.writeObjectFieldStart(RETRIES);
    json.writeNumberField(AGE, target.maxAgeSeconds());
    json.writeNumberField(ATTEMPTS, target.attempts());
    json.writeEndObject();
    if (target.deadLetterArn().isPresent()) {
      json.writeObjectFieldStart(DEAD_LETTER);
      json.writeStringField(ARN, target.deadLetterArn().get());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
