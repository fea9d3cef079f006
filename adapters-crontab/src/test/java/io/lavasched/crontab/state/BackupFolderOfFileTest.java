// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.testkit.ContractOf;
import io.lavasched.application.testkit.CrontabArchiveContract;
import io.lavasched.domain.crontab.CrontabText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups of a plain file, under a clock that stands still, beside those of the account. */
@ContractOf(BackupFolder.class)
class BackupFolderOfFileTest extends CrontabArchiveContract {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir Path directory;

  @Override
  protected CrontabArchive emptyArchive() {
    StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString()));
    BackupFolder.ofAccount(folder, CLOCK).keep(Optional.empty());
    return BackupFolder.ofFile(folder, directory.resolve("crontab"), CLOCK);
  }

  private CrontabArchive of(String path) {
    StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString()));
    return BackupFolder.ofFile(folder, directory.resolve(path), CLOCK);
  }

  /** Each name of a file, made by what the test sets up; all are one crontab. */
  @ParameterizedTest
  @ValueSource(strings = {"link", "chain", "folder/tab", "folder/../real/tab", "real/./tab"})
  void everyNameOfAFileHasTheSameBackups(String name) throws IOException {
    Files.createDirectories(directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("folder"), Path.of("real"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("real/tab"));
    Files.createSymbolicLink(directory.resolve("chain"), Path.of("link"));

    Backup before = of(name).keep(Optional.empty());
    assertThat(of("real/tab").list()).as("before the file is there").containsExactly(before);
    Files.writeString(directory.resolve("real/tab"), "# a\n");
    Backup after = of(name).keep(Optional.of(CrontabText.of("# a\n")));

    assertThat(of("real/tab").list()).containsExactly(after, before);
    assertThat(of(name).list()).containsExactly(after, before);
    assertThat(of(name).read(before)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "folder/tab"})
  void whatWasKeptByTheNameOfALinkIsFound(String name) throws IOException {
    Files.createDirectories(directory.resolve("real"));
    // Before there is a link, its name is a file's: backups are named as they once were.
    Backup none = of(name).keep(Optional.empty());
    Backup old = of(name).keep(Optional.of(CrontabText.of("# old\n")));
    Backup found = of(name).keepFound(Optional.empty());
    Files.createSymbolicLink(directory.resolve("folder"), Path.of("real"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("real/tab"));

    assertThat(of(name).list()).containsExactly(found, old, none);
    assertThat(of(name).read(old)).contains(CrontabText.of("# old\n"));
    assertThat(of(name).read(none)).isEmpty();
    assertThat(of(name).read(found)).isEmpty();
    Backup newer = of(name).keep(Optional.of(CrontabText.of("# new\n")));
    assertThat(of(name).list()).containsExactly(newer, found, old, none);
    assertThat(of("real/tab").list()).containsExactly(newer);
  }

  @Test
  void linksInACircleHaveBackupsOfTheirOwn() throws IOException {
    Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));

    assertThat(of("a").list()).isEmpty();
    assertThat(of("a").keep(Optional.empty())).isNotNull();
  }
}
