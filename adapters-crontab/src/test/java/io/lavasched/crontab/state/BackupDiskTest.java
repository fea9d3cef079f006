// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.program.CrontabProgram;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.testkit.crontab.Jvm;
import io.lavasched.testkit.crontab.MountNamespace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backups on disks that take nothing more: real ones, each for one process alone to see. */
@Timeout(value = 60, unit = SECONDS)
class BackupDiskTest {

  private static final String SMALL = "mount -t tmpfs -o size=64k,mode=700 none \"$1\"\n";
  private static final String READ_ONLY = "mount -o remount,ro \"$1\"\n";
  private static final String PROGRAM = "shift\nexec \"$@\"\n";

  /** Two pages of a disk of sixteen. */
  private static final CrontabText LARGE = CrontabText.of("# 15 characters\n".repeat(512));

  /** As large; the same one is not kept twice in a row. */
  private static final CrontabText OTHER = CrontabText.of("# 15 CHARACTERS\n".repeat(512));

  @TempDir Path directory;

  @Test
  void aFullDiskIsAFailureAndLosesNothing() throws Exception {
    List<String> told = run(SMALL + PROGRAM, Filling.class);

    assertThat(told)
        .containsExactly(
            "full: "
                + state()
                + " must take a backup before the crontab is changed, found: No"
                + " space left on device",
            "hint: " + StateFolder.REMEDY,
            "listed are those that were kept, whole",
            "other files: []",
            "install: "
                + state()
                + "/crontab.*.new must take the new crontab for /no/crontab, found: No space left"
                + " on device",
            "other files: []",
            "with room again: kept");
  }

  /** Keeps backups until the disk is full. */
  static final class Filling {
    private Filling() {}

    public static void main(String[] args) throws IOException {
      Told told = new Told(args[0]);
      BackupFolder archive = BackupFolder.ofAccount(told.folder, Clock.systemUTC());
      List<Backup> kept = new ArrayList<>();
      StoreException full =
          told.failure(
              () -> kept.add(archive.keep(Optional.of(kept.size() % 2 == 0 ? LARGE : OTHER))));
      told.say("full: " + full.getMessage());
      told.say("hint: " + full.hint().orElse("none"));
      List<Backup> listed = archive.list();
      boolean whole =
          kept.stream()
              .allMatch(
                  backup ->
                      archive
                          .read(backup)
                          .equals(Optional.of(kept.indexOf(backup) % 2 == 0 ? LARGE : OTHER)));
      told.say(
          listed.size() == kept.size() && listed.containsAll(kept) && kept.size() > 3 && whole
              ? "listed are those that were kept, whole"
              : "kept " + kept + " but listed " + listed);
      told.otherFiles();
      CrontabProgram program =
          new CrontabProgram(Path.of("/no/crontab"), Duration.ofSeconds(9), told.folder);
      told.say(
          "install: "
              + told.failure(() -> program.install(LARGE))
                  .getMessage()
                  .replaceFirst("crontab[.][0-9]+[.]new", "crontab.*.new"));
      told.otherFiles();
      Files.delete(told.folder.path().resolve(listed.get(0).name()));
      Files.delete(told.folder.path().resolve(listed.get(1).name()));
      told.say(
          "with room again: " + (archive.keep(Optional.of(LARGE)).name().isEmpty() ? "" : "kept"));
    }
  }

  @Test
  void aReadOnlyDiskIsAFailureAndCanStillBeRead() throws Exception {
    List<String> told =
        run(
            SMALL
                + "mkdir -m 700 \"$1/lavasched\"\n"
                + "echo old >\"$1/lavasched/20261124T011103.000000Z-crontab\"\n"
                + READ_ONLY
                + PROGRAM,
            Looking.class);

    assertThat(told)
        .containsExactly(
            "keep: "
                + state()
                + " must take a backup before the crontab is changed, found:"
                + " Read-only file system",
            "lock: "
                + state()
                + " must take the lock of this account, found: Read-only file system",
            "listed: [20261124T011103.000000Z-crontab]",
            "read: old",
            "other files: []");
  }

  @Test
  void aReadOnlyDiskWithoutTheFolderIsAFailure() throws Exception {
    List<String> told = run(SMALL + READ_ONLY + PROGRAM, Looking.class);

    assertThat(told)
        .containsExactly(
            "keep: " + state() + " must be a folder that can be made, found: Read-only file system",
            "lock: " + state() + " must be a folder that can be made, found: Read-only file system",
            "listed: []");
  }

  /** Tries what a disk can take that is only for reading. */
  static final class Looking {
    private Looking() {}

    public static void main(String[] args) throws IOException {
      Told told = new Told(args[0]);
      BackupFolder archive = BackupFolder.ofAccount(told.folder, Clock.systemUTC());
      told.say("keep: " + told.failure(() -> archive.keep(Optional.of(LARGE))).getMessage());
      told.say(
          "lock: "
              + told.failure(() -> AccountLock.acquire(told.folder, Duration.ZERO)).getMessage());
      List<Backup> listed = archive.list();
      told.say("listed: " + listed);
      for (Backup backup : listed) {
        byte[] bytes = archive.read(backup).orElse(CrontabText.EMPTY).bytes();
        told.say("read: " + new String(bytes, StandardCharsets.UTF_8).strip());
        told.otherFiles();
      }
    }
  }

  @Test
  void anOldBackupThatCannotBeRemovedIsNoFailure() throws Exception {
    List<String> told =
        run(
            SMALL
                + "mkdir -m 700 \"$1/lavasched\"\n"
                + "old=$1/lavasched/20001124T011103.000000Z-crontab\n"
                + "touch \"$old\"\n"
                // What something is mounted on cannot be removed, not even by root.
                + "mount --bind \"$old\" \"$old\"\n"
                + PROGRAM,
            Keeping.class);

    assertThat(told).containsExactly("21 listed, the oldest is 20001124T011103.000000Z-crontab");
  }

  /** Keeps more backups than stay. */
  static final class Keeping {
    private Keeping() {}

    public static void main(String[] args) throws IOException {
      Told told = new Told(args[0]);
      BackupFolder archive = BackupFolder.ofAccount(told.folder, Clock.systemUTC());
      for (int i = 0; i < 23; i++) {
        archive.keep(i % 2 == 0 ? Optional.empty() : Optional.of(CrontabText.EMPTY));
      }
      List<Backup> listed = archive.list();
      told.say(listed.size() + " listed, the oldest is " + listed.get(listed.size() - 1));
    }
  }

  /** What a process in the namespace tells the test. */
  private static final class Told {
    private final StateFolder folder;
    private final PrintStream out = System.out;

    Told(String directory) {
      folder = StateFolder.of(Map.of("XDG_STATE_HOME", directory));
    }

    void say(String line) {
      out.println(line);
    }

    StoreException failure(Runnable step) {
      for (int i = 0; i < 1_000; i++) {
        try {
          step.run();
        } catch (StoreException e) {
          return e;
        }
      }
      throw new IllegalStateException("no failure");
    }

    void otherFiles() throws IOException {
      try (Stream<Path> files = Files.list(folder.path())) {
        say("other files: " + files.filter(f -> !f.toString().endsWith("Z-crontab")).toList());
      }
    }
  }

  private Path state() {
    return directory.resolve("disk/lavasched");
  }

  private List<String> run(String script, Class<?> main) throws Exception {
    Path disk = Files.createDirectories(directory.resolve("disk"));
    List<String> arguments = new ArrayList<>(List.of(disk.toString()));
    arguments.addAll(Jvm.command(main, disk.toString()));
    Path out = directory.resolve("out");
    Process process =
        new ProcessBuilder(MountNamespace.command(script, arguments))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(240, SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(out);
  }
}
