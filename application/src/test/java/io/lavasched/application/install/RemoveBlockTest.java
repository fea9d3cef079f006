// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import static io.lavasched.application.rebuild.FaultyCrontab.Fault.LIE;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.REFUSED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.rebuild.FaultyCrontab;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoveBlockTest {

  private static final String BLOCK =
      Block.START
          + "\nLAVA_REALM=demo\n0 1 * * * /usr/local/bin/lava-dispatcher --worker w a\n"
          + "0 2 * * * /usr/local/bin/lava-dispatcher --worker w b\n"
          + Block.END
          + "\n";

  private final InMemoryCrontabStore store = new InMemoryCrontabStore();
  private final InMemoryCrontabArchive archive = new InMemoryCrontabArchive();
  private final FaultyCrontab faulty = new FaultyCrontab(store);
  private final RemoveBlock remove = new RemoveBlock(faulty, archive, RunMemory.OFF);

  /** One char is one byte. */
  private static CrontabText text(String text) {
    return CrontabText.of(text.getBytes(ISO_8859_1));
  }

  private static RemoveOutcome outcome(Parsed<RemoveOutcome> parsed) {
    return parsed.value().orElseThrow();
  }

  @Test
  void everyForeignByteStaysAndTheOldOneIsKept() {
    CrontabText before = text("MAILTO=x\r\n\t \u00e9\n" + BLOCK + "\n# below  \n0 3 * * * own \n");
    store.install(before);

    RemoveOutcome outcome = outcome(remove.run());

    assertThat(store.read()).contains(text("MAILTO=x\r\n\t \u00e9\n\n# below  \n0 3 * * * own \n"));
    assertThat(outcome.plan().entries()).isEqualTo(2);
    assertThat(outcome.plan().before()).contains(before);
    assertThat(outcome.plan().after()).isEqualTo(store.read());
    assertThat(outcome.result().orElseThrow())
        .isEqualTo(new InstallResult.Installed(archive.list().get(1), Optional.empty()));
    assertThat(archive.read(archive.list().get(1))).contains(before);
  }

  @Test
  void aRestoreUndoesIt() {
    CrontabText before = text("# mine\n" + BLOCK);
    store.install(before);
    remove.run();
    assertThat(store.read()).contains(text("# mine\n"));

    new RestoreCrontab(store, archive, RunMemory.OFF).run(archive.list().get(1));

    assertThat(store.read()).contains(before);
  }

  @Test
  void blockAloneLeavesAnEmptyCrontab() {
    store.install(text(BLOCK));

    remove.run();

    assertThat(store.read()).contains(CrontabText.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# mine", "0 1 * * * own\n"})
  void withoutABlockNothingIsWritten(String text) {
    store.install(text(text));
    int installs = store.installed().size();

    RemoveOutcome outcome = outcome(remove.run());

    assertThat(outcome)
        .isEqualTo(
            new RemoveOutcome(
                new RemovePlan(Optional.of(text(text)), Optional.of(text(text)), 0),
                Optional.empty()));
    assertThat(outcome.plan().hasChanges()).isFalse();
    assertThat(store.installed()).hasSize(installs);
    assertThat(archive.list()).isEmpty();
  }

  @Test
  void withoutACrontabNothingIsWritten() {
    assertThat(outcome(remove.run()).result()).isEmpty();
    assertThat(store.read()).isEmpty();
    assertThat(archive.list()).isEmpty();
  }

  @Test
  void doingItTwiceChangesNothingTheSecondTime() {
    store.install(text("# mine\n" + BLOCK));
    remove.run();

    assertThat(outcome(remove.run()).result()).isEmpty();
    assertThat(archive.list()).hasSize(2);
  }

  @Test
  void planShowsAndWritesNothing() {
    store.install(text("# mine\n" + BLOCK));

    RemovePlan plan = remove.plan().value().orElseThrow();

    assertThat(plan)
        .isEqualTo(
            new RemovePlan(
                Optional.of(text("# mine\n" + BLOCK)), Optional.of(text("# mine\n")), 2));
    assertThat(plan.hasChanges()).isTrue();
    assertThat(store.read()).contains(text("# mine\n" + BLOCK));
    assertThat(archive.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Block.START + "\n0 1 * * * own\n",
        "0 1 * * * own\n" + Block.END + "\n",
        BLOCK_TWICE,
        Block.START + "\r\n" + Block.END + "\r\n"
      })
  void brokenMarkersAreReportedAndNothingIsWritten(String text) {
    store.install(text(text));
    int installs = store.installed().size();

    assertThat(remove.plan().value()).isEmpty();
    assertThat(remove.run().problems())
        .isNotEmpty()
        .allMatch(problem -> problem.code() == ProblemCode.BROKEN_MARKERS);

    assertThat(store.installed()).hasSize(installs);
    assertThat(archive.list()).isEmpty();
  }

  private static final String BLOCK_TWICE =
      Block.START + "\n" + Block.END + "\n" + Block.START + "\n" + Block.END + "\n";

  @Test
  void tellsWhatTheLinesBelowLose() {
    store.install(text(BLOCK + "0 3 * * * own\n"));

    List<Problem> problems = remove.run().problems();

    assertThat(problems)
        .extracting(Problem::message)
        .containsExactly(
            "lines below the block should not depend on its variables, found line 6:"
                + " \"0 3 * * * own\", which loses LAVA_REALM");
    assertThat(remove.run().problems()).as("when it is gone").isEmpty();
  }

  @Test
  void lineLikeAMarkerIsLeftAloneWithAWarning() {
    store.install(text(" " + Block.START + "\n" + BLOCK));

    assertThat(remove.run().problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.LIKE_A_MARKER);
    assertThat(store.read()).contains(text(" " + Block.START + "\n"));
  }

  @Test
  void editMeanwhileStays() {
    store.install(text("# mine\n" + BLOCK));
    faulty.beforeRead(2, () -> store.install(text("# mine\n# and this\n" + BLOCK)));

    remove.run();

    assertThat(store.read()).contains(text("# mine\n# and this\n"));
  }

  @Test
  void refusedIsTold() {
    store.install(text(BLOCK));
    faulty.changes(REFUSED);

    assertThat(outcome(remove.run()).result().orElseThrow())
        .isInstanceOf(InstallResult.Refused.class);
    assertThat(store.read()).contains(text(BLOCK));
  }

  @Test
  void somethingElseThanMeantIsPutBack() {
    store.install(text(BLOCK));
    faulty.changes(LIE);

    assertThat(outcome(remove.run()).result().orElseThrow())
        .isInstanceOfSatisfying(
            InstallResult.PutBack.class,
            putBack -> assertThat(putBack.now()).isEqualTo(InstallResult.Now.OLD));
    assertThat(store.read()).contains(text(BLOCK));
  }

  @Test
  void withoutABackupNothingIsWritten() {
    store.install(text(BLOCK));
    archive.full();

    assertThatThrownBy(remove::run).isInstanceOf(StoreException.class);
    assertThat(store.read()).contains(text(BLOCK));
  }

  @Test
  void unreadableCrontabIsAFailure() {
    store.install(text(BLOCK));
    faulty.reads(REFUSED, REFUSED);

    assertThatThrownBy(remove::run).isInstanceOf(StoreException.class);
    assertThatThrownBy(remove::plan).isInstanceOf(StoreException.class);
    assertThat(archive.list()).isEmpty();
  }
}
