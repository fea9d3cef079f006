// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher on a realm in DynamoDB. */
class DynamoDbIT {

  private static final String TIME = " --now 2026-12-01T12:00:00 --zone Australia/Sydney ";
  private static final String ENDPOINT = " --endpoint-url " + LocalDynamoDb.endpoint() + " ";

  @TempDir Path directory;
  private LocalDynamoDb account;
  private Launcher launcher;

  @BeforeEach
  void openAccount() {
    account = new LocalDynamoDb();
    launcher = Launcher.in(directory);
    account.open(launcher);
  }

  private void exampleRealm() {
    account.createJobsTable();
    account.putFolder(Cli.EXAMPLES);
  }

  /** EventBridge Scheduler is another target: a crontab costs nothing of it. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "plan"})
  void crontabLoadsNothingOfTheSchedules(String command) throws IOException {
    exampleRealm();
    Path classes = directory.resolve("classes");
    launcher.with("LAVASCHED_JAVA_OPTS", "-Xlog:class+load:file=" + classes);
    for (String source : List.of(ENDPOINT, " --jobs {examples}")) {
      Ran ran =
          launcher.runLine(
              command + " -r demo --job demo/schedule-01 --crontab-file {dir}/tab" + TIME + source);

      assertThat(ran.exit()).as(ran.err()).isZero();
      List<String> loaded =
          Files.readAllLines(classes).stream().filter(line -> line.contains(" source: ")).toList();
      assertThat(loaded)
          .hasSizeGreaterThan(1_000)
          .noneMatch(
              line ->
                  line.contains("software.amazon.awssdk.services.scheduler.")
                      || line.contains("io.lavasched.eventbridge.")
                      || line.contains("io.lavasched.application.schedules.")
                      || line.contains("io.lavasched.application.port.schedules.")
                      || line.contains("io.lavasched.application.reconcile.")
                      || line.contains("io.lavasched.application.records.Service")
                      || line.contains("io.lavasched.cli.schedules."));
    }
    try (JarFile jar = new JarFile(Path.of("target", "lavasched-all.jar").toFile())) {
      assertThat(jar.getEntry("io/lavasched/eventbridge/EventBridgeSchedules.class")).isNotNull();
      assertThat(jar.getEntry("software/amazon/awssdk/services/scheduler/SchedulerClient.class"))
          .isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "render -r demo --job demo/schedule-01",
        "render -r demo --dispatcher Perth --dispatcher Sydney --dispatcher none --arg -r",
        "render -r demo --job demo/schedule-01 --param dispatcher=Perth --skip-disabled -o json",
        "plan -r demo --job demo/schedule-01 --crontab-file {dir}/tab",
        "run -r demo --job demo/schedule-01 --crontab-file {dir}/tab",
        "check -r demo",
        "check -r demo -o json",
        "next -r demo -l warning",
        "next -r demo --dispatcher Sydney report/* --until 1w -o json",
        "next -r demo --until 1d -o ical",
        "explain -r demo prices/publish --crontab-file {dir}/tab",
        "explain -r demo mail/perth --crontab-file {dir}/tab -o json",
      })
  void aRealmInTheTableIsThatInFiles(String line) throws IOException {
    exampleRealm();
    Path tab = directory.resolve("tab");

    Ran ofFiles = launcher.runLine(line + TIME + " --jobs {examples}");
    String tabOfFiles = Files.exists(tab) ? Files.readString(tab) : "";
    Files.deleteIfExists(tab);
    // As on another node, which remembers nothing of the first run.
    MoreFiles.deleteRecursively(Files.createDirectories(directory.resolve(".local")));
    Ran ofTable = launcher.runLine(line + TIME + ENDPOINT);

    assertThat(withoutKnownNames(ofTable.out())).isEqualTo(withoutKnownNames(ofFiles.out()));
    assertThat(ofTable.exit()).isEqualTo(ofFiles.exit());
    if (line.startsWith("check")) {
      assertThat(ofTable.err())
          .isEqualTo("table lava.demo.jobs (ap-southeast-2): 8 records, 0 errors, 3 warnings\n");
    } else {
      assertThat(withoutKnownNames(ofTable.told())).isEqualTo(withoutKnownNames(ofFiles.told()));
    }
    if (line.contains("none")) {
      assertThat(ofTable.told()).contains("found \"none\" [dispatcher-without-jobs]");
    }
    assertThat(Files.exists(tab) ? Files.readString(tab) : "").isEqualTo(tabOfFiles);
  }

  /** A rebuild asks the index for its own dispatchers: only files know the names of the others. */
  private static String withoutKnownNames(String said) {
    return said.replaceAll("(\\[dispatcher-without-jobs\\]\n)  help: .*\n", "$1");
  }

  /** What only an audit and doctor need is no part of the start of the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run -r demo --job demo/schedule-01 --crontab-file tab",
        "plan -r demo --job demo/schedule-01 --crontab-file tab",
        "render -r demo --dispatcher Perth",
        "check -r demo",
        "next -r demo -l warning",
        "run -r demo --jobs {examples} --job demo/schedule-01 --crontab-file tab",
      })
  void nothingOfQueuesOrRunRecordsIsLoaded(String line) throws IOException {
    exampleRealm();
    Path classes = directory.resolve("classes");

    Ran ran =
        launcher
            .with("LAVASCHED_JAVA_OPTS", "-Xlog:class+load:file=" + classes)
            .runLine(line + (line.contains("--jobs") ? TIME : TIME + ENDPOINT));

    assertThat(ran.exit()).as(ran.err()).isIn(0, 10);
    assertThat(Files.readAllLines(classes))
        .anyMatch(loaded -> loaded.contains("io.lavasched.dynamodb."))
        .noneMatch(
            loaded ->
                loaded.contains("awssdk.services.sqs.")
                    || loaded.contains("io.lavasched.dynamodb.queue.")
                    || loaded.contains("RunEvents")
                    || loaded.contains("ReadUnits"));
  }

  @Test
  void bothVariablesForTheEndpointAreHonoured() {
    exampleRealm();
    String render = "render -r demo --dispatcher Perth";

    assertThat(
            launcher
                .with("AWS_ENDPOINT_URL", "http://localhost:1")
                .with("AWS_ENDPOINT_URL_DYNAMODB", LocalDynamoDb.endpoint())
                .runLine(render)
                .out())
        .contains(" mail/perth\n");
    assertThat(
            launcher
                .with("AWS_ENDPOINT_URL", LocalDynamoDb.endpoint())
                .without("AWS_ENDPOINT_URL_DYNAMODB")
                .runLine(render)
                .out())
        .contains(" mail/perth\n");
  }

  @Test
  void theRealmNamesTheProgramUnlessSomeoneElseDoes() {
    exampleRealm();
    account.putRealm(
        "{\"realm\": \"demo\", \"config\": {\"DISPATCHER\": \"/opt/lava v8/bin/dispatch\"}}");
    String render = "render -r demo --dispatcher Perth" + ENDPOINT;

    assertThat(launcher.runLine(render).out())
        .contains("0 8 * * 1-5 '/opt/lava v8/bin/dispatch' --worker mail mail/perth\n");
    assertThat(launcher.with("LAVA_DISPATCHER", "/variable").runLine(render).out())
        .contains(" /variable --worker");
    assertThat(launcher.runLine(render + " --dispatcher-program /option").out())
        .contains(" /option --worker");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"realm\": \"demo\"}",
        "{\"realm\": \"demo\", \"config\": {}}",
        "{\"realm\": \"demo\", \"config\": {\"DISPATCHER\": null}}",
        "{\"realm\": \"other\", \"config\": {\"DISPATCHER\": \"/x\"}}",
      })
  void aRealmThatNamesNoneHasLavasOwn(String realm) {
    exampleRealm();
    account.putRealm(realm);

    assertThat(launcher.runLine("render -r demo --dispatcher Perth" + ENDPOINT).out())
        .contains(" /usr/local/bin/lava-dispatcher --worker mail mail/perth\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"bin/x\"", "5", "\"\"", "\"/x\\n* * * * * y\""})
  void aRealmThatNamesABadOneStopsTheRun(String program) {
    exampleRealm();
    account.putRealm("{\"realm\": \"demo\", \"config\": {\"DISPATCHER\": " + program + "}}");

    Ran ran = launcher.runLine("render -r demo --dispatcher Perth" + ENDPOINT);

    assertThat(ran.err()).startsWith("realm demo: config.DISPATCHER");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void badRecordsInTheTableAreQuarantined() {
    account.createJobsTable();
    account.put(
        LocalDynamoDb.JOBS,
        List.of(
            "{\"job_id\": \"a\", \"dispatcher\": \"d\", \"worker\": 7, \"schedule\": [\"x\","
                + " null]}",
            "{\"job_id\": \"b\", \"dispatcher\": \"d\", \"worker\": \"w\", \"enabled\": true,"
                + " \"schedule\": \"@daily\"}",
            "{\"job_id\": \"c\", \"dispatcher\": \"d\", \"worker\": \"w\", \"enabled\": false,"
                + " \"schedule\": \"@daily\"}"));

    Ran ran =
        launcher.runLine(
            "render -r demo --dispatcher d --skip-disabled --crontab-file none" + ENDPOINT);

    assertThat(ran.out()).contains("--worker w b\n").doesNotContain("w c\n").hasLineCount(4);
    assertThat(ran.err())
        .contains("job a: worker: error: worker must be a string, found a number [wrong-type]\n")
        .contains("job a: schedule[0]:", "job a: schedule[1]: error: must be a cron string");
    assertThat(ran.exit()).isEqualTo(3);
  }

  @Test
  void aJobThatIsNotInTheTableIsToldSo() {
    exampleRealm();

    Ran ran = launcher.runLine("run -r demo --job demo/none --crontab-file tab" + ENDPOINT);

    assertThat(ran.err())
        .startsWith(
            "command line: error: lavasched job must be in table lava.demo.jobs (ap-southeast-2),"
                + " found no record \"demo/none\" [job-not-found]\n");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(directory.resolve("tab")).doesNotExist();
  }

  @Test
  void aTableThatIsMissingIsAFailureOutside() {
    assertFails(
        "cannot query table lava.demo.jobs (ap-southeast-2): there is no such table", "--realm");
  }

  @Test
  void anEndpointThatIsNotThereIsAFailureInBoundedTime() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    long start = System.nanoTime();

    Ran ran = failing("run --endpoint-url http://127.0.0.1:" + port);

    assertThat(ran.err()).contains("http://127.0.0.1:" + port).contains("\n  help: look at the ");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void anEndpointThatIsNoDynamoDbIsAFailure() throws IOException {
    // Takes the connection and hangs up.
    try (ServerSocket odd = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread hangUp =
          new Thread(
              () -> {
                try {
                  while (true) {
                    odd.accept().close();
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      hangUp.setDaemon(true);
      hangUp.start();
      launcher.with("AWS_MAX_ATTEMPTS", "2");

      Ran ran = failing("run --endpoint-url http://127.0.0.1:" + odd.getLocalPort());

      assertThat(ran.err()).contains("\n  help: ");
    }
  }

  @Test
  void credentialsAreNeeded() {
    launcher.without("AWS_ACCESS_KEY_ID").without("AWS_SECRET_ACCESS_KEY");

    assertFails("credentials", "help: ");
  }

  @Test
  void aRegionIsNeeded() {
    launcher.without("AWS_REGION");

    assertFails(
        "error: there must be an AWS region, found none\n",
        "help: give --region, or set AWS_REGION, or region in the profile\n");
    exampleRealm();
    assertThat(
            launcher
                .runLine("render -r demo --dispatcher Perth --region ap-southeast-2" + ENDPOINT)
                .exit())
        .isZero();
  }

  @Test
  void aProfileThatIsNotThereIsToldSo() {
    assertThat(failing("run --profile nobody" + ENDPOINT).err())
        .contains("there must be a profile \"nobody\"");
  }

  @Test
  void secretsAreNotInMessages() {
    launcher.with("AWS_SECRET_ACCESS_KEY", "hunter2hunter2");

    assertThat(failing("run -l debug" + ENDPOINT, true).err()).doesNotContain("hunter2");
  }

  private void assertFails(String... said) {
    assertThat(failing("run" + ENDPOINT).err()).startsWith("error: ").contains(said);
    JsonNode json = JsonShape.of(failing("render -o json" + ENDPOINT, true).out());
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.error/1");
    assertThat(json.get("failure").get("message").textValue()).isNotBlank();
  }

  private Ran failing(String line) {
    Ran ran = failing(line, false);
    assertThat(ran.out()).isEmpty();
    return ran;
  }

  private Ran failing(String line, boolean withOutput) {
    Ran ran =
        launcher.runLine(
            line.replaceFirst("(\\S+)", "$1 -r demo --dispatcher Perth --crontab-file tab"));
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(withOutput || ran.outBytes().length == 0).isTrue();
    assertThat(directory.resolve("tab")).doesNotExist();
    return ran;
  }
}
