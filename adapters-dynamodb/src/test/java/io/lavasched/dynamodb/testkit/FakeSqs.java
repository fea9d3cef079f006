// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lavasched.application.port.WorkerQueues.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An SQS that has some queues, and answers {@code GetQueueUrl} and {@code GetQueueAttributes} as
 * AWS does in its JSON protocol. Everything else is refused: a test that takes a message fails.
 */
public final class FakeSqs implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "AmazonSQS.";

  private final HttpServer server;
  private final Map<String, Waiting> queues;
  private final List<String> actions = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts one.
   *
   * @param queues by their names
   */
  public FakeSqs(Map<String, Waiting> queues) {
    this.queues = Map.copyOf(queues);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      String action = target.startsWith(PREFIX) ? target.substring(PREFIX.length()) : target;
      actions.add(action);
      switch (action) {
        case "GetQueueUrl" -> queueUrl(exchange, body.get("QueueName").textValue());
        case "GetQueueAttributes" -> attributes(exchange, body);
        default -> refuse(exchange, "InvalidAction", "InvalidAction", action);
      }
    }
  }

  private void queueUrl(HttpExchange exchange, String name) throws IOException {
    if (queues.containsKey(name)) {
      answer(exchange, 200, Map.of("QueueUrl", url() + "/000000000000/" + name));
    } else {
      missing(exchange);
    }
  }

  private void attributes(HttpExchange exchange, JsonNode body) throws IOException {
    String url = body.get("QueueUrl").textValue();
    Waiting found = queues.get(url.substring(url.lastIndexOf('/') + 1));
    if (found == null) {
      missing(exchange);
      return;
    }
    Map<String, String> all =
        Map.of(
            "ApproximateNumberOfMessages", "" + found.visible(),
            "ApproximateNumberOfMessagesDelayed", "" + found.delayed(),
            "ApproximateNumberOfMessagesNotVisible", "" + found.inFlight(),
            "VisibilityTimeout", "30");
    Map<String, String> asked = new LinkedHashMap<>();
    body.get("AttributeNames")
        .forEach(name -> asked.put(name.textValue(), all.get(name.textValue())));
    answer(exchange, 200, Map.of("Attributes", asked));
  }

  private static void missing(HttpExchange exchange) throws IOException {
    refuse(
        exchange,
        "QueueDoesNotExist",
        "AWS.SimpleQueueService.NonExistentQueue",
        "The specified queue does not exist.");
  }

  private static void refuse(HttpExchange exchange, String type, String code, String message)
      throws IOException {
    exchange.getResponseHeaders().set("x-amzn-query-error", code + ";Sender");
    answer(exchange, 400, Map.of("__type", "com.amazonaws.sqs#" + type, "message", message));
  }

  private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] bytes = Json.plain(body).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** What it was asked, such as {@code GetQueueUrl}. */
  public List<String> actions() {
    return List.copyOf(actions);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
