package io.lavasched.dynamodb;

import io.lavasched.domain.port.StoreException;
import java.util.Optional;

/**
 * What is asked of AWS, in the words of messages.
 *
 * @param verb such as {@code query}
 * @param action what IAM calls it, such as {@code dynamodb:Query}
 * @param table the table
 * @param index the index of the table that is asked
 * @param region where
 * @param endpoint where to, when it is not the endpoint of the region
 * @param insteadOfAccess another way when access is denied
 */
record AwsCall(
    String verb,
    String action,
    String table,
    Optional<String> index,
    String region,
    Optional<String> endpoint,
    Optional<String> insteadOfAccess) {

  /** The reading of a realm's own record. */
  static AwsCall ofRealmRecord(String region, Optional<String> endpoint) {
    return new AwsCall(
        "read",
        "dynamodb:GetItem",
        LiveJobsTable.REALMS_TABLE,
        Optional.empty(),
        region,
        endpoint,
        Optional.of("give --dispatcher-program"));
  }

  String resource() {
    return "table " + table + " (" + region + ")";
  }

  StoreException failure(boolean retryable, String found, String hint, Throwable cause) {
    return failure(retryable, found, hint, Optional.of(cause));
  }

  StoreException failure(
      boolean retryable, String found, String hint, Optional<? extends Throwable> cause) {
    return Failures.of(
        verb,
        resource(),
        retryable,
        "cannot " + verb + " " + resource() + ": " + found,
        Optional.of(hint),
        cause);
  }
}
