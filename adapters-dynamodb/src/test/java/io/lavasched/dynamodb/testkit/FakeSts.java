// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** An STS that gives one answer to everything. */
public final class FakeSts implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger calls = new AtomicInteger();

  private FakeSts(int status, String body) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            calls.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  /** One that knows everybody as this. */
  public static FakeSts knowing(String arn) {
    return new FakeSts(
        200,
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <GetCallerIdentityResult>
            <Arn>%s</Arn><UserId>A</UserId><Account>123456789012</Account>
          </GetCallerIdentityResult>
          <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>
        </GetCallerIdentityResponse>
        """
            .formatted(arn));
  }

  /** One that refuses everybody. */
  public static FakeSts refusing(int status, String code) {
    return new FakeSts(
        status,
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error><Type>Sender</Type><Code>%s</Code><Message>not that one</Message></Error>
          <RequestId>r</RequestId>
        </ErrorResponse>
        """
            .formatted(code));
  }

  public String endpoint() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  public int calls() {
    return calls.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
