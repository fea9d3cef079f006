// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import static io.lavasched.application.rebuild.FaultyCrontab.Fault.LIE;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.Reading;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.rebuild.FaultyCrontab;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.domain.crontab.CrontabText;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreCrontabTest {

  private static final Optional<CrontabText> ONE = text("0 1 * * * one\n");
  private static final Optional<CrontabText> TWO = text("0 2 * * * two\u00e9");
  private static final Optional<CrontabText> NOW = text("0 3 * * * now\n");

  private final InMemoryCrontabStore store = new InMemoryCrontabStore(NOW.orElseThrow());
  private final InMemoryCrontabArchive archive = new InMemoryCrontabArchive();
  private final FaultyCrontab faulty = new FaultyCrontab(store);
  private final RestoreCrontab restore = new RestoreCrontab(faulty, archive, RunMemory.OFF);

  private static Optional<CrontabText> text(String text) {
    return Optional.of(CrontabText.of(text));
  }

  private InstallResult result(Backup backup) {
    return restore.run(backup).result().orElseThrow();
  }

  @Test
  void listsTheNewestFirstEachWithWhatCameAfterIt() {
    Backup none = archive.keep(Optional.empty());
    Backup one = archive.keep(ONE);
    Backup two = archive.keep(TWO);

    assertThat(restore.list().kept())
        .containsExactly(
            new KeptCrontab(two, read(TWO), read(NOW)),
            new KeptCrontab(one, read(ONE), read(TWO)),
            new KeptCrontab(none, read(Optional.empty()), read(ONE)));
    assertThat(restore.list().failures()).isEmpty();
  }

  private static Optional<Reading> read(Optional<CrontabText> text) {
    return Optional.of(new Reading(text));
  }

  @Test
  void whatWasFoundCameAfterNothing() {
    Backup one = archive.keep(ONE);
    Backup found = archive.keepFound(TWO);

    assertThat(restore.list().kept())
        .containsExactly(
            new KeptCrontab(found, read(TWO), Optional.empty()),
            new KeptCrontab(one, read(ONE), read(NOW)));
  }

  @Test
  void whatCannotBeReadIsUnknownAndTheRestIsListed() {
    Backup one = archive.keep(ONE);
    Backup two = archive.keep(TWO);
    Backup three = archive.keep(NOW);
    archive.spoil(two);
    faulty.reads(REFUSED);
    KeptCrontabs list = restore.list();

    assertThat(list.kept())
        .containsExactly(
            new KeptCrontab(three, read(NOW), Optional.empty()),
            new KeptCrontab(two, Optional.empty(), read(NOW)),
            new KeptCrontab(one, read(ONE), Optional.empty()));
    assertThat(list.failures())
        .extracting(StoreException::operation)
        .containsExactly("read", "read");
  }

  @Test
  void emptyArchiveListsNothing() {
    assertThat(restore.list().kept()).isEmpty();
  }

  @Test
  void planShowsAndWritesNothing() {
    Backup one = archive.keep(ONE);

    assertThat(restore.plan(one)).isEqualTo(new RestorePlan(one, NOW, ONE));
    assertThat(restore.plan(one).hasChanges()).isTrue();
    assertThat(restore.plan(archive.keep(NOW)).hasChanges()).isFalse();
    assertThat(store.installed()).isEmpty();
  }

  @Test
  void putsBackAndCanBeUndone() {
    Backup one = archive.keep(ONE);

    RestoreOutcome outcome = restore.run(one);
    assertThat(outcome.plan()).isEqualTo(new RestorePlan(one, NOW, ONE));
    assertThat(outcome.result().orElseThrow()).isInstanceOf(InstallResult.Installed.class);
    assertThat(store.read()).isEqualTo(ONE);

    Backup replaced = archive.list().get(1);
    assertThat(outcome.result()).contains(new InstallResult.Installed(replaced, Optional.empty()));
    restore.run(replaced);
    assertThat(store.read()).isEqualTo(NOW);
    restore.run(archive.list().get(1));
    assertThat(store.read()).isEqualTo(ONE);
  }

  @Test
  void noneIsPutBackAndTakenBack() {
    Backup none = archive.keep(Optional.empty());

    assertThat(result(none)).isInstanceOf(InstallResult.Installed.class);
    assertThat(store.read()).isEmpty();

    restore.run(archive.list().get(1));
    assertThat(store.read()).isEqualTo(NOW);
    restore.run(archive.list().get(1));
    assertThat(store.read()).as("and once more").isEmpty();
  }

  @Test
  void emptyIsNotNone() {
    Backup empty = archive.keep(Optional.of(CrontabText.EMPTY));
    restore.run(empty);
    assertThat(store.read()).contains(CrontabText.EMPTY);

    restore.run(archive.keep(Optional.empty()));
    assertThat(store.read()).isEmpty();
  }

  @Test
  void sameContentIsNotWritten() {
    Backup same = archive.keep(NOW);

    assertThat(restore.run(same))
        .isEqualTo(new RestoreOutcome(new RestorePlan(same, NOW, NOW), Optional.empty()));
    assertThat(store.installed()).isEmpty();
    assertThat(archive.list()).as("and nothing is kept").containsExactly(same);
  }

  /** It is the oldest of twenty, and goes when the crontab as it is is kept. */
  @Test
  void oldestIsReadBeforeItGoes() {
    Backup oldest = archive.keep(ONE);
    for (int i = 1; i < CrontabArchive.MOST; i++) {
      archive.keep(text("0 4 * * * " + i + "\n"));
    }
    restore.run(oldest);

    assertThat(store.read()).isEqualTo(ONE);
    assertThat(archive.list()).hasSize(CrontabArchive.MOST).doesNotContain(oldest);
  }

  @Test
  void editIsKeptBeforeItIsReplaced() {
    Backup one = archive.keep(ONE);
    faulty.beforeRead(2, () -> store.install(TWO.orElseThrow()));
    RestoreOutcome outcome = restore.run(one);

    assertThat(outcome.plan().before()).isEqualTo(TWO);
    assertThat(store.read()).isEqualTo(ONE);
    assertThat(archive.read(archive.list().get(1))).isEqualTo(TWO);
  }

  @Test
  void refusedIsTold() {
    Backup one = archive.keep(ONE);
    faulty.changes(REFUSED);

    assertThat(result(one)).isInstanceOf(InstallResult.Refused.class);
    assertThat(store.read()).isEqualTo(NOW);
  }

  @Test
  void somethingElseThanMeantIsPutBack() {
    Backup one = archive.keep(ONE);
    faulty.changes(LIE);

    assertThat(result(one))
        .isInstanceOfSatisfying(
            InstallResult.PutBack.class,
            putBack -> assertThat(putBack.now()).isEqualTo(InstallResult.Now.OLD));
    assertThat(store.read()).isEqualTo(NOW);
  }

  @Test
  void withoutABackupNothingIsWritten() {
    Backup one = archive.keep(ONE);
    archive.full();

    assertThatThrownBy(() -> restore.run(one)).isInstanceOf(StoreException.class);
    assertThat(store.installed()).isEmpty();
  }

  @Test
  void unknownBackupIsAFailure() {
    Backup unknown = new Backup("x", Instant.EPOCH, false);

    assertThatThrownBy(() -> restore.run(unknown)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> restore.plan(unknown)).isInstanceOf(StoreException.class);
    assertThat(store.installed()).isEmpty();
  }

  @Test
  void unreadableCrontabIsAFailure() {
    Backup one = archive.keep(ONE);
    faulty.reads(REFUSED, REFUSED);

    assertThatThrownBy(() -> restore.run(one)).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> restore.plan(one)).isInstanceOf(StoreException.class);
    assertThat(store.read()).isEqualTo(NOW);
    assertThat(archive.list()).containsExactly(one);
  }
}
