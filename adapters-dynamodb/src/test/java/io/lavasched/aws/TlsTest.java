// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsExchange;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.ConnectProxy;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.OneGroup;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.dynamodb.testkit.TestTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  /** How to make a server's context. */
  private interface Certified {
    SSLContext in(Path folder) throws Exception;
  }

  /** Made once each, for it takes two processes. */
  private SSLContext once(String name, Certified server) throws Exception {
    Path made = shared.resolve(name);
    SSLContext context = SERVERS.get(made);
    if (context == null) {
      context = server.in(Files.createDirectory(made));
      SERVERS.put(made, context);
    }
    Files.copy(made.resolve("ca.pem"), folder.resolve("ca.pem"));
    return context;
  }

  private SSLContext server(String host, String since) throws Exception {
    return once(host + since, made -> TestTls.of(made, host, since));
  }

  private SSLContext server(String host) throws Exception {
    return server(host, "-1d");
  }

  private SSLContext localhost() throws Exception {
    return server("localhost");
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
  void serverWithTheGroupP256AloneAnswers(Tls tls) throws Exception {
    SSLParameters parameters = new SSLParameters();
    parameters.setAlgorithmConstraints(new OneGroup("secp256r1"));
    assertAnswers(tls, "https://localhost:%d", localhost(), parameters);
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverMayBeNamedByItsAddress(Tls tls) throws Exception {
    assertAnswers(tls, "https://127.0.0.1:%d", server("127.0.0.1"), new SSLParameters());
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverMayBeNamedByItsIpv6Address(Tls tls) throws Exception {
    try (FakeDynamoDb server = ipv6(server("::1"))) {
      assertThat(find(tls, "https://[::1]:" + server.port())).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverWithAnotherIpv6AddressIsRefused(Tls tls) throws Exception {
    try (FakeDynamoDb server = ipv6(server("2001:db8::1"))) {
      assertThat(failure(tls, "https://[::1]:" + server.port()))
          .hasMessageContaining("no TLS connection to https://[::1]:")
          .hasMessageEndingWith(
              tls == Tls.CONSCRYPT
                  ? "(the certificate is not for 0:0:0:0:0:0:0:1)"
                  : "(No subject alternative names matching IP address ::1 found)");
    }
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void bundleMayHaveRemarksBetweenItsCertificates(Tls tls) throws Exception {
    SSLContext server = localhost();
    Path bundle = folder.resolve("ca.pem");
    String right = Files.readString(bundle);
    Files.delete(bundle);
    server("other.example");
    Files.writeString(
        bundle, "# Issuer: other\n" + Files.readString(bundle) + "\n# Issuer: ours\n" + right);
    assertAnswers(tls, "https://localhost:%d", server, new SSLParameters());
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverOfAnotherAuthorityIsRefused(Tls tls) throws Exception {
    SSLContext server = localhost();
    Files.delete(folder.resolve("ca.pem"));
    server("other.example");
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
    assertThat(failure(tls, server("other.example")))
        .hasMessageContaining("no TLS connection")
        .hasMessageEndingWith(
            tls == Tls.CONSCRYPT
                ? "(the certificate is not for localhost)"
                : "(No subject alternative DNS name matching localhost found)");
  }

  @ParameterizedTest
  @EnumSource(Tls.class)
  void serverWithAnotherAddressIsRefused(Tls tls) throws Exception {
    try (FakeDynamoDb server = answering(server("127.0.0.2"))) {
      assertThat(failure(tls, "https://127.0.0.1:" + server.port()))
          .hasMessageEndingWith(
              tls == Tls.CONSCRYPT
                  ? "(the certificate is not for 127.0.0.1)"
                  : "(No subject alternative names matching IP address 127.0.0.1 found)");
    }
  }

  /** docs/decisions.md, 67: here they differ. */
  @Test
  void commonNameAloneIsRefusedByConscrypt() throws Exception {
    SSLContext server = once("cn", made -> TestTls.ofCommonName(made, "localhost"));
    assertThat(failure(Tls.CONSCRYPT, server))
        .hasMessageEndingWith("(the certificate is not for localhost)");
  }

  @ParameterizedTest
  @EnumSource(value = Tls.class, mode = EnumSource.Mode.EXCLUDE, names = "CONSCRYPT")
  void commonNameAloneIsEnoughForTheJdk(Tls tls) throws Exception {
    SSLContext server = once("cn", made -> TestTls.ofCommonName(made, "localhost"));
    assertAnswers(tls, "https://localhost:%d", server, new SSLParameters());
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
    "JDK, *.dynamodb.example, eu.dynamodb.example",
    "CONSCRYPT, 2001:db8::1, [2001:db8::1]",
    "CONSCRYPT, 2001:db8::1, [2001:DB8:0::0:1]",
    "X25519_FIRST, 2001:db8::1, [2001:db8::1]",
    "JDK, 2001:db8::1, [2001:db8::1]"
  })
  void wayThroughAProxyWorks(Tls tls, String named, String host) throws Exception {
    try (ConnectProxy proxy = proxy()) {
      assertAnswers(tls, "https://" + host + ":%d", server(named), new SSLParameters());
      assertThat(proxy.hosts()).isNotEmpty().allMatch(asked -> asked.startsWith(host + ":"));
    }
  }

  /** Servers with many names choose their certificate by it; so do those of AWS. */
  @ParameterizedTest
  @CsvSource({
    "CONSCRYPT, dynamodb.example, dynamodb.example",
    "X25519_FIRST, dynamodb.example, dynamodb.example",
    "JDK, dynamodb.example, dynamodb.example",
    "CONSCRYPT, localhost, localhost",
    "CONSCRYPT, 127.0.0.1, ''",
    "JDK, 127.0.0.1, ''",
    "CONSCRYPT, [2001:db8::1], ''",
    "JDK, [2001:db8::1], ''"
  })
  void serverIsToldTheName(Tls tls, String host, String name) throws Exception {
    List<SNIServerName> names = new CopyOnWriteArrayList<>();
    FakeDynamoDb.Answer answer =
        (exchange, closed) -> {
          SSLSession session = ((HttpsExchange) exchange).getSSLSession();
          names.addAll(((ExtendedSSLSession) session).getRequestedServerNames());
          FakeDynamoDb.ok(ITEM).to(exchange, closed);
        };
    SSLContext certified = server(host.replaceAll("[\\[\\]]", ""));
    try (ConnectProxy proxy = proxy();
        FakeDynamoDb server = new FakeDynamoDb(Optional.of(certified), answer)) {
      assertThat(find(tls, "https://" + host + ":" + server.port())).isTrue();
      assertThat(proxy.hosts().isEmpty()).isEqualTo(host.matches("localhost|127.*"));
    }
    assertThat(names).isEqualTo(name.isEmpty() ? List.of() : List.of(new SNIHostName(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "CONSCRYPT, other.example, dynamodb.example, the certificate is not for dynamodb.example",
    "X25519_FIRST, other.example, dynamodb.example, name matching dynamodb.example found",
    "JDK, other.example, dynamodb.example, name matching dynamodb.example found",
    "CONSCRYPT, *.dynamodb.example, a.b.dynamodb.example, not for a.b.dynamodb.example",
    "JDK, *.dynamodb.example, a.b.dynamodb.example, name matching a.b.dynamodb.example found",
    "CONSCRYPT, *.example, dynamodb.example, the certificate is not for dynamodb.example",
    "CONSCRYPT, 2001:db8::1, [2001:db8::2], the certificate is not for [2001:db8::2]",
    "X25519_FIRST, 2001:db8::1, [2001:db8::2], names matching IP address 2001:db8::2 found",
    "JDK, 2001:db8::1, [2001:db8::2], names matching IP address 2001:db8::2 found"
  })
  void serverWithAnotherNameIsRefusedThroughAProxy(Tls tls, String named, String host, String found)
      throws Exception {
    try (ConnectProxy proxy = proxy();
        FakeDynamoDb server = answering(server(named))) {
      assertThat(failure(tls, "https://" + host + ":" + server.port()))
          .hasMessageContaining("no TLS connection")
          .hasMessageEndingWith(found + ")");
      assertThat(proxy.hosts()).isNotEmpty().allMatch(asked -> asked.startsWith(host + ":"));
    }
  }

  /** It leads all names to this machine. The name must not be localhost: no proxy is asked then. */
  private static ConnectProxy proxy() throws IOException {
    ConnectProxy proxy = new ConnectProxy();
    System.setProperty("https.proxyHost", "127.0.0.1");
    System.setProperty("https.proxyPort", "" + proxy.port());
    return proxy;
  }

  /** Elsewhere the tests that need it are skipped; where the packages bring it, they must run. */
  @Test
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = {"amd64", "aarch64"})
  void conscryptLoadsWhereThePackagesBringIt() {
    assertThat(ConscryptContext.isUsable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true, CONSCRYPT", "false, CONSCRYPT"})
  void conscryptIsTakenWhereItIs(boolean triesAgain, Tls tls) {
    assumeLoads(tls);
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
    assumeLoads(Tls.CONSCRYPT);
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
    try (FakeDynamoDb server = answering(context)) {
      return failure(tls, server.url());
    }
  }

  private Throwable failure(Tls tls, String url) {
    assumeLoads(tls);
    Throwable failure = catchThrowable(() -> find(tls, url));
    assertThat(failure).isInstanceOf(StoreException.class).message().hasLineCount(1);
    return failure;
  }

  private static FakeDynamoDb answering(SSLContext context) {
    return new FakeDynamoDb(Optional.of(context), FakeDynamoDb.ok(ITEM));
  }

  private static FakeDynamoDb ipv6(SSLContext context) throws IOException {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    InetAddress address = InetAddress.getByAddress(loopback);
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      assertThat(socket.isBound()).isTrue();
    } catch (IOException e) {
      assumeTrue(false, "this machine has no IPv6: " + e.getMessage());
    }
    return new FakeDynamoDb(
        address, Optional.of(context), new SSLParameters(), FakeDynamoDb.ok(ITEM));
  }

  private static void assumeLoads(Tls tls) {
    assumeTrue(
        tls != Tls.CONSCRYPT || ConscryptContext.isUsable(),
        "Conscrypt has no library that loads here");
  }

  private boolean find(Tls tls, String url) {
    assumeLoads(tls);
    if (tls != Tls.CONSCRYPT) {
      System.setProperty(Tls.PROPERTY, "jdk");
    }
    Path bundle = folder.resolve("ca.pem");
    Map<String, String> environment =
        Files.exists(bundle) ? Map.of("AWS_CA_BUNDLE", bundle.toString()) : Map.of();
    try (LiveJobsTable table = TestAws.table(url, tls == Tls.JDK ? 1 : 2, environment)) {
      return table.find(new JobId("a")).isPresent();
    }
  }
}
