// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The template of the documents: its policies are those of the examples, and what it names is
 * there. {@code cfn-lint} finds nothing in it (seen with 1.51.0); this test needs no such program.
 */
class CloudFormationTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Pattern NAME = Pattern.compile("\\$\\{([^}]+)}");

  private static JsonNode template() throws IOException {
    return JSON.readTree(EXAMPLES.resolve("eventbridge.cfn.json").toFile());
  }

  private static JsonNode properties(String resource) throws IOException {
    return template().path("Resources").path(resource).path("Properties");
  }

  /** As the example has it: what the template fills in is written as there. */
  private static String asInExample(JsonNode policy) {
    return policy
        .toString()
        .replaceAll("\\{\"Fn::Sub\":(\"[^\"]*\")}", "$1")
        .replace(
            "{\"Fn::GetAtt\":[\"ScheduleRole\",\"Arn\"]}", "\"arn:aws:iam::ACCOUNT:role/ROLE\"")
        .replace(
            "{\"Fn::GetAtt\":[\"DeadLetterQueue\",\"Arn\"]}",
            "\"arn:aws:sqs:REGION:ACCOUNT:DEAD-LETTER-QUEUE\"")
        .replace("${AWS::Region}", "REGION")
        .replace("${AWS::AccountId}", "ACCOUNT")
        .replace("${Realm}", "REALM");
  }

  private static String example(String file) throws IOException {
    return JSON.readTree(EXAMPLES.resolve(file).toFile()).toString();
  }

  @Test
  void policiesAreThoseOfTheExamples() throws IOException {
    JsonNode role = properties("ScheduleRole");

    assertThat(asInExample(role.path("AssumeRolePolicyDocument")))
        .isEqualTo(example("eventbridge-role.trust.json"));
    assertThat(asInExample(role.path("Policies").get(0).path("PolicyDocument")))
        .isEqualTo(example("eventbridge-role.iam.json"));
    assertThat(asInExample(properties("KeepSchedulesPolicy").path("PolicyDocument")))
        .isEqualTo(example("eventbridge.iam.json"));
  }

  @Test
  void whatIsNamedIsThere() throws IOException {
    JsonNode template = template();
    Set<String> known = new TreeSet<>(Set.of("AWS::Region", "AWS::AccountId"));
    template.path("Parameters").fieldNames().forEachRemaining(known::add);
    template.path("Resources").fieldNames().forEachRemaining(known::add);
    Set<String> named = new TreeSet<>();
    template.findValues("Ref").forEach(ref -> named.add(ref.textValue()));
    template.findValues("Fn::GetAtt").forEach(of -> named.add(of.get(0).textValue()));
    template
        .findValues("Fn::Sub")
        .forEach(
            text ->
                NAME.matcher(text.textValue())
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .forEach(named::add));

    assertThat(known).containsAll(named);
    assertThat(named).contains("AlarmTopic", "Realm", "DeadLetterQueue");
  }

  /**
   * lava's helper swallows each failure of a dispatch, and logs it as an error (lava 8.2,
   * lambda/dispatch/dispatch.py, lambda_handler); Lambda's own format begins such lines with {@code
   * [ERROR]}.
   */
  @Test
  void errorsOfTheHelperAreCounted() throws IOException {
    JsonNode filter = properties("HelperErrors");

    assertThat(filter.path("FilterPattern").textValue()).isEqualTo("\"[ERROR]\"");
    assertThat(filter.path("LogGroupName").path("Fn::Sub").textValue())
        .isEqualTo("/aws/lambda/lava-${Realm}-dispatch");
    assertThat(filter.path("MetricTransformations").get(0).path("MetricName"))
        .isEqualTo(properties("HelperErrorsAlarm").path("MetricName"));
    for (String alarm : Set.of("HelperErrorsAlarm", "HelperFailuresAlarm", "DeadLetterAlarm")) {
      assertThat(properties(alarm).path("AlarmActions").get(0).path("Ref").textValue())
          .isEqualTo("AlarmTopic");
    }
  }

  /**
   * Lambda tries again what it could not start, and nothing that was started: the message may have
   * been sent. What it gives up goes to the queue of the schedules, by the role of lava's function
   * (lava 8.2, cfn/lava-realm.cfn.json, iamLavaDispatchLambdaRole). Lambda asks for that right when
   * the destination is set.
   */
  @Test
  void whatLambdaGivesUpIsKept() throws IOException {
    JsonNode invocations = properties("HelperInvocations");
    JsonNode right = properties("HelperDeadLetterPolicy");
    JsonNode queue = JSON.readTree("{\"Fn::GetAtt\": [\"DeadLetterQueue\", \"Arn\"]}");

    assertThat(invocations.path("FunctionName").path("Fn::Sub").textValue())
        .isEqualTo("lava-${Realm}-dispatch");
    assertThat(invocations.path("Qualifier").textValue()).isEqualTo("$LATEST");
    assertThat(invocations.path("MaximumEventAgeInSeconds").intValue()).isEqualTo(900);
    assertThat(invocations.path("MaximumRetryAttempts").intValue()).isZero();
    assertThat(invocations.path("MaximumRetryAttempts").isInt()).isTrue();
    assertThat(invocations.path("DestinationConfig").path("OnFailure").path("Destination"))
        .isEqualTo(queue);
    assertThat(right.path("Roles"))
        .isEqualTo(JSON.readTree("[{\"Fn::Sub\": \"lava-${Realm}-dispatch-lambda\"}]"));
    JsonNode statement = right.path("PolicyDocument").path("Statement");
    assertThat(statement).hasSize(1);
    assertThat(statement.get(0).path("Action").textValue()).isEqualTo("sqs:SendMessage");
    assertThat(statement.get(0).path("Resource")).isEqualTo(queue);
    assertThat(template().path("Resources").path("HelperInvocations").path("DependsOn").textValue())
        .isEqualTo("HelperDeadLetterPolicy");
  }

  @Test
  void itIsInTheDocument() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "eventbridge.md")))
        .contains("(../examples/eventbridge.cfn.json)");
  }
}
