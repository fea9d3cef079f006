// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.StoreException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ContractOf(BackupFolder.class)
class BackupFolderTest extends CrontabArchiveContract {

  private static final Optional<CrontabText> TEXT = Optional.of(CrontabText.of("0 4 * * * x\n"));

  @TempDir Path directory;

  @Override
  protected CrontabArchive emptyArchive() {
    return BackupFolder.ofAccount(folder(), Clock.systemUTC());
  }

  @Test
  void aBackupIsOneFileForItsOwnerAlone() throws IOException {
    byte[] bytes = "\u0000\u00ff\r# no newline".getBytes(ISO_8859_1);

    Backup backup = at("2026-11-24T01:11:03.123456789Z").keep(Optional.of(CrontabText.of(bytes)));

    assertThat(backup.name()).isEqualTo("20261124T011103.123456Z-crontab");
    assertThat(backup.time()).isEqualTo("2026-11-24T01:11:03.123456Z");
    assertThat(files()).containsExactly(backup.name());
    Path file = folder().path().resolve(backup.name());
    assertThat(file).hasBinaryContent(bytes);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(folder().path())).isEqualTo(fromString("rwx------"));
  }

  @Test
  void noCrontabHasAnEmptyFile() throws IOException {
    Backup backup = at("2026-11-24T01:11:03Z").keep(Optional.empty());

    assertThat(backup.name()).isEqualTo("20261124T011103.000000Z-crontab.none");
    assertThat(files()).containsExactly(backup.name());
    assertThat(folder().path().resolve(backup.name())).isEmptyFile();
  }

  @Test
  void whatWasFoundIsToldByItsName() throws IOException {
    Backup found = at("2026-11-24T01:11:03Z").keepFound(TEXT);
    Backup none = at("2026-11-24T01:11:04Z").keepFound(Optional.empty());

    assertThat(found.name()).isEqualTo("20261124T011103.000000Z-crontab.found");
    assertThat(none.name()).isEqualTo("20261124T011104.000000Z-crontab.none.found");
    assertThat(files()).containsExactly(found.name(), none.name());
  }

  @Test
  void aBackupThatWasSpoiledIsNotCountedOn() throws IOException {
    Backup first = at("2026-11-24T01:11:03Z").keep(TEXT);
    Files.writeString(folder().path().resolve(first.name()), "");

    Backup second = at("2026-11-24T01:11:04Z").keep(TEXT);

    assertThat(at("2026-11-24T01:11:04Z").read(second)).isEqualTo(TEXT);
    assertThat(files()).containsExactly(first.name(), second.name());
  }

  @ParameterizedTest
  @CsvSource({
    "/srv/cron/demo,   demo-68284d9c",
    "/srv/./cron/x/../demo, demo-68284d9c",
    "/srv/cron/a b%\u00e9, a_b__-a52b37e8",
    "/srv/cron/-x.none, -x.none-b711b6e9",
  })
  void aFilesBackupsAreNamedAfterIt(Path file, String target) {
    Backup backup = BackupFolder.ofFile(folder(), file, clock("2026-11-24T01:11:03Z")).keep(TEXT);

    assertThat(backup.name()).isEqualTo("20261124T011103.000000Z-" + target);
  }

  @Test
  void aLongNameIsShortened() {
    Backup backup =
        BackupFolder.ofFile(folder(), Path.of("/" + "x".repeat(255)), clock("2026-11-24T01:11:03Z"))
            .keep(TEXT);

    assertThat(backup.name()).matches("20261124T011103\\.000000Z-x{40}-[0-9a-f]{8}");
  }

  @Test
  void whoseClockIsSetBackStillSorts() {
    Backup first = at("2026-11-24T01:11:03.000009Z").keep(TEXT);
    Backup second = at("2026-11-24T01:11:03.000009Z").keep(Optional.empty());
    Backup third = at("1999-12-31T23:59:59Z").keep(TEXT);

    assertThat(List.of(second, third))
        .extracting(Backup::name)
        .containsExactly("20261124T011103.000010Z-crontab.none", "20261124T011103.000011Z-crontab");
    assertThat(at("1999-12-31T23:59:59Z").list()).containsExactly(third, second, first);
  }

  @Test
  void aClockBeyondAllNamesIsAFailure() throws IOException {
    at("9999-12-31T23:59:59.999999Z").keep(TEXT);

    StoreException failure =
        catchThrowableOfType(
            StoreException.class, () -> at("2026-11-24T01:11:03Z").keep(Optional.empty()));

    assertThat(failure)
        .hasMessageEndingWith(
            " must hold backups of before the year 10000, found time +10000-01-01T00:00:00Z");
    assertThat(files()).hasSize(1);
  }

  @Test
  void onlyTheOldOnesOfTheSameCrontabGo() throws IOException {
    BackupFolder ofFile = BackupFolder.ofFile(folder(), directory.resolve("f"), Clock.systemUTC());
    Backup oldest = ofFile.keep(TEXT);
    List<String> others =
        List.of(
            oldest.name(),
            "20001124T011103.000000Z-crontab.bak",
            "20001124T011103.000000Z-crontab-0123abcd",
            "2000-crontab",
            "lock",
            "note");
    for (String other : others.subList(1, others.size())) {
      Files.createFile(folder().path().resolve(other));
    }
    CrontabArchive archive = emptyArchive();
    for (int i = 0; i < 30; i++) {
      archive.keep(i % 2 == 0 ? TEXT : Optional.empty());
    }

    assertThat(archive.list()).hasSize(CrontabArchive.MOST);
    assertThat(files()).hasSize(CrontabArchive.MOST + others.size()).containsAll(others);
    assertThat(ofFile.list()).containsExactly(oldest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20261124T011103.123456Z",
        "20261124T011103.123456Z-crontab.new",
        "20261124T011103.123456Z-crontab.none.none",
        "20261124T011103.123456Z-crontab.found.none",
        "20261124T011103.123456Z-crontab.found.found",
        "20261124T011103.123456Z-crontab.found.new",
        "20261124T011103.123456Z-crontab.",
        "20261124T011103.123456Z-Crontab",
        "20261124T011103.123456Z-crontab-01234567",
        "20261124T011103.123456-crontab",
        "20261124T011103.12345Z-crontab",
        "20261124t011103.123456z-crontab",
        "20261324T011103.123456Z-crontab",
        "20260229T011103.123456Z-crontab",
        "20261124T241103.123456Z-crontab",
        "20261124T011160.123456Z-crontab",
        "-0261124T01113.123456Z-crontab",
        "+20261124T011103.123456Z-crontab",
        "\u0662\u0660261124T011103.123456Z-crontab",
        " 20261124T011103.123456Z-crontab",
      })
  void otherNamesAreNoBackups(String name) throws IOException {
    Files.writeString(folder().create().resolve(name), "0 4 * * * x\n");

    assertThat(emptyArchive().list()).isEmpty();
    assertThatThrownBy(() -> emptyArchive().read(new Backup(name, Instant.EPOCH, false)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void whatIsNoPlainFileIsNoBackup() throws IOException {
    Path path = folder().create();
    Files.createDirectory(path.resolve("20261124T011103.000001Z-crontab"));
    Files.createSymbolicLink(
        path.resolve("20261124T011103.000002Z-crontab"),
        Files.createFile(directory.resolve("elsewhere")));

    assertThat(emptyArchive().list()).isEmpty();
  }

  @Test
  void readsOnlyWhatItLists() throws IOException {
    Backup real = at("2026-11-24T01:11:03Z").keep(TEXT);
    Files.writeString(directory.resolve("20261124T011104.000000Z-crontab"), "* * * * * evil\n");
    BackupFolder archive = at("2026-11-24T01:11:03Z");

    for (Backup backup :
        List.of(
            new Backup("../20261124T011104.000000Z-crontab", real.time(), false),
            new Backup("./" + real.name(), real.time(), false),
            new Backup(real.name(), Instant.EPOCH, false))) {
      assertThatThrownBy(() -> archive.read(backup))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("must hold the backup " + backup.name() + ", found none");
    }
    assertThat(archive.read(real)).isEqualTo(TEXT);
  }

  @Test
  void lookingMakesNoFolder() {
    assertThat(emptyArchive().list()).isEmpty();

    assertThat(folder().path()).doesNotExist();
  }

  @Test
  void whatKilledRunsLeftGoesAtTheNextBackup() throws IOException {
    Path path = folder().create();
    Files.writeString(path.resolve("20261124T011103.000000Z-crontab.new"), "half");
    Files.writeString(path.resolve("20261124T011103.000000Z-demo-01234567.none.new"), "");
    Files.writeString(path.resolve("crontab.4711.new"), "in use by who holds the lock");

    Backup backup = at("2026-11-24T01:11:03Z").keep(TEXT);

    assertThat(files()).containsExactly(backup.name(), "crontab.4711.new");
    assertThat(at("2026-11-24T01:11:03Z").read(backup)).isEqualTo(TEXT);
  }

  @Test
  void isNamedByItsPath() {
    assertThat(emptyArchive().describe()).isEqualTo(folder().path().toString());
  }

  private BackupFolder at(String time) {
    return BackupFolder.ofAccount(folder(), clock(time));
  }

  private static Clock clock(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.ofHours(13));
  }

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.resolve("state").toString()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder().path())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
