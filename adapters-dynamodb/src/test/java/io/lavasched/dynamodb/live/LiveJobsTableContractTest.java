// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import static io.lavasched.dynamodb.testkit.FakeDynamoDb.error;
import static io.lavasched.dynamodb.testkit.FakeDynamoDb.ok;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.JobsTableContract;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.LocalDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
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
