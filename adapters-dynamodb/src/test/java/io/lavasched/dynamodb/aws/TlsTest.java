// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.ConnectProxy;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.dynamodb.testkit.TestTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each TLS against servers that are right, and that are not. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class TlsTest {

  private static final Map<Path, SSLContext> SERVERS = new HashMap<>();
  private static final String ITEM = "{\"Item\":{\"job_id\":{\"S\":\"a\"}}}";

  @TempDir static Path shared;

  @TempDir Path folder;

  /** Made once each, for it takes two processes. */
  private SSLContext server(String host, String since) throws Exception {
    Path made = shared.resolve(host + since);
    SSLContext context = SERVERS.get(made);
    if (context == null) {
      context = TestTls.of(Files.createDirectory(made), host, since);
      SERVERS.put(made, context);
    }
    Files.copy(made.resolve("ca.pem"), folder.resolve("ca.pem"));
    return context;
  }

  private SSLContext localhost() throws Exception {
    return server("localhost", "-1d");
  }

  @AfterEach
  void asItWas() {
    System.clearProperty(Tls.PROPERTY);
    System.clearProperty("https.proxyHost");
    System.clearProperty("https.proxyPort");
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverOfTheBundleAnswers(Tls tls) throws Exception {
    assertAnswers(tls, "https://localhost:%d", localhost(), new SSLParameters());
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverWithTls12AloneAnswers(Tls tls) throws Exception {
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    assertAnswers(tls, "https://localhost:%d", localhost(), old);
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverMayBeNamedByItsAddress(Tls tls) throws Exception {
    assertAnswers(tls, "https://127.0.0.1:%d", server("127.0.0.1", "-1d"), new SSLParameters());
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void bundleMayHaveRemarksBetweenItsCertificates(Tls tls) throws Exception {
    SSLContext server = localhost();
    Path bundle = folder.resolve("ca.pem");
    String right = Files.readString(bundle);
    Files.delete(bundle);
    server("other.example", "-1d");
    Files.writeString(
        bundle, "# Issuer: other\n" + Files.readString(bundle) + "\n# Issuer: ours\n" + right);
    assertAnswers(tls, "https://localhost:%d", server, new SSLParameters());
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverOfAnotherAuthorityIsRefused(Tls tls) throws Exception {
    SSLContext server = localhost();
    Files.delete(folder.resolve("ca.pem"));
    server("other.example", "-1d");
    assertThat(failure(tls, server))
        .hasMessageEndingWith("(PKIX path validation failed: signature check failed)");
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverThatJavaDoesNotTrustIsRefused(Tls tls) throws Exception {
    SSLContext server = localhost();
    Files.delete(folder.resolve("ca.pem"));
    assertThat(failure(tls, server))
        .hasMessageEndingWith(
            "(PKIX path building failed: unable to find valid certification path to requested"
                + " target)");
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverWithAnotherNameIsRefused(Tls tls) throws Exception {
    assertThat(failure(tls, server("other.example", "-1d")))
        .hasMessageContaining("no TLS connection")
        .hasMessageEndingWith(
            tls == Tls.CONSCRYPT
                ? "(the certificate is not for localhost)"
                : "(No subject alternative DNS name matching localhost found)");
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void certificateThatHasExpiredIsRefused(Tls tls) throws Exception {
    assertThat(failure(tls, server("localhost", "-100d")))
        .hasMessageContaining("PKIX path validation failed: validity check failed");
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverWithoutAProtocolInCommonIsRefusedInOneLine(Tls tls) throws Exception {
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    old.setCipherSuites(new String[] {"TLS_EMPTY_RENEGOTIATION_INFO_SCSV"});
    try (FakeDynamoDb server =
        new FakeDynamoDb(Optional.of(localhost()), old, FakeDynamoDb.ok(ITEM))) {
      assertThatThrownBy(() -> find(tls, server.url()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("no TLS connection to " + server.url() + " (")
          .message()
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONSCRYPT, dynamodb.example, dynamodb.example",
    "X25519_FIRST, dynamodb.example, dynamodb.example",
    "JDK, dynamodb.example, dynamodb.example",
    "CONSCRYPT, *.dynamodb.example, eu.dynamodb.example",
    "JDK, *.dynamodb.example, eu.dynamodb.example"
  })
  void wayThroughAProxyWorks(Tls tls, String named, String host) throws Exception {
    try (ConnectProxy proxy = new ConnectProxy()) {
      System.setProperty("https.proxyHost", "127.0.0.1");
      System.setProperty("https.proxyPort", "" + proxy.port());
      // Not localhost, for which no proxy is asked. The proxy leads all names to this machine.
      assertAnswers(tls, "https://" + host + ":%d", server(named, "-1d"), new SSLParameters());
      assertThat(proxy.hosts()).isNotEmpty().allMatch(asked -> asked.startsWith(host + ":"));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, CONSCRYPT", "false, CONSCRYPT"})
  void conscryptIsTakenWhereItIs(boolean triesAgain, Tls tls) {
    assertThat(Tls.quickest(triesAgain)).isEqualTo(tls);
  }

  @ParameterizedTest
  @CsvSource({"true, X25519_FIRST", "false, JDK"})
  void jdkIsTakenWhereThatIsAskedFor(boolean triesAgain, Tls tls) {
    System.setProperty(Tls.PROPERTY, "jdk");
    assertThat(Tls.quickest(triesAgain)).isEqualTo(tls);
  }

  @Test
  void eachTakesThePlaceOfTheOneBefore() throws Exception {
    for (Tls tls : new Tls[] {Tls.CONSCRYPT, Tls.X25519_FIRST, Tls.JDK, Tls.CONSCRYPT}) {
      tls.use();
      Provider provider = SSLContext.getInstance("TLS").getProvider();
      assertThat(provider.getInfo().equals(tls.name())).isEqualTo(tls != Tls.JDK);
      assertThat(provider.getName().equals("lavasched-tls")).isEqualTo(tls != Tls.JDK);
    }
  }

  private void assertAnswers(Tls tls, String url, SSLContext context, SSLParameters parameters)
      throws Exception {
    try (FakeDynamoDb server =
        new FakeDynamoDb(Optional.of(context), parameters, FakeDynamoDb.ok(ITEM))) {
      assertThat(find(tls, url.formatted(server.port()))).isTrue();
    }
  }

  private Throwable failure(Tls tls, SSLContext context) throws Exception {
    try (FakeDynamoDb server = new FakeDynamoDb(Optional.of(context), FakeDynamoDb.ok(ITEM))) {
      Throwable failure = catchThrowable(() -> find(tls, server.url()));
      assertThat(failure).isInstanceOf(StoreException.class).message().hasLineCount(1);
      return failure;
    }
  }

  private boolean find(Tls tls, String url) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            "[profile x]\naws_access_key_id = a\naws_secret_access_key = b\n");
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_CONFIG_FILE", config.toString());
    if (Files.exists(folder.resolve("ca.pem"))) {
      environment.put("AWS_CA_BUNDLE", folder.resolve("ca.pem").toString());
    }
    if (tls != Tls.CONSCRYPT) {
      System.setProperty(Tls.PROPERTY, "jdk");
    }
    environment.put("AWS_MAX_ATTEMPTS", tls == Tls.JDK ? "1" : "2");
    try (LiveJobsTable table =
        LiveJobsTable.open(
            new RealmName("demo"),
            new AwsOptions(Optional.of(TestAws.REGION), Optional.of("x"), Optional.of(url)),
            environment)) {
      return table.find(new JobId("a")).isPresent();
    }
  }
}
