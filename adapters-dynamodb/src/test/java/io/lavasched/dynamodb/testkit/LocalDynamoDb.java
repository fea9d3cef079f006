// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import io.lavasched.domain.job.RealmName;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** One DynamoDB Local for the whole test run, in this JVM, and lava's tables in it. */
public final class LocalDynamoDb {

  private static final String ENDPOINT = LavaTables.startServer("-sharedDb");
  private static final DynamoDbClient CLIENT = TestAws.client(ENDPOINT);
  private static final LavaTables TABLES = new LavaTables(CLIENT);

  private LocalDynamoDb() {}

  public static DynamoDbClient client() {
    return CLIENT;
  }

  public static URI endpoint() {
    return URI.create(ENDPOINT);
  }

  /** A realm that no other test has, without tables. */
  public static RealmName newRealm() {
    return new RealmName("test-" + UUID.randomUUID());
  }

  /** A new realm with lava's jobs table, and records in it. */
  public static RealmName realmWith(Collection<? extends Map<String, ?>> records) {
    RealmName realm = newRealm();
    TABLES.createJobs(realm.jobsTable());
    TABLES.put(realm.jobsTable(), records);
    return realm;
  }

  /** Adds a record that may be too large to go with others. */
  public static void put(RealmName realm, Map<String, ?> record) {
    TABLES.put(realm.jobsTable(), List.of(record));
  }

  /** A new realm whose jobs table has no index. */
  public static RealmName realmWithoutIndex() {
    RealmName realm = newRealm();
    TABLES.createJobsWithoutIndex(realm.jobsTable());
    return realm;
  }

  /** The table of realms, with these records only. */
  public static void realms(List<Map<String, Object>> records) {
    noRealms();
    TABLES.createRealms();
    TABLES.put(LavaTables.REALMS, records);
  }

  public static void noRealms() {
    try {
      CLIENT.deleteTable(table -> table.tableName(LavaTables.REALMS));
    } catch (ResourceNotFoundException e) {
      // As it should be.
    }
  }
}
