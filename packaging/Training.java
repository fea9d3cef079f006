// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Writes the list of the classes that lavasched loads: what its class archive is made of.
 *
 * <p>It runs the commands as a dispatcher node does, against an HTTPS server of its own that
 * answers like DynamoDB with a small realm, and a crontab program that is a script. Nothing of it
 * leaves this machine, or touches a crontab, a home or an AWS setting of who runs it.
 *
 * <pre>java Training.java JAVA JAR CLASSLIST</pre>
 *
 * <p>JAVA is the program whose classes are listed; the JDK that runs this must have keytool.
 */
public final class Training {

  private static final String PASSWORD = "training";
  private static final int JOBS = 40;
  private static final int LIMIT_SECONDS = 60;
  private static final Pattern NUMBER = Pattern.compile(" id: [0-9]+$");

  private final Path java;
  private final Path jar;
  private final Path folder;
  private final int port;
  private final Set<String> classes = new LinkedHashSet<>();

  private Training(Path java, Path jar, Path folder, int port) {
    this.java = java;
    this.jar = jar;
    this.folder = folder;
    this.port = port;
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: java Training.java JAVA JAR CLASSLIST");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("lavasched-training");
    try {
      HttpsServer server = server(folder);
      server.start();
      try {
        Training training =
            new Training(
                Path.of(args[0]).toAbsolutePath(),
                Path.of(args[1]).toAbsolutePath(),
                folder,
                server.getAddress().getPort());
        training.runAll();
        Files.write(Path.of(args[2]), training.classes);
      } finally {
        server.stop(0);
      }
    } finally {
      delete(folder);
    }
  }

  private void runAll() throws Exception {
    Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(folder.resolve("bin"));
    Path crontab = folder.resolve("bin/crontab");
    Files.writeString(
        crontab,
        """
        #!/bin/sh
        here=$(dirname "$0")
        case $1 in
          -l) if [ -f "$here/spool" ]; then cat "$here/spool"; else echo "no crontab for $(/usr/bin/id -un)" >&2; exit 1; fi ;;
          *) cp "$1" "$here/spool" ;;
        esac
        """);
    Files.setPosixFilePermissions(crontab, PosixFilePermissions.fromString("rwx------"));
    String endpoint = "--endpoint-url=https://localhost:" + port;
    String file = "--crontab-file=" + folder.resolve("crontab");

    // What a node does every quarter of an hour, and what is asked of it most. The classes of a
    // listed one are linked at each start, also where they are not used: so nothing rare.
    run(0, "run", "-r", "demo", "--job", "rebuild", endpoint);
    run(0, "run", "-r", "demo", "--job", "rebuild", endpoint);
    run(0, "plan", "-r", "demo", "--job", "rebuild", endpoint, "--param=env.A=b");
    loseAJob();
    run(0, "run", "-r", "demo", "--job", "rebuild", endpoint);
    run(0, "run", "-r", "demo", "--dispatcher=d", endpoint, file);
  }

  /** Puts an entry into the crontab whose job is gone: it is read again. */
  private void loseAJob() throws IOException {
    Path spool = folder.resolve("bin/spool");
    String end = "#### Lava Schedules End";
    Files.writeString(
        spool,
        Files.readString(spool)
            .replace(end, "0 7 * * * /usr/local/bin/lava-dispatcher --worker w gone\n" + end));
  }

  /** Runs one command; what it loads counts from the first command on that loads it. */
  private void run(int expected, String... words) throws Exception {
    Path list = folder.resolve("classes");
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(
        List.of(
            "-XX:DumpLoadedClassList=" + list,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-cp",
            jar.toString(),
            "io.lavasched.cli.Main"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !name.equals("LANG") && !name.startsWith("LC_"));
    environment.putAll(
        Map.of(
            "PATH",
            folder.resolve("bin") + ":/usr/bin:/bin",
            "HOME",
            folder.resolve("home").toString(),
            "XDG_STATE_HOME",
            folder.resolve("state").toString(),
            "AWS_CA_BUNDLE",
            folder.resolve("ca.pem").toString(),
            "AWS_ACCESS_KEY_ID",
            "training",
            "AWS_SECRET_ACCESS_KEY",
            "training",
            "AWS_REGION",
            "us-east-1",
            "AWS_EC2_METADATA_DISABLED",
            "true"));
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", words) + " took more than " + LIMIT_SECONDS + " s");
    }
    if (process.exitValue() != expected) {
      throw new IOException(
          String.join(" ", words)
              + " must end with "
              + expected
              + ", found "
              + process.exitValue()
              + ":\n"
              + Files.readString(output));
    }
    for (String line : Files.readAllLines(list)) {
      // Numbers of one run mean nothing beside those of another.
      classes.add(NUMBER.matcher(line).replaceFirst(""));
    }
  }

  private static HttpsServer server(Path folder) throws Exception {
    // An authority, and a certificate of it, as AWS has: the JDK checks a chain with other classes
    // than a certificate that is trusted itself.
    Path store = folder.resolve("keys.p12");
    Path request = folder.resolve("server.csr");
    Path certificate = folder.resolve("server.pem");
    keytool(
        folder,
        store,
        "-genkeypair",
        "-alias",
        "authority",
        "-dname",
        "CN=training",
        "-ext",
        "bc:c",
        "-ext",
        "ku:c=keyCertSign",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-validity",
        "2");
    keytool(
        folder,
        store,
        "-exportcert",
        "-rfc",
        "-alias",
        "authority",
        "-file",
        folder.resolve("ca.pem").toString());
    keytool(
        folder,
        store,
        "-genkeypair",
        "-alias",
        "server",
        "-dname",
        "CN=localhost",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-validity",
        "2");
    keytool(folder, store, "-certreq", "-alias", "server", "-file", request.toString());
    keytool(
        folder,
        store,
        "-gencert",
        "-alias",
        "authority",
        "-rfc",
        "-ext",
        "san=dns:localhost",
        "-validity",
        "2",
        "-infile",
        request.toString(),
        "-outfile",
        certificate.toString());
    keytool(
        folder,
        store,
        "-importcert",
        "-alias",
        "server",
        "-file",
        certificate.toString(),
        "-noprompt");
    // Else the server might answer with the other one.
    keytool(folder, store, "-delete", "-alias", "authority");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", Training::answer);
    return server;
  }

  private static void keytool(Path folder, Path store, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
    Path output = folder.resolve("keytool");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("keytool failed: " + Files.readString(output));
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] body =
          answer(target.substring(target.indexOf('.') + 1), request)
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  private static String answer(String operation, String request) {
    return switch (operation) {
      case "Query" ->
          request.contains("ExclusiveStartKey")
              ? page(JOBS / 2, JOBS)
              : page(0, JOBS / 2)
                  .replaceFirst(
                      "}$",
                      ",\"LastEvaluatedKey\":{\"job_id\":{\"S\":\"x\"},\"dispatcher\":{\"S\":\"d\"}}}");
      case "BatchGetItem" -> "{\"Responses\":{\"lava.demo.jobs\":[]},\"UnprocessedKeys\":{}}";
      case "GetItem" ->
          request.contains("lava.realms")
              ? "{}"
              : "{\"Item\":{\"job_id\":{\"S\":\"rebuild\"},\"type\":{\"S\":\"lavasched\"},"
                    + "\"enabled\":{\"BOOL\":true},\"worker\":{\"S\":\"w\"},\"payload\":{\"S\":\"--\"},"
                    + "\"parameters\":{\"M\":{\"dispatcher\":{\"S\":\"d\"},"
                    + "\"args\":{\"L\":[{\"S\":\"--level\"},{\"S\":\"warning\"}]},"
                    + "\"env\":{\"M\":{\"PATH\":{\"S\":\"/usr/bin:/bin\"}}}}}}}";
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static String page(int from, int to) {
    StringBuilder items = new StringBuilder("{\"Items\":[");
    for (int i = from; i < to; i++) {
      String schedule =
          switch (i % 4) {
            case 0 -> "{\"S\":\"@daily\"}";
            case 1 -> "{\"L\":[{\"S\":\"*/5 8-18 * * mon-fri\"},{\"S\":\"0 0 1 jan *\"}]}";
            case 2 ->
                "{\"M\":{\"crontab\":{\"S\":\"30 1 * * *\"},"
                    + "\"from\":{\"S\":\"2020-01-01T00:00:00\"},\"to\":{\"S\":\"2099-01-01\"}}}";
            default -> "{\"S\":\"" + i % 60 + " 6 * * *\"}";
          };
      items.append(i == from ? "" : ",");
      items
          .append("{\"job_id\":{\"S\":\"demo/job " + i + "%\"},\"dispatcher\":{\"S\":\"d\"},")
          .append("\"worker\":{\"S\":\"w\"},\"schedule\":" + schedule + "}");
    }
    return items + "],\"Count\":" + (to - from) + ",\"ScannedCount\":" + (to - from) + "}";
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
