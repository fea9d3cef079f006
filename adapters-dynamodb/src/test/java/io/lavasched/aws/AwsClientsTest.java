// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

class AwsClientsTest {

  private static final String CONFIG =
      """
      [default]
      region = eu-west-1
      [profile other]
      region = eu-west-2
      endpoint_url = http://localhost:7001
      [profile no-region]
      aws_access_key_id = %s
      aws_secret_access_key = %s
      [profile bad-attempts]
      region = eu-west-1
      max_attempts = many
      [profile attempts]
      region = eu-west-1
      max_attempts = 4
      [profile bad-region]
      region = eu west
      """
          .formatted(TestAws.ACCESS_KEY, TestAws.SECRET_KEY);

  @TempDir Path folder;

  /** Options and variables (name=value, blanks between), and the region and endpoint they give. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "                      |                                                    | eu-west-1 |",
        "region=us-east-1      | AWS_REGION=us-east-2                               | us-east-1 |",
        "                      | AWS_REGION=us-east-2 AWS_DEFAULT_REGION=us-west-1  | us-east-2 |",
        "                      | AWS_DEFAULT_REGION=us-west-1                       | us-west-1 |",
        "                      | AWS_REGION= AWS_DEFAULT_REGION=us-west-1           | us-west-1 |",
        "profile=other         | AWS_PROFILE=default                 | eu-west-2 |"
            + " http://localhost:7001",
        "                      | AWS_PROFILE=other                   | eu-west-2 |"
            + " http://localhost:7001",
        "                      | AWS_DEFAULT_PROFILE=other           | eu-west-2 |"
            + " http://localhost:7001",
        "                      | AWS_PROFILE=default AWS_DEFAULT_PROFILE=other      | eu-west-1 |",
        "profile=other         | AWS_REGION=us-east-2                | us-east-2 |"
            + " http://localhost:7001",
        "                      | AWS_ENDPOINT_URL=http://localhost:1 | eu-west-1 |"
            + " http://localhost:1",
        "                      | AWS_ENDPOINT_URL=http://localhost:1"
            + " AWS_ENDPOINT_URL_DYNAMODB=http://localhost:2 | eu-west-1 | http://localhost:2",
        "endpoint=http://h:3/p | AWS_ENDPOINT_URL_DYNAMODB=http://localhost:2       | eu-west-1 |"
            + " http://h:3/p",
        "profile=other         | AWS_ENDPOINT_URL=http://localhost:1 | eu-west-2 |"
            + " http://localhost:1",
        "                      | AWS_ENDPOINT_URL=http://localhost:1"
            + " AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true | eu-west-1 |",
      })
  void settings(String options, String environment, String region, String endpoint) {
    Map<String, String> given = pairs(options);
    try (DynamoDbClient client =
        open(
            new AwsOptions(
                Optional.ofNullable(given.get("region")),
                Optional.ofNullable(given.get("profile")),
                Optional.ofNullable(given.get("endpoint"))),
            pairs(environment))) {
      DynamoDbServiceClientConfiguration configuration = client.serviceClientConfiguration();

      assertThat(configuration.region().id()).isEqualTo(region);
      assertThat(configuration.endpointOverride())
          .isEqualTo(Optional.ofNullable(endpoint).map(URI::create));
    }
  }

  /** Variables, the message, and how the hint begins. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AWS_PROFILE=no-region    | there must be an AWS region, found none | give --region, or set"
            + " AWS_REGION, or region in the profile",
        "AWS_PROFILE=othr         | there must be a profile \"othr\" in ~/.aws/config or"
            + " ~/.aws/credentials, found none | did you mean \"other\"?",
        "AWS_PROFILE=zzz          | there must be a profile \"zzz\" in ~/.aws/config or"
            + " ~/.aws/credentials, found none | known: attempts, bad-attempts, bad-region,"
            + " default, no-region, other",
        "AWS_REGION=eu/west       | the AWS settings must make sense, found: AWS_REGION must be a"
            + " region such as ap-southeast-2, found \"eu/west\" | look at",
        "AWS_PROFILE=bad-region   | the AWS settings must make sense, found: region of the profile"
            + " must be a region such as ap-southeast-2, found \"eu west\" | look at",
        "AWS_ENDPOINT_URL=here    | the AWS settings must make sense, found: AWS_ENDPOINT_URL must"
            + " be a URL such as http://localhost:8000, without user and query, found \"here\" |"
            + " look at",
        "AWS_MAX_ATTEMPTS=many    | AWS_MAX_ATTEMPTS must be a number from 1, found \"many\" |",
        "AWS_MAX_ATTEMPTS=0       | AWS_MAX_ATTEMPTS must be a number from 1, found \"0\" |",
        "AWS_PROFILE=bad-attempts | max_attempts of the profile must be a number from 1, found"
            + " \"many\" |",
        "AWS_CA_BUNDLE=/nope      | the AWS settings must make sense, found: the CA bundle /nope"
            + " cannot be read | look at",
      })
  void settingsThatMakeNoSense(String environment, String message, String hint) {
    StoreException e =
        catchThrowableOfType(StoreException.class, () -> open(AwsOptions.NONE, pairs(environment)));

    assertThat(e).hasMessage(message);
    assertThat(e.hint().orElse("")).startsWith(Optional.ofNullable(hint).orElse(""));
    assertThat(e.retryable()).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "                     | 9",
        "AWS_MAX_ATTEMPTS=3   | 3",
        "AWS_PROFILE=attempts | 4",
        "AWS_PROFILE=attempts AWS_MAX_ATTEMPTS=12 | 12",
        "AWS_RETRY_MODE=standard | 9",
      })
  void attempts(String environment, int attempts) {
    try (DynamoDbClient client = open(AwsOptions.NONE, pairs(environment))) {
      assertThat(
              client
                  .serviceClientConfiguration()
                  .overrideConfiguration()
                  .retryStrategy()
                  .orElseThrow()
                  .maxAttempts())
          .isEqualTo(attempts);
    }
  }

  @Test
  void brokenProfileFileIsAnError() {
    Map<String, String> environment =
        Map.of("AWS_CONFIG_FILE", write("broken", "[profile x\nregion").toString());

    assertThatThrownBy(() -> AwsClients.open(AwsOptions.NONE, environment, AwsLimits.DEFAULT))
        .isInstanceOf(StoreException.class)
        .hasMessage(
            "the AWS profile files must make sense, found: Profile definition must end with ']' on"
                + " line 1");
  }

  /** What a profile says, and what comes of it: each needs a further part of the SDK. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "region = eu-west-1 | there must be AWS credentials, found none | give the instance a role,"
            + " or --profile",
        "sso_start_url = https://x.awsapps.com/start\\n"
            + "sso_region = eu-west-1\\n"
            + "sso_account_id = 123456789012\\n"
            + "sso_role_name = r | the credentials of the profile cannot be had: The SSO session"
            + " associated with this profile has expired or is otherwise invalid. To refresh this"
            + " SSO session run aws sso login with the corresponding profile | renew them",
        "sso_session = s\\n"
            + "sso_account_id = 123456789012\\n"
            + "sso_role_name = r\\n"
            + "[sso-session s]\\n"
            + "sso_start_url = https://x.awsapps.com/start\\n"
            + "sso_region = eu-west-1 | the credentials of the profile cannot be had: The SSO"
            + " session associated with this profile has expired | renew them",
        "region = eu-west-1\\n"
            + "role_arn = arn:aws:iam::123456789012:role/r\\n"
            + "source_profile = keys | the credentials of the profile cannot be had: | look at the"
            + " node's network",
        "role_arn = arn:aws:iam::123456789012:role/r\\n"
            + "source_profile = none | the credentials of the profile cannot be had: The source"
            + " profile of 'x' was configured to be 'none', but that source profile has no"
            + " credentials configured | renew them",
        "credential_process = sh -c 'echo hidden >&2; exit 3' | the credentials of the profile"
            + " cannot be had: Failed to refresh process-based credentials | renew them",
        "login_session = arn:aws:iam::123456789012:user/u | the credentials of the profile cannot"
            + " be had: Unable to load region | renew them",
      })
  void profilesWithoutUsableCredentials(String profile, String found, String hint) {
    String keys =
        "[profile keys]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(TestAws.ACCESS_KEY, TestAws.SECRET_KEY);
    Path config = write("config", keys + "[profile x]\n" + profile.replace("\\n", "\n") + "\n");
    // Nothing listens there. The real one must not be called; this counts with a region only.
    System.setProperty("aws.endpointUrlSts", "http://localhost:1");
    try (LiveJobsTable table =
        LiveJobsTable.open(
            new RealmName("demo"),
            new AwsOptions(
                Optional.of("eu-west-1"), Optional.of("x"), Optional.of("http://localhost:1")),
            Map.of("AWS_CONFIG_FILE", config.toString()))) {
      StoreException e =
          catchThrowableOfType(StoreException.class, () -> table.find(new JobId("a")));

      assertThat(e)
          .hasMessageStartingWith(
              "cannot read table lava.demo.jobs (eu-west-1): "
                  + Optional.ofNullable(found).orElse(""))
          .hasMessageNotContainingAny("class path", "hidden", "Exception", TestAws.ACCESS_KEY);
      assertThat(e.hint()).hasValueSatisfying(h -> assertThat(h).startsWith(hint));
    } finally {
      System.clearProperty("aws.endpointUrlSts");
    }
  }

  @Test
  void roleThatMayNotBeAssumedIsNotTakenForTheTable() {
    Path config =
        write(
            "config",
            """
            [profile keys]
            aws_access_key_id = %s
            aws_secret_access_key = %s
            [profile x]
            region = eu-west-1
            role_arn = arn:aws:iam::123456789012:role/r
            source_profile = keys
            """
                .formatted(TestAws.ACCESS_KEY, TestAws.SECRET_KEY));
    String denied =
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to perform:"
            + " sts:AssumeRole</Message></Error></ErrorResponse>";
    try (FakeDynamoDb sts = new FakeDynamoDb(FakeDynamoDb.status(403, denied))) {
      System.setProperty("aws.endpointUrlSts", sts.url());
      try (LiveJobsTable table =
          LiveJobsTable.open(
              new RealmName("demo"),
              new AwsOptions(Optional.empty(), Optional.of("x"), Optional.of("http://localhost:1")),
              Map.of("AWS_CONFIG_FILE", config.toString()))) {
        assertThatThrownBy(() -> table.find(new JobId("a")))
            .isInstanceOf(StoreException.class)
            .hasMessage(
                "cannot read table lava.demo.jobs (eu-west-1): the credentials of the profile"
                    + " cannot be had from STS, which answered 403 AccessDenied: not authorized to"
                    + " perform: sts:AssumeRole");
      }
    } finally {
      System.clearProperty("aws.endpointUrlSts");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8000",
        "ftp://localhost",
        "http://",
        "http:///path",
        "http://a b",
        "here",
        "http://localhost:99999",
        "http://user:secret@localhost",
        "http://localhost?x=secret@1",
      })
  void malformedEndpointIsRefused(String text) {
    assertThatThrownBy(() -> new AwsOptions(Optional.empty(), Optional.empty(), Optional.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "--endpoint-url must be a URL such as http://localhost:8000, without user and query,"
                + " found ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void malformedRegionAndProfileAreRefused() {
    assertThatThrownBy(
            () -> new AwsOptions(Optional.of("EU West"), Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--region must be a region such as ap-southeast-2, found \"EU West\"");
    assertThatThrownBy(() -> new AwsOptions(Optional.empty(), Optional.of(""), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--profile must not be empty");
  }

  private DynamoDbClient open(AwsOptions options, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_CONFIG_FILE", write("config", CONFIG).toString());
    return AwsClients.open(options, all, AwsLimits.DEFAULT);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new HashMap<>();
    for (String pair : Splitter.on(' ').split(Optional.ofNullable(text).orElse(""))) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return pairs;
  }
}
