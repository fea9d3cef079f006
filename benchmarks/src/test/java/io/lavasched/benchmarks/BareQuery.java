// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * The query with the SDK and nothing else: what every program on it takes. Its arguments are the
 * realm and the dispatcher; it prints the number of the jobs.
 */
public final class BareQuery {

  private BareQuery() {}

  /** Asks for all pages, as the environment says where. */
  public static void main(String[] args) throws IOException, GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities(Path.of(System.getenv("AWS_CA_BUNDLE"))));
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName("lava." + args[0] + ".jobs")
            .indexName("dispatcher-index")
            .keyConditionExpression("dispatcher = :d")
            .expressionAttributeValues(Map.of(":d", AttributeValue.fromS(args[1])));
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().tlsTrustManagersProvider(trust::getTrustManagers))
            .endpointOverride(URI.create(System.getenv("AWS_ENDPOINT_URL")))
            .build()) {
      int jobs =
          client.queryPaginator(query.build()).stream().mapToInt(page -> page.items().size()).sum();
      System.out.println(jobs);
    }
  }

  private static KeyStore authorities(Path pem) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }
}
