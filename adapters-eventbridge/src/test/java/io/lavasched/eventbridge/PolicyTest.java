// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The policies of the documents: what is called, and nothing else. */
class PolicyTest {

  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All that the store ever calls; tags at the making of a group, and roles, are rights too. */
  @Test
  void rightsAreThoseThatAreUsed() throws IOException {
    Set<String> used = new TreeSet<>(Set.of("iam:PassRole", "scheduler:TagResource"));
    try (FakeScheduler service = new FakeScheduler(Stores.NOW);
        EventBridgeSchedules store = Stores.of(service).open()) {
      store.makeGroup();
      store.create(Specs.plain("a"));
      store.replace(Specs.described("a", "text"));
      store.read();
      store.delete(new ScheduleName("a"));
      service.calls().forEach(call -> used.add("scheduler:" + call));
    }

    assertThat(actions("eventbridge.iam.json").keySet())
        .isEqualTo(used)
        .doesNotContain("scheduler:DeleteScheduleGroup");
  }

  /** By the groups of the realm; a list is checked against all schedules, whatever it asks for. */
  @Test
  void rightsEndAtTheGroupsOfTheRealm() throws IOException {
    Map<String, String> resources = actions("eventbridge.iam.json");

    assertThat(resources.remove("scheduler:ListSchedules"))
        .isEqualTo("arn:aws:scheduler:REGION:ACCOUNT:schedule/*/*");
    assertThat(resources.remove("iam:PassRole")).isEqualTo("arn:aws:iam::ACCOUNT:role/ROLE");
    assertThat(resources)
        .allSatisfy(
            (action, resource) ->
                assertThat(resource)
                    .startsWith(
                        "arn:aws:scheduler:REGION:ACCOUNT:"
                            + (action.contains("Group") || action.contains("Tag")
                                ? "schedule-group/lava.REALM.*"
                                : "schedule/lava.REALM.*/*")));
  }

  /** AWS asks for a role before there is a schedule, so that only a group can be named. */
  @Test
  void roleIsOfTheSchedulesAlone() throws IOException {
    JsonNode trust =
        JSON.readTree(EXAMPLES.resolve("eventbridge-role.trust.json").toFile())
            .path("Statement")
            .get(0);

    assertThat(trust.path("Principal").path("Service").textValue())
        .isEqualTo("scheduler.amazonaws.com");
    assertThat(trust.path("Condition").path("StringEquals").path("aws:SourceAccount").textValue())
        .isEqualTo("ACCOUNT");
    assertThat(trust.path("Condition").path("ArnLike").path("aws:SourceArn").textValue())
        .isEqualTo("arn:aws:scheduler:REGION:ACCOUNT:schedule-group/lava.REALM.*");
    assertThat(actions("eventbridge-role.iam.json"))
        .containsOnlyKeys("lambda:InvokeFunction", "sqs:SendMessage");
  }

  /** The longest realm that lava's own stack takes fits whole, so that the policies fit it. */
  @Test
  void groupsOfEachRealmOfLavaBeginAsThePoliciesSay() {
    String realm = "abcdefghijk";
    String job = "a/lavasched/job/with/a/long/name".repeat(4);

    assertThat(GroupName.of(new RealmName(realm), new JobId(job)).text())
        .startsWith("lava." + realm + ".");
  }

  @Test
  void policiesAreInTheDocument() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "eventbridge.md"));

    for (String file :
        List.of(
            "eventbridge.iam.json", "eventbridge-role.trust.json", "eventbridge-role.iam.json")) {
      assertThat(document).contains("(../examples/" + file + ")");
    }
    assertThat(actions("eventbridge.iam.json").keySet())
        .allSatisfy(action -> assertThat(document).contains("`" + action + "`"));
  }

  /** Each action with its resource. */
  private static Map<String, String> actions(String file) throws IOException {
    Map<String, String> actions = new TreeMap<>();
    for (JsonNode statement : JSON.readTree(EXAMPLES.resolve(file).toFile()).path("Statement")) {
      assertThat(statement.path("Effect").textValue()).isEqualTo("Allow");
      JsonNode action = statement.path("Action");
      for (JsonNode one : action.isArray() ? action : JSON.createArrayNode().add(action)) {
        actions.put(one.textValue(), statement.path("Resource").textValue());
      }
    }
    return actions;
  }
}
