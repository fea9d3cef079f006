// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.dynamodb.testkit.TestTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {

  @TempDir Path folder;

  @Test
  void certificatesOfTheBundleAreTrustedAndNoOthers() throws Exception {
    SSLContext tls = TestTls.localhost(folder);
    try (FakeDynamoDb fake =
        new FakeDynamoDb(
            Optional.of(tls), FakeDynamoDb.ok("{\"Item\":{\"job_id\":{\"S\":\"a\"}}}"))) {
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

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
