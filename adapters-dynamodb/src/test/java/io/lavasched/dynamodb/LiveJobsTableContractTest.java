package io.lavasched.dynamodb;

import static io.lavasched.dynamodb.FakeDynamoDb.error;
import static io.lavasched.dynamodb.FakeDynamoDb.ok;

import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.JobsTableContract;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ContractOf(LiveJobsTable.class)
class LiveJobsTableContractTest extends JobsTableContract {

  @Override
  protected JobsTable tableWith(List<Map<String, Object>> records) {
    LocalDynamoDb.noRealms();
    return new LiveJobsTable(
        LocalDynamoDb.realmWith(records),
        LocalDynamoDb.client(),
        AwsLimits.DEFAULT,
        Pause.SLEEPING);
  }

  @Override
  protected void withTableThatBreaks(Consumer<JobsTable> read) {
    String key = "{\"job_id\":{\"S\":\"a\"}}";
    try (FakeDynamoDb fake =
            new FakeDynamoDb(
                ok("{\"Items\":[" + key + "],\"LastEvaluatedKey\":" + key + "}"),
                error(500, "InternalServerError", "The request processing has failed"));
        DynamoDbClient client = TestAws.quick(fake.url(), 1)) {
      read.accept(new LiveJobsTable(new RealmName("demo"), client, TestAws.QUICK, Pause.SLEEPING));
    }
  }
}
