package io.lavasched.crontab;

import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.testkit.ContractOf;
import io.lavasched.domain.testkit.CrontabArchiveContract;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

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
}
