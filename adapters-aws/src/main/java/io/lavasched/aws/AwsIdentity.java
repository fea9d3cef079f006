// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.domain.text.Quoted;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Whose rights count: the credentials, as far as they may be shown, and the ARN that {@code
 * sts:GetCallerIdentity} has for them. It takes no right to ask that.
 */
public final class AwsIdentity {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** An id such as AKIAIOSFODNN7EXAMPLE: its first four tell what it is of, its last which. */
  private static final int SHOWN = 4;

  private static final int LEAST = 16;

  /** Its name comes in the place of this. */
  private static final String PROFILE = "profile ?";

  /** What the SDK calls where it has credentials from, in the order in which it looked there. */
  private static final Map<String, String> SOURCES =
      Map.ofEntries(
          Map.entry("f", "Java's system properties"),
          Map.entry("g", "environment variables"),
          Map.entry("h", "a web identity in environment variables"),
          Map.entry("i", "an assumed role"),
          Map.entry("k", "a web identity"),
          Map.entry("n", PROFILE),
          Map.entry("o", "the source profile of " + PROFILE),
          Map.entry("p", "the credential_source of " + PROFILE),
          Map.entry("q", "the web identity of " + PROFILE),
          Map.entry("r", "the SSO session of " + PROFILE),
          Map.entry("t", "the SSO of " + PROFILE),
          Map.entry("v", "the credential_process of " + PROFILE),
          Map.entry("z", "the container"),
          Map.entry("0", "the role of the instance"),
          Map.entry("AC", "the login session of " + PROFILE));

  private final AwsOptions options;
  private final Map<String, String> environment;
  private final AwsLimits limits;
  private final DynamoDbClient client;

  public AwsIdentity(
      AwsOptions options,
      Map<String, String> environment,
      AwsLimits limits,
      DynamoDbClient client) {
    this.options = options;
    this.environment = environment;
    this.limits = limits;
    this.client = client;
  }

  /**
   * Finds out.
   *
   * @param table what the credentials are for
   * @throws io.lavasched.application.port.StoreException where there are none
   */
  public Finding find(String table) {
    AwsRead read =
        new AwsRead(
            new AwsCall(
                "read",
                "sts:GetCallerIdentity",
                table,
                Optional.empty(),
                region(),
                Optional.empty(),
                Optional.empty()),
            limits,
            Pause.SLEEPING);
    AwsCredentialsIdentity credentials =
        read.next(
            () ->
                client.serviceClientConfiguration().credentialsProvider().resolveIdentity().join());
    return ask(shown(credentials));
  }

  private String region() {
    return client.serviceClientConfiguration().region().id();
  }

  private Finding ask(String credentials) {
    Optional<StsClient> sts = AwsClients.openSts(options, environment, limits);
    if (sts.isEmpty()) {
      return Finding.ok(
          Check.AWS_IDENTITY,
          credentials + "; whose they are is not asked, because another endpoint is given");
    }
    try (StsClient open = sts.get()) {
      String arn = Watchdog.within(LIMIT, () -> open.getCallerIdentity().arn());
      return Finding.ok(
          Check.AWS_IDENTITY, Quoted.escape(String.valueOf(arn)) + ", by " + credentials);
    } catch (TimeoutException e) {
      return notAsked(credentials, "no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notAsked(credentials, "an interrupt");
    } catch (SdkException | UncheckedIOException e) {
      return AwsFailures.refusal(e)
          .map(
              code ->
                  Finding.failure(
                      Check.AWS_IDENTITY,
                      "AWS must take the credentials, found that it refuses them ("
                          + code
                          + "): "
                          + credentials,
                      "renew them (aws sso login, aws login), choose others with --profile, and"
                          + " look at the node's clock"))
          .orElseGet(() -> notAsked(credentials, AwsFailures.shown(e)));
    }
  }

  /** A network may lead to DynamoDB and nowhere else. */
  private static Finding notAsked(String credentials, String why) {
    return Finding.unknown(
        Check.AWS_IDENTITY,
        credentials + "; whose they are STS did not say, which is needed for nothing else: " + why);
  }

  private String shown(AwsCredentialsIdentity credentials) {
    String source =
        credentials
            .providerName()
            .flatMap(
                names ->
                    Stream.of(names.split(",", -1))
                        .flatMap(n -> Stream.ofNullable(SOURCES.get(n)))
                        .findFirst())
            .map(found -> " of " + found.replace("?", profile()))
            .orElse("");
    return "key " + masked(credentials.accessKeyId()) + source + ", region " + region();
  }

  private String profile() {
    return Quoted.escape(AwsClients.profile(options, environment));
  }

  public static String masked(String id) {
    return id.length() < LEAST
        ? "****"
        : Quoted.escape(id.substring(0, SHOWN) + "****" + id.substring(id.length() - SHOWN));
  }
}
