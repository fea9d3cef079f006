// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An endpoint in front of a real DynamoDB Local, which hands everything on, except for the requests
 * that are to fail.
 *
 * <p>Requests are counted by operation, from 1: {@code on("Query", 2, Fault.CUT)} lets the first
 * page through, and cuts off the second. Attempts that a client makes again count as well, so that
 * a fault that is to last needs {@link #from}.
 *
 * <pre>{@code
 * try (FaultyEndpoint endpoint = FaultyEndpoint.before(local).on("Query", 2, Fault.CUT)) {
 *   run("--endpoint-url", endpoint.uri().toString());
 * }
 * }</pre>
 */
public final class FaultyEndpoint implements AutoCloseable {

  /** What the server sets by itself, or what holds for one connection only. */
  private static final Set<String> NOT_HANDED_ON =
      Set.of(
          "host", "connection", "content-length", "transfer-encoding", "upgrade", "expect", "date");

  private static final String ERROR_TYPE = "com.amazonaws.dynamodb.v20120810#";

  private final URI local;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(FaultyEndpoint::daemon);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Rule> rules = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  private record Rule(String operation, int first, int last, Fault fault) {

    boolean isFor(String wanted, int count) {
      return operation.equals(wanted) && count >= first && count <= last;
    }
  }

  private FaultyEndpoint(URI local) {
    this.local = local;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "faulty endpoint");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts one on a free port, without faults.
   *
   * @param local where DynamoDB Local is, such as {@code http://localhost:8000}
   * @return the endpoint
   */
  public static FaultyEndpoint before(URI local) {
    return new FaultyEndpoint(local);
  }

  /**
   * Lets one request fail.
   *
   * @param operation such as {@code Query}, as {@code x-amz-target} has it
   * @param count which of them, from 1
   * @param fault how
   * @return this
   */
  public FaultyEndpoint on(String operation, int count, Fault fault) {
    return add(new Rule(operation, count, count, fault));
  }

  /**
   * Lets a request fail, and all of its operation after it.
   *
   * @param operation such as {@code Query}, as {@code x-amz-target} has it
   * @param count from which of them on, from 1
   * @param fault how
   * @return this
   */
  public FaultyEndpoint from(String operation, int count, Fault fault) {
    return add(new Rule(operation, count, Integer.MAX_VALUE, fault));
  }

  private synchronized FaultyEndpoint add(Rule rule) {
    rules.add(rule);
    return this;
  }

  /**
   * Where it is.
   *
   * @return such as {@code http://localhost:40123}
   */
  public URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /**
   * How many requests came.
   *
   * @param operation of which operation
   * @return also those that failed
   */
  public synchronized int count(String operation) {
    return counts.getOrDefault(operation, 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<Fault> fault = nextFault(operationOf(exchange.getRequestHeaders()));
      if (fault.isEmpty()) {
        send(exchange, forward(exchange, body));
      } else {
        answer(exchange, body, fault.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@code Query} of {@code DynamoDB_20120810.Query}. */
  private static String operationOf(Headers headers) {
    String target = Optional.ofNullable(headers.getFirst("X-Amz-Target")).orElse("");
    return target.substring(target.indexOf('.') + 1);
  }

  private synchronized Optional<Fault> nextFault(String operation) {
    int count = counts.merge(operation, 1, Integer::sum);
    return rules.stream().filter(r -> r.isFor(operation, count)).map(Rule::fault).findFirst();
  }

  private void answer(HttpExchange exchange, byte[] body, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case THROTTLE ->
          sendError(
              exchange, 400, "ProvisionedThroughputExceededException", "The rate is too high");
      case ERROR_500 -> sendError(exchange, 500, "InternalServerError", "The request failed");
      case EXPIRED -> sendError(exchange, 400, "ExpiredTokenException", "The token has expired");
      case DENIED -> sendError(exchange, 400, "AccessDeniedException", "Not authorized");
      case HTML -> send(exchange, 200, "<html><body>log in</body></html>".getBytes(UTF_8));
      case STALL -> closed.await();
      case CUT, DRIP, HEADERS_ONLY -> sendPartly(exchange, forward(exchange, body), fault);
      case UNPROCESSED -> sendJson(exchange, 200, Batch.nothing(body));
      case HALF_UNPROCESSED -> {
        HttpResponse<byte[]> response = forward(exchange, Batch.firstHalf(body));
        sendJson(exchange, response.statusCode(), Batch.withRest(response.body(), body));
      }
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(local.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void copyHeaders(HttpExchange exchange, HttpResponse<byte[]> response) {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, new ArrayList<>(values));
              }
            });
  }

  private static void send(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    copyHeaders(exchange, response);
    send(exchange, response.statusCode(), response.body());
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static void sendError(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    String body = "{\"__type\":\"" + ERROR_TYPE + code + "\",\"message\":\"" + message + "\"}";
    sendJson(exchange, status, body.getBytes(UTF_8));
  }

  private static void sendJson(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    send(exchange, status, body);
  }

  private void sendPartly(HttpExchange exchange, HttpResponse<byte[]> response, Fault fault)
      throws IOException, InterruptedException {
    byte[] body = response.body();
    copyHeaders(exchange, response);
    exchange.sendResponseHeaders(response.statusCode(), body.length);
    OutputStream out = exchange.getResponseBody();
    switch (fault) {
      case CUT -> out.write(body, 0, body.length / 2);
      case DRIP -> {
        for (byte b : body) {
          out.write(b);
          out.flush();
          if (closed.await(1, TimeUnit.SECONDS)) {
            return;
          }
        }
      }
      default -> {
        out.flush();
        closed.await();
      }
    }
    out.flush();
  }

  /** Lets go of anyone who waits, and stops. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
