// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Stands before DynamoDB Local, and answers queries with pages as DynamoDB makes them ({@link
 * QueryPage}).
 *
 * <p>The answers to queries and to {@code GetItem} are kept for each state of a table, so that a
 * measured process does not wait for the making of a page. Everything else is passed on.
 */
final class PageServer implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String TARGET = "X-Amz-Target";
  private static final String QUERY = "DynamoDB_20120810.Query";
  private static final String GET_ITEM = "DynamoDB_20120810.GetItem";
  private static final String NAMES = "ProjectionExpression";
  private static final List<String> PASSED_ON = List.of(TARGET, "Content-Type", "Authorization");

  private final URI local;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;
  private final Map<Read, Answer> kept = new ConcurrentHashMap<>();
  private final Map<String, Integer> states = new ConcurrentHashMap<>();
  private final AtomicInteger queries = new AtomicInteger();

  /** A question to a table in one of its states; {@code body} has its names in order. */
  private record Read(String target, JsonNode body, int state) {

    /** The JDK's own maps change their order from run to run, and the question is the same. */
    static Read of(String target, ObjectNode body, int state) {
      if (!body.has(NAMES)) {
        return new Read(target, body, state);
      }
      ObjectNode ordered = body.deepCopy();
      ArrayNode names = ordered.putArray(NAMES);
      Stream.of(body.path(NAMES).textValue().split(","))
          .map(String::strip)
          .sorted()
          .forEach(names::add);
      return new Read(target, ordered, state);
    }

    Read in(int other) {
      return new Read(target, body, other);
    }
  }

  /** What was asked at first, to ask it again, and what is answered. */
  private static final class Answer {
    private final Map<String, String> headers;
    private final ObjectNode body;
    private final byte[] content;

    Answer(Map<String, String> headers, ObjectNode body, ObjectNode answer) {
      this.headers = headers;
      this.body = body;
      this.content = answer.toString().getBytes(UTF_8);
    }
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient HttpResponse<byte[]> response;

    Refused(HttpResponse<byte[]> response) {
      super("DynamoDB Local answered " + response.statusCode());
      this.response = response;
    }
  }

  /**
   * Starts it on a free port of this machine.
   *
   * @param localPort where DynamoDB Local listens
   */
  PageServer(int localPort) throws IOException {
    local = URI.create("http://127.0.0.1:" + localPort + "/");
    // Else the second packet of an answer waits for an acknowledgement of the first, for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** How many queries were answered since this was asked before. */
  int queries() {
    return queries.getAndSet(0);
  }

  /** From now on a table is in this state; what was asked before is asked of that state too. */
  void turn(String table, int state) {
    states.put(table, state);
    for (Map.Entry<Read, Answer> known : List.copyOf(kept.entrySet())) {
      Answer asked = known.getValue();
      if (table(asked.body).equals(table)) {
        kept.computeIfAbsent(
            known.getKey().in(state), read -> answer(read.target(), asked.headers, asked.body));
      }
    }
  }

  private static String table(ObjectNode body) {
    return body.path("TableName").asText();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      Headers given = exchange.getRequestHeaders();
      Map<String, String> headers = new ConcurrentHashMap<>();
      for (String name : PASSED_ON) {
        given.getOrDefault(name, List.of()).forEach(value -> headers.put(name, value));
      }
      String target = headers.getOrDefault(TARGET, "");
      try {
        send(exchange, 200, content(target, headers, request));
      } catch (Refused refused) {
        send(exchange, refused.response.statusCode(), refused.response.body());
      } catch (RuntimeException e) {
        send(exchange, 500, e.toString().getBytes(UTF_8));
      }
    }
  }

  private byte[] content(String target, Map<String, String> headers, byte[] request)
      throws IOException {
    if (!target.equals(QUERY) && !target.equals(GET_ITEM)) {
      return ask(headers, request);
    }
    ObjectNode body = (ObjectNode) MAPPER.readTree(request);
    Read asked = Read.of(target, body, states.getOrDefault(table(body), 0));
    Answer answer = kept.computeIfAbsent(asked, read -> answer(target, headers, body));
    if (target.equals(QUERY)) {
      queries.incrementAndGet();
    }
    return answer.content;
  }

  private Answer answer(String target, Map<String, String> headers, ObjectNode body) {
    boolean whole = target.equals(QUERY) && !body.has("Limit") && !body.has("FilterExpression");
    ObjectNode answer =
        whole
            ? QueryPage.of(query -> askFor(headers, query), body, QueryPage.LIMIT)
            : askFor(headers, body);
    return new Answer(headers, body, answer);
  }

  private ObjectNode askFor(Map<String, String> headers, ObjectNode body) {
    try {
      return (ObjectNode) MAPPER.readTree(ask(headers, MAPPER.writeValueAsBytes(body)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] ask(Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(local).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new Refused(response);
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As DynamoDB does, with a sum that both sides check. */
  private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/x-amz-json-1.0");
    headers.set("x-amz-crc32", String.valueOf(sum.getValue()));
    headers.set("x-amzn-RequestId", "BENCHMARK");
    exchange.sendResponseHeaders(status, content.length);
    exchange.getResponseBody().write(content);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
