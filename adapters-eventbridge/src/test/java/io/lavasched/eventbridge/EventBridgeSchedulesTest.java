// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore.Stored;
import io.lavasched.application.schedules.GroupOwner;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.aws.AwsOptions;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.eventbridge.testkit.FakeScheduler;
import io.lavasched.eventbridge.testkit.SchedulerFault;
import io.lavasched.eventbridge.testkit.TestScheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only the real client does, and what only the service says. */
class EventBridgeSchedulesTest {

  private static final String GROUP = Stores.GROUP.text();
  private static final String WHERE = "schedule group " + GROUP + " (ap-southeast-2)";

  private final FakeScheduler service = new FakeScheduler(Stores.NOW);
  private final Stores stores = Stores.of(service);
  private final List<EventBridgeSchedules> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(EventBridgeSchedules::close);
    service.close();
  }

  private EventBridgeSchedules store() {
    EventBridgeSchedules store = stores.open();
    open.add(store);
    return store;
  }

  private EventBridgeSchedules readyStore() {
    EventBridgeSchedules store = store();
    store.makeGroup();
    return store;
  }

  @Test
  void groupIsTaggedWithWhoseItIs() {
    readyStore();

    assertThat(service.tags(GROUP))
        .containsOnly(Map.entry("lavasched:owner", "etl"), Map.entry("lavasched:realm", "demo"));
  }

  @Test
  void everySettingIsAlwaysSent() {
    EventBridgeSchedules store = readyStore();
    store.create(Specs.plain("a"));
    String created = service.schedules(GROUP).get("a");

    store.replace(Specs.plain("a"));

    assertThat(created)
        .contains(
            "\"State\":\"ENABLED\"",
            "\"ActionAfterCompletion\":\"NONE\"",
            "\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"}",
            "\"MaximumEventAgeInSeconds\":900",
            "\"MaximumRetryAttempts\":185",
            "\"ScheduleExpressionTimezone\":\"Australia/Sydney\"")
        .doesNotContain("null");
    assertThat(service.schedules(GROUP)).containsEntry("a", created);
  }

  /** One call to know whose the group is, and one for it; no call for what is known. */
  @Test
  void callsAreFew() {
    EventBridgeSchedules store = readyStore();
    int made = service.calls().size();
    store.create(Specs.plain("a"));
    store.replace(Specs.plain("a"));
    store.create(Specs.plain("b"));
    store.delete(new ScheduleName("a"));
    List<String> writes = service.calls().subList(made, service.calls().size());
    store.read();

    assertThat(service.calls().subList(0, made))
        .containsExactly(
            "GetScheduleGroup", "CreateScheduleGroup", "GetScheduleGroup", "ListTagsForResource");
    assertThat(writes)
        .containsExactly("CreateSchedule", "UpdateSchedule", "CreateSchedule", "DeleteSchedule");
    assertThat(service.calls().subList(made + 4, service.calls().size()))
        .containsExactly("GetScheduleGroup", "ListTagsForResource", "ListSchedules", "GetSchedule");
  }

  @Test
  void groupIsNeverDeleted() {
    EventBridgeSchedules store = readyStore();
    store.create(Specs.plain("a"));
    store.delete(new ScheduleName("a"));

    assertThat(service.calls()).doesNotContain("DeleteScheduleGroup");
  }

  // What goes on meanwhile.

  @Test
  void scheduleThatIsDeletedWhileItIsReadIsGone() {
    EventBridgeSchedules store = readyStore();
    create(store, "a", "b", "c");
    service.after("ListSchedules", 1, () -> service.remove(GROUP, "b"));

    assertThat(names(store)).containsExactly("a", "c");
    assertThat(service.count("ListSchedules")).isEqualTo(2);
  }

  @Test
  void scheduleThatIsMadeAnewMeanwhileIsRead() {
    EventBridgeSchedules store = readyStore();
    create(store, "a", "b", "c");
    String json = service.schedules(GROUP).get("b");
    service.after("ListSchedules", 1, () -> service.remove(GROUP, "b"));
    service.after(
        "GetSchedule",
        3,
        () -> service.put(GROUP, "b", json).put(GROUP, "d", json).remove(GROUP, "a"));

    assertThat(names(store)).containsExactly("b", "c", "d");
  }

  /** AWS lists one and does not find it, for a while or for ever. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 5})
  void scheduleThatIsListedAndNotFoundIsLookedForAgain(int rounds) {
    EventBridgeSchedules store = readyStore();
    create(store, "a", "b");
    String json = service.schedules(GROUP).get("b");
    for (int round = 1; round <= rounds; round++) {
      service.after("ListSchedules", round, () -> service.remove(GROUP, "b"));
      // Each round lists both: the other one is asked for once.
      service.after("GetSchedule", round + 1, () -> service.put(GROUP, "b", json));
    }
    if (rounds < GroupReading.ROUNDS) {
      assertThat(names(store)).containsExactly("a", "b");
      return;
    }
    StoreException e = catchThrowableOfType(StoreException.class, store::read);
    assertThat(e)
        .hasMessage(
            "cannot read "
                + WHERE
                + ": each schedule that AWS lists must be found there, found 1 that are not, such as"
                + " b");
    assertThat(e.retryable()).isTrue();
    assertThat(e.hint()).contains("try again later");
  }

  @Test
  void groupThatIsDeletedWhileItIsReadIsAFailure() {
    EventBridgeSchedules store = readyStore();
    create(store, "a");
    service.after("ListTagsForResource", 2, () -> service.removeGroup(GROUP));

    StoreException e = catchThrowableOfType(StoreException.class, store::read);
    assertThat(e)
        .hasMessage(
            "cannot read "
                + WHERE
                + ": AWS refuses it: Schedule group "
                + GROUP
                + " does not exist");
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void groupThatIsBeingDeletedIsAFailure() {
    EventBridgeSchedules store = readyStore();
    service.deleting(GROUP);

    assertFails(store, s -> s.read(), "read", "it is being deleted", true);
    assertFails(store, s -> s.makeGroup(), "make", "it is being deleted", true);
  }

  @Test
  void groupThatAnotherRunMakesAtTheSameTimeIsNoFailure() {
    EventBridgeSchedules store = store();
    service.after("GetScheduleGroup", 1, () -> service.makeGroup(GROUP, Stores.OWNER.tags()));

    store.makeGroup();

    assertThat(service.count("CreateScheduleGroup")).isEqualTo(1);
    assertThat(store.read()).contains(List.of());
  }

  @Test
  void groupThatAnotherJobMakesAtTheSameTimeIsAFailure() {
    EventBridgeSchedules store = store();
    Map<String, String> tags = new GroupOwner(new RealmName("demo"), new JobId("else")).tags();
    service.after("GetScheduleGroup", 1, () -> service.makeGroup(GROUP, tags));

    assertThatThrownBy(store::makeGroup)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("found lavasched:owner=else");

    assertThat(service.tags(GROUP)).isEqualTo(tags);
  }

  /** Not everywhere in AWS at once. */
  @Test
  void groupIsThereWhenItWasMade() {
    EventBridgeSchedules store = store();
    service.after("CreateScheduleGroup", 1, () -> service.removeGroup(GROUP));
    service.after(
        "GetScheduleGroup",
        EventBridgeSchedules.FOR_GROUP.size(),
        () -> service.makeGroup(GROUP, Stores.OWNER.tags()));

    store.makeGroup();

    assertThat(store.read()).contains(List.of());
  }

  @Test
  void groupThatIsNotThereAfterAllIsAFailure() {
    EventBridgeSchedules store = store();
    service.after("CreateScheduleGroup", 1, () -> service.removeGroup(GROUP));

    assertFails(store, s -> s.makeGroup(), "make", "it was made, and is not there", true);
  }

  // Two at once.

  @Test
  void scheduleThatAnotherRunMakesAtTheSameTimeIsNoFailure() {
    EventBridgeSchedules store = readyStore();
    EventBridgeSchedules other = store();
    other.create(Specs.plain("a"));

    store.create(Specs.plain("a"));

    assertThatThrownBy(() -> store.create(Specs.described("a", "text")))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "cannot create schedule a of group "
                + GROUP
                + " (ap-southeast-2): AWS refuses it: Schedule a already exists");
    assertThat(store.read()).contains(List.of(Stored.of(Specs.plain("a"))));
  }

  @Test
  void scheduleThatGoesBeforeItIsReplacedIsAFailureThatMayPass() {
    EventBridgeSchedules store = readyStore();
    create(store, "a");
    service.remove(GROUP, "a");

    StoreException e =
        catchThrowableOfType(StoreException.class, () -> store.replace(Specs.plain("a")));

    assertThat(e)
        .hasMessage(
            "cannot replace schedule a of group "
                + GROUP
                + " (ap-southeast-2): AWS refuses it: Schedule a does not exist");
    assertThat(e.hint())
        .contains("something else changes it at the same time: find out what, and try again");
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void scheduleThatSomethingElseIsChangingIsWaitedFor() {
    EventBridgeSchedules store = readyStore();
    create(store, "a");
    int waits = EventBridgeSchedules.FOR_OTHERS.size();
    service.busy(waits);
    store.replace(Specs.described("a", "text"));
    service.busy(waits);
    store.delete(new ScheduleName("a"));
    create(store, "a");
    service.busy(waits + 1);

    assertThatThrownBy(() -> store.delete(new ScheduleName("a")))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(names(store)).containsExactly("a");
  }

  // Whose a group is.

  @Test
  void groupOfAnotherJobIsNamedWithWhatToDo() {
    service.makeGroup(GROUP, new GroupOwner(new RealmName("demo"), new JobId("it's é")).tags());

    StoreException e = catchThrowableOfType(StoreException.class, () -> store().read());

    assertThat(e)
        .hasMessage(
            "cannot read "
                + WHERE
                + ": it must be tagged lavasched:owner=etl and lavasched:realm=demo, found"
                + " lavasched:owner=it=27s =C3=A9 and lavasched:realm=demo");
    assertThat(e.hint())
        .contains(
            "it is the group of job it=27s =C3=A9 of realm demo: choose another with"
                + " --schedule-group, or, if it is meant for this job, tag it: aws scheduler"
                + " tag-resource --resource-arn"
                + " arn:aws:scheduler:ap-southeast-2:123456789012:schedule-group/"
                + GROUP
                + " --tags 'Key=lavasched:owner,Value=etl' 'Key=lavasched:realm,Value=demo'");
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void groupWithoutTagsIsNamedWithWhatToDo() {
    service.makeGroup(GROUP, Map.of("owner", "data"));

    StoreException e = catchThrowableOfType(StoreException.class, () -> store().read());

    assertThat(e).message().endsWith("lavasched:realm=demo, found no such tags");
    assertThat(e.hint())
        .hasValueSatisfying(
            hint -> assertThat(hint).startsWith("lavasched did not make it: choose another"));
  }

  // What others set.

  /** What is in it, as JSON; what is told of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'FlexibleTimeWindow':{'Mode':'FLEXIBLE'}} | a flexible time window",
        "{'ActionAfterCompletion':'DELETE'}  | an action after the last invocation: DELETE",
        "{'ActionAfterCompletion':'SING'}    | an action after the last invocation: SING",
        "{'State':'PAUSED'}                  | a state: PAUSED",
        "{'KmsKeyArn':'arn:aws:kms:x'}       | a KMS key: arn:aws:kms:x",
      })
  void whatLavaschedNeverSetsIsTold(String json, String told) {
    EventBridgeSchedules store = readyStore();
    create(store, "a");
    service.put(GROUP, "a", json.replace('\'', '"'));

    Stored found = store.read().orElseThrow().get(0);

    assertThat(found.beyond()).containsExactly(told);
    assertThat(found.is(Specs.plain("a"))).isFalse();
  }

  @Test
  void parametersOfOtherTargetsAreTold() {
    EventBridgeSchedules store = readyStore();
    service.put(
        GROUP,
        "theirs",
        """
        {"ScheduleExpression":"rate(5 minutes)","State":"ENABLED",
         "Target":{"Arn":"arn:aws:ecs:x","RoleArn":"arn:aws:iam::123456789012:role/r",
          "EcsParameters":{"TaskDefinitionArn":"t"},"SqsParameters":{"MessageGroupId":"g"},
          "KinesisParameters":{"PartitionKey":"k"},
          "EventBridgeParameters":{"DetailType":"d","Source":"s"},
          "SageMakerPipelineParameters":{}}}
        """);

    Stored found = store.read().orElseThrow().get(0);

    assertThat(found.beyond())
        .containsExactly(
            "parameters for ECS",
            "parameters for EventBridge",
            "parameters for Kinesis",
            "parameters for SageMaker",
            "parameters for SQS");
    ScheduleSpec spec = found.spec().orElseThrow();
    assertThat(spec.expression().zone()).isEqualTo("UTC");
    assertThat(spec.target().maxAgeSeconds()).isEqualTo(86_400);
    assertThat(spec.target().attempts()).isEqualTo(185);
    assertThat(spec.target().input()).isEmpty();
  }

  /** A schedule that cannot be said in lavasched's words hides no other. */
  @Test
  void scheduleThatNoSpecCanHoldIsReadAllTheSame() {
    EventBridgeSchedules store = readyStore();
    create(store, "a", "b");
    service.put(GROUP, "a", "{\"Description\":\"" + "x".repeat(600) + "\"}");

    List<Stored> all = store.read().orElseThrow();

    assertThat(all).hasSize(2);
    assertThat(all.get(0).spec()).isEmpty();
    assertThat(all.get(0).beyond())
        .singleElement()
        .asString()
        .startsWith("a setting that lavasched does not know: description must be");
    assertThat(all.get(1).is(Specs.plain("b"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ScheduleExpression\":null}",
        "{\"State\":null}",
        "{\"Target\":null}",
        "{\"Target\":{\"RoleArn\":\"arn:r\"}}",
        "{\"Target\":{\"Arn\":\"arn:r\"}}",
      })
  void answerThatLacksWhatEveryScheduleHasIsAFailure(String json) {
    EventBridgeSchedules store = readyStore();
    create(store, "a");
    service.put(GROUP, "a", json);

    StoreException e = catchThrowableOfType(StoreException.class, store::read);
    assertThat(e)
        .hasMessage(
            "cannot read "
                + WHERE
                + ": the answer from "
                + service.url()
                + " is cut off or not EventBridge Scheduler's");
    assertThat(e.retryable()).isTrue();
  }

  // What the service refuses.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "THROTTLED    | AWS still throttles it after all attempts (ThrottlingException) | try again"
            + " later | true",
        "SERVER_ERROR | AWS answered 500 InternalServerException: Unexpected error | try again"
            + " later | true",
        "DENIED       | access is denied: User:"
            + " arn:aws:sts::123456789012:assumed-role/node/i-1 is not authorized to perform:"
            + " scheduler:CreateSchedule | allow scheduler:CreateSchedule on schedule a of group"
            + " GROUP; docs/eventbridge.md has the whole IAM policy | false",
        "CLOSED       | the connection to URL broke (Unexpected end of file from server) | try again"
            + " later | true",
        "DROPPED      | the connection to URL broke (Unexpected end of file from server) | try again"
            + " later | true",
      })
  void faultsAreSentences(SchedulerFault fault, String found, String hint, boolean retryable) {
    stores.attempts(1);
    EventBridgeSchedules store = readyStore();
    service.faultAt(1, fault);

    StoreException e =
        catchThrowableOfType(StoreException.class, () -> store.create(Specs.plain("a")));

    assertThat(e)
        .hasMessage(
            "cannot create schedule a of group "
                + GROUP
                + " (ap-southeast-2): "
                + found.replace("URL", service.url()));
    assertThat(e.hint()).contains(hint.replace("GROUP", GROUP));
    assertThat(e.retryable()).isEqualTo(retryable);
    assertThat(e.operation()).isEqualTo("create");
  }

  @Test
  void answerThatBreaksOffIsAFailure() {
    stores.attempts(1);
    EventBridgeSchedules store = readyStore();
    create(store, "a");
    service.faultAt(4, SchedulerFault.CUT);

    StoreException e = catchThrowableOfType(StoreException.class, store::read);
    assertThat(e).message().startsWith("cannot read " + WHERE + ": the ").contains(service.url());
    assertThat(e.retryable()).isTrue();
  }

  @Test
  void roleThatMayNotBePassedIsNamed() {
    StoreException e =
        SchedulerFailures.of(
            new StoreException(
                "create",
                "schedule a",
                false,
                "cannot create schedule a: access is denied",
                Optional.empty(),
                Denials.of(
                    "User: arn:aws:sts::1:u is not authorized to perform: iam:PassRole on resource:"
                        + " arn:aws:iam::1:role/r")));

    assertThat(e)
        .hasMessage(
            "cannot create schedule a: access is denied: User: arn:aws:sts::1:u is not authorized to"
                + " perform: iam:PassRole on resource: arn:aws:iam::1:role/r");
    assertThat(e.hint())
        .contains(
            "allow iam:PassRole on the role of the schedules, with iam:PassedToService"
                + " scheduler.amazonaws.com; docs/eventbridge.md has the whole IAM policy");
  }

  @Test
  void whatTheServiceDoesNotTakeIsShown() {
    EventBridgeSchedules store = readyStore();

    StoreException e =
        catchThrowableOfType(
            StoreException.class, () -> store.create(Specs.at("a", "cron(0 6 * * * *)")));

    assertThat(e)
        .hasMessage(
            "cannot create schedule a of group "
                + GROUP
                + " (ap-southeast-2): AWS refuses it: Invalid Schedule Expression cron(0 6 * * *"
                + " *)");
    assertThat(e.hint())
        .contains("compare it with what docs/eventbridge.md says of roles, targets and zones");
    assertThat(e.retryable()).isFalse();
  }

  /** The clock of this machine is slow: what is in its future is long past. */
  @Test
  void startThatIsLongPastThereIsAMatterOfTheClock() {
    EventBridgeSchedules store = readyStore();
    service.now(Stores.NOW.plus(Duration.ofMinutes(10)));

    StoreException e =
        catchThrowableOfType(
            StoreException.class,
            () -> store.create(Specs.starting("a", Stores.NOW.plusSeconds(60))));

    assertThat(e)
        .message()
        .endsWith("AWS refuses it: The StartDate you specify cannot be earlier than 5 minutes ago");
    assertThat(e.hint()).contains("is the clock of this machine right?");
  }

  @Test
  void quotaIsASentence() {
    EventBridgeSchedules store = readyStore();
    service.quota(1);
    create(store, "a");

    StoreException e =
        catchThrowableOfType(StoreException.class, () -> store.create(Specs.plain("b")));

    assertThat(e).message().endsWith("AWS refuses it: The request exceeds a service quota");
    assertThat(e.hint())
        .contains(
            "ask AWS for a higher quota (Service Quotas, EventBridge Scheduler), or delete what"
                + " nobody needs");
    assertThat(e.retryable()).isFalse();
  }

  @Test
  void roleThatIsNotKnownYetIsWaitedFor() {
    EventBridgeSchedules store = readyStore();
    service.unknownRole(5);
    store.create(Specs.plain("a"));
    service.unknownRole(EventBridgeSchedules.FOR_ROLE.size());
    store.replace(Specs.described("a", "text"));

    assertThat(names(store)).containsExactly("a");
    assertThat(stores.waited()).isEqualTo(Duration.ofSeconds(30 + 60));
  }

  @Test
  void roleThatStaysUnknownIsAFailure() {
    EventBridgeSchedules store = readyStore();
    service.unknownRole(1000);

    StoreException e =
        catchThrowableOfType(StoreException.class, () -> store.create(Specs.plain("a")));

    assertThat(e)
        .message()
        .endsWith(
            "AWS refuses it: The execution role you provide must allow AWS EventBridge Scheduler to"
                + " assume the role");
    assertThat(e.hint())
        .contains(
            "its trust policy must let scheduler.amazonaws.com assume it (docs/eventbridge.md has"
                + " it), and a new role may need a minute; then try again");
    assertThat(e.retryable()).isFalse();
    assertThat(service.count("CreateSchedule")).isEqualTo(EventBridgeSchedules.FOR_ROLE.size() + 1);
    assertThat(service.schedules(GROUP)).isEmpty();
  }

  // Settings.

  /** The option, which is of the tables; the variable that names the endpoint of the schedules. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                       | AWS_ENDPOINT_URL_SCHEDULER",
        "                       | AWS_ENDPOINT_URL",
        "http://localhost:1     | AWS_ENDPOINT_URL_SCHEDULER",
        "http://localhost:1     | AWS_ENDPOINT_URL",
      })
  void endpointIsThatOfTheSchedules(String ofTables, String variable) {
    Map<String, String> environment = new HashMap<>(TestScheduler.environment("unused", 1));
    environment.remove("AWS_ENDPOINT_URL_SCHEDULER");
    environment.put(variable, service.url());
    try (EventBridgeSchedules store = open(Optional.ofNullable(ofTables), environment)) {
      assertThat(store.read()).isEmpty();
    }
    assertThat(service.calls()).containsExactly("GetScheduleGroup");
  }

  private static EventBridgeSchedules open(
      Optional<String> endpointUrl, Map<String, String> environment) {
    return EventBridgeSchedules.open(
        Stores.GROUP,
        Stores.OWNER,
        new AwsOptions(Optional.of(FakeScheduler.REGION), Optional.of("test"), endpointUrl),
        environment,
        Clock.systemUTC());
  }

  @Test
  void endpointOfTheTablesAloneIsAFailure() {
    Map<String, String> environment = new HashMap<>(TestScheduler.environment("unused", 1));
    environment.remove("AWS_ENDPOINT_URL_SCHEDULER");

    StoreException e =
        catchThrowableOfType(
            StoreException.class, () -> open(Optional.of("http://localhost:1"), environment));

    assertThat(e)
        .hasMessage(
            "cannot read schedule group "
                + GROUP
                + ": another endpoint is given for the tables, and none for the schedules");
    assertThat(e.hint()).contains("set AWS_ENDPOINT_URL_SCHEDULER");
  }

  private static void create(EventBridgeSchedules store, String... names) {
    for (String name : names) {
      store.create(Specs.plain(name));
    }
  }

  private static List<String> names(EventBridgeSchedules store) {
    return store.read().orElse(Collections.emptyList()).stream()
        .map(stored -> stored.name().text())
        .toList();
  }

  private static void assertFails(
      EventBridgeSchedules store,
      Consumer<EventBridgeSchedules> call,
      String operation,
      String found,
      boolean retryable) {
    StoreException e = catchThrowableOfType(StoreException.class, () -> call.accept(store));
    assertThat(e).hasMessage("cannot " + operation + " " + WHERE + ": " + found);
    assertThat(e.retryable()).isEqualTo(retryable);
  }
}
