// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables of an audit in a DynamoDB Local, until standard input ends: jobs, of which half are
 * due twice in the two hours and half four times, and a record for each run, except that one in
 * 1,000 is lost.
 *
 * <p>Arguments: a folder, a number of jobs, and the hour (such as {@code 2026-11-30T12:00:00Z}) at
 * which the two hours begin. The realm is {@code bench}. The folder gets {@code jobs.jsonl} and
 * {@code events.jsonl}. Standard output: the port of a server that passes on to DynamoDB Local, and
 * answers for queues, which are all empty; then how many runs there are, and how many are lost.
 * Standard input, a line each: {@code units} is answered by the queries and the read units since it
 * was asked before.
 */
final class AuditTables {

  private static final int LOST = 1000;
  private static final Pattern UNITS = Pattern.compile("\"CapacityUnits\":([0-9.]+)");
  private static final String TARGET = "X-Amz-Target";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a job that copies a file and one that runs a statement log, more or less. */
  private static final Map<String, Object> INFO =
      Map.of(
          "exit_status",
          0,
          "output",
          List.of(
              "s3://example-lava/temp/etl/orders/0b4fb6c1-6a3e-4bd4-9d1e-6d2f1f1f0001/stdout",
              "COPY 18230 rows into staging.movements_daily in 4.183 s; 0 rejected"));

  private final LocalTables tables;
  private final URI local;
  private final AtomicInteger queries = new AtomicInteger();
  private final DoubleAdder units = new DoubleAdder();

  private AuditTables(LocalTables tables, int port) {
    this.tables = tables;
    this.local = URI.create("http://localhost:" + port + "/");
  }

  public static void main(String[] args) throws Exception {
    PrintStream answers = System.out;
    // What the server has to say is not an answer.
    System.setOut(System.err);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (LocalTables tables = LocalTables.start(port)) {
      AuditTables audit = new AuditTables(tables, port);
      int[] made = audit.fill(Path.of(args[0]), Integer.parseInt(args[1]), Instant.parse(args[2]));
      // Else each answer waits 40 ms for the acknowledgement of its headers.
      System.setProperty("sun.net.httpserver.nodelay", "true");
      ExecutorService threads = Executors.newCachedThreadPool();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/", audit::handle);
      server.start();
      answers.println(server.getAddress().getPort() + " " + made[0] + " " + made[1]);
      BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      while (lines.readLine() != null) {
        answers.println(audit.queries.getAndSet(0) + " " + audit.units.sumThenReset());
      }
    }
    System.exit(0); // The servers' threads would go on.
  }

  private int[] fill(Path folder, int count, Instant start) throws IOException {
    tables.createRealms();
    tables.createJobs("lava.bench.jobs");
    tables.createEvents("lava.bench.events");
    List<Map<String, Object>> jobs = new ArrayList<>();
    List<Map<String, Object>> runs = new ArrayList<>();
    int[] made = {0, 0};
    jobs.add(LocalTables.lavaschedJob());
    for (int job = 0; job < count; job++) {
      boolean isOften = job % 2 == 1;
      int minute = job / 2 % 30;
      Map<String, Object> record = new LinkedHashMap<>(SampleRealm.record(job));
      record.put(
          "schedule", isOften ? minute + "," + (minute + 30) + " * * * *" : minute + " * * * *");
      record.put("enabled", true);
      jobs.add(record);
      for (int at = minute; at < 120; at += isOften ? 30 : 60) {
        int number = made[0]++;
        if (number % LOST == LOST / 2) {
          made[1]++;
        } else {
          runs.add(run(record, number, start.plusSeconds(60L * at)));
        }
      }
    }
    write(folder.resolve("jobs.jsonl"), jobs);
    write(folder.resolve("events.jsonl"), runs);
    tables.put("lava.bench.jobs", jobs);
    tables.put("lava.bench.events", runs);
    return made;
  }

  /** As a worker writes it (lava 8.2, lava/event.py). */
  private static Map<String, Object> run(Map<String, Object> job, int number, Instant due) {
    Instant dispatched = due.plusSeconds(1 + number % 3);
    Instant started = dispatched.plusSeconds(1 + number % 7);
    Instant ended = started.plusSeconds(5 + number % 50);
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("job_id", job.get("job_id"));
    run.put("run_id", "%08x-6a3e-4bd4-9d1e-6d2f1f1f0001".formatted(number));
    run.put("ts_dispatch", local(dispatched));
    run.put("status", "complete");
    run.put("ts_event", local(ended));
    run.put("tu_event", utc(ended));
    run.put("worker", job.get("worker"));
    run.put("worker_id", "i-0123456789abcdef0");
    run.put("instance_id", "i-0123456789abcdef0");
    run.put("hostname", "ip-10-0-0-1.ap-southeast-2.compute.internal");
    run.put(
        "log",
        List.of(
            event(started, "starting", "-"),
            event(started, "running", "Iteration 1"),
            event(ended, "complete", INFO)));
    return run;
  }

  private static Map<String, Object> event(Instant time, String status, Object info) {
    return Map.of("ts_event", local(time), "tu_event", utc(time), "status", status, "info", info);
  }

  private static String local(Instant time) {
    return utc(time.plusSeconds(36_000)) + "+10:00";
  }

  private static String utc(Instant time) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  private static void write(Path file, List<Map<String, Object>> records) throws IOException {
    try (BufferedWriter lines = Files.newBufferedWriter(file, UTF_8)) {
      for (Map<String, Object> record : records) {
        lines.write(MAPPER.writeValueAsString(record));
        lines.newLine();
      }
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = String.valueOf(exchange.getRequestHeaders().getFirst(TARGET));
      byte[] body = exchange.getRequestBody().readAllBytes();
      byte[] answer = target.startsWith("AmazonSQS.") ? ofQueues(target) : passOn(exchange, body);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static byte[] ofQueues(String target) {
    return (target.endsWith("Url")
            ? "{\"QueueUrl\":\"http://localhost/0/queue\"}"
            : "{\"Attributes\":{\"ApproximateNumberOfMessages\":\"0\","
                + "\"ApproximateNumberOfMessagesDelayed\":\"0\","
                + "\"ApproximateNumberOfMessagesNotVisible\":\"0\"}}")
        .getBytes(UTF_8);
  }

  /** With the client that the SDK has as well: another one waits for acknowledgements. */
  private byte[] passOn(HttpExchange exchange, byte[] body) throws IOException {
    HttpURLConnection request = (HttpURLConnection) local.toURL().openConnection();
    request.setRequestMethod("POST");
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(body.length);
    Stream.of(TARGET, "Content-Type", "Authorization")
        .forEach(
            name ->
                Stream.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .forEach(value -> request.setRequestProperty(name, value)));
    try (OutputStream out = request.getOutputStream()) {
      out.write(body);
    }
    byte[] answer;
    try (InputStream in = request.getInputStream()) {
      answer = in.readAllBytes();
    }
    Matcher cost = UNITS.matcher(new String(answer, UTF_8));
    if (cost.find()) {
      queries.incrementAndGet();
      // DynamoDB takes one unit for a query that finds nothing, which the local one does not.
      units.add(Math.max(1, Double.parseDouble(cost.group(1))));
    }
    return answer;
  }
}
