// SPDX-License-Identifier: Apache-2.0
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Writes the lists of the classes that lavasched loads, of which its class archives are made: one for
 * records from the table, one for records from files, which need nothing of AWS. Or tells which
 * classes an installed lavasched does not have from its archives when it does the same. Or counts
 * what the most frequent run, a rebuild that changes nothing, takes of the JVM and of the system.
 *
 * <p>It runs the commands as a dispatcher node does, against an HTTPS server of its own that
 * answers like DynamoDB with a small realm, and a crontab program that is a script. Nothing of it
 * leaves this machine, or touches a crontab, a home or an AWS setting of who runs it.
 *
 * <pre>
 * java Training.java list JAVA CLASSPATH TABLE_LIST FILES_LIST
 * java Training.java check LAUNCHER
 * java Training.java count LAUNCHER [STRACE]
 * </pre>
 *
 * <p>JAVA is the program whose classes are listed; the JDK that runs this must have keytool.
 * {@code check} is for a Java 25 or newer; it prints each class, who asked for it, and the command,
 * and ends with 1 if there are any. {@code count} prints lines {@code table|files FIGURE VALUE};
 * STRACE is the program that system calls are counted with, and without it they are not counted.
 */
public final class Training {

  private static final String PASSWORD = "training";
  private static final int JOBS = 1200;
  private static final int LIMIT_SECONDS = 60;

  /** By the module graph that the JVM takes from an archive; here it makes one itself. */
  private static final String NEEDED_BY_ARCHIVES = "java/util/HashMap$ValueIterator";

  private static final Pattern LOADED = Pattern.compile("^(?:\\[[^]]*])* *(\\S+) source: (.*)$");
  private static final String FROM_ARCHIVE = "shared objects file";
  private static final Pattern NUMBER = Pattern.compile("/?0x[0-9a-f]+$");
  private static final Pattern CAUSE = Pattern.compile(" when loading (\\S+):$");
  private static final Pattern FRAME = Pattern.compile("\\bat (?:\\S+//?)?([\\w.$/]+)\\(");
  private static final Pattern MACHINERY =
      Pattern.compile(
          "java\\.lang\\.(?:invoke|runtime|reflect)\\.|java\\.lang\\.(?:Class|ClassLoader|System\\$1)\\."
              + "|jdk\\.internal\\.|java\\.util\\.Comparator\\.|0x[0-9a-f]+\\.");

  /** A thread, then a call, or its end, or its beginning: calls of others may come between. */
  private static final Pattern TRACED =
      Pattern.compile("^(\\d+) +(?:<\\.\\.\\. \\w+ resumed>)?(.*?)( <unfinished \\.\\.\\.>)?$");

  private static final Pattern CALL = Pattern.compile("^\\d+ (\\w+)\\(.*$");
  private static final Pattern STARTED = Pattern.compile("^\\d+ execve\\(\"([^\"]*)\"");

  /** Threads wait for each other, or do not have to, as the machine is busy or not. */
  private static final Set<String> BY_CHANCE =
      Set.of("futex", "sched_yield", "clock_nanosleep", "restart_syscall");

  /** Without what the kernel only pretends: that differs from machine to machine. */
  private static final Pattern OPENED =
      Pattern.compile("^\\d+ open(?:at)?\\((?:AT_FDCWD, )?\"(?!/proc/|/sys/).*\\) += \\d+.*$");

  private final List<String> program;
  private final Path folder;
  private final int port;
  private final int instancePort;
  private final After after;
  private final Map<String, String> environment = new HashMap<>();

  /** Looks at what was written about one command. */
  private interface After {
    void accept(String command) throws IOException;
  }

  private Training(List<String> program, Path folder, int port, int instancePort, After after) {
    this.program = program;
    this.folder = folder;
    this.port = port;
    this.instancePort = instancePort;
    this.after = after;
  }

  public static void main(String[] args) throws Exception {
    boolean isList = args.length == 5 && args[0].equals("list");
    boolean isCheck = args.length == 2 && args[0].equals("check");
    boolean isCount = (args.length == 2 || args.length == 3) && args[0].equals("count");
    if (!isList && !isCheck && !isCount) {
      System.err.println("usage: java Training.java list JAVA CLASSPATH TABLE_LIST FILES_LIST");
      System.err.println("       java Training.java check LAUNCHER");
      System.err.println("       java Training.java count LAUNCHER [STRACE]");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("lavasched-training");
    boolean isRight = true;
    try {
      HttpsServer server = server(folder);
      HttpServer instance = instance();
      server.start();
      instance.start();
      try {
        int port = server.getAddress().getPort();
        int instancePort = instance.getAddress().getPort();
        if (isList) {
          list(args, folder, port, instancePort);
        } else if (isCount) {
          count(List.of(args).subList(1, args.length), folder, port, instancePort);
        } else {
          isRight = check(args[1], folder, port, instancePort);
        }
      } finally {
        server.stop(0);
        instance.stop(0);
      }
    } finally {
      delete(folder);
    }
    System.exit(isRight ? 0 : 1);
  }

  private static void list(String[] args, Path folder, int port, int instancePort) throws Exception {
    // Numbers of one run mean nothing beside those of another.
    Pattern number = Pattern.compile(" id: [0-9]+$");
    Set<String> classes = new LinkedHashSet<>();
    classes.add(NEEDED_BY_ARCHIVES);
    List<String> program =
        List.of(
            Path.of(args[1]).toAbsolutePath().toString(),
            "-XX:DumpLoadedClassList=" + folder.resolve("classes"),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Djdk.reflect.useNativeAccessorOnly=true",
            "-Dpicocli.disable.closures=true",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            args[2],
            "io.lavasched.cli.Main");
    Training training =
        new Training(
            program,
            folder,
            port,
            instancePort,
            command ->
                Files.readAllLines(folder.resolve("classes"))
                    .forEach(line -> classes.add(number.matcher(line).replaceFirst(""))));
    training.prepare();
    training.runFromTable();
    Files.write(Path.of(args[3]), classes);
    classes.clear();
    classes.add(NEEDED_BY_ARCHIVES);
    training.runFromFiles();
    Files.write(Path.of(args[4]), classes);
  }

  private static boolean check(String launcher, Path folder, int port, int instancePort) throws Exception {
    Path causes = folder.resolve("causes");
    Set<String> found = new TreeSet<>();
    Training training =
        new Training(
            List.of(Path.of(launcher).toAbsolutePath().toString()),
            folder,
            port,
            instancePort,
            command -> {
              Map<String, String> callers = callers(Files.readAllLines(causes));
              for (String line : Files.readAllLines(folder.resolve("classes"))) {
                Matcher loaded = LOADED.matcher(line);
                if (loaded.matches() && !loaded.group(2).startsWith(FROM_ARCHIVE)) {
                  String name = loaded.group(1);
                  found.add(
                      NUMBER.matcher(name).replaceFirst("")
                          + " < "
                          + callers.getOrDefault(name, "the JVM")
                          + " ("
                          + command
                          + ")");
                }
              }
            });
    training.environment.put(
        "LAVASCHED_JAVA_OPTS",
        "-XX:LogClassLoadingCauseFor=* -Xlog:class+load+cause:file=%s -Xlog:class+load:file=%s"
            .formatted(causes, folder.resolve("classes")));
    training.prepare();
    training.runFromTable();
    training.runFromFiles();
    found.forEach(System.out::println);
    return found.isEmpty();
  }

  /** For each class the method that asked for it, behind all by which the JDK makes classes. */
  private static Map<String, String> callers(List<String> causes) {
    Map<String, String> callers = new HashMap<>();
    String name = "";
    for (String line : causes) {
      Matcher start = CAUSE.matcher(line);
      Matcher frame = FRAME.matcher(line);
      if (start.find()) {
        name = start.group(1);
      } else if (frame.find() && !MACHINERY.matcher(frame.group(1)).lookingAt()) {
        callers.putIfAbsent(name, frame.group(1));
      }
    }
    return callers;
  }

  private static void count(List<String> programs, Path folder, int port, int instancePort)
      throws Exception {
    String launcher = Path.of(programs.get(0)).toAbsolutePath().toString();
    Training training =
        new Training(List.of(launcher), folder, port, instancePort, command -> {});
    training.prepare();
    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put(
        "table",
        List.of(
            "run", "-r", "demo", "--job", "rebuild", "--endpoint-url=https://localhost:" + port));
    commands.put(
        "files", List.of("run", "-r", "demo", "--dispatcher=d", "--jobs=" + training.jobsFile()));
    for (Map.Entry<String, List<String>> command : commands.entrySet()) {
      Path spool = folder.resolve("bin/spool");
      Files.deleteIfExists(spool);
      training.run(command.getValue());
      FileTime installed = Files.getLastModifiedTime(spool);
      // Each in a run of its own: the JVM writes its logs by system calls.
      training.countOfJvm(command.getKey(), command.getValue());
      if (programs.size() > 1) {
        training.countOfSystem(programs.get(1), launcher, command.getKey(), command.getValue());
      }
      if (!Files.getLastModifiedTime(spool).equals(installed)) {
        throw new IOException(command.getKey() + ": what is counted must install nothing");
      }
    }
  }

  private void countOfJvm(String path, List<String> words) throws Exception {
    Path classes = folder.resolve("classes");
    Path methods = folder.resolve("methods");
    Training logged =
        with(
            program,
            command -> {
              List<String> sources = new ArrayList<>();
              for (String line : Files.readAllLines(classes)) {
                Matcher loaded = LOADED.matcher(line);
                if (loaded.matches()) {
                  sources.add(loaded.group(2));
                }
              }
              print(path, "classes-loaded", sources.stream());
              print(
                  path, "classes-anew", sources.stream().filter(s -> !s.startsWith(FROM_ARCHIVE)));
              print(path, "methods-compiled", Files.readAllLines(methods).stream());
            });
    // Else the compiler works beside the program, and a busy machine changes how much it compiles.
    logged.environment.put(
        "LAVASCHED_JAVA_OPTS",
        "-Xbatch -Xlog:class+load:file=%s -Xlog:jit+compilation:file=%s"
            .formatted(classes, methods));
    logged.run(words);
  }

  private void countOfSystem(String strace, String launcher, String path, List<String> words)
      throws Exception {
    Path trace = folder.resolve("trace");
    with(
            List.of(strace, "-f", "-o", trace.toString(), launcher),
            command -> {
              List<String> calls = calls(Files.readAllLines(trace), launcher);
              print(path, "system-calls", calls.stream());
              print(path, "files-opened", calls.stream().filter(OPENED.asMatchPredicate()));
            })
        .run(words);
  }

  private Training with(List<String> program, After after) {
    Training other = new Training(program, folder, port, instancePort, after);
    other.environment.putAll(environment);
    return other;
  }

  private static void print(String path, String figure, Stream<String> counted) {
    System.out.println(path + " " + figure + " " + counted.count());
  }

  /** The system calls of the launcher and its Java, without those of programs that they start. */
  private static List<String> calls(List<String> trace, String launcher) {
    Map<String, String> begun = new HashMap<>();
    Set<String> others = new HashSet<>();
    List<String> calls = new ArrayList<>();
    for (String line : trace) {
      Matcher traced = TRACED.matcher(line);
      if (!traced.matches()) {
        continue;
      }
      String thread = traced.group(1);
      String call = begun.containsKey(thread) ? begun.remove(thread) : thread + " ";
      call += traced.group(2);
      if (traced.group(3) != null) {
        begun.put(thread, call);
        continue;
      }
      Matcher named = CALL.matcher(call);
      if (named.matches() && !BY_CHANCE.contains(named.group(1))) {
        calls.add(call);
      }
      Matcher started = STARTED.matcher(call);
      if (started.find()
          && !started.group(1).equals(launcher)
          && !started.group(1).endsWith("/java")) {
        others.add(thread);
      }
    }
    calls.removeIf(call -> others.contains(call.substring(0, call.indexOf(' '))));
    return calls;
  }

  private void prepare() throws IOException {
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
            "AWS_EC2_METADATA_SERVICE_ENDPOINT",
            "http://localhost:" + instancePort,
            "AWS_REGION",
            "us-east-1"));
    Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("home/.aws"));
    Files.writeString(
        folder.resolve("home/.aws/config"),
        "[profile node]\nregion = us-east-1\naws_access_key_id = a\naws_secret_access_key = b\n");
    Path crontab = folder.resolve("bin/crontab");
    Files.writeString(
        crontab,
        """
        #!/bin/sh
        here=${0%/*}
        case $1 in
          -l) if [ -f "$here/spool" ]; then exec cat "$here/spool"; else echo "no crontab for $(/usr/bin/id -un)" >&2; exit 1; fi ;;
          *) exec cp "$1" "$here/spool" ;;
        esac
        """);
    Files.setPosixFilePermissions(crontab, PosixFilePermissions.fromString("rwx------"));
    Files.write(jobsFile(), IntStream.range(0, JOBS).mapToObj(Training::record).toList());
    Files.createDirectories(jobsFolder().resolve("team"));
    for (int i = 0; i < 4; i++) {
      Files.writeString(jobsFolder().resolve("team/job" + i + ".json"), record(i));
    }
  }

  private Path jobsFile() {
    return folder.resolve("jobs.jsonl");
  }

  private Path jobsFolder() {
    return folder.resolve("jobs");
  }

  private static String record(int i) {
    String schedule =
        i % 2 == 0
            ? "\"*/5 8-18 * * mon-fri\""
            : "[\"@daily\", {\"crontab\": \"%d 1 1 jan *\", \"from\": \"2020-01-01T00:00:00Z\"}]"
                .formatted(i % 60);
    return "{\"job_id\": \"demo/job %d%%\", \"type\": \"cmd\", \"enabled\": true, \"payload\": \"x\", "
            .formatted(i)
        + "\"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": "
        + schedule
        + "}";
  }

  private void runFromTable() throws Exception {
    String endpoint = "--endpoint-url=https://localhost:" + port;
    String file = "--crontab-file=" + folder.resolve("crontab");

    // What a node does every quarter of an hour, with the role of its instance, with a profile or
    // with keys in the environment; and what is asked of it most. The classes of a listed one are
    // linked at each start, also where they are not used: so nothing rare.
    run("run", "-r", "demo", "--job", "rebuild", endpoint);
    run("run", "-r", "demo", "--job", "rebuild", endpoint);
    run("plan", "-r", "demo", "--job", "rebuild", endpoint, "--param=env.A=b");
    loseAJob();
    run("run", "-r", "demo", "--job", "rebuild", endpoint);
    environment.put("AWS_PROFILE", "node");
    run("run", "-r", "demo", "--dispatcher=d", endpoint, file);
    environment.remove("AWS_PROFILE");
    environment.put("AWS_ACCESS_KEY_ID", "training");
    environment.put("AWS_SECRET_ACCESS_KEY", "training");
    environment.put("LAVA_DISPATCHER", "/opt/lava/bin/lava-dispatcher");
    environment.put("AWS_ENDPOINT_URL", "https://localhost:" + port);
    run("run", "-r", "demo", "--job", "rebuild");
    asOnANode("run", "-r", "demo", "--dispatcher=d", "--arg=--level", "--arg=warning", "--log-json");
    environment.remove("LAVA_DISPATCHER");
    environment.remove("AWS_ENDPOINT_URL");
    environment.remove("AWS_ACCESS_KEY_ID");
    environment.remove("AWS_SECRET_ACCESS_KEY");
  }

  private void runFromFiles() throws Exception {
    Files.deleteIfExists(folder.resolve("bin/spool"));
    Files.deleteIfExists(folder.resolve("crontab"));
    String jobs = "--jobs=" + jobsFile();
    String file = "--crontab-file=" + folder.resolve("crontab");
    run("run", "-r", "demo", "--dispatcher=d", jobs);
    run("run", "-r", "demo", "--dispatcher=d", jobs);
    run("plan", "-r", "demo", "--dispatcher=d", jobs, "--env=A=b");
    loseAJob();
    run("run", "-r", "demo", "--dispatcher=d", jobs);
    run("run", "-r", "demo", "--dispatcher=d", jobs, file);
    asOnANode(
        "run", "-r", "demo", "--dispatcher=d", jobs, file, "--arg=--level", "--arg=warning", "--log-json");
    run("render", "-r", "demo", "--dispatcher=d", "--jobs=" + jobsFolder());
    run("check", jobs);
  }

  /** With the state in the home folder, and in a zone that changes its clock; watched, and under systemd. */
  private void asOnANode(String... words) throws Exception {
    String state = environment.remove("XDG_STATE_HOME");
    environment.put("TZ", "Europe/Berlin");
    environment.put("JOURNAL_STREAM", "8:1");
    environment.put("LAVASCHED_METRICS", folder.resolve("lavasched.prom").toString());
    run(words);
    environment.remove("LAVASCHED_METRICS");
    environment.remove("JOURNAL_STREAM");
    environment.remove("TZ");
    environment.put("XDG_STATE_HOME", state);
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

  /** Runs one command. */
  private void run(String... words) throws Exception {
    run(List.of(words));
  }

  private void run(List<String> words) throws Exception {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>(program);
    command.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> !name.equals("LANG") && !name.startsWith("LC_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", words) + " took more than " + LIMIT_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", words)
              + " must end with 0, found "
              + process.exitValue()
              + ":\n"
              + Files.readString(output));
    }
    after.accept(words.get(0));
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
        "-sigalg",
        "SHA256withRSA",
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

  /** What the metadata service of an EC2 instance with a role answers. */
  private static HttpServer instance() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          String answer =
              switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "token" -> "token";
                case "" -> "node";
                default ->
                    "{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"a\","
                        + "\"SecretAccessKey\":\"b\",\"Token\":\"c\","
                        + "\"LastUpdated\":\"2020-01-01T00:00:00Z\","
                        + "\"Expiration\":\"2099-01-01T00:00:00Z\"}";
              };
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
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
