// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.Crc32MismatchException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/**
 * Makes the clients of AWS, from the same settings as the AWS CLI. Where the SDK knows a setting
 * ({@code AWS_RETRY_MODE}, a profile's {@code endpoint_url}, proxies, ...) it is left to the SDK.
 *
 * <table>
 * <caption>What counts, first to last</caption>
 * <tr><td>profile</td><td>option, AWS_PROFILE, AWS_DEFAULT_PROFILE, {@code default}</td></tr>
 * <tr><td>region</td><td>option, AWS_REGION, AWS_DEFAULT_REGION, the profile, the instance</td></tr>
 * <tr><td>endpoint of the tables</td><td>option, AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL, the
 *     profile</td></tr>
 * <tr><td>endpoint of the queues</td><td>AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL, the
 *     profile</td></tr>
 * <tr><td>endpoint of the schedules</td><td>AWS_ENDPOINT_URL_SCHEDULER, AWS_ENDPOINT_URL, the
 *     profile</td></tr>
 * <tr><td>attempts</td><td>AWS_MAX_ATTEMPTS, the profile, 9; of the queues 3</td></tr>
 * <tr><td>CA bundle</td><td>AWS_CA_BUNDLE, the profile, what Java trusts</td></tr>
 * </table>
 */
public final class AwsClients {

  private static final String SETUP = "set up the AWS client";
  private static final String SETTINGS = "the AWS settings";
  private static final String GLOBAL_ENDPOINT = "AWS_ENDPOINT_URL";

  private final AwsOptions options;
  private final Map<String, String> environment;
  private final ProfileFile profiles;
  private final Optional<String> namedProfile;

  private AwsClients(AwsOptions options, Map<String, String> environment) {
    this.options = options;
    this.environment = environment;
    this.profiles = attempt("the AWS profile files", () -> ProfileFiles.read(environment));
    this.namedProfile =
        options.profile().or(() -> set("AWS_PROFILE")).or(() -> set("AWS_DEFAULT_PROFILE"));
  }

  /** What the SDK has for DynamoDB, as long as nobody sets anything about retries. */
  private static final int ATTEMPTS = 9;

  /** Who asks is good to know, and no more. */
  private static final int STS_ATTEMPTS = 2;

  /** The SDK's own for all but DynamoDB; enough for a question. */
  private static final int OTHER_ATTEMPTS = 3;

  /**
   * The waits where AWS throttles: with 9 attempts 46 s at most, so that the failure still says
   * that it was throttled. The SDK's own add up to 91 s, which {@link AwsLimits#call} would cut
   * off.
   */
  private static final BackoffStrategy THROTTLED =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(10));

  public static DynamoDbClient open(
      AwsOptions options, Map<String, String> environment, AwsLimits limits) {
    return new AwsClients(options, environment).open(limits);
  }

  /**
   * The client that tells who asks.
   *
   * @return empty where another endpoint is given for the tables and none for STS: then who asks is
   *     a matter of that endpoint
   */
  static Optional<StsClient> openSts(
      AwsOptions options, Map<String, String> environment, AwsLimits limits) {
    return new AwsClients(options, environment).openSts(limits);
  }

  /**
   * A client of a service for which {@code --endpoint-url} is not meant, with the same settings.
   *
   * @param builder of that service
   * @param variable the environment variable for its endpoint; {@code AWS_ENDPOINT_URL} counts too
   * @return empty where another endpoint is given for the tables and none for this service: what is
   *     there may be a copy of AWS, whose keys AWS itself does not know
   * @throws StoreException as {@link #open} does
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      Optional<C> openOther(
          B builder,
          String variable,
          AwsOptions options,
          Map<String, String> environment,
          AwsLimits limits) {
    return new AwsClients(options, environment)
        .openOther(builder, variable, limits, OTHER_ATTEMPTS);
  }

  /**
   * The same for a service that is written to: it tries as often as the client of the tables does,
   * because a write that is given up leaves work half done.
   *
   * @param builder of that service
   * @param variable the environment variable for its endpoint; {@code AWS_ENDPOINT_URL} counts too
   * @return empty as {@link #openOther} does
   * @throws StoreException as {@link #open} does
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C>
      Optional<C> openForWrites(
          B builder,
          String variable,
          AwsOptions options,
          Map<String, String> environment,
          AwsLimits limits) {
    return new AwsClients(options, environment).openOther(builder, variable, limits, ATTEMPTS);
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> Optional<C> openOther(
      B builder, String variable, AwsLimits limits, int attempts) {
    namedProfile.ifPresent(this::checkProfile);
    return attempt(
        SETTINGS,
        () -> {
          Optional<URI> own = configured(variable).or(() -> configured(GLOBAL_ENDPOINT));
          return own.isEmpty() && endpoint().isPresent()
              ? Optional.empty()
              : Optional.of(build(builder, own, limits, attempts().orElse(attempts)));
        });
  }

  /** The name of the profile that counts, whether there is one of that name or not. */
  static String profile(AwsOptions options, Map<String, String> environment) {
    return new AwsClients(options, environment).profile();
  }

  private Optional<StsClient> openSts(AwsLimits limits) {
    Optional<URI> own =
        set("AWS_ENDPOINT_URL_STS")
            .map(
                text ->
                    attempt(
                        SETTINGS, () -> AwsOptions.checkEndpoint("AWS_ENDPOINT_URL_STS", text)));
    if (own.isEmpty() && (endpoint().isPresent() || property("endpoint_url").isPresent())) {
      return Optional.empty();
    }
    return attempt(
        SETTINGS,
        () -> {
          StsClientBuilder builder =
              StsClient.builder()
                  .httpClientBuilder(http(limits, STS_ATTEMPTS))
                  .region(Region.of(region(limits)))
                  .credentialsProvider(credentials(limits))
                  .overrideConfiguration(
                      override ->
                          override
                              .defaultProfileFile(profiles)
                              .defaultProfileName(profile())
                              .apiCallAttemptTimeout(limits.attempt())
                              .retryStrategy(
                                  (RetryStrategy.Builder<?, ?> retries) ->
                                      retries.maxAttempts(STS_ATTEMPTS)));
          own.ifPresent(builder::endpointOverride);
          return Optional.of(builder.build());
        });
  }

  private TellingCredentials credentials(AwsLimits limits) {
    return TellingCredentials.of(
        profiles, profile(), options.profile().isPresent(), limits.credentials());
  }

  private DynamoDbClient open(AwsLimits limits) {
    namedProfile.ifPresent(this::checkProfile);
    int attempts = attempts().orElse(ATTEMPTS);
    return attempt(SETTINGS, () -> build(DynamoDbClient.builder(), endpoint(), limits, attempts));
  }

  private Optional<Integer> attempts() {
    return attempts("AWS_MAX_ATTEMPTS", set("AWS_MAX_ATTEMPTS"))
        .or(() -> attempts("max_attempts of the profile", property(ProfileProperty.MAX_ATTEMPTS)));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
      B builder, Optional<URI> endpoint, AwsLimits limits, int attempts) {
    builder
        .httpClientBuilder(http(limits, attempts))
        .region(Region.of(region(limits)))
        .credentialsProvider(credentials(limits))
        .overrideConfiguration(
            override -> {
              override
                  .defaultProfileFile(profiles)
                  .defaultProfileName(profile())
                  .apiCallAttemptTimeout(limits.attempt())
                  .apiCallTimeout(limits.call());
              override.retryStrategy(
                  (RetryStrategy.Builder<?, ?> retries) -> {
                    retries.throttlingBackoffStrategy(THROTTLED);
                    // An answer that was cut off; the SDK gives up on it at once.
                    retries.retryOnExceptionInstanceOf(Crc32MismatchException.class);
                    // For DynamoDB the SDK itself looks at neither of the settings.
                    retries.maxAttempts(attempts);
                  });
            });
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private UrlConnectionHttpClient.Builder http(AwsLimits limits, int attempts) {
    Tls.quickest(attempts > 1).use();
    UrlConnectionHttpClient.Builder http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(limits.connect())
            .socketTimeout(limits.silence());
    set("AWS_CA_BUNDLE")
        .or(() -> property("ca_bundle"))
        .ifPresent(path -> http.tlsTrustManagersProvider(CaBundle.read(path)));
    return http;
  }

  private void checkProfile(String name) {
    if (profiles.profile(name).isEmpty()) {
      throw failure(
          "there must be a profile "
              + Quoted.of(name)
              + " in ~/.aws/config or ~/.aws/credentials, found none",
          Suggestions.hint(name, profiles.profiles().keySet().stream().sorted().toList())
              .filter(hint -> !profiles.profiles().isEmpty())
              .or(() -> Optional.of("aws configure list-profiles shows what there is")),
          Optional.empty());
    }
  }

  private String profile() {
    return namedProfile.orElseGet(ProfileFileSystemSetting.AWS_PROFILE::getStringValueOrThrow);
  }

  private String region(AwsLimits limits) {
    Optional<String> given =
        Stream.of(
                options.region(),
                set("AWS_REGION").map(text -> AwsOptions.checkRegion("AWS_REGION", text)),
                set("AWS_DEFAULT_REGION")
                    .map(text -> AwsOptions.checkRegion("AWS_DEFAULT_REGION", text)),
                property(ProfileProperty.REGION)
                    .map(text -> AwsOptions.checkRegion("region of the profile", text)))
            .flatMap(Optional::stream)
            .findFirst();
    return given.orElseGet(() -> regionOfInstance(limits.credentials()));
  }

  private String regionOfInstance(Duration limit) {
    DefaultAwsRegionProviderChain chain =
        DefaultAwsRegionProviderChain.builder()
            .profileFile(() -> profiles)
            .profileName(profile())
            .build();
    try {
      return Watchdog.within(limit, () -> chain.getRegion().id());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("finding the AWS region was interrupted", Optional.empty(), Optional.of(e));
    } catch (SdkException | TimeoutException e) {
      throw failure(
          "there must be an AWS region, found none",
          Optional.of("give --region, or set AWS_REGION, or region in the profile"),
          Optional.of(e));
    }
  }

  private Optional<URI> endpoint() {
    Optional<URI> given =
        options.endpointUrl().map(text -> AwsOptions.checkEndpoint("--endpoint-url", text));
    return given
        .or(() -> configured("AWS_ENDPOINT_URL_DYNAMODB"))
        .or(() -> configured(GLOBAL_ENDPOINT));
  }

  private Optional<URI> configured(String variable) {
    return set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").filter("true"::equalsIgnoreCase).isPresent()
        ? Optional.empty()
        : set(variable).map(text -> AwsOptions.checkEndpoint(variable, text));
  }

  private static Optional<Integer> attempts(String givenBy, Optional<String> text) {
    return text.map(
        found -> {
          try {
            int attempts = Integer.parseInt(found);
            if (attempts >= 1) {
              return attempts;
            }
          } catch (NumberFormatException e) {
            // The same sentence as for a number that is too small.
          }
          throw failure(
              givenBy + " must be a number from 1, found " + Quoted.of(found),
              Optional.empty(),
              Optional.empty());
        });
  }

  /** An environment variable; set to nothing is not set. */
  private Optional<String> set(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private Optional<String> property(String name) {
    return profiles.profile(profile()).flatMap((Profile p) -> p.property(name));
  }

  /** The SDK reports settings that make no sense in several ways. */
  private static <T> T attempt(String what, Supplier<T> step) {
    try {
      return step.get();
    } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
      throw failure(
          what + " must make sense, found: " + AwsFailures.shown(e),
          Optional.of("look at the AWS_ environment variables and the files in ~/.aws"),
          Optional.of(e));
    }
  }

  private static StoreException failure(
      String message, Optional<String> hint, Optional<Throwable> cause) {
    return StoreFailures.of(SETUP, "AWS", false, message, hint, cause);
  }
}
