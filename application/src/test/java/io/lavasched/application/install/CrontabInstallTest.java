// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import static io.lavasched.application.rebuild.FaultyCrontab.Fault.HALFWAY;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.LIE;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.NONE;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.REFUSED;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.TORN;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.TORN_AND_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.rebuild.FaultyCrontab;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.domain.crontab.CrontabText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabInstallTest {

  private static final Optional<CrontabText> OLD = Optional.of(CrontabText.of("0 1 * * * old\n"));
  private static final Optional<CrontabText> NEW = Optional.of(CrontabText.of("0 2 * * * new\n"));
  private static final Optional<CrontabText> EDITED =
      Optional.of(CrontabText.of("0 1 * * * old\n0 3 * * * edited\n"));

  private final InMemoryCrontabStore store = new InMemoryCrontabStore(OLD.orElseThrow());
  private final InMemoryCrontabArchive archive = new InMemoryCrontabArchive();
  private final FaultyCrontab faulty = new FaultyCrontab(store);

  private Optional<InstallResult> replace(Optional<CrontabText> before) {
    return new CrontabInstall(faulty, archive, RunMemory.OFF).replace(before, NEW);
  }

  private InstallResult.PutBack putBack() {
    return (InstallResult.PutBack) replace(OLD).orElseThrow();
  }

  private List<Optional<CrontabText>> kept() {
    return archive.list().stream().map(archive::read).toList();
  }

  private void edit() {
    store.install(EDITED.orElseThrow());
  }

  @Test
  void oldOneIsKeptAndNewOneInstalled() {
    InstallResult.Installed installed = (InstallResult.Installed) replace(OLD).orElseThrow();

    assertThat(store.read()).isEqualTo(NEW);
    assertThat(archive.read(installed.backup())).isEqualTo(OLD);
    assertThat(kept()).as("what was there, and what was installed").containsExactly(NEW, OLD);
  }

  @Test
  void aNewOneThatCannotBeKeptIsInstalledAndTold() {
    faulty.beforeRead(3, archive::full);

    InstallResult.Installed installed = (InstallResult.Installed) replace(OLD).orElseThrow();

    assertThat(installed.notKept()).map(StoreException::operation).contains("keep");
    assertThat(store.read()).isEqualTo(NEW);
    assertThat(kept()).containsExactly(OLD);
  }

  @Test
  void noneCanBeReplacedAndRestored() {
    store.remove();
    replace(Optional.empty());

    assertThat(store.read()).isEqualTo(NEW);
    assertThat(kept()).containsExactly(NEW, Optional.empty());
  }

  @Test
  void withoutABackupNothingIsInstalled() {
    archive.full();

    assertThatThrownBy(() -> replace(OLD))
        .asInstanceOf(type(StoreException.class))
        .satisfies(e -> assertThat(e.operation()).isEqualTo("keep"));
    assertThat(store.installed()).isEmpty();
  }

  @Test
  void editBeforeTheInstallIsLeftAlone() {
    faulty.beforeRead(1, this::edit);

    assertThat(replace(OLD)).isEmpty();
    assertThat(store.read()).isEqualTo(EDITED);
    assertThat(kept()).as("what changes all the time must not push these out").isEmpty();
  }

  @Test
  void editWhileTheOldOneIsKeptIsLeftAlone() {
    faulty.beforeRead(2, this::edit);

    assertThat(replace(OLD)).isEmpty();
    assertThat(store.read()).isEqualTo(EDITED);
  }

  /** Nothing of the new crontab is missing: no program that spoils what it is given does that. */
  @ParameterizedTest
  @ValueSource(strings = {"a\nb\n%s", "a\n%sb\n", "\na\n\n%s"})
  void linesAddedJustAfterTheInstallStay(String found) {
    Optional<CrontabText> edited = Optional.of(CrontabText.of(String.format(found, block("new"))));
    faulty.beforeRead(3, () -> store.install(edited.orElseThrow()));

    assertThat(
            new CrontabInstall(faulty, archive, RunMemory.OFF)
                .replace(OLD, Optional.of(CrontabText.of("a\n" + block("new")))))
        .hasValueSatisfying(is -> assertThat(is).isInstanceOf(InstallResult.Installed.class));
    assertThat(store.read()).isEqualTo(edited);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "b\n%s", "a\r\n%s", "a\n%s%s"})
  void otherChangesJustAfterTheInstallArePutBackButKept(String found) {
    Optional<CrontabText> spoilt = Optional.of(CrontabText.of(found.replace("%s", block("new"))));
    faulty.beforeRead(3, () -> store.install(spoilt.orElseThrow()));

    assertThat(
            new CrontabInstall(faulty, archive, RunMemory.OFF)
                .replace(OLD, Optional.of(CrontabText.of("a\n" + block("new")))))
        .hasValueSatisfying(is -> assertThat(is).isInstanceOf(InstallResult.PutBack.class));
    assertThat(kept()).containsExactly(spoilt, OLD);
  }

  /** Between the reading and the putting back, while the one that was found is kept. */
  @Test
  void editBeforePuttingBackIsKeptToo() {
    faulty.changes(LIE).beforeRead(4, this::edit);

    assertThat(putBack().now()).isEqualTo(InstallResult.Now.OLD);
    assertThat(kept()).containsExactly(EDITED, Optional.of(CrontabText.of("# other\n")), OLD);
  }

  @Test
  void oldOneWithoutAFinalNewlineIsPutBackWithOne() {
    Optional<CrontabText> cut = Optional.of(CrontabText.of("0 1 * * * old"));
    store.install(cut.orElseThrow());
    faulty.changes(LIE).demandsFinalNewline();

    assertThat(replace(cut))
        .hasValueSatisfying(
            is -> assertThat(((InstallResult.PutBack) is).now()).isEqualTo(InstallResult.Now.OLD));
    assertThat(store.read()).isEqualTo(OLD);
  }

  /** Of somebody who had read the old one: it has the old block. */
  @Test
  void editJustAfterTheInstallIsLeftAlone() {
    Optional<CrontabText> old = Optional.of(CrontabText.of("a\n" + block("old")));
    Optional<CrontabText> edited = Optional.of(CrontabText.of("a\nb\n" + block("old")));
    store.install(old.orElseThrow());
    faulty.beforeRead(3, () -> store.install(edited.orElseThrow()));

    assertThat(
            new CrontabInstall(faulty, archive, RunMemory.OFF)
                .replace(old, Optional.of(CrontabText.of("a\n" + block("new")))))
        .isEmpty();
    assertThat(store.read()).isEqualTo(edited);
  }

  /** Without a block: all of the old lines and nothing of the new block. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nA=1\n\nb\n",
        "b\na\n\nA=1\n",
        "a\n\nA=1\n\n",
        "a\n\nA=1\n# Lava\n",
        "x\na\n\nA=1"
      })
  void editOfACrontabWithoutABlockIsLeftAlone(String found) {
    assertThat(replaceWithoutBlock("a\n\nA=1\n", found)).isEmpty();
    assertThat(store.read()).contains(CrontabText.of(found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# mess\n",
        "",
        "\n",
        // cut
        "a\n\nA=1",
        "a\n\nA=1\n#### Lava Sch",
        "a\n\nA=1\n#### Lava Schedules Start ####\n@dai",
        // without a foreign line
        "a\nA=1\nb\n",
        "b\na\n\n",
        // with something of the new block
        "b\na\n\nA=1\n#### Lava Schedules St",
        "b\na\n\nA=1\n#### Lava Schedules End ####\n",
        "a\n\nA=1\n@daily new\n",
      })
  void spoiltOneWithoutABlockIsPutBack(String found) {
    assertThat(replaceWithoutBlock("a\n\nA=1\n", found))
        .hasValueSatisfying(is -> assertThat(is).isInstanceOf(InstallResult.PutBack.class));
    assertThat(store.read()).contains(CrontabText.of("a\n\nA=1\n"));
  }

  @Test
  void whatComesInPlaceOfNoneIsPutBack() {
    assertThat(replaceWithoutBlock("", "a\n"))
        .hasValueSatisfying(is -> assertThat(is).isInstanceOf(InstallResult.PutBack.class));
    store.remove();
    faulty.beforeRead(faulty.readCount() + 3, () -> store.install(CrontabText.of("a\n")));
    assertThat(
            new CrontabInstall(faulty, archive, RunMemory.OFF)
                .replace(Optional.empty(), Optional.of(CrontabText.of(block("@daily new")))))
        .hasValueSatisfying(is -> assertThat(is).isInstanceOf(InstallResult.PutBack.class));
    assertThat(store.read()).isEmpty();
  }

  private Optional<InstallResult> replaceWithoutBlock(String before, String found) {
    Optional<CrontabText> old = Optional.of(CrontabText.of(before));
    store.install(old.orElseThrow());
    faulty.beforeRead(3, () -> store.install(CrontabText.of(found)));
    return new CrontabInstall(faulty, archive, RunMemory.OFF)
        .replace(old, Optional.of(CrontabText.of(before + block("@daily new"))));
  }

  /** It may as well be a crontab program that spoils what it is given. */
  @Test
  void editOfTheNewOneIsPutBackButKept() {
    faulty.beforeRead(3, this::edit);

    assertThat(putBack().now()).isEqualTo(InstallResult.Now.OLD);
    assertThat(kept()).containsExactly(EDITED, OLD);
    assertThat(archive.list()).extracting(Backup::found).containsExactly(true, false);
  }

  private static String block(String line) {
    return "#### Lava Schedules Start ####\n" + line + "\n#### Lava Schedules End ####\n";
  }

  /** It was made while the program made up its mind; the next attempt tells of the refusal. */
  @Test
  void editBesideARefusedInstallIsLeftAlone() {
    Optional<CrontabText> old = Optional.of(CrontabText.of(block("old")));
    Optional<CrontabText> edited = Optional.of(CrontabText.of("a\n" + block("old")));
    store.install(old.orElseThrow());
    faulty.changes(REFUSED).beforeRead(3, () -> store.install(edited.orElseThrow()));

    assertThat(
            new CrontabInstall(faulty, archive, RunMemory.OFF)
                .replace(old, Optional.of(CrontabText.of(block("new")))))
        .isEmpty();
    assertThat(store.read()).isEqualTo(edited);
  }

  /** A disk that was full for a moment: else half a crontab would be taken for an edit. */
  @Test
  void tornOnceIsPutBack() {
    for (FaultyCrontab.Fault fault : List.of(TORN, TORN_AND_REFUSED)) {
      faulty.changes(fault);

      assertThat(putBack().now()).isEqualTo(InstallResult.Now.OLD);
      assertThat(store.read()).isEqualTo(OLD);
    }
  }

  @Test
  void refusedInstallIsTold() {
    faulty.changes(REFUSED);

    InstallResult.Refused refused = (InstallResult.Refused) replace(OLD).orElseThrow();
    assertThat(refused.failures()).extracting(StoreException::operation).containsExactly("install");
    assertThat(store.read()).isEqualTo(OLD);
  }

  /** Every quarter of an hour, for days. */
  @Test
  void refusedInstallsPushOutNoBackup() {
    archive.keep(EDITED);
    for (int i = 0; i < 30; i++) {
      faulty.changes(REFUSED);
      replace(OLD);
    }

    assertThat(kept()).containsExactly(OLD, EDITED);
  }

  @Test
  void installThatDidNothingIsTold() {
    faulty.beforeRead(3, () -> store.install(OLD.orElseThrow()));

    InstallResult.Refused refused = (InstallResult.Refused) replace(OLD).orElseThrow();
    assertThat(refused.failures()).isEmpty();
  }

  @Test
  void installThatFailedAfterwardsIsPutBack() {
    faulty.changes(HALFWAY);
    InstallResult.PutBack outcome = putBack();

    assertThat(outcome.now()).isEqualTo(InstallResult.Now.OLD);
    assertThat(outcome.failures()).extracting(StoreException::operation).containsExactly("install");
    assertThat(outcome.found()).as("it was the new one").isEmpty();
    assertThat(store.read()).isEqualTo(OLD);
  }

  @Test
  void somethingElseThanMeantIsPutBack() {
    faulty.changes(LIE);
    InstallResult.PutBack outcome = putBack();

    assertThat(outcome.now()).isEqualTo(InstallResult.Now.OLD);
    assertThat(outcome.failures()).isEmpty();
    assertThat(store.read()).isEqualTo(OLD);
    assertThat(kept())
        .as("what was found is kept as well")
        .containsExactly(Optional.of(CrontabText.of("# other\n")), OLD);
    assertThat(archive.list()).containsExactly(outcome.found().orElseThrow(), outcome.backup());
    assertThat(archive.list()).extracting(Backup::found).containsExactly(true, false);
  }

  @Test
  void accountWithoutACrontabHasNoneAgain() {
    store.remove();
    faulty.changes(LIE);

    InstallResult.PutBack outcome = (InstallResult.PutBack) replace(Optional.empty()).orElseThrow();
    assertThat(outcome.now()).isEqualTo(InstallResult.Now.OLD);
    assertThat(store.read()).isEmpty();
  }

  @Test
  void puttingBackMayLieToo() {
    faulty.changes(LIE, LIE);

    assertThat(putBack().now()).isEqualTo(InstallResult.Now.ANOTHER);
  }

  @Test
  void puttingBackMayFailToo() {
    faulty.changes(HALFWAY, REFUSED);
    InstallResult.PutBack outcome = putBack();

    assertThat(outcome.now()).isEqualTo(InstallResult.Now.NEW);
    assertThat(outcome.failures())
        .extracting(StoreException::operation)
        .containsExactly("install", "install");
  }

  @Test
  void allFailuresAreTold() {
    store.remove();
    faulty.changes(HALFWAY, REFUSED);
    InstallResult.PutBack outcome = (InstallResult.PutBack) replace(Optional.empty()).orElseThrow();

    assertThat(outcome.failures())
        .extracting(StoreException::operation)
        .containsExactly("install", "remove");
  }

  /** Else it would be said that nothing was written. */
  @Test
  void unreadableAfterTheInstallIsPutBack() {
    faulty.reads(NONE, NONE, REFUSED);
    InstallResult.PutBack outcome = putBack();

    assertThat(outcome.now()).isEqualTo(InstallResult.Now.OLD);
    assertThat(outcome.failures()).extracting(StoreException::operation).containsExactly("read");
    assertThat(store.read()).isEqualTo(OLD);
  }

  @Test
  void unreadableForGoodIsNotKnownToBeBack() {
    faulty.reads(NONE, NONE, REFUSED, REFUSED);

    assertThat(putBack().now()).isEqualTo(InstallResult.Now.UNKNOWN);
    assertThat(store.read()).isEqualTo(OLD);
  }

  @Test
  void refusedAndThenUnreadableIsPutBack() {
    faulty.reads(NONE, NONE, REFUSED).changes(REFUSED);
    InstallResult.PutBack outcome = putBack();

    assertThat(outcome.now()).isEqualTo(InstallResult.Now.OLD);
    assertThat(outcome.failures())
        .extracting(StoreException::operation)
        .containsExactly("install", "read");
  }

  @Test
  void crontabThatNeverRestsIsLeftAlone() {
    assertThatThrownBy(() -> CrontabInstall.untilLeftAlone(faulty, Optional::<InstallResult>empty))
        .asInstanceOf(type(StoreException.class))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
  }
}
