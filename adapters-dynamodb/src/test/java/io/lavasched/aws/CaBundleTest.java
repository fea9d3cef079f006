// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.FakeDynamoDb;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.dynamodb.testkit.TestTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      try (LiveJobsTable table =
          TestAws.table(fake.url(), 1, Map.of("AWS_CA_BUNDLE", file("ca.pem")))) {
        assertThat(table.find(new JobId("a"))).isPresent();
      }
      try (LiveJobsTable table = TestAws.table(fake.url(), 1, Map.of())) {
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

    assertThatThrownBy(() -> TestAws.table("https://localhost:1", 1, environment))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("found: the CA bundle " + file("ca.pem") + " has no certificate");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
