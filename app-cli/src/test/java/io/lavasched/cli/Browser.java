// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A headless Chromium with a profile of its own and without a way to any other machine, driven by
 * chromedriver as the W3C's WebDriver says.
 *
 * <p>Where there is none, a test is aborted with a line on standard error; with the environment
 * variable {@code CI} it fails.
 */
final class Browser implements AutoCloseable {

  static final String RIGHT = "\uE014";
  static final String LEFT = "\uE012";
  static final String UP = "\uE013";
  static final String DOWN = "\uE015";
  static final String ENTER = "\uE007";
  static final String TAB = "\uE004";
  static final String HOME = "\uE011";
  static final String END = "\uE010";
  static final String CONTROL = "\uE009";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

  private static final List<Path> CHROMIUMS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static boolean isSaid;

  private final Process driver;
  private final String session;
  private final HttpClient http = HttpClient.newHttpClient();

  private Browser(Process driver, int port, Path chromium, Path profile) {
    this.driver = driver;
    String root = "http://127.0.0.1:" + port + "/session";
    ObjectNode capabilities = MAPPER.createObjectNode();
    ObjectNode always = capabilities.putObject("capabilities").putObject("alwaysMatch");
    always.put("browserName", "chrome");
    always.putObject("goog:loggingPrefs").put("browser", "ALL").put("performance", "ALL");
    ObjectNode options = always.putObject("goog:chromeOptions");
    options.put("binary", chromium.toString());
    ArrayNode arguments = options.putArray("args");
    for (String argument :
        List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-default-apps",
            "--disable-extensions",
            "--disable-sync",
            "--hide-scrollbars",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--user-data-dir=" + profile)) {
      arguments.add(argument);
    }
    session = root + "/" + call("POST", root, capabilities).get("sessionId").textValue();
  }

  /** A new one, or the end of the test. */
  static Browser in(Path directory) {
    Optional<Path> chromium = CHROMIUMS.stream().filter(Files::isExecutable).findFirst();
    if (chromium.isEmpty() || !Files.isExecutable(DRIVER)) {
      throw missing();
    }
    try {
      Path home = Files.createTempDirectory(directory, "browser");
      ProcessBuilder builder =
          new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true);
      builder.environment().put("HOME", home.toString());
      Process driver = builder.start();
      int port = portOf(driver);
      return new Browser(driver, port, chromium.get(), home.resolve("profile"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AssertionError missing() {
    String message =
        "NOT TESTED: the page of the timeline in a browser, because there is no Chromium with"
            + " chromedriver (apt install chromium chromium-driver)";
    if (!System.getenv().getOrDefault("CI", "").isEmpty()) {
      return fail(message);
    }
    if (!isSaid) {
      isSaid = true;
      System.err.println(message);
    }
    return abort(message);
  }

  private static int portOf(Process driver) throws IOException {
    BufferedReader said = new BufferedReader(new InputStreamReader(driver.getInputStream(), UTF_8));
    StringBuilder all = new StringBuilder();
    String line = said.readLine();
    while (line != null) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return Integer.parseInt(started.group(1));
      }
      all.append(line).append('\n');
      line = said.readLine();
    }
    return fail("chromedriver did not start: " + all);
  }

  private JsonNode call(String method, String url, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST")
                    ? HttpRequest.BodyPublishers.ofString(body.toString())
                    : HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode value = MAPPER.readTree(response.body()).path("value");
      if (response.statusCode() != 200) {
        return fail(method + " " + url + ": " + value.path("message").asText());
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JsonNode post(String path, ObjectNode body) {
    return call("POST", session + path, body);
  }

  /** Opens a file, and waits until its script is done. */
  Browser open(Path page, String fragment) {
    // A blank page between, or a change of the fragment alone would load nothing.
    post("/url", MAPPER.createObjectNode().put("url", "about:blank"));
    String url = page.toAbsolutePath().toUri() + (fragment.isEmpty() ? "" : "#" + fragment);
    post("/url", MAPPER.createObjectNode().put("url", url));
    return this;
  }

  /** What a script returns; it is not held back by the page's policy. */
  JsonNode run(String script) {
    ObjectNode body = MAPPER.createObjectNode().put("script", script);
    body.putArray("args");
    return post("/execute/sync", body);
  }

  /** Waits until an expression is true, which must come. */
  Browser await(String expression) {
    for (int i = 0; i < 100; i++) {
      if (run("return !!(" + expression + ")").booleanValue()) {
        return this;
      }
      Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(50));
    }
    return fail("must become true: " + expression);
  }

  String text(String selector) {
    return run("return document.querySelector('" + selector + "').innerText").textValue();
  }

  List<String> texts(String selector) {
    List<String> texts = new ArrayList<>();
    run("return [...document.querySelectorAll('" + selector + "')].map(e => e.innerText)")
        .forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  int count(String selector) {
    return run("return document.querySelectorAll('" + selector + "').length").intValue();
  }

  /** What has the focus: its label, id, value or text. */
  String focused() {
    return run("const e = document.activeElement;"
            + " return e.getAttribute('aria-label') || e.id || e.value || e.innerText")
        .textValue();
  }

  /** Presses keys one after the other; one of control is held until the end. */
  Browser press(String... keys) {
    ObjectNode body = MAPPER.createObjectNode();
    ObjectNode source = body.putArray("actions").addObject();
    source.put("type", "key").put("id", "keyboard");
    ArrayNode actions = source.putArray("actions");
    List<String> held = new ArrayList<>();
    for (String key : keys) {
      actions.addObject().put("type", "keyDown").put("value", key);
      if (key.equals(CONTROL)) {
        held.add(key);
      } else {
        actions.addObject().put("type", "keyUp").put("value", key);
      }
    }
    held.forEach(key -> actions.addObject().put("type", "keyUp").put("value", key));
    post("/actions", body);
    return this;
  }

  Browser click(String selector) {
    ObjectNode body = MAPPER.createObjectNode().put("using", "css selector").put("value", selector);
    JsonNode element = post("/element", body);
    String id = element.elements().next().textValue();
    post("/element/" + id + "/click", MAPPER.createObjectNode());
    return this;
  }

  /** Whether pages may run theirs; what a test runs always may. */
  Browser scripts(boolean allowed) {
    ObjectNode body = MAPPER.createObjectNode().put("cmd", "Emulation.setScriptExecutionDisabled");
    body.putObject("params").put("value", !allowed);
    post("/goog/cdp/execute", body);
    return this;
  }

  /** Light or dark, on a screen of that size. */
  Browser show(String scheme, int width, int height) {
    return show("", scheme, width, height);
  }

  /** The same for a medium such as {@code print}; the usual one where it is empty. */
  Browser show(String on, String scheme, int width, int height) {
    ObjectNode media = MAPPER.createObjectNode().put("cmd", "Emulation.setEmulatedMedia");
    media
        .putObject("params")
        .put("media", on)
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", scheme);
    post("/goog/cdp/execute", media);
    ObjectNode size = MAPPER.createObjectNode().put("cmd", "Emulation.setDeviceMetricsOverride");
    size.putObject("params")
        .put("width", width)
        .put("height", height)
        .put("deviceScaleFactor", 1)
        .put("mobile", false);
    post("/goog/cdp/execute", size);
    return this;
  }

  /** The whole page as an image. */
  byte[] screenshot(Path file) {
    ObjectNode shot = MAPPER.createObjectNode().put("cmd", "Page.captureScreenshot");
    shot.putObject("params").put("captureBeyondViewport", true).put("format", "png");
    return write(file, post("/goog/cdp/execute", shot).get("data").textValue());
  }

  /** The page as a printer gets it. */
  byte[] print(Path file) {
    ObjectNode print = MAPPER.createObjectNode().put("cmd", "Page.printToPDF");
    print.putObject("params").put("preferCSSPageSize", true);
    return write(file, post("/goog/cdp/execute", print).get("data").textValue());
  }

  private static byte[] write(Path file, String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the console was told since the last time. */
  List<String> console() {
    List<String> lines = new ArrayList<>();
    post("/se/log", MAPPER.createObjectNode().put("type", "browser"))
        .forEach(line -> lines.add(line.get("message").textValue()));
    return lines;
  }

  /** What was asked for since the last time, wherever it would have come from. */
  List<String> requests() {
    List<String> urls = new ArrayList<>();
    for (JsonNode line : post("/se/log", MAPPER.createObjectNode().put("type", "performance"))) {
      try {
        JsonNode message = MAPPER.readTree(line.get("message").textValue()).get("message");
        if (message.get("method").textValue().equals("Network.requestWillBeSent")) {
          urls.add(message.get("params").get("request").get("url").textValue());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return urls;
  }

  @Override
  public void close() {
    try {
      call("DELETE", session, MAPPER.createObjectNode());
    } finally {
      driver.destroy();
      try {
        if (!driver.waitFor(10, SECONDS)) {
          driver.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
