package io.lavasched.dynamodb.doctor;

import io.lavasched.application.doctor.Check;
import io.lavasched.application.doctor.Finding;
import io.lavasched.application.doctor.Status;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.aws.AwsClients;
import io.lavasched.dynamodb.aws.AwsIdentity;
import io.lavasched.dynamodb.aws.AwsLimits;
import io.lavasched.dynamodb.aws.AwsOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The live table of a realm as a node sees it: who asks, whether the tables are what they must be,
 * and whether each read that a rebuild may need is allowed. Every read is one that changes nothing,
 * and asks for one item at most.
 *
 * <p>Needs no right of its own: {@code sts:GetCallerIdentity} is everybody's, and where {@code
 * dynamodb:DescribeTable} is denied, the reads tell what they can.
 *
 * @param findings of the checks from {@link Check#AWS_IDENTITY} to {@link Check#REALM_RECORD}
 * @param behind how far the clock of this machine is behind that of AWS; empty where AWS did not
 *     answer
 * @param isReadable whether it makes sense to read more of the table
 */
public record AwsCheckup(List<Finding> findings, Optional<Duration> behind, boolean isReadable) {

  private static final List<Check> CHECKS =
      List.of(
          Check.AWS_IDENTITY,
          Check.JOBS_TABLE,
          Check.DISPATCHER_INDEX,
          Check.RIGHT_QUERY,
          Check.RIGHT_GET_ITEM,
          Check.RIGHT_BATCH_GET_ITEM,
          Check.RIGHT_SCAN,
          Check.REALM_RECORD);

  /** Copies the findings. */
  public AwsCheckup {
    findings = List.copyOf(findings);
  }

  /**
   * What the reads ask for.
   *
   * @param dispatcher whose jobs
   * @param job which job; need not be there
   * @param needsRealm whether a rebuild reads the record of the realm
   */
  public record Wanted(DispatcherName dispatcher, JobId job, boolean needsRealm) {}

  /**
   * Asks AWS. Where one question fails in a way that would hold up the others as well, these are
   * not asked.
   *
   * @param realm which
   * @param options what the command line says
   * @param environment the environment variables
   * @param clock of this machine
   * @param wanted what to ask for
   * @return what was found
   */
  public static AwsCheckup of(
      RealmName realm,
      AwsOptions options,
      Map<String, String> environment,
      Clock clock,
      Wanted wanted) {
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
        isReadable = new TableCheckup(realm, client, limits, server, wanted).addTo(findings);
      }
    } catch (StoreException e) {
      findings.add(Finding.failure(Check.AWS_IDENTITY, e));
      addUnknown(findings, "see aws-identity");
    }
    return new AwsCheckup(findings, server.behind(), isReadable);
  }

  /**
   * The findings where nobody is asked.
   *
   * @param why which option says so
   * @return one for each check
   */
  public static AwsCheckup skipped(String why) {
    return new AwsCheckup(
        CHECKS.stream().map(check -> Finding.skipped(check, why)).toList(),
        Optional.empty(),
        false);
  }

  /** One for each check that has no finding yet. */
  static void addUnknown(List<Finding> findings, String why) {
    CHECKS.stream()
        .filter(check -> findings.stream().noneMatch(finding -> finding.check() == check))
        .toList()
        .forEach(check -> findings.add(Finding.unknown(check, why)));
  }
}
