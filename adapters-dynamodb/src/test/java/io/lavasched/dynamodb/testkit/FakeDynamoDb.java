// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An endpoint that gives the answers it is told to give; the last one again and again. */
public final class FakeDynamoDb implements AutoCloseable {

  private final String scheme;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** How to answer one request. */
  public interface Answer {
    void to(HttpExchange exchange, CountDownLatch closed) throws Exception;
  }

  public static Answer ok(String json) {
    return status(200, json);
  }

  public static Answer status(int status, String body) {
    return (exchange, closed) -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** An error as DynamoDB reports it. */
  public static Answer error(int status, String code, String message) {
    String type = "com.amazonaws.dynamodb.v20120810#" + code;
    return status(status, "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
  }

  /** Announces a long answer and goes away. */
  public static Answer cut() {
    return (exchange, closed) -> {
      exchange.sendResponseHeaders(200, 10_000);
      exchange.getResponseBody().write("{\"Items\":[".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    };
  }

  /** Never answers. */
  public static Answer silence() {
    return (exchange, closed) -> closed.await();
  }

  public FakeDynamoDb(Answer... answers) {
    this(Optional.empty(), answers);
  }

  public FakeDynamoDb(Optional<SSLContext> tls, Answer... answers) {
    this(tls, new SSLParameters(), answers);
  }

  /**
   * One that speaks TLS in a certain way.
   *
   * @param parameters what is not set in them is as the context has it
   */
  public FakeDynamoDb(Optional<SSLContext> tls, SSLParameters parameters, Answer... answers) {
    this(InetAddress.getLoopbackAddress(), tls, parameters, answers);
  }

  /** The same, at another address of this machine. */
  public FakeDynamoDb(
      InetAddress address, Optional<SSLContext> tls, SSLParameters parameters, Answer... answers) {
    this.answers.addAll(List.of(answers));
    this.scheme = tls.isPresent() ? "https" : "http";
    InetSocketAddress anyPort = new InetSocketAddress(address, 0);
    try {
      if (tls.isPresent()) {
        HttpsServer https = HttpsServer.create(anyPort, 0);
        https.setHttpsConfigurator(
            new HttpsConfigurator(tls.get()) {
              @Override
              public void configure(HttpsParameters connection) {
                connection.setSSLParameters(parameters);
              }
            });
        server = https;
      } else {
        server = HttpServer.create(anyPort, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      next().to(exchange, closed);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized Answer next() {
    return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
  }

  public String url() {
    return scheme + "://localhost:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The bodies of the requests so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
