// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.StoreException;
import io.lavasched.domain.job.JobId;
import io.lavasched.dynamodb.live.LiveJobsTable;
import io.lavasched.dynamodb.testkit.OneGroup;
import io.lavasched.dynamodb.testkit.TestAws;
import io.lavasched.dynamodb.testkit.TestTls;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Which groups the JDK's TLS of the client offers, as a server sees it. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class X25519FirstTest {

  private static final int X25519 = 0x001d;
  private static final int P256 = 0x0017;

  @TempDir Path folder;

  @BeforeEach
  void withoutConscrypt() {
    System.setProperty(Tls.PROPERTY, "jdk");
  }

  @AfterEach
  void asItWas() {
    System.clearProperty(Tls.PROPERTY);
  }

  @Test
  void firstConnectionOffersX25519AloneAndTheNextOnesAll() throws Exception {
    List<Hello> hellos = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> seen =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 2; i++) {
                  hellos.add(helloOf(server));
                }
              });
      try (LiveJobsTable table = TestAws.table(url(server), 2, Map.of())) {
        assertThatThrownBy(() -> table.find(new JobId("a"))).isInstanceOf(StoreException.class);
      }
      seen.get(30, TimeUnit.SECONDS);
    }
    assertThat(hellos.get(0).groups()).containsExactly(X25519);
    assertThat(hellos.get(0).keys()).containsExactly(X25519);
    assertThat(hellos.get(1).groups()).contains(X25519, P256);
  }

  @Test
  void whoTriesOnceOffersAllAtOnce() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Hello> hello = CompletableFuture.supplyAsync(() -> helloOf(server));
      try (LiveJobsTable table = TestAws.table(url(server), 1, Map.of())) {
        assertThatThrownBy(() -> table.find(new JobId("a"))).isInstanceOf(StoreException.class);
      }
      assertThat(hello.get(30, TimeUnit.SECONDS).groups()).contains(X25519, P256);
    }
  }

  @Test
  void serverThatRefusesX25519IsAskedAgainAndAnswers() throws Exception {
    SSLContext tls = TestTls.localhost(folder);
    try (SSLServerSocket server =
        (SSLServerSocket)
            tls.getServerSocketFactory()
                .createServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
      SSLParameters parameters = server.getSSLParameters();
      parameters.setAlgorithmConstraints(new OneGroup("secp256r1"));
      server.setSSLParameters(parameters);
      CompletableFuture<List<String>> refused = CompletableFuture.supplyAsync(() -> serve(server));
      Map<String, String> environment =
          Map.of("AWS_CA_BUNDLE", folder.resolve("ca.pem").toString());
      try (LiveJobsTable table = TestAws.table(url(server), 3, environment)) {
        assertThat(table.find(new JobId("a"))).isPresent();
      }
      assertThat(refused.get(30, TimeUnit.SECONDS)).hasSize(1);
    }
  }

  private static String url(ServerSocket server) {
    return "https://localhost:" + server.getLocalPort();
  }

  /** Answers the first request that comes through; the handshakes that failed until then. */
  private static List<String> serve(SSLServerSocket server) {
    List<String> refused = new ArrayList<>();
    while (true) {
      try (Socket socket = server.accept()) {
        byte[] body = "{\"Item\":{\"job_id\":{\"S\":\"a\"}}}".getBytes(ISO_8859_1);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(line.substring(15).strip());
          }
        }
        in.readFully(new byte[length]);
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return refused;
      } catch (SSLException e) {
        refused.add(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** What a client offers to agree on keys with: groups, and those that it sends a key of. */
  private record Hello(List<Integer> groups, List<Integer> keys) {}

  /** Reads the first message of a connection (RFC 8446, section 4.1.2), and hangs up. */
  private static Hello helloOf(ServerSocket server) {
    try (Socket socket = server.accept()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readFully(new byte[3]);
      byte[] record = new byte[in.readUnsignedShort()];
      in.readFully(record);
      ByteBuffer hello = ByteBuffer.wrap(record);
      hello.position(4 + 2 + 32);
      skip(hello, hello.get() & 0xff);
      skip(hello, hello.getShort() & 0xffff);
      skip(hello, hello.get() & 0xff);
      hello.getShort();
      List<Integer> groups = new ArrayList<>();
      List<Integer> keys = new ArrayList<>();
      while (hello.hasRemaining()) {
        int type = hello.getShort() & 0xffff;
        ByteBuffer extension = hello.slice(hello.position() + 2, hello.getShort() & 0xffff);
        skip(hello, extension.remaining());
        if (type == 10 || type == 51) {
          extension.getShort();
        }
        while (type == 10 && extension.hasRemaining()) {
          groups.add(extension.getShort() & 0xffff);
        }
        while (type == 51 && extension.hasRemaining()) {
          keys.add(extension.getShort() & 0xffff);
          skip(extension, extension.getShort() & 0xffff);
        }
      }
      return new Hello(groups, keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void skip(ByteBuffer bytes, int length) {
    bytes.position(bytes.position() + length);
  }
}
