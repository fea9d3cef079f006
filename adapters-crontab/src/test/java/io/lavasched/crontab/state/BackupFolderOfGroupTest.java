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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The texts of a group of schedules are kept as crontabs are, and apart from all others. */
@ContractOf(BackupFolder.class)
class BackupFolderOfGroupTest extends CrontabArchiveContract {

  private static final Optional<CrontabText> TEXT = Optional.of(CrontabText.of("{}\n"));

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T01:11:03Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private StateFolder folder() {
    return StateFolder.of(Map.of("HOME", directory.toString()));
  }

  private BackupFolder of(String group) {
    return BackupFolder.ofGroup(folder(), group, CLOCK);
  }

  @Override
  protected CrontabArchive emptyArchive() {
    return BackupFolder.ofGroup(folder(), "lava.demo.etl_1", Clock.systemUTC());
  }

  @Test
  void itsNameIsThatOfADocument() {
    assertThat(of("lava.demo.etl_1").keep(TEXT).name())
        .isEqualTo("20261124T011103.000000Z-group+lava.demo.etl_1.json");
  }

  /** Whatever names there are: a dot is in many. */
  @Test
  void noGroupSeesThatOfAnother() {
    List<String> groups =
        List.of("a", "a.none", "a.json", "a.json.none", "a.found", "a.json.found", "crontab");
    BackupFolder.ofAccount(folder(), CLOCK).keep(TEXT);
    groups.forEach(group -> of(group).keep(TEXT));

    for (String group : groups) {
      assertThat(of(group).list()).as(group).extracting(Backup::name).hasSize(1);
      assertThat(of(group).read(of(group).list().get(0))).isEqualTo(TEXT);
    }
    assertThat(BackupFolder.ofAccount(folder(), CLOCK).list()).hasSize(1);
  }

  @Test
  void whatAKilledRunLeftGoes() throws IOException {
    Backup backup = of("a").keep(TEXT);
    Path left = folder().path().resolve(backup.name().replace("03.0", "02.0") + ".new");
    Files.createFile(left);

    of("a").keep(Optional.of(CrontabText.of("[]\n")));

    assertThat(left).doesNotExist();
    assertThat(of("a").list()).hasSize(2);
  }

  @Test
  void itsLastRunIsAFileOfItsOwn() {
    assertThat(RunReportFile.ofGroup(folder(), "a.b").describe())
        .endsWith("/last-run-group+a.b.json");
  }
}
