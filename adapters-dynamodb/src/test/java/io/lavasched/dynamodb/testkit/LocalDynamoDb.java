// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.live.LiveRunEvents;
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
    addJobs(realm, records);
    return realm;
  }

  /** Adds lava's jobs table to a realm, and records in it. */
  public static void addJobs(RealmName realm, Collection<? extends Map<String, ?>> records) {
    TABLES.createJobs(realm.jobsTable());
    TABLES.put(realm.jobsTable(), records);
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

  /** A new realm with lava's table of run records, and no other. */
  public static RealmName realmWithEvents() {
    RealmName realm = newRealm();
    addEvents(realm);
    return realm;
  }

  /** Adds lava's table of run records to a realm. */
  public static void addEvents(RealmName realm) {
    TABLES.createEvents(LiveRunEvents.tableOf(realm));
  }

  /** A new realm whose table of run records has another index. */
  public static RealmName realmWithOtherIndexOfEvents() {
    RealmName realm = newRealm();
    TABLES.createEventsWithOtherIndex(LiveRunEvents.tableOf(realm));
    return realm;
  }

  /** Writes runs as a worker does. */
  public static LavaRuns runs(RealmName realm) {
    return new LavaRuns(CLIENT, LiveRunEvents.tableOf(realm));
  }

  /** Adds an item to the table of run records that no worker would write. */
  public static void putRun(RealmName realm, Map<String, ?> item) {
    TABLES.put(LiveRunEvents.tableOf(realm), List.of(item));
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
