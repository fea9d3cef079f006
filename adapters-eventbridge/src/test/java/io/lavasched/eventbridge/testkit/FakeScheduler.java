// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * A stand-in of EventBridge Scheduler: the calls that lavasched makes, over HTTP, in the service's
 * own protocol, with its checks ({@link SchedulerRules}), a clock of its own, and faults.
 * Everything else is refused, {@code DeleteScheduleGroup} above all.
 */
public final class FakeScheduler implements AutoCloseable {

  public static final String REGION = "ap-southeast-2";
  public static final String ACCOUNT = "123456789012";

  static {
    // Otherwise the JDK's server answers after 40 ms, for which the kernels of both sides wait.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ON_A_PAGE = 100;
  private static final String ARN = "arn:aws:scheduler:" + REGION + ":" + ACCOUNT + ":";
  private static final String ROLE =
      "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private final Map<String, Group> groups = new TreeMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Map<String, Integer> done = new HashMap<>();
  private final Map<String, Map<Integer, Runnable>> hooks = new HashMap<>();
  private Instant now;
  private Duration latency = Duration.ZERO;
  private IntFunction<Optional<SchedulerFault>> faults = call -> Optional.empty();
  private int unknownRole;
  private int busy;
  private int quota = Integer.MAX_VALUE;
  private boolean keepsTokens = true;

  private static final class Group {
    private final Map<String, String> tags = new TreeMap<>();
    private final NavigableMap<String, ObjectNode> schedules = new TreeMap<>();
    private String state = "ACTIVE";
  }

  /**
   * Starts one, with the group that every account has.
   *
   * @param now what time it is there
   */
  public FakeScheduler(Instant now) {
    this.now = now;
    groups.put("default", new Group());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Turns its clock. */
  public synchronized FakeScheduler now(Instant time) {
    now = time;
    return this;
  }

  /** Lets each answer take so long. */
  public synchronized FakeScheduler latency(Duration time) {
    latency = time;
    return this;
  }

  /** Lets one request fail; the first one from now on is 1. */
  public FakeScheduler faultAt(int request, SchedulerFault fault) {
    return faults(call -> call == request ? Optional.of(fault) : Optional.empty());
  }

  /** Lets one request and all after it fail; the first one from now on is 1. */
  public FakeScheduler faultFrom(int request, SchedulerFault fault) {
    return faults(call -> call >= request ? Optional.of(fault) : Optional.empty());
  }

  /** Lets each nth request fail. */
  public FakeScheduler faultEach(int nth, SchedulerFault fault) {
    return faults(call -> call % nth == 0 ? Optional.of(fault) : Optional.empty());
  }

  /** No more faults. */
  public FakeScheduler noFaults() {
    return faults(call -> Optional.empty());
  }

  private synchronized FakeScheduler faults(IntFunction<Optional<SchedulerFault>> plan) {
    int before = calls.size();
    faults = call -> plan.apply(call - before);
    return this;
  }

  /** The service cannot assume any role in so many of the next requests that name one. */
  public synchronized FakeScheduler unknownRole(int requests) {
    unknownRole = requests;
    return this;
  }

  /** So many of the next changes and deletions meet another one that is not done yet. */
  public synchronized FakeScheduler busy(int requests) {
    busy = requests;
    return this;
  }

  /** How many schedules there may be in all. */
  public synchronized FakeScheduler quota(int most) {
    quota = most;
    return this;
  }

  /** It no longer knows that it has had a request before: each repetition is another request. */
  public synchronized FakeScheduler forgetTokens() {
    keepsTokens = false;
    return this;
  }

  /**
   * Does something once, after a call was done or refused and before that is answered.
   *
   * @param operation such as {@code ListSchedules}
   * @param nth which of these calls, counted from the start as they are done; the first one is 1
   * @param action what somebody else does then
   */
  public synchronized FakeScheduler after(String operation, int nth, Runnable action) {
    hooks.computeIfAbsent(operation, o -> new HashMap<>()).put(nth, action);
    return this;
  }

  /** Somebody makes a group. */
  public synchronized FakeScheduler makeGroup(String name, Map<String, String> tags) {
    Group group = new Group();
    group.tags.putAll(tags);
    groups.put(name, group);
    return this;
  }

  /** Somebody begins to delete a group, which takes the service a while. */
  public synchronized FakeScheduler deleting(String name) {
    groups.get(name).state = "DELETING";
    return this;
  }

  /** A group is gone. */
  public synchronized FakeScheduler removeGroup(String name) {
    groups.remove(name);
    return this;
  }

  /** Somebody changes a schedule, or makes one, which no rule checks. */
  public synchronized FakeScheduler put(String group, String name, String json) {
    try {
      ObjectNode changed = (ObjectNode) JSON.readTree(json);
      ObjectNode before = groups.get(group).schedules.get(name);
      groups
          .get(group)
          .schedules
          .put(name, before == null ? changed : before.deepCopy().setAll(changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Somebody takes a schedule away. */
  public synchronized FakeScheduler remove(String group, String name) {
    groups.get(group).schedules.remove(name);
    return this;
  }

  /** The schedules of a group, as the service keeps them: JSON by name. */
  public synchronized Map<String, String> schedules(String group) {
    Map<String, String> all = new TreeMap<>();
    Optional.ofNullable(groups.get(group))
        .ifPresent(
            found -> found.schedules.forEach((name, json) -> all.put(name, json.toString())));
    return all;
  }

  /** The tags of a group. */
  public synchronized Map<String, String> tags(String group) {
    return Map.copyOf(groups.get(group).tags);
  }

  /** The requests so far, each as its operation; those that failed too. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** How often an operation was asked for. */
  public synchronized int count(String operation) {
    return (int) calls.stream().filter(operation::equals).count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI(), body);
      Duration wait;
      Optional<SchedulerFault> fault;
      synchronized (this) {
        calls.add(request.operation());
        fault = faults.apply(calls.size());
        wait = latency;
      }
      if (!wait.isZero()) {
        Thread.sleep(wait.toMillis());
      }
      Answer answer = answer(request, fault);
      if (fault.filter(f -> f == SchedulerFault.CLOSED || f == SchedulerFault.DROPPED).isEmpty()) {
        answer.write(exchange, fault.filter(SchedulerFault.CUT::equals).isPresent());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(Request request, Optional<SchedulerFault> fault) throws IOException {
    try {
      if (fault.isPresent() && !fault.get().isDone()) {
        throw refusal(fault.get(), request);
      }
      return new Answer(200, Optional.empty(), done(request));
    } catch (Refusal e) {
      ObjectNode error = JSON.createObjectNode().put("Message", e.getMessage());
      return new Answer(e.status(), Optional.of(e.code()), error);
    }
  }

  private static Refusal refusal(SchedulerFault fault, Request request) {
    return switch (fault) {
      case THROTTLED -> new Refusal(429, "ThrottlingException", "Rate exceeded");
      case DENIED ->
          new Refusal(
              403,
              "AccessDeniedException",
              "User: arn:aws:sts::"
                  + ACCOUNT
                  + ":assumed-role/node/i-1 is not authorized to perform: scheduler:"
                  + request.operation());
      default -> new Refusal(500, "InternalServerException", "Unexpected error.");
    };
  }

  private synchronized ObjectNode done(Request request) throws Refusal, IOException {
    String operation = request.operation();
    try {
      return switch (operation) {
        case "CreateScheduleGroup" -> createGroup(request);
        case "GetScheduleGroup" -> getGroup(request);
        case "ListTagsForResource" -> listTags(request);
        case "ListSchedules" -> list(request);
        case "GetSchedule" -> get(request);
        case "CreateSchedule" -> create(request);
        case "UpdateSchedule" -> update(request);
        case "DeleteSchedule" -> delete(request);
        default -> throw new Refusal(403, "AccessDeniedException", "No policy allows this.");
      };
    } finally {
      int nth = done.merge(operation, 1, Integer::sum);
      Optional.ofNullable(hooks.getOrDefault(operation, Map.of()).get(nth))
          .ifPresent(Runnable::run);
    }
  }

  private ObjectNode createGroup(Request request) throws Refusal, IOException {
    String name = SchedulerRules.name(request.last(), "name");
    ObjectNode body = request.json();
    SchedulerRules.token(body);
    if (isRepeated(request, body)) {
      return JSON.createObjectNode().put("ScheduleGroupArn", arnOf(name));
    }
    if (groups.containsKey(name)) {
      throw Refusal.conflict("Schedule group " + name);
    }
    Group group = new Group();
    for (JsonNode tag : body.path("Tags")) {
      String key = SchedulerRules.text(tag, "Key").orElse("");
      String value = SchedulerRules.text(tag, "Value").orElse("");
      SchedulerRules.tag(key, value);
      group.tags.put(key, value);
    }
    groups.put(name, group);
    remember(request, body);
    return JSON.createObjectNode().put("ScheduleGroupArn", arnOf(name));
  }

  private ObjectNode getGroup(Request request) throws Refusal {
    String name = SchedulerRules.name(request.last(), "name");
    return JSON.createObjectNode()
        .put("Arn", arnOf(name))
        .put("Name", name)
        .put("State", group(name).state)
        .put("CreationDate", now.getEpochSecond())
        .put("LastModificationDate", now.getEpochSecond());
  }

  private ObjectNode listTags(Request request) throws Refusal {
    String arn = request.path().substring("/tags/".length());
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode tags = answer.putArray("Tags");
    group(arn.substring(arn.indexOf("/") + 1))
        .tags
        .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    return answer;
  }

  /** In an order that nobody should count on. */
  private ObjectNode list(Request request) throws Refusal {
    Optional<String> wanted = request.parameter("ScheduleGroup");
    int most = Integer.parseInt(request.parameter("MaxResults").orElse("" + MOST_ON_A_PAGE));
    if (most < 1 || most > MOST_ON_A_PAGE) {
      throw Refusal.constraint(
          "" + most,
          "maxResults",
          most < 1
              ? "have value greater than or equal to 1"
              : "have value less than or equal to " + MOST_ON_A_PAGE);
    }
    String name = wanted.orElseThrow(() -> new IllegalStateException("a list of all groups"));
    NavigableMap<String, ObjectNode> all = group(name).schedules.descendingMap();
    Optional<String> token = request.parameter("NextToken");
    if (token.isPresent()) {
      if (!token.get().startsWith("after:")) {
        throw Refusal.validation("Invalid NextToken.");
      }
      all = all.tailMap(token.get().substring("after:".length()), false);
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray("Schedules");
    for (Map.Entry<String, ObjectNode> schedule : all.entrySet()) {
      if (page.size() == most) {
        answer.put("NextToken", "after:" + page.get(most - 1).get("Name").textValue());
        break;
      }
      ObjectNode summary =
          page.addObject()
              .put("Arn", arnOf(name, schedule.getKey()))
              .put("GroupName", name)
              .put("Name", schedule.getKey())
              .put("CreationDate", now.getEpochSecond())
              .put("LastModificationDate", now.getEpochSecond());
      summary.set("State", schedule.getValue().path("State"));
      summary.putObject("Target").set("Arn", schedule.getValue().path("Target").path("Arn"));
    }
    return answer;
  }

  private ObjectNode get(Request request) throws Refusal {
    String group = request.parameter("groupName").orElse("default");
    String name = SchedulerRules.name(request.last(), "name");
    ObjectNode found = group(group).schedules.get(name);
    if (found == null) {
      throw Refusal.notFound("Schedule " + name);
    }
    return found
        .deepCopy()
        .put("Arn", arnOf(group, name))
        .put("GroupName", group)
        .put("Name", name)
        .put("CreationDate", now.getEpochSecond())
        .put("LastModificationDate", now.getEpochSecond());
  }

  private ObjectNode create(Request request) throws Refusal, IOException {
    ObjectNode body = request.json();
    String name = SchedulerRules.name(request.last(), "name");
    String groupName = groupOf(body);
    ObjectNode kept = SchedulerRules.schedule(body, now);
    Group group = group(groupName);
    if (!isRepeated(request, body)) {
      checkRole();
      if (!group.state.equals("ACTIVE")) {
        throw new Refusal(
            409, "ConflictException", "Schedule group " + groupName + " is being deleted.");
      }
      if (group.schedules.containsKey(name)) {
        throw Refusal.conflict("Schedule " + name);
      }
      if (groups.values().stream().mapToInt(each -> each.schedules.size()).sum() >= quota) {
        throw new Refusal(
            402, "ServiceQuotaExceededException", "The request exceeds a service quota.");
      }
      group.schedules.put(name, kept);
      remember(request, body);
    }
    return JSON.createObjectNode().put("ScheduleArn", arnOf(groupName, name));
  }

  private ObjectNode update(Request request) throws Refusal, IOException {
    ObjectNode body = request.json();
    String name = SchedulerRules.name(request.last(), "name");
    String groupName = groupOf(body);
    ObjectNode kept = SchedulerRules.schedule(body, now);
    Group group = group(groupName);
    if (!isRepeated(request, body)) {
      checkRole();
      checkOthers();
      if (!group.schedules.containsKey(name)) {
        throw Refusal.notFound("Schedule " + name);
      }
      group.schedules.put(name, kept);
      remember(request, body);
    }
    return JSON.createObjectNode().put("ScheduleArn", arnOf(groupName, name));
  }

  private ObjectNode delete(Request request) throws Refusal {
    String name = SchedulerRules.name(request.last(), "name");
    checkOthers();
    if (group(request.parameter("groupName").orElse("default")).schedules.remove(name) == null) {
      throw Refusal.notFound("Schedule " + name);
    }
    return JSON.createObjectNode();
  }

  private static String groupOf(ObjectNode body) throws Refusal {
    return SchedulerRules.name(
        SchedulerRules.text(body, "GroupName").orElse("default"), "groupName");
  }

  private Group group(String name) throws Refusal {
    Group group = groups.get(name);
    if (group == null) {
      throw Refusal.notFound("Schedule group " + name);
    }
    return group;
  }

  private void checkRole() throws Refusal {
    if (unknownRole > 0) {
      unknownRole--;
      throw Refusal.validation(ROLE);
    }
  }

  private void checkOthers() throws Refusal {
    if (busy > 0) {
      busy--;
      throw new Refusal(
          409,
          "ConflictException",
          "Updating or deleting the resource can cause an inconsistent state.");
    }
  }

  /** A request with the token of one that was done has that one's effect, and no second one. */
  private boolean isRepeated(Request request, ObjectNode body) throws Refusal {
    Optional<String> token = SchedulerRules.text(body, "ClientToken");
    String before = token.map(tokens::get).orElse(null);
    if (before == null) {
      return false;
    }
    if (!before.equals(request.signature(body))) {
      throw new Refusal(
          409, "ConflictException", "The ClientToken was used before, in another request.");
    }
    return true;
  }

  private void remember(Request request, ObjectNode body) {
    if (keepsTokens) {
      SchedulerRules.text(body, "ClientToken")
          .ifPresent(token -> tokens.put(token, request.signature(body)));
    }
  }

  private static String arnOf(String group) {
    return ARN + "schedule-group/" + group;
  }

  private static String arnOf(String group, String name) {
    return ARN + "schedule/" + group + "/" + name;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A request, as its method, path and body tell. */
  private record Request(String method, URI uri, String body) {

    String path() {
      return uri.getPath();
    }

    String operation() {
      String path = path();
      if (path.equals("/schedules")) {
        return "ListSchedules";
      }
      if (path.startsWith("/tags/")) {
        return method.equals("GET") ? "ListTagsForResource" : "TagResource";
      }
      String what = path.startsWith("/schedule-groups/") ? "ScheduleGroup" : "Schedule";
      return switch (method) {
        case "POST" -> "Create" + what;
        case "PUT" -> "Update" + what;
        case "DELETE" -> "Delete" + what;
        default -> "Get" + what;
      };
    }

    String last() {
      String path = uri.getRawPath();
      return URLDecoder.decode(
          path.substring(path.lastIndexOf('/') + 1).replace("+", "%2B"), UTF_8);
    }

    ObjectNode json() throws IOException {
      return (ObjectNode) JSON.readTree(body);
    }

    String signature(ObjectNode json) {
      return operation() + " " + path() + " " + json;
    }

    Optional<String> parameter(String name) {
      for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return Optional.of(URLDecoder.decode(pair.substring(name.length() + 1), UTF_8));
        }
      }
      return Optional.empty();
    }
  }

  /** An answer, with the code of an error where it is one. */
  private record Answer(int status, Optional<String> code, ObjectNode body) {

    void write(HttpExchange exchange, boolean isCut) throws IOException {
      byte[] bytes = body.toString().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      code.ifPresent(text -> exchange.getResponseHeaders().set("x-amzn-ErrorType", text));
      exchange.sendResponseHeaders(status, isCut ? bytes.length + 10 : bytes.length);
      exchange.getResponseBody().write(bytes, 0, isCut ? bytes.length / 2 : bytes.length);
      exchange.getResponseBody().flush();
    }
  }
}
