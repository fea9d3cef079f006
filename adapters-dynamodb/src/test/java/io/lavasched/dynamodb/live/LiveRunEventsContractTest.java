// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import static io.lavasched.dynamodb.testkit.FakeDynamoDb.error;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.ok;

import com.google.common.base.Ticker;
import io.lavasched.application.port.RunEvents;
import io.lavasched.application.port.RunEvents.Run;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.RunEventsContract;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.Json;
import io.lavasched.dynamodb.testkit.LavaRuns;
import io.lavasched.dynamodb.testkit.LocalDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ContractOf(LiveRunEvents.class)
class LiveRunEventsContractTest extends RunEventsContract {

  private static LiveRunEvents events(RealmName realm) {
    return new LiveRunEvents(
        realm,
        LocalDynamoDb.client(),
        AwsLimits.DEFAULT,
        Pause.SLEEPING,
        LiveRunEvents.MOST_RATE,
        Ticker.systemTicker());
  }

  @Override
  protected RunEvents eventsWith(Map<JobId, List<Run>> runs) {
    RealmName realm = LocalDynamoDb.realmWithEvents();
    LavaRuns table = LocalDynamoDb.runs(realm);
    runs.forEach((job, all) -> all.forEach(run -> table.write(job, run)));
    return events(realm);
  }

  @Override
  protected RunEvents eventsWithUnreadable(JobId job, List<Run> runs) {
    RealmName realm = LocalDynamoDb.realmWithEvents();
    runs.forEach(run -> LocalDynamoDb.runs(realm).write(job, run));
    Map<String, Object> item = new HashMap<>(LavaRuns.item(job, run("broken", 0, 0, "complete")));
    item.put("ts_dispatch", "yesterday");
    LocalDynamoDb.putRun(realm, item);
    return events(realm);
  }

  @Override
  protected void withEventsThatBreak(JobId job, Consumer<RunEvents> read) {
    String item = Json.typed(LavaRuns.item(job, run("a", 0, 1, "complete")));
    String key = "{\"job_id\":{\"S\":\"a\"}}";
    try (FakeDynamoDb fake =
            new FakeDynamoDb(
                ok("{\"Items\":[" + item + "],\"LastEvaluatedKey\":" + key + "}"),
                error(500, "InternalServerError", "The request processing has failed"));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      read.accept(
          new LiveRunEvents(
              new RealmName("demo"),
              client,
              TestAws.QUICK,
              Pause.SLEEPING,
              LiveRunEvents.MOST_RATE,
              Ticker.systemTicker()));
    }
  }

  @Override
  protected void withoutEvents(Consumer<RunEvents> read) {
    read.accept(events(LocalDynamoDb.newRealm()));
  }
}
