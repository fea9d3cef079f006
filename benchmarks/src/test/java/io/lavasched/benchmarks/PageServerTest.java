// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides are answered alike and at once, and by what is in the table now. */
class PageServerTest {

  private static final String QUERY = "{\"TableName\":\"jobs\",\"ProjectionExpression\":\"%s\"}";

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer local;
  private PageServer pages;

  @BeforeEach
  void start() throws IOException {
    local = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    local.createContext("/", this::answer);
    local.start();
    pages = new PageServer(local.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    pages.close();
    local.stop(0);
  }

  /** An item that says how many were asked for before. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      boolean known = !name.contains("other");
      String item = "{\"Items\":[{\"n\":{\"N\":\"" + asked.getAndIncrement() + "\"}}]}";
      byte[] content = (known ? item : "{\"message\":\"no such table\"}").getBytes(UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 400, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private HttpResponse<String> ask(String operation, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pages.port() + "/"))
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .POST(BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  @Test
  void anAnswerIsKeptForEachState() throws Exception {
    String first = ask("Query", QUERY.formatted("#a, #b")).body();
    assertThat(first).contains("\"Count\":1", "\"N\":\"0\"");
    assertThat(ask("Query", QUERY.formatted("#b, #a")).body()).isEqualTo(first);

    pages.turn("jobs", 1);
    assertThat(asked).hasValue(2);
    assertThat(ask("Query", QUERY.formatted("#a, #b")).body()).contains("\"N\":\"1\"");
    pages.turn("jobs", 0);
    pages.turn("others", 1);
    assertThat(ask("Query", QUERY.formatted("#a, #b")).body()).isEqualTo(first);

    assertThat(asked).hasValue(2);
    assertThat(pages.queries()).isEqualTo(4);
    assertThat(pages.queries()).isZero();
  }

  @Test
  void otherCallsAreNoQueries() throws Exception {
    assertThat(ask("GetItem", "{\"TableName\":\"jobs\"}").body()).contains("\"N\":\"0\"");
    assertThat(ask("GetItem", "{\"TableName\":\"jobs\"}").body()).contains("\"N\":\"0\"");
    assertThat(ask("Scan", "{\"TableName\":\"jobs\"}").body()).contains("\"N\":\"1\"");
    assertThat(ask("Scan", "{\"TableName\":\"jobs\"}").body()).contains("\"N\":\"2\"");
    assertThat(pages.queries()).isZero();
  }

  @Test
  void refusalsAndSumsArePassedOn() throws Exception {
    HttpResponse<String> refused = ask("Query", "{\"TableName\":\"other\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).isEqualTo("{\"message\":\"no such table\"}");
    CRC32 sum = new CRC32();
    sum.update(refused.body().getBytes(UTF_8));
    assertThat(refused.headers().firstValue("x-amz-crc32")).contains(sum.getValue() + "");
  }
}
