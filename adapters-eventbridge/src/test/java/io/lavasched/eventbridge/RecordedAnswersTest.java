// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The stand-in answers as AWS does, as far as its answers are known. The last column of each table
 * is the source:
 *
 * <table>
 * <caption>Sources</caption>
 * <tr><td>localstack</td><td>localstack/localstack, {@code
 *     tests/aws/services/scheduler/test_scheduler.snapshot.json}: answers of AWS itself, recorded in
 *     January 2025, and {@code resource_providers/test_scheduler.snapshot.json}, September
 *     2023</td></tr>
 * <tr><td>localstack 13572</td><td>that issue of theirs: expressions that AWS took</td></tr>
 * <tr><td>model</td><td>the model of the service, 2021-06-30, as the SDKs have it</td></tr>
 * <tr><td>docs</td><td>the API reference and the user guide of EventBridge Scheduler</td></tr>
 * <tr><td>moto 8172</td><td>getmoto/moto, that pull request, which quotes AWS</td></tr>
 * <tr><td>moto</td><td>getmoto/moto, {@code moto/scheduler/exceptions.py}</td></tr>
 * <tr><td>terraform</td><td>hashicorp/terraform-provider-aws, {@code
 *     internal/service/scheduler/retry.go}</td></tr>
 * <tr><td>sdk-net 2495</td><td>aws/aws-sdk-net, that issue: how AWS refuses a role</td></tr>
 * <tr><td>assumed</td><td>no answer of AWS is known. Refused here, so that nothing depends on
 *     it</td></tr>
 * </table>
 */
class RecordedAnswersTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:30Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FULL =
      """
      {
        "GroupName": "g",
        "ScheduleExpression": "cron(0 6 * * ? *)",
        "ScheduleExpressionTimezone": "Australia/Sydney",
        "StartDate": 1795600000,
        "EndDate": 1795700000,
        "State": "DISABLED",
        "Description": "text",
        "ActionAfterCompletion": "DELETE",
        "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
        "Target": {
          "Arn": "arn:aws:lambda:ap-southeast-2:123456789012:function:f",
          "RoleArn": "arn:aws:iam::123456789012:role/r",
          "Input": "{}",
          "RetryPolicy": {"MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0},
          "DeadLetterConfig": {"Arn": "arn:aws:sqs:ap-southeast-2:123456789012:q"}
        }
      }
      """;

  private final FakeScheduler service = new FakeScheduler(NOW).makeGroup("g", Map.of());
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "cron(0 6 * * ? *)                        | docs",
        "cron(0 0 * * ? *)                        | localstack",
        "cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)       | localstack 13572",
        "cron(30-30 13-13 ? * 2,4,6 *)            | localstack 13572",
        "cron(1-31/30 1-1 ? * 1,7 *)              | localstack 13572",
        "cron(15 10 ? * 6L 2022-2023)             | docs",
        "cron(0 18 ? * MON-FRI *)                 | docs",
        "cron(0/15 * * * ? *)                     | docs",
        "cron(*/15 9-17 L JAN-mar,6 ? 2026/2)     | docs",
        "cron(0 8 ? * 2#1 *)                      | docs",
        "cron(0 8 3W * ? *)                       | docs",
        "rate(1 minute)                           | localstack",
        "rate(2 minute)                           | localstack",
        "rate(10 minutes)                         | docs",
        "at(2027-01-31T23:59:59)                  | localstack",
      })
  void expressionIsTaken(String expression, String source) throws Exception {
    Answer answer = put("POST", "a", "{\"ScheduleExpression\":\"" + expression + "\"}");

    assertThat(answer.status).as(source).isEqualTo(200);
    assertThat(get("a").body.path("ScheduleExpression").textValue()).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`cron(0 1 * * * *)`            | localstack",
        "`cron(7 20 * * NOT *)`         | localstack",
        "`cron(INVALID)`                | localstack",
        "`cron(0 dummy ? * MON-FRI *)`  | localstack",
        "`cron(71 8 1 * ? *)`           | localstack",
        "`cron()`                       | localstack",
        "`rate(10 seconds)`             | localstack",
        "`rate(10 years)`               | localstack",
        "`rate()`                       | localstack",
        "`rate(10)`                     | localstack",
        "`rate(10 minutess)`            | localstack",
        "`rate(foo minutes)`            | localstack",
        "`rate(-10 minutes)`            | localstack",
        "`rate( 10 minutes )`           | localstack",
        "` rate(10 minutes)`            | localstack",
        "`at(2021-12-31T23:59:59Z)`     | localstack",
        "`at(2021-12-31)`               | localstack",
        "`cron(0 6 ? * ? *)`            | docs",
        "`cron(0 6 * * ?)`              | docs",
        "`0 6 * * *`                    | docs",
        "`cron(60 6 * * ? *)`           | docs",
        "`cron(0 24 * * ? *)`           | docs",
        "`cron(0 6 0 * ? *)`            | docs",
        "`cron(0 6 32 * ? *)`           | docs",
        "`cron(0 6 * 13 ? *)`           | docs",
        "`cron(0 6 ? * 0 *)`            | docs",
        "`cron(0 6 ? * 8 *)`            | docs",
        "`cron(0 6 * * ? 1969)`         | docs",
        "`cron(0 6 * * ? 2200)`         | docs",
        "`cron(5-1 6 * * ? *)`          | assumed",
        "`cron(*/0 6 * * ? *)`          | assumed",
        "`cron(, 6 * * ? *)`            | assumed",
        "`cron(0 6 1,2- * ? *)`         | assumed",
        "`at(2027-02-30T00:00:00)`      | assumed",
      })
  void expressionIsRefused(String expression, String source) throws Exception {
    Answer answer = put("POST", "a", "{\"ScheduleExpression\":\"" + expression + "\"}");

    assertThat(answer.status).as(source).isEqualTo(400);
    assertThat(answer.code).contains("ValidationException");
    assertThat(answer.message()).isEqualTo("Invalid Schedule Expression " + expression + ".");
    assertThat(service.schedules("g")).isEmpty();
  }

  /** What is changed in a request that is right; the answer; the source. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{`ScheduleExpression`:null}                             | Value 'null' at"
            + " 'scheduleExpression' failed to satisfy constraint: Member must not be null | model",
        "{`FlexibleTimeWindow`:null}                             | 'flexibleTimeWindow.mode'"
            + " failed to satisfy constraint: Member must not be null | model",
        "{`FlexibleTimeWindow`:{`Mode`:`ON`}}                    | enum value set: [OFF, FLEXIBLE]"
            + " | model",
        "{`FlexibleTimeWindow`:{`Mode`:`FLEXIBLE`,`MaximumWindowInMinutes`:1441}} | less than or"
            + " equal to 1440 | model",
        "{`State`:`ON`}                                          | 'state' failed to satisfy"
            + " constraint: Member must satisfy enum value set: [ENABLED, DISABLED] | model",
        "{`ActionAfterCompletion`:`X`}                           | enum value set: [NONE, DELETE]"
            + " | model",
        "{`ScheduleExpressionTimezone`:`Mars/Base`}              | Mars/Base | assumed",
        "{`ScheduleExpressionTimezone`:`+10:00`}                 | +10:00 | assumed",
        "{`Target`:null}                                         | 'target' failed to satisfy"
            + " constraint: Member must not be null | model",
        "{`Target`:{`Arn`:`x`,`RoleArn`:`arn:aws:iam::123456789012:role/r`}} | Provided Arn is not"
            + " in correct format. | assumed",
        "{`Target`:{`Arn`:`arn:aws:sns:r:123456789012:t`}}       | 'target.roleArn' failed to"
            + " satisfy constraint: Member must not be null | model",
        "{`Target`:{`Arn`:`arn:aws:sns:r:123456789012:t`,`RoleArn`:`role`}} | Value 'role' at"
            + " 'target.roleArn' failed to satisfy constraint: Member must satisfy regular"
            + " expression pattern | sdk-net 2495",
        "{`Target`:{`Arn`:`arn:aws:sns:r:123456789012:t`,`RoleArn`:`arn:aws:iam::123456789012:role/r`,`Input`:``}}"
            + " | 'target.input' failed to satisfy constraint: Member must have length greater than"
            + " or equal to 1 | model",
        "{`Target`:{`Arn`:`arn:aws:sns:r:123456789012:t`,`RoleArn`:`arn:aws:iam::123456789012:role/r`,`RetryPolicy`:{`MaximumEventAgeInSeconds`:59}}}"
            + " | have value greater than or equal to 60 | model",
        "{`Target`:{`Arn`:`arn:aws:sns:r:123456789012:t`,`RoleArn`:`arn:aws:iam::123456789012:role/r`,`RetryPolicy`:{`MaximumEventAgeInSeconds`:86401}}}"
            + " | have value less than or equal to 86400 | model",
        "{`Target`:{`Arn`:`arn:aws:sns:r:123456789012:t`,`RoleArn`:`arn:aws:iam::123456789012:role/r`,`RetryPolicy`:{`MaximumRetryAttempts`:186}}}"
            + " | have value less than or equal to 185 | model",
        "{`Target`:{`Arn`:`arn:aws:sns:r:123456789012:t`,`RoleArn`:`arn:aws:iam::123456789012:role/r`,`DeadLetterConfig`:{`Arn`:`arn:aws:sns:r:123456789012:t`}}}"
            + " | 'target.deadLetterConfig.arn' failed to satisfy constraint | model",
        "{`StartDate`:1795514129.9}                              | The StartDate you specify cannot"
            + " be earlier than 5 minutes ago. | moto 8172",
        "{`EndDate`:1795514430}                                  | The EndDate you specify | assumed",
        "{`StartDate`:1795600000,`EndDate`:1795600000}           | The StartDate you specify |"
            + " assumed",
        "{`ClientToken`:`a b`}                                   | 'clientToken' failed to satisfy"
            + " constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9-_]+ | model",
        "{`Colour`:`red`}                                        | Colour | assumed",
      })
  void settingIsRefused(String change, String message, String source) throws Exception {
    for (String method : new String[] {"POST", "PUT"}) {
      Answer answer = put(method, "a", change.replace('`', '"'));

      assertThat(answer.status).as(source).isEqualTo(400);
      assertThat(answer.code).contains("ValidationException");
      assertThat(answer.message()).contains(message);
      assertThat(service.schedules("g")).isEmpty();
    }
  }

  /** Names, and how long things may be. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name        | 64  | model",
        "description | 512 | model",
        "expression  | 256 | model",
        "zone        | 50  | model",
        "clientToken | 64  | model",
      })
  void longerIsRefused(String what, int most, String source) throws Exception {
    String name = what.equals("name") ? "x".repeat(most + 1) : "a";
    String text = "y".repeat(most + 1);
    String change =
        switch (what) {
          case "description" -> "{\"Description\":\"" + text + "\"}";
          case "expression" -> "{\"ScheduleExpression\":\"" + text + "\"}";
          case "zone" -> "{\"ScheduleExpressionTimezone\":\"" + text + "\"}";
          case "clientToken" -> "{\"ClientToken\":\"" + text + "\"}";
          default -> "{}";
        };
    Answer answer = put("POST", name, change);

    assertThat(answer.status).as(source).isEqualTo(400);
    assertThat(answer.message()).endsWith("Member must have length less than or equal to " + most);
  }

  @ParameterizedTest
  @CsvSource({"a%20b, model", "a%2Fb, model", "%C3%A9, model", "a*, model"})
  void nameOfOtherCharactersIsRefused(String name, String source) throws Exception {
    Answer answer = put("POST", name, "{}");

    assertThat(answer.status).as(source).isEqualTo(400);
    assertThat(answer.message()).endsWith("regular expression pattern: [0-9a-zA-Z-_.]+");
  }

  /** localstack, model: what is left out is the service's own, and the answer says so. */
  @Test
  void whatIsLeftOutHasItsUsualValue() throws Exception {
    put("POST", "a", "{}");

    ObjectNode found = (ObjectNode) get("a").body;

    assertThat(found.path("ActionAfterCompletion").textValue()).isEqualTo("NONE");
    assertThat(found.path("State").textValue()).isEqualTo("ENABLED");
    assertThat(found.path("ScheduleExpressionTimezone").textValue()).isEqualTo("UTC");
    assertThat(found.path("Target").path("RetryPolicy"))
        .isEqualTo(
            JSON.readTree("{\"MaximumEventAgeInSeconds\":86400,\"MaximumRetryAttempts\":185}"));
    assertThat(found.path("Arn").textValue())
        .isEqualTo("arn:aws:scheduler:ap-southeast-2:123456789012:schedule/g/a");
    assertThat(found.has("Description")).isFalse();
    assertThat(found.has("StartDate")).isFalse();
    assertThat(found.has("ClientToken")).isFalse();
  }

  /** localstack, docs: an update sets back whatever it leaves out. */
  @Test
  void updateReplacesAll() throws Exception {
    assertThat(send("POST", "/schedules/a", FULL).status).isEqualTo(200);
    put("POST", "b", "{}");

    assertThat(put("PUT", "a", "{}").status).isEqualTo(200);

    assertThat(service.schedules("g").get("a")).isEqualTo(service.schedules("g").get("b"));
  }

  @Test
  void whatIsThereOrNot() throws Exception {
    Answer missing = put("PUT", "a", "{}");
    assertThat(missing.status).as("localstack").isEqualTo(404);
    assertThat(missing.code).contains("ResourceNotFoundException");
    assertThat(missing.message()).isEqualTo("Schedule a does not exist.");
    assertThat(get("a").message()).isEqualTo("Schedule a does not exist.");
    assertThat(send("DELETE", "/schedules/a?groupName=g", "").message())
        .as("localstack")
        .isEqualTo("Schedule a does not exist.");
    Answer group = put("POST", "a", "{\"GroupName\":\"h\"}");
    assertThat(group.status).as("docs").isEqualTo(404);
    assertThat(group.message()).as("moto").isEqualTo("Schedule group h does not exist.");
    assertThat(send("GET", "/schedules?ScheduleGroup=h", "").status).as("docs").isEqualTo(404);
    assertThat(send("GET", "/schedule-groups/h", "").status).as("docs").isEqualTo(404);

    put("POST", "a", "{}");
    Answer again = put("POST", "a", "{}");
    assertThat(again.status).as("docs").isEqualTo(409);
    assertThat(again.code).contains("ConflictException");
    assertThat(again.message()).as("moto").isEqualTo("Schedule a already exists.");
    Answer groupAgain = send("POST", "/schedule-groups/g", "{}");
    assertThat(groupAgain.status).as("docs").isEqualTo(409);

    assertThat(send("DELETE", "/schedules/a?groupName=g", "").status).isEqualTo(200);
    assertThat(send("DELETE", "/schedules/a?groupName=g", "").status).isEqualTo(404);
  }

  /** docs: a token makes a request idempotent. */
  @Test
  void repeatedTokenHasNoSecondEffect() throws Exception {
    String change = "{\"ClientToken\":\"t\"}";
    put("POST", "a", change);

    assertThat(put("POST", "a", change).status).isEqualTo(200);
    assertThat(put("POST", "a", "{\"ClientToken\":\"t\",\"Description\":\"x\"}").status)
        .as("assumed")
        .isEqualTo(409);
    assertThat(put("POST", "a", "{\"ClientToken\":\"u\"}").status).isEqualTo(409);
  }

  /** model: at most 100 on a page; and neither expression nor input in a list. */
  @Test
  void listIsInPagesAndTellsLittle() throws Exception {
    for (int i = 0; i < 5; i++) {
      put("POST", "a" + i, "{}");
    }

    JsonNode page = send("GET", "/schedules?ScheduleGroup=g&MaxResults=2", "").body;
    assertThat(page.path("Schedules")).hasSize(2);
    assertThat(page.path("Schedules").get(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "Arn", "CreationDate", "GroupName", "LastModificationDate", "Name", "State", "Target");
    assertThat(page.path("Schedules").get(0).path("Target").fieldNames())
        .toIterable()
        .containsExactly("Arn");
    String next = page.path("NextToken").textValue();
    JsonNode last =
        send("GET", "/schedules?ScheduleGroup=g&MaxResults=3&NextToken=" + next, "").body;
    assertThat(last.path("Schedules")).hasSize(3);
    assertThat(last.has("NextToken")).isFalse();
    assertThat(send("GET", "/schedules?ScheduleGroup=g&MaxResults=101", "").status).isEqualTo(400);
    assertThat(send("GET", "/schedules?ScheduleGroup=g&MaxResults=0", "").status).isEqualTo(400);
    assertThat(send("GET", "/schedules?ScheduleGroup=g&NextToken=x", "").status).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "realm   | a b_.:/=+-@ | 200 | docs",
        "realm   | a#b         | 400 | assumed",
        "aws:x   | a           | 400 | docs",
        "realm   | ''          | 400 | model",
      })
  void tagsOfAGroup(String key, String value, int status, String source) throws Exception {
    Answer answer =
        send(
            "POST",
            "/schedule-groups/h",
            "{\"Tags\":[{\"Key\":\"" + key + "\",\"Value\":\"" + value + "\"}]}");

    assertThat(answer.status).as(source).isEqualTo(status);
    if (status == 200) {
      assertThat(service.tags("h")).containsExactly(Map.entry(key, value));
    }
  }

  /** terraform: what AWS says while it does not know a role. */
  @Test
  void unknownRole() throws Exception {
    service.unknownRole(1);

    Answer answer = put("POST", "a", "{}");

    assertThat(answer.status).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo(
            "The execution role you provide must allow AWS EventBridge Scheduler to assume the"
                + " role.");
    assertThat(put("POST", "a", "{}").status).isEqualTo(200);
  }

  /** No program of ours may. */
  @Test
  void deletingAGroupIsDenied() throws Exception {
    assertThat(send("DELETE", "/schedule-groups/g", "").status).isEqualTo(403);
    assertThat(service.schedules("g")).isEmpty();
    assertThat(send("GET", "/schedule-groups/g", "").status).isEqualTo(200);
  }

  /** An answer, with the code that its header has. */
  private record Answer(int status, Optional<String> code, JsonNode body) {
    String message() {
      return body.path("Message").textValue();
    }
  }

  private Answer get(String name) throws Exception {
    return send("GET", "/schedules/" + name + "?groupName=g", "");
  }

  /** A request that is right, with this change; null takes a member out. */
  private Answer put(String method, String name, String change) throws Exception {
    ObjectNode body =
        (ObjectNode)
            JSON.readTree(
                """
                {
                  "GroupName": "g",
                  "ScheduleExpression": "cron(0 6 * * ? *)",
                  "FlexibleTimeWindow": {"Mode": "OFF"},
                  "Target": {
                    "Arn": "arn:aws:lambda:ap-southeast-2:123456789012:function:f",
                    "RoleArn": "arn:aws:iam::123456789012:role/r"
                  }
                }
                """);
    body.setAll((ObjectNode) JSON.readTree(change));
    return send(method, "/schedules/" + name, body.toString());
  }

  private Answer send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(service.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body, UTF_8))
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("x-amzn-ErrorType"),
        JSON.readTree(response.body()));
  }
}
