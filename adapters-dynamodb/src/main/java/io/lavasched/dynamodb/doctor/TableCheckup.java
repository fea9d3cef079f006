// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.doctor;

import static io.lavasched.aws.AwsCall.REALMS_TABLE;
import static io.lavasched.dynamodb.live.LiveJobsTable.DISPATCHER_INDEX;
import static io.lavasched.dynamodb.live.LiveJobsTable.KEY;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.TableChecks;
import io.lavasched.aws.AwsCall;
import io.lavasched.aws.AwsFailures;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsRead;
import io.lavasched.aws.Pause;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.text.Quoted;
import io.lavasched.dynamodb.live.LiveJobsTable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The tables of a realm, and what this node may read of them. */
final class TableCheckup {

  private static final String NO_TABLE = "see jobs-table";

  private final RealmName realm;
  private final DynamoDbClient client;
  private final AwsLimits limits;
  private final ServerClock server;
  private final TableChecks.Wanted wanted;
  private final AuditCheckup audit;

  /** A worker whose queue an audit may ask for: that of one job. */
  private Optional<WorkerName> worker = Optional.empty();

  /** Whether a read failed in a way that would hold up every other one just as long. */
  private boolean outOfReach;

  TableCheckup(
      RealmName realm,
      DynamoDbClient client,
      AwsLimits limits,
      ServerClock server,
      TableChecks.Wanted wanted,
      AuditCheckup audit) {
    this.realm = realm;
    this.client = client;
    this.limits = limits;
    this.server = server;
    this.wanted = wanted;
    this.audit = audit;
  }

  /**
   * Adds what was found; what cannot be asked any more is left unknown.
   *
   * @return whether it makes sense to read more
   */
  boolean addTo(List<Finding> findings) {
    List<Finding> described = describe();
    findings.addAll(described);
    if (described.get(0).status() == Status.FAILURE) {
      AwsCheckup.addUnknown(findings, NO_TABLE);
      return false;
    }
    readInto(findings);
    return !outOfReach;
  }

  private Finding queryRight(List<Finding> findings) {
    boolean hasIndex =
        findings.stream()
            .filter(finding -> finding.check() == Check.DISPATCHER_INDEX)
            .noneMatch(finding -> finding.status() == Status.FAILURE);
    return hasIndex
        ? right(
            Check.RIGHT_QUERY,
            call("query", "dynamodb:Query", realm.jobsTable(), true),
            this::query)
        : Finding.unknown(Check.RIGHT_QUERY, "see dispatcher-index");
  }

  private void readInto(List<Finding> findings) {
    Map<String, AttributeValue> key = Map.of(KEY, AttributeValue.fromS(wanted.job().text()));
    String table = realm.jobsTable();
    List<Supplier<Finding>> reads =
        List.of(
            () -> queryRight(findings),
            () ->
                right(
                    Check.RIGHT_GET_ITEM,
                    call("read", "dynamodb:GetItem", table, false),
                    () -> client.getItem(r -> r.tableName(table).key(key).consistentRead(true))),
            () ->
                right(
                    Check.RIGHT_BATCH_GET_ITEM,
                    call("read", "dynamodb:BatchGetItem", table, false),
                    () ->
                        client.batchGetItem(
                            r ->
                                r.requestItems(
                                    Map.of(
                                        table,
                                        KeysAndAttributes.builder()
                                            .keys(List.of(key))
                                            .consistentRead(true)
                                            .build())))),
            this::scan,
            this::realmRecord,
            () -> audit.check(client, wanted.job(), worker));
    for (Supplier<Finding> read : reads) {
      Finding found = read.get();
      findings.add(found);
      if (outOfReach) {
        AwsCheckup.addUnknown(findings, "see " + found.check().id());
        return;
      }
    }
  }

  private Finding right(Check check, AwsCall call, Supplier<? extends DynamoDbResponse> read) {
    try {
      ask(call, read);
      return Finding.ok(check, call.action() + " was answered");
    } catch (StoreException e) {
      outOfReach |= e.retryable();
      return Finding.failure(check, e);
    }
  }

  private <T extends DynamoDbResponse> T ask(AwsCall call, Supplier<T> read) {
    try {
      T response = new AwsRead(call, limits, Pause.SLEEPING).next(read);
      server.look(response);
      return response;
    } catch (StoreException e) {
      Optional.ofNullable(e.getCause()).ifPresent(server::look);
      throw e;
    }
  }

  private DynamoDbResponse query() {
    QueryResponse found =
        client.query(LiveJobsTable.jobsOf(wanted.dispatcher(), realm).toBuilder().limit(1).build());
    worker =
        found.items().stream()
            .flatMap(item -> Stream.ofNullable(item.get("worker")))
            .flatMap(attribute -> Stream.ofNullable(attribute.s()))
            .flatMap(text -> WorkerName.parse(text).value().stream())
            .findFirst();
    return found;
  }

  /** A rebuild does without it. */
  private Finding scan() {
    AwsCall call = call("scan", "dynamodb:Scan", realm.jobsTable(), false);
    Finding found =
        right(
            Check.RIGHT_SCAN,
            call,
            () -> client.scan(r -> r.tableName(realm.jobsTable()).limit(1)));
    return found.status() == Status.FAILURE
        ? Finding.warning(
            Check.RIGHT_SCAN,
            found.detail() + " (only lavasched check, next, explain and timeline need it)",
            found.help().orElseThrow())
        : found;
  }

  private Finding realmRecord() {
    if (!wanted.needsRealm()) {
      return Finding.skipped(Check.REALM_RECORD, "the dispatcher program is given");
    }
    AwsCall call = AwsCall.ofRealmRecord(region(), endpoint());
    Map<String, AttributeValue> key = Map.of("realm", AttributeValue.fromS(realm.text()));
    try {
      boolean isThere =
          ask(call, () -> client.getItem(r -> r.tableName(REALMS_TABLE).key(key))).hasItem();
      return Finding.ok(
          Check.REALM_RECORD,
          isThere
              ? "read from " + REALMS_TABLE
              : REALMS_TABLE + " has no record of it: lava's usual dispatcher program is used");
    } catch (StoreException e) {
      if (e.getCause() instanceof ResourceNotFoundException) {
        return Finding.ok(
            Check.REALM_RECORD,
            "there is no " + REALMS_TABLE + ": lava's usual dispatcher program is used");
      }
      return Finding.failure(Check.REALM_RECORD, e);
    }
  }

  private List<Finding> describe() {
    AwsCall call = call("describe", "dynamodb:DescribeTable", realm.jobsTable(), false);
    try {
      TableDescription table =
          ask(call, () -> client.describeTable(r -> r.tableName(realm.jobsTable()))).table();
      return TableShape.of(Quoted.escape(realm.jobsTable()), region(), table);
    } catch (StoreException e) {
      if (AwsFailures.isDenied(e)) {
        String denied =
            "its keys and state are not known: dynamodb:DescribeTable is denied, which only this"
                + " check needs; the reads below tell whether it works";
        return List.of(
            Finding.unknown(Check.JOBS_TABLE, denied),
            Finding.unknown(Check.DISPATCHER_INDEX, denied));
      }
      return List.of(
          Finding.failure(Check.JOBS_TABLE, e), Finding.unknown(Check.DISPATCHER_INDEX, NO_TABLE));
    }
  }

  private AwsCall call(String verb, String action, String table, boolean ofIndex) {
    return new AwsCall(
        verb,
        action,
        table,
        ofIndex ? Optional.of(DISPATCHER_INDEX) : Optional.empty(),
        region(),
        endpoint(),
        Optional.empty());
  }

  private String region() {
    return client.serviceClientConfiguration().region().id();
  }

  private Optional<String> endpoint() {
    return client.serviceClientConfiguration().endpointOverride().map(URI::toString);
  }
}
