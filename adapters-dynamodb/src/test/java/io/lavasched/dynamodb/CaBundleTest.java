package io.lavasched.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.port.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {

  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @Test
  void certificatesOfTheBundleAreTrustedAndNoOthers() throws Exception {
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost");
    keytool("-exportcert", "-rfc", "-file", file("ca.pem"));
    try (FakeDynamoDb fake =
        new FakeDynamoDb(
            Optional.of(tls()), FakeDynamoDb.ok("{\"Item\":{\"job_id\":{\"S\":\"a\"}}}"))) {
      try (LiveJobsTable table = table(fake.url(), Map.of("AWS_CA_BUNDLE", file("ca.pem")))) {
        assertThat(table.find(new JobId("a"))).isPresent();
      }
      try (LiveJobsTable table = table(fake.url(), Map.of())) {
        assertThatThrownBy(() -> table.find(new JobId("a")))
            .isInstanceOf(StoreException.class)
            .hasMessage(
                "cannot read table lava.demo.jobs (ap-southeast-2): no TLS connection to %s (PKIX"
                    + " path building failed: unable to find valid certification path to requested"
                    + " target)",
                fake.url());
      }
    }
  }

  @Test
  void bundleWithoutCertificatesIsAnError() throws IOException {
    Files.writeString(Path.of(file("ca.pem")), "");
    Map<String, String> environment = Map.of("AWS_CA_BUNDLE", file("ca.pem"));

    assertThatThrownBy(() -> table("https://localhost:1", environment))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("found: the CA bundle " + file("ca.pem") + " has no certificate");
  }

  private LiveJobsTable table(String url, Map<String, String> environment) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            "[profile x]\naws_access_key_id = a\naws_secret_access_key = b\n");
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_CONFIG_FILE", config.toString());
    all.put("AWS_MAX_ATTEMPTS", "1");
    return LiveJobsTable.open(
        new RealmName("demo"),
        new AwsOptions(Optional.of(TestAws.REGION), Optional.of("x"), Optional.of(url)),
        all);
  }

  private SSLContext tls() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(file("keys.p12")))) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "x", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", file("keys.p12"), "-storepass", PASSWORD));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
