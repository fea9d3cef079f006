// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static io.lavasched.testkit.dynamodb.Fault.DENIED;
import static io.lavasched.testkit.dynamodb.Fault.EXPIRED;
import static io.lavasched.testkit.dynamodb.Fault.STALL;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.testkit.crontab.MountNamespace;
import io.lavasched.testkit.crontab.PrivateSpool;
import io.lavasched.testkit.dynamodb.FaultyEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher with the machine's real crontab program, on a spool of its own, and a live table.
 */
class DoctorIT {

  /** In the zone of its CRON_TZ, which Debian's cron does not support. */
  private static final String OF =
      "-r demo --job demo/schedule-01 --zone Australia/Sydney --endpoint-url ";

  @TempDir Path directory;
  @TempDir Path spoolDirectory;
  private final LocalDynamoDb account = new LocalDynamoDb();
  private PrivateSpool spool;
  private Launcher launcher;

  @BeforeEach
  void node() throws IOException {
    spool = PrivateSpool.in(spoolDirectory);
    Path program =
        Files.writeString(
            directory.resolve("lava-dispatcher"), "#!/bin/sh\necho lava-dispatcher 8.2.0\n");
    Files.setPosixFilePermissions(program, fromString("rwxr-xr-x"));
    launcher =
        Launcher.in(directory)
            .withPathLedBy(spool.bin())
            .with("LAVA_DISPATCHER", program.toString());
    account.open(launcher);
    account.createJobsTable();
    account.putFolder(Cli.EXAMPLES);
  }

  private Ran doctor(URI endpoint) {
    return launcher.runLine("doctor " + OF + endpoint);
  }

  private Ran doctor() {
    return doctor(URI.create(LocalDynamoDb.endpoint()));
  }

  @Test
  void aNodeAfterItsFirstRunHasNothingToMendButWhatIsOfTheMachine() throws IOException {
    Ran run = launcher.runLine("run " + OF + LocalDynamoDb.endpoint());
    assertThat(run.exit()).as(run.err()).isZero();
    String before = Files.readString(spool.spool().resolve("root"), ISO_8859_1);

    Ran ran = doctor();

    assertThat(ran.out())
        .containsPattern("ok       cron                  (Debian's cron|cronie)")
        .containsPattern("ok       cron-account          \\S+ can list its crontab")
        .contains(
            "ok       dispatcher-start      in cron's environment it says lava-dispatcher 8.2.0\n",
            "ok       clock                 within 30 s of that of AWS\n",
            "ok       aws-identity          key **** of environment variables, region"
                + " ap-southeast-2;",
            "ok       jobs-table            table lava.demo.jobs (ap-southeast-2) is active\n",
            "ok       dispatcher-index      active,",
            "ok       right-query           dynamodb:Query was answered\n",
            "ok       right-get-item ",
            "ok       right-batch-get-item ",
            "ok       right-scan ",
            "skipped  realm-record          the dispatcher program is given\n",
            "warning  audit-access          cannot query table lava.demo.events (ap-southeast-2):"
                + " there is no such table (only lavasched audit needs it)\n",
            "ok       state-folder ",
            // The one that was replaced (none), and the one that was installed.
            "ok       backups               2 kept",
            "ok       lock                  free\n",
            "ok       lavasched-job         sound, for dispatcher Sydney\n",
            "ok       block                 of realm demo, with 7 lines to run\n",
            "ok       block-edits ",
            "ok       block-current         as the records say: 7 entries for 6 jobs\n");
    // No daemon need run where tests do.
    assertThat(
            ran.out()
                .lines()
                .filter(l -> l.startsWith("failure "))
                .filter(l -> !l.startsWith("failure  cron-daemon ")))
        .isEmpty();
    assertThat(Files.readString(spool.spool().resolve("root"), ISO_8859_1)).isEqualTo(before);
  }

  @Test
  void aDaemonIsSeen() throws IOException {
    Path cron = directory.resolve("cron");
    Path crond = directory.resolve("crond");
    Files.copy(Path.of("/bin/sleep"), cron);
    Files.copy(Path.of("/bin/sleep"), crond);
    Process first = new ProcessBuilder(cron.toString(), "60").start();
    Process second = new ProcessBuilder(crond.toString(), "60").start();
    try {
      assertThat(doctor().out())
          .containsPattern("ok       cron-daemon           crond? is running");
    } finally {
      first.destroy();
      second.destroy();
    }
  }

  @Test
  void anEmptyPidNamespaceShowsNoDaemonAndThatIsAWarning() {
    List<String> words =
        List.of(
            "unshare",
            "--pid",
            "--fork",
            "--mount-proc",
            launcher.program().toString(),
            "doctor",
            "-r",
            "demo",
            "--jobs",
            Launcher.examples());

    Ran ran = Launcher.ended(launcher.start(MountNamespace.command("exec \"$@\"", words)));

    assertThat(ran.out())
        .containsPattern(
            "warning  cron-daemon           the daemon .* was not seen, but this is a");
  }

  @Test
  void anAccountThatIsDeniedIsTold() throws IOException {
    Path denied = spool.programOfDenied(Files.createDirectory(directory.resolve("etc")));
    launcher.withPathLedBy(denied.getParent());

    Ran ran = doctor();

    assertThat(ran.out())
        .contains("failure  cron-account ", "not allowed to use this program")
        .contains("  help: let the account in: name it in cron.allow")
        .contains("unknown  block                 see cron-account\n");
    assertThat(ran.exit()).isEqualTo(10);
  }

  @Test
  void whatIsMissingOfTheRightsIsNamedOnceEach() {
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(URI.create(LocalDynamoDb.endpoint()))
            .from("BatchGetItem", 1, DENIED)
            .from("Scan", 1, DENIED)
            .from("DescribeTable", 1, DENIED)) {
      Ran ran = doctor(endpoint.uri());

      assertThat(ran.out())
          .contains("unknown  jobs-table ", "unknown  dispatcher-index ")
          .contains("ok       right-query ", "ok       right-get-item ")
          .contains("failure  right-batch-get-item ")
          .contains("  help: allow dynamodb:BatchGetItem on table lava.demo.jobs;")
          .contains("warning  right-scan ");
      assertThat(ran.exit()).isEqualTo(10);
    }
  }

  @Test
  void anExpiredTokenEndsTheQuestionsAndShowsNoKey() {
    launcher.with("AWS_ACCESS_KEY_ID", "ASIAIOSFODNN7EXAMPLE");
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(URI.create(LocalDynamoDb.endpoint()))
            .from("DescribeTable", 1, EXPIRED)) {
      Ran ran = doctor(endpoint.uri());

      assertThat(ran.out())
          .contains("key ASIA****MPLE of environment variables")
          .contains("failure  jobs-table ", "AWS refuses the credentials (ExpiredTokenException)")
          .contains("unknown  right-query           see jobs-table\n")
          .doesNotContain("ASIAIOSFODNN7EXAMPLE");
      assertThat(ran.exit()).isEqualTo(10);
    }
  }

  @Test
  void aTableThatDoesNotAnswerIsWaitedForOnce() {
    try (FaultyEndpoint endpoint =
        FaultyEndpoint.before(URI.create(LocalDynamoDb.endpoint()))
            .from("DescribeTable", 1, STALL)
            .from("Query", 1, STALL)) {
      Ran ran = doctor(endpoint.uri());

      assertThat(ran.out()).contains("failure  jobs-table ", "no answer in time");
      assertThat(ran.out()).contains("unknown  lavasched-job         see jobs-table\n");
      assertThat(endpoint.count("Query")).isZero();
    }
  }

  @Test
  void aMissingTableIsTold() {
    new LocalDynamoDb().open(launcher); // another account

    Ran ran = doctor();

    assertThat(ran.out())
        .contains("failure  jobs-table ", "there is no such table")
        .contains("unknown  dispatcher-index      see jobs-table\n")
        .contains("ok       block-edits ");
    assertThat(ran.exit()).isEqualTo(10);
  }
}
