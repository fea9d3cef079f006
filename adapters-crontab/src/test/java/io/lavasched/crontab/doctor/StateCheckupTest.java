// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.doctor;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lavasched.application.port.Check;
import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.crontab.state.BackupFolder;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.testkit.crontab.Jvm;
import io.lavasched.testkit.crontab.MountNamespace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = SECONDS)
class StateCheckupTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  @TempDir Path directory;

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString()));
  }

  private BackupFolder archive(Instant at) {
    return BackupFolder.ofAccount(folder(), Clock.fixed(at, ZoneOffset.UTC));
  }

  private List<String> told() {
    return told(StateCheckup.of(folder(), archive(NOW), NOW));
  }

  private static List<String> told(List<Finding> findings) {
    return findings.stream()
        .map(f -> f.status().label() + " " + f.check().id() + ": " + f.detail())
        .toList();
  }

  @Test
  void aFolderThatIsNotThereYetIsNotMade() {
    assertThat(told())
        .containsExactly(
            "ok state-folder: " + folder().path() + " is not there yet, and can be made",
            "ok state-space: more than 32 MiB are free",
            "ok backups: none yet: nothing was installed by lavasched",
            "ok lock: free");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void backupsAreCountedAndTheNewestIsRead() throws IOException {
    archive(NOW).keep(Optional.of(CrontabText.of("# a\n")));
    archive(NOW.plusSeconds(1)).keep(Optional.of(CrontabText.of("# b\n")));

    assertThat(told())
        .startsWith("ok state-folder: " + folder().path())
        .contains("ok backups: 2 kept, the newest 20261201T120001.000000Z-crontab");
    assertThat(folder().path().toFile().list()).hasSize(2);
  }

  @Test
  void aModeThatLetsOthersInIsAWarningAndStays() throws IOException {
    folder().create();
    Files.setPosixFilePermissions(folder().path(), fromString("rwxr-xr-x"));

    List<Finding> findings = StateCheckup.of(folder(), archive(NOW), NOW);

    assertThat(findings.get(0).status()).isEqualTo(Status.WARNING);
    assertThat(findings.get(0).detail())
        .isEqualTo(folder().path() + " must be open to this account alone (0700), found mode 0755");
    assertThat(findings.get(2)).isEqualTo(Finding.unknown(Check.BACKUPS, "see state-folder"));
    assertThat(Files.getPosixFilePermissions(folder().path())).isEqualTo(fromString("rwxr-xr-x"));
  }

  @Test
  void aFileInItsPlaceIsAFailure() throws IOException {
    Files.createFile(directory.resolve("lavasched"));

    assertThat(told().get(0)).startsWith("failure state-folder: ").contains("found a file");
  }

  @Test
  void aParentThatIsAFileIsAFailure() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    StateFolder below = StateFolder.of(Map.of("XDG_STATE_HOME", file + "/x"));

    List<Finding> findings =
        StateCheckup.of(below, BackupFolder.ofAccount(below, Clock.systemUTC()), NOW);

    assertThat(findings.get(0).status()).isEqualTo(Status.FAILURE);
    assertThat(findings.get(0).detail()).endsWith("found no right to write in " + file);
  }

  @Test
  void aBackupOfTheFutureMeansThatTheClockWasSetBack() {
    archive(NOW.plusSeconds(3600)).keep(Optional.empty());

    List<Finding> findings = StateCheckup.of(folder(), archive(NOW), NOW);

    assertThat(findings.get(2).status()).isEqualTo(Status.WARNING);
    assertThat(findings.get(2).detail())
        .isEqualTo(
            "the newest backup must not be of the future, found"
                + " 20261201T130000.000000Z-crontab.none");
  }

  @Test
  void aSmallDiskIsTold() throws Exception {
    assertThat(run("mount -t tmpfs -o size=64k,mode=700 none \"$1\"\n"))
        .contains("failure state-space")
        .doesNotContain("ok state-space");
    assertThat(run("mount -t tmpfs -o size=2m,mode=700 none \"$1\"\n"))
        .contains("warning state-space");
  }

  @Test
  void aReadOnlyDiskIsAFailure() throws Exception {
    assertThat(run("mount -t tmpfs -o ro none \"$1\"\n")).contains("failure state-folder");
  }

  /** Nobody cannot write in a folder of root, whereas root always can. */
  @Test
  void aFolderOfAnotherAccountIsAFailure() throws Exception {
    Files.setPosixFilePermissions(directory, fromString("rwxr-xr-x"));
    String owner = "mkdir -m 700 \"$1/lavasched\"\nchown 1234:1234 \"$1/lavasched\"\n";
    // In a user namespace there is no other account.
    assumeThat(MountNamespace.isRoot()).isTrue();
    assertThat(run(owner)).contains("failure state-folder");
  }

  /** What is told of a state folder after a script has mounted something there. */
  private String run(String script) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(directory.toString()));
    arguments.addAll(Jvm.command(Telling.class, directory.toString()));
    Path out = Files.createTempFile("told", "");
    Process process =
        new ProcessBuilder(MountNamespace.command(script + "shift\nexec \"$@\"\n", arguments))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(240, SECONDS)).isTrue();
    String told = Files.readString(out);
    Files.delete(out);
    assertThat(process.exitValue()).as(told).isZero();
    return told;
  }

  /** Prints the status of each check. */
  static final class Telling {
    private Telling() {}

    public static void main(String[] args) {
      StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", args[0]));
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      Stream.of(StateCheckup.of(folder, BackupFolder.ofAccount(folder, Clock.systemUTC()), NOW))
          .flatMap(List::stream)
          .forEach(finding -> out.println(finding.status().label() + " " + finding.check().id()));
    }
  }
}
