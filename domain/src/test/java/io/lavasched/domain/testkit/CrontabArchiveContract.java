package io.lavasched.domain.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.Backup;
import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.port.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link CrontabArchive} does. */
public abstract class CrontabArchiveContract {

  /**
   * An archive that has kept nothing yet.
   *
   * @return an archive of this test alone; called once in each test
   */
  protected abstract CrontabArchive emptyArchive();

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
  void anotherBackupIsAFailure() {
    CrontabArchive archive = emptyArchive();
    archive.keep(Optional.of(text(0)));

    assertThatThrownBy(() -> archive.read(new Backup("../no-such", Instant.EPOCH)))
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
