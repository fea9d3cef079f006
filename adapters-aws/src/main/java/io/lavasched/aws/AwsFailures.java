// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import com.google.common.base.Throwables;
import com.google.common.collect.Iterables;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The one place where failures of the AWS SDK become sentences. */
public final class AwsFailures {

  private static final String LATER = "try again later";
  private static final String NETWORK =
      "look at the node's network, proxy settings (HTTPS_PROXY, NO_PROXY) and ";

  /** Codes of all AWS services for credentials that are wrong, unknown or out of date. */
  private static final Set<String> REFUSED =
      Set.of(
          "UnrecognizedClientException",
          "InvalidSignatureException",
          "SignatureDoesNotMatch",
          "IncompleteSignature",
          "IncompleteSignatureException",
          "InvalidClientTokenId",
          "InvalidAccessKeyId",
          "MissingAuthenticationToken",
          "MissingAuthenticationTokenException",
          "ExpiredToken",
          "ExpiredTokenException",
          "RequestExpired",
          "RequestTimeTooSkewed");

  /** The indexes as lava makes them (lava 8.2, cfn/lava-realm.cfn.json). */
  private static final String JOBS_SHAPE =
      "lava's jobs table has a global secondary index dispatcher-index: hash key dispatcher and"
          + " range key job_id (both strings), with the attributes worker and schedule";

  private static final String EVENTS_SHAPE =
      "lava's events table has a local secondary index job_id-tu_event-index: hash key job_id and"
          + " range key tu_event (both strings), with all attributes";

  /** What DynamoDB says of a query for attributes that the index does not have. */
  private static final String NOT_IN_INDEX = "does not project";

  private static final Set<String> DENIED =
      Set.of("AccessDeniedException", "AccessDenied", "NotAuthorized", "OptInRequired");

  private static final Pattern ACCESS_KEY =
      Pattern.compile("\\b(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\\b");
  private static final Pattern ATTEMPTS = Pattern.compile(" \\(SDK Attempt Count: \\d+\\)");
  private static final Pattern CHAIN =
      Pattern.compile("(?s) from any of the providers in the chain.*");
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b[a-z][a-z0-9]*+(?:\\.[a-z0-9]++)++\\.[A-Z]\\w*: ");

  private AwsFailures() {}

  static StoreException of(AwsCall call, RuntimeException e) {
    if (e instanceof AwsServiceException service && isOf(call, service)) {
      return ofService(call, service);
    }
    Optional<CredentialsException> none = causedBy(e, CredentialsException.class);
    if (none.isPresent()) {
      return ofCredentials(call, none.get());
    }
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return timeout(call, e);
    }
    if (e instanceof AbortedException || causedBy(e, InterruptedException.class).isPresent()) {
      return interrupted(call, e);
    }
    return causedBy(e, IOException.class)
        .filter(io -> !(io instanceof NoSuchFileException))
        .map(io -> ofNetwork(call, io, e))
        .orElseGet(() -> ofClient(call, e));
  }

  /** Others come from what credentials are had from, such as STS. */
  private static boolean isOf(AwsCall call, AwsServiceException e) {
    return call.service() != AwsCall.Service.TABLES || e instanceof DynamoDbException;
  }

  /** Whether a failure is the lack of a right. */
  public static boolean isDenied(StoreException failure) {
    return failure.getCause() instanceof AwsServiceException e && DENIED.contains(code(e));
  }

  /** The code with which a service refuses the credentials; empty for any other failure. */
  static Optional<String> refusal(Throwable e) {
    return e instanceof AwsServiceException service && REFUSED.contains(code(service))
        ? Optional.of(code(service))
        : Optional.empty();
  }

  private static StoreException ofService(AwsCall call, AwsServiceException e) {
    String code = code(e);
    if (e instanceof ResourceNotFoundException) {
      return call.failure(
          false,
          "there is no such table",
          "are the realm (--realm) and the region (--region, --profile) the right ones?",
          e);
    }
    if (code.equals("ValidationException") && call.index().filter(shown(e)::contains).isPresent()) {
      String index = call.index().orElseThrow();
      return call.failure(
          false,
          shown(e).contains(NOT_IN_INDEX)
              ? "the index " + index + " has not all attributes: " + shown(e)
              : "the table has no index " + index,
          isOfEvents(call) ? EVENTS_SHAPE : JOBS_SHAPE,
          e);
    }
    if (REFUSED.contains(code)) {
      return refused(call, code, e);
    }
    if (DENIED.contains(code)) {
      return denied(call, e);
    }
    if (e.isThrottlingException() || e.statusCode() == 429) {
      return throttled(call, code, Optional.of(e));
    }
    if (e.statusCode() >= 500) {
      return call.failure(true, "AWS answered " + answer(e), LATER, e);
    }
    if (code.isEmpty()) {
      return call.failure(
          false,
          "what answers"
              + call.endpoint().map(url -> " at " + url).orElse("")
              + " is not "
              + call.service().label()
              + " (HTTP status "
              + e.statusCode()
              + ")",
          network(call),
          e);
    }
    return call.failure(
        false,
        "AWS answered " + answer(e),
        "is " + call.service().endpointSetting() + " right?",
        e);
  }

  private static boolean isOfEvents(AwsCall call) {
    return call.index().filter(AwsCall.EVENTS_INDEX::equals).isPresent();
  }

  private static String network(AwsCall call) {
    return NETWORK + call.service().endpointSetting();
  }

  public static StoreException throttled(AwsCall call, String code, Optional<Throwable> cause) {
    return call.failure(
        true,
        "AWS still throttles it after all attempts (" + code + ")",
        hasCapacity(call) ? LATER + ", or " + capacity(call) : LATER,
        cause);
  }

  /** Each call was in time, but not all of them together. */
  static StoreException tooSlow(AwsCall call, Duration limit, int answers, Throwable cause) {
    return call.failure(
        true,
        "all of it must be read within "
            + limit.toSeconds()
            + " s, found more to come after "
            + answers
            + (answers == 1 ? " answer" : " answers")
            + from(call),
        hasCapacity(call) ? capacity(call) + ", and " + network(call) : network(call),
        cause);
  }

  private static boolean hasCapacity(AwsCall call) {
    return call.service() == AwsCall.Service.TABLES;
  }

  private static String capacity(AwsCall call) {
    // A local index has that of its table.
    if (isOfEvents(call)) {
      return "give a lower --rate, or give the table more read capacity";
    }
    return "give the table"
        + call.index().map(index -> " and its " + index).orElse("")
        + " more read capacity";
  }

  static StoreException interrupted(AwsCall call, Throwable cause) {
    return call.failure(true, "it was interrupted", LATER, cause);
  }

  private static StoreException denied(AwsCall call, AwsServiceException e) {
    String grant =
        "allow "
            + call.action()
            + " on "
            + call.index().map(index -> "index " + index + " of ").orElse("")
            + call.thing();
    return call.failure(
        false,
        "access is denied: " + shown(e),
        call.insteadOfAccess()
            .map(other -> grant + ", or " + other)
            .orElse(
                grant
                    + (call.service() == AwsCall.Service.SCHEDULES
                        ? "; docs/eventbridge.md has the whole IAM policy"
                        : "; the README has the whole IAM policy")),
        e);
  }

  /** Without what AWS says: it may quote the request, and with it a session token. */
  private static StoreException refused(AwsCall call, String code, RuntimeException e) {
    return credentials(call, "AWS refuses the credentials (" + code + ")", e);
  }

  private static StoreException credentials(AwsCall call, String found, RuntimeException e) {
    return call.failure(
        false,
        found,
        "renew them (aws sso login, aws login), choose others with --profile, and look at the"
            + " node's clock",
        e);
  }

  static StoreException timeout(AwsCall call, Exception e) {
    return call.failure(true, "no answer in time" + from(call), network(call), e);
  }

  private static StoreException ofNetwork(AwsCall call, IOException io, RuntimeException e) {
    if (io instanceof UnknownHostException) {
      return call.failure(
          true,
          "the name of the host is not known: " + Quoted.of(hostOf(io)),
          "is the region (" + call.region() + ") the right one? else " + network(call),
          e);
    }
    if (io instanceof SocketTimeoutException) {
      return timeout(call, e);
    }
    if (io instanceof InterruptedIOException) {
      return interrupted(call, e);
    }
    if (io instanceof ConnectException || io instanceof NoRouteToHostException) {
      return call.failure(
          true, "no connection" + to(call) + " (" + shown(io) + ")", network(call), e);
    }
    if (io instanceof SSLException) {
      return call.failure(
          false,
          "no TLS connection" + to(call) + " (" + shown(io) + ")",
          "behind a proxy with a CA of its own, name its certificates in AWS_CA_BUNDLE",
          e);
    }
    if (isUnreadable(e)) {
      return unreadable(call, e);
    }
    return call.failure(true, "the connection" + to(call) + " broke (" + shown(io) + ")", LATER, e);
  }

  private static boolean isUnreadable(RuntimeException e) {
    return e instanceof Crc32MismatchException
        || (e instanceof SdkClientException
            && String.valueOf(e.getMessage()).startsWith("Unable to unmarshall"));
  }

  private static StoreException unreadable(AwsCall call, RuntimeException e) {
    return unreadable(call, Optional.of(e));
  }

  /** An answer that is well-formed, and lacks what every such answer has. */
  public static StoreException incomplete(AwsCall call) {
    return unreadable(call, Optional.empty());
  }

  private static StoreException unreadable(AwsCall call, Optional<RuntimeException> e) {
    return call.failure(
        true,
        "the answer" + from(call) + " is cut off or not " + call.service().label() + "'s",
        network(call),
        e);
  }

  private static StoreException ofClient(AwsCall call, RuntimeException e) {
    return isUnreadable(e)
        ? unreadable(call, e)
        : call.failure(
            false, shown(e), "look at the AWS_ environment variables and the files in ~/.aws", e);
  }

  private static StoreException ofCredentials(AwsCall call, CredentialsException e) {
    if (e.getCause() instanceof TimeoutException) {
      return call.failure(
          true,
          "the credentials cannot be had: no answer in time",
          "look at what the profile names for them (credential_process, role_arn, sso_session), and"
              + " at the node's network",
          e);
    }
    if (e.fault().isEmpty()) {
      return call.failure(
          false,
          "there must be AWS credentials, found none",
          "give the instance a role, or --profile, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY",
          e);
    }
    RuntimeException fault = e.fault().get();
    String none = "the credentials of the profile cannot be had";
    if (fault instanceof AwsServiceException service) {
      return credentials(
          call, none + " from " + serviceOf(service) + ", which answered " + answer(service), e);
    }
    Optional<IOException> network =
        causedBy(fault, IOException.class).filter(io -> !(io instanceof NoSuchFileException));
    return network.isPresent()
        ? call.failure(true, none + ": " + ofNetwork(network.get()), network(call), e)
        : credentials(call, none + ": " + shown(fault), e);
  }

  private static String ofNetwork(IOException e) {
    return (e instanceof UnknownHostException ? "the name of a host is not known: " : "")
        + shown(e);
  }

  /** The text of an exception in one line, without what looks like a key. */
  public static String shown(Throwable e) {
    String text =
        e instanceof AwsServiceException service
            ? details(service).map(AwsErrorDetails::errorMessage).orElse("")
            : String.valueOf(e.getMessage());
    // It may be the page of a proxy.
    String plain = Quoted.head(text.strip(), Problem.LONGEST);
    for (Pattern noise : List.of(ATTEMPTS, CHAIN, CLASS_NAME)) {
      plain = noise.matcher(plain).replaceAll("");
    }
    String safe = ACCESS_KEY.matcher(plain).replaceAll("(a key)");
    return Quoted.escape(safe.endsWith(".") ? safe.substring(0, safe.length() - 1) : safe);
  }

  private static String answer(AwsServiceException e) {
    String code = code(e);
    return e.statusCode()
        + (code.isEmpty() ? "" : " " + code)
        + (shown(e).isEmpty() ? "" : ": " + shown(e));
  }

  private static String code(AwsServiceException e) {
    return details(e).map(AwsErrorDetails::errorCode).orElse("");
  }

  private static String serviceOf(AwsServiceException e) {
    return details(e).map(AwsErrorDetails::serviceName).orElse("AWS").toUpperCase(Locale.ROOT);
  }

  private static Optional<AwsErrorDetails> details(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails());
  }

  private static String to(AwsCall call) {
    return call.endpoint().map(url -> " to " + url).orElse("");
  }

  private static String from(AwsCall call) {
    return call.endpoint().map(url -> " from " + url).orElse("");
  }

  private static String hostOf(IOException e) {
    return String.valueOf(e.getMessage()).replaceFirst(":.*", "");
  }

  private static <T extends Throwable> Optional<T> causedBy(Throwable e, Class<T> type) {
    return Optional.ofNullable(
        Iterables.getFirst(Iterables.filter(Throwables.getCausalChain(e), type), null));
  }
}
