// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS for servers of tests. */
public final class TestTls {

  private static final String PASSWORD = "changeit";
  private static final String AUTHORITY = "authority";

  private TestTls() {}

  /**
   * A server's context for localhost, with a certificate of an authority of its own.
   *
   * @param folder the authority's certificate is in {@code ca.pem} there
   */
  public static SSLContext localhost(Path folder) throws Exception {
    return of(folder, "localhost", "-1d");
  }

  /**
   * A server's context, with a certificate for 90 days of an authority of its own.
   *
   * @param folder the authority's certificate is in {@code ca.pem} there
   * @param host who the server says it is: a name or an address
   * @param since when its certificate becomes valid, as keytool's {@code -startdate} has it
   */
  public static SSLContext of(Path folder, String host, String since) throws Exception {
    String kind = host.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:";
    return make(folder, "CN=" + host, "-ext", "san=" + kind + host, "-startdate", since);
  }

  /**
   * A server's context, with a certificate that has its name as CN alone, as they were before 2000.
   *
   * @param folder the authority's certificate is in {@code ca.pem} there
   */
  public static SSLContext ofCommonName(Path folder, String host) throws Exception {
    return make(folder, "CN=" + host);
  }

  private static SSLContext make(Path folder, String subject, String... arguments)
      throws Exception {
    Path file = folder.resolve("keys.p12");
    Files.deleteIfExists(file);
    makeKey(file, AUTHORITY, "-dname", "CN=authority", "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
    List<String> server = new ArrayList<>(List.of("-signer", AUTHORITY, "-dname", subject));
    server.addAll(List.of(arguments));
    makeKey(file, "server", server.toArray(String[]::new));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Files.writeString(
        folder.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                .encodeToString(store.getCertificate(AUTHORITY).getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    // Else the server might answer with that one.
    store.deleteEntry(AUTHORITY);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    // The JDK's by name: otherwise it would be that of the client before, where that is another.
    SSLContext context = SSLContext.getInstance("TLS", "SunJSSE");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void makeKey(Path file, String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-validity", "90", "-alias", name));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
  }
}
