// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.doctor;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.TableChecks;
import io.lavasched.aws.AwsClients;
import io.lavasched.aws.AwsIdentity;
import io.lavasched.aws.AwsLimits;
import io.lavasched.aws.AwsOptions;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.queue.SqsWorkerQueues;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Asks AWS about the live table of a realm.
 *
 * <p>Needs no right of its own: {@code sts:GetCallerIdentity} is everybody's, and where {@code
 * dynamodb:DescribeTable} is denied, the reads tell what they can.
 */
public final class AwsCheckup implements TableChecks {

  private final RealmName realm;
  private final AwsOptions options;
  private final Map<String, String> environment;
  private final Clock clock;

  /**
   * The checks of a realm's table.
   *
   * @param realm which
   * @param options what the command line says
   * @param environment the environment variables
   * @param clock of this machine
   */
  public AwsCheckup(
      RealmName realm, AwsOptions options, Map<String, String> environment, Clock clock) {
    this.realm = realm;
    this.options = options;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  @Override
  public Found check(Wanted wanted) {
    AwsLimits limits = AwsLimits.DEFAULT;
    List<Finding> findings = new ArrayList<>();
    ServerClock server = new ServerClock(clock);
    boolean isReadable = false;
    try (DynamoDbClient client = AwsClients.open(options, environment, limits)) {
      Finding identity =
          new AwsIdentity(options, environment, limits, client).find(realm.jobsTable());
      findings.add(identity);
      if (identity.status() == Status.FAILURE) {
        addUnknown(findings, "see aws-identity");
      } else {
        AuditCheckup audit =
            new AuditCheckup(
                realm, limits, () -> SqsWorkerQueues.open(realm, options, environment));
        isReadable = new TableCheckup(realm, client, limits, server, wanted, audit).addTo(findings);
      }
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.AWS_IDENTITY, e));
      addUnknown(findings, "see aws-identity");
    }
    return new Found(findings, server.behind(), isReadable);
  }

  /** One for each check that has no finding yet. */
  static void addUnknown(List<Finding> findings, String why) {
    ALL.stream()
        .filter(check -> findings.stream().noneMatch(finding -> finding.check() == check))
        .toList()
        .forEach(check -> findings.add(Finding.unknown(check, why)));
  }
}
