// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the service checks of a request: the constraints of its model, and what is only known by its
 * answers. Where nobody knows, it refuses: then nothing depends on it. {@code RecordedAnswersTest}
 * has a row and a source for each.
 */
final class SchedulerRules {

  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]+");
  private static final Pattern TOKEN = Pattern.compile("[a-zA-Z0-9-_]+");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final Pattern ROLE =
      Pattern.compile("arn:aws(-[a-z]+)?:iam::\\d{12}:role/[\\w+=,.@/-]+");
  private static final Pattern ARN =
      Pattern.compile("arn:aws(-[a-z]+)?:[a-z0-9-]+:[a-z0-9-]*:\\d{0,12}:.+");
  private static final Pattern QUEUE =
      Pattern.compile("arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+");

  private static final Set<String> FIELDS =
      Set.of(
          "ActionAfterCompletion",
          "ClientToken",
          "Description",
          "EndDate",
          "FlexibleTimeWindow",
          "GroupName",
          "KmsKeyArn",
          "ScheduleExpression",
          "ScheduleExpressionTimezone",
          "StartDate",
          "State",
          "Target");

  private static final Set<String> TARGET_FIELDS =
      Set.of(
          "Arn",
          "DeadLetterConfig",
          "EcsParameters",
          "EventBridgeParameters",
          "Input",
          "KinesisParameters",
          "RetryPolicy",
          "RoleArn",
          "SageMakerPipelineParameters",
          "SqsParameters");

  private static final int MOST_INPUT = 256 * 1024;
  private static final Duration LATE = Duration.ofMinutes(5);

  private SchedulerRules() {}

  static String name(String name, String member) throws Refusal {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.constraint(name, member, "satisfy regular expression pattern: [0-9a-zA-Z-_.]+");
    }
    atMost(name, member, 64);
    return name;
  }

  static void token(JsonNode body) throws Refusal {
    Optional<String> token = text(body, "ClientToken");
    if (token.isPresent()) {
      if (!TOKEN.matcher(token.get()).matches()) {
        throw Refusal.constraint(
            token.get(), "clientToken", "satisfy regular expression pattern: [a-zA-Z0-9-_]+");
      }
      atMost(token.get(), "clientToken", 64);
    }
  }

  static void tag(String key, String value) throws Refusal {
    if (key.isEmpty()
        || key.length() > 128
        || key.startsWith("aws:")
        || !TAG.matcher(key).matches()) {
      throw Refusal.validation("Invalid tag key " + key + ".");
    }
    if (value.isEmpty() || value.length() > 256 || !TAG.matcher(value).matches()) {
      throw Refusal.validation("Invalid tag value " + value + ".");
    }
  }

  /**
   * Checks a schedule, and gives what the service keeps of it: with what it takes for each setting
   * that is left out.
   */
  static ObjectNode schedule(ObjectNode body, Instant now) throws Refusal {
    fields(body, FIELDS, "");
    token(body);
    String expression = demanded(body, "ScheduleExpression", "scheduleExpression");
    atMost(expression, "scheduleExpression", 256);
    if (!AwsExpression.isValid(expression)) {
      throw Refusal.validation("Invalid Schedule Expression " + expression + ".");
    }
    ObjectNode kept = body.deepCopy();
    kept.remove("ClientToken");
    kept.remove("GroupName");
    String zone = text(body, "ScheduleExpressionTimezone").orElse("UTC");
    atMost(zone, "scheduleExpressionTimezone", 50);
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Refusal.validation("Invalid Schedule Expression Timezone " + zone + ".");
    }
    kept.put("ScheduleExpressionTimezone", zone);
    dates(body, expression, now);
    choice(kept, "State", "state", "ENABLED", Set.of("ENABLED", "DISABLED"));
    choice(
        kept, "ActionAfterCompletion", "actionAfterCompletion", "NONE", Set.of("NONE", "DELETE"));
    window(body);
    Optional<String> description = text(body, "Description");
    if (description.isPresent()) {
      atMost(description.get(), "description", 512);
    }
    kept.set("Target", target(body.path("Target")));
    return kept;
  }

  private static void dates(JsonNode body, String expression, Instant now) throws Refusal {
    if (expression.startsWith("at(")) {
      return; // Ignored, as the model says.
    }
    Optional<Instant> start = time(body, "StartDate");
    Optional<Instant> end = time(body, "EndDate");
    if (start.isPresent() && start.get().isBefore(now.minus(LATE))) {
      throw Refusal.validation("The StartDate you specify cannot be earlier than 5 minutes ago.");
    }
    if (end.isPresent() && !end.get().isAfter(now)) {
      throw Refusal.validation("The EndDate you specify cannot be in the past.");
    }
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      throw Refusal.validation("The StartDate you specify must come before the EndDate.");
    }
  }

  private static void window(JsonNode body) throws Refusal {
    JsonNode window = body.path("FlexibleTimeWindow");
    String mode = demanded(window, "Mode", "flexibleTimeWindow.mode");
    JsonNode minutes = window.path("MaximumWindowInMinutes");
    if (mode.equals("FLEXIBLE")) {
      inRange(minutes, "flexibleTimeWindow.maximumWindowInMinutes", 1, 1440);
    } else if (!mode.equals("OFF")) {
      throw Refusal.constraint(
          mode, "flexibleTimeWindow.mode", "satisfy enum value set: [OFF, FLEXIBLE]");
    }
  }

  private static ObjectNode target(JsonNode target) throws Refusal {
    if (!(target instanceof ObjectNode given)) {
      throw Refusal.constraint("null", "target", "not be null");
    }
    fields(given, TARGET_FIELDS, "target.");
    ObjectNode kept = given.deepCopy();
    String arn = demanded(given, "Arn", "target.arn");
    if (!ARN.matcher(arn).matches()) {
      throw Refusal.validation("Provided Arn is not in correct format.");
    }
    atMost(arn, "target.arn", 1600);
    String role = demanded(given, "RoleArn", "target.roleArn");
    if (!ROLE.matcher(role).matches()) {
      throw Refusal.constraint(
          role,
          "target.roleArn",
          "satisfy regular expression pattern:"
              + " arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+");
    }
    Optional<String> input = text(given, "Input");
    if (input.isPresent() && input.get().isEmpty()) {
      throw Refusal.constraint("", "target.input", "have length greater than or equal to 1");
    }
    if (input.isPresent() && input.get().getBytes(StandardCharsets.UTF_8).length > MOST_INPUT) {
      throw Refusal.validation("Input is larger than 256 KB.");
    }
    if (given.has("DeadLetterConfig")) {
      String queue = demanded(given.path("DeadLetterConfig"), "Arn", "target.deadLetterConfig.arn");
      if (!QUEUE.matcher(queue).matches()) {
        throw Refusal.constraint(
            queue,
            "target.deadLetterConfig.arn",
            "satisfy regular expression pattern:"
                + " arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+");
      }
    }
    ObjectNode retries =
        given.path("RetryPolicy") instanceof ObjectNode policy
            ? policy.deepCopy()
            : given.objectNode();
    if (!retries.has("MaximumEventAgeInSeconds")) {
      retries.put("MaximumEventAgeInSeconds", 86_400);
    }
    if (!retries.has("MaximumRetryAttempts")) {
      retries.put("MaximumRetryAttempts", 185);
    }
    inRange(
        retries.path("MaximumEventAgeInSeconds"),
        "target.retryPolicy.maximumEventAgeInSeconds",
        60,
        86_400);
    inRange(
        retries.path("MaximumRetryAttempts"), "target.retryPolicy.maximumRetryAttempts", 0, 185);
    kept.set("RetryPolicy", retries);
    return kept;
  }

  private static void fields(ObjectNode body, Set<String> known, String prefix) throws Refusal {
    Set<String> strange = new TreeSet<>();
    for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        strange.add(prefix + name);
      }
    }
    if (!strange.isEmpty()) {
      throw Refusal.validation("No such members: " + strange);
    }
  }

  private static void choice(
      ObjectNode kept, String field, String member, String usual, Set<String> all) throws Refusal {
    String value = text(kept, field).orElse(usual);
    if (!all.contains(value)) {
      throw Refusal.constraint(
          value, member, "satisfy enum value set: " + new TreeSet<>(all).descendingSet());
    }
    kept.put(field, value);
  }

  private static void inRange(JsonNode number, String member, int least, int most) throws Refusal {
    if (!number.isInt()) {
      throw Refusal.constraint("null", member, "not be null");
    }
    if (number.intValue() < least) {
      throw Refusal.constraint(
          number.asText(), member, "have value greater than or equal to " + least);
    }
    if (number.intValue() > most) {
      throw Refusal.constraint(number.asText(), member, "have value less than or equal to " + most);
    }
  }

  private static void atMost(String text, String member, int most) throws Refusal {
    if (text.codePointCount(0, text.length()) > most) {
      throw Refusal.constraint(text, member, "have length less than or equal to " + most);
    }
  }

  private static String demanded(JsonNode body, String field, String member) throws Refusal {
    Optional<String> text = text(body, field);
    if (text.isEmpty()) {
      throw Refusal.constraint("null", member, "not be null");
    }
    return text.get();
  }

  static Optional<String> text(JsonNode body, String field) {
    return Optional.ofNullable(body.path(field).textValue());
  }

  static Optional<Instant> time(JsonNode body, String field) {
    JsonNode value = body.path(field);
    return value.isNumber()
        ? Optional.of(Instant.ofEpochMilli(value.decimalValue().movePointRight(3).longValue()))
        : Optional.empty();
  }
}
