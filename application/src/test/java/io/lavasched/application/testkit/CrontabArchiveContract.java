// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.crontab.CrontabText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link CrontabArchive} does. */
public abstract class CrontabArchiveContract extends PortContract {

  /**
   * An archive that has kept nothing yet.
   *
   * @return an archive of this test alone; called once in each test
   */
  protected abstract CrontabArchive emptyArchive();

  @Test
  void implementationIsTheOneThatIsNamed() {
    assertIsTheOneThatIsNamed(emptyArchive());
  }

  @Test
  void emptyArchiveListsNothing() {
    assertThat(emptyArchive().list()).isEmpty();
  }

  @Test
  void whatIsKeptIsRead() {
    CrontabArchive archive = emptyArchive();
    StringBuilder bytes = new StringBuilder();
    for (char b = 0; b < 256; b++) {
      bytes.append(b);
    }
    CrontabText everyByte = CrontabText.of(bytes.toString().getBytes(ISO_8859_1));

    Backup backup = archive.keep(Optional.of(everyByte));

    assertThat(archive.list()).containsExactly(backup);
    assertThat(archive.read(backup)).contains(everyByte);
  }

  @Test
  void noCrontabIsNotAnEmptyOne() {
    CrontabArchive archive = emptyArchive();

    Backup none = archive.keep(Optional.empty());
    Backup empty = archive.keep(Optional.of(CrontabText.EMPTY));

    assertThat(archive.read(none)).isEmpty();
    assertThat(archive.read(empty)).contains(CrontabText.EMPTY);
  }

  @Test
  void newestComesFirstAndSortsLast() {
    CrontabArchive archive = emptyArchive();
    List<Backup> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(archive.keep(Optional.of(text(i))));
    }

    assertThat(made).extracting(Backup::name).doesNotHaveDuplicates().isSorted();
    assertThat(made).extracting(Backup::time).isSortedAccordingTo(Instant::compareTo);
    List<Backup> listed = archive.list();
    Collections.reverse(made);
    assertThat(listed).isEqualTo(made);
  }

  @Test
  void newestTwentyStay() {
    CrontabArchive archive = emptyArchive();
    for (int i = 0; i < 25; i++) {
      archive.keep(Optional.of(text(i)));
    }

    List<Backup> listed = archive.list();
    assertThat(listed).hasSize(CrontabArchive.MOST);
    assertThat(archive.read(listed.get(0))).contains(text(24));
    assertThat(archive.read(listed.get(19))).contains(text(5));
  }

  @Test
  void sameCrontabIsKeptOnce() {
    CrontabArchive archive = emptyArchive();
    Backup older = archive.keep(Optional.of(text(0)));
    Backup newest = archive.keep(Optional.of(text(1)));

    assertThat(archive.keep(Optional.of(text(1)))).isEqualTo(newest);
    assertThat(archive.list()).containsExactly(newest, older);
    Backup again = archive.keep(Optional.of(text(0)));
    assertThat(archive.list()).as("only the newest counts").containsExactly(again, newest, older);

    Backup empty = archive.keep(Optional.of(CrontabText.EMPTY));
    Backup none = archive.keep(Optional.empty());
    assertThat(none).isNotEqualTo(empty).isEqualTo(archive.keep(Optional.empty()));
  }

  @Test
  void whatWasFoundIsMarked() {
    CrontabArchive archive = emptyArchive();
    Backup good = archive.keep(Optional.of(text(0)));
    Backup found = archive.keepFound(Optional.of(text(1)));
    Backup none = archive.keepFound(Optional.empty());

    assertThat(archive.list()).containsExactly(none, found, good);
    assertThat(archive.list()).extracting(Backup::found).containsExactly(true, true, false);
    assertThat(archive.read(found)).contains(text(1));
    assertThat(archive.read(none)).isEmpty();
    assertThat(archive.keep(Optional.of(text(0)))).as("beside found ones").isEqualTo(good);
    assertThat(archive.keep(Optional.empty()).found()).as("never a found one").isFalse();
  }

  @Test
  void whatWasFoundPushesOutNothingOfUse() {
    CrontabArchive archive = emptyArchive();
    for (int i = 0; i < 15; i++) {
      archive.keep(Optional.of(text(i)));
    }
    for (int i = 0; i < 30; i++) {
      archive.keepFound(Optional.of(text(0)));
    }

    List<Backup> listed = archive.list();
    assertThat(listed).hasSize(CrontabArchive.MOST);
    List<Backup> good = listed.stream().filter(backup -> !backup.found()).toList();
    assertThat(good).hasSize(CrontabArchive.MOST_SAFE);
    assertThat(archive.read(good.get(0))).contains(text(14));
    assertThat(archive.read(good.get(9))).contains(text(5));

    for (int i = 0; i < 25; i++) {
      archive.keep(Optional.of(text(i)));
    }
    assertThat(archive.list()).as("and ages").hasSize(CrontabArchive.MOST);
    assertThat(archive.list()).noneMatch(Backup::found);
  }

  @Test
  void anotherBackupIsAFailure() {
    CrontabArchive archive = emptyArchive();
    archive.keep(Optional.of(text(0)));

    assertThatThrownBy(() -> archive.read(new Backup("../no-such", Instant.EPOCH, false)))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void itsNameIsOneLine() {
    assertThat(emptyArchive().describe()).isNotBlank().hasLineCount(1);
  }

  private static CrontabText text(int i) {
    return CrontabText.of("0 " + i + " * * * x\n");
  }
}
