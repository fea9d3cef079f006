// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static io.lavasched.application.rebuild.FaultyCrontab.Fault.LIE;
import static io.lavasched.application.rebuild.FaultyCrontab.Fault.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.lavasched.application.install.InstallResult;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.LastRun;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.CrontabText;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A rebuild with its archive: what is kept, and what becomes of edits that come between. */
class RebuildBackupTest {

  private static final String FOREIGN = "0 1 * * * backup\n";
  private static final String EDIT = "0 2 * * * by hand\n";
  private static final String BLOCK =
      """
      #### Lava Schedules Start ####
      LAVA_REALM=demo
      @daily /usr/local/bin/lava-dispatcher --worker w a
      #### Lava Schedules End ####
      """;

  private final InMemoryJobsTable jobs = new InMemoryJobsTable();
  private final InMemoryCrontabStore crontab = new InMemoryCrontabStore(CrontabText.of(FOREIGN));
  private final FaultyCrontab faulty = new FaultyCrontab(crontab);
  private final InMemoryCrontabArchive archive = new InMemoryCrontabArchive();
  private final RebuildRequest request = Requests.of(Map.of("dispatcher", "d"), OnInvalid.KEEP);

  private RebuildOutcome run() {
    return new RebuildCrontab(jobs, faulty, archive, RunMemory.OFF).run(request, Requests.REPORTED);
  }

  private RebuildPlan plan() {
    return Requests.planOf(new RebuildCrontab(jobs, faulty, archive, RunMemory.OFF).plan(request));
  }

  private InstallResult result() {
    return ((RebuildOutcome.Written) run()).result();
  }

  private void put(String id) {
    jobs.put(Map.of("job_id", id, "worker", "w", "dispatcher", "d", "schedule", "@daily"));
  }

  private void install(String text) {
    crontab.install(CrontabText.of(text));
  }

  private String content() {
    return crontab.read().map(CrontabText::toString).orElse("(none)");
  }

  /** The newest first. */
  private List<String> kept() {
    return archive.list().stream()
        .map(backup -> archive.read(backup).map(CrontabText::toString).orElse("(none)"))
        .toList();
  }

  @Test
  void eachInstallHasItsBackup() {
    put("a");
    Backup backup = ((InstallResult.Installed) result()).backup();
    assertThat(archive.list()).element(1).isEqualTo(backup);
    assertThat(kept()).containsExactly(FOREIGN + BLOCK, FOREIGN);
    assertThat(content()).isEqualTo(FOREIGN + BLOCK);

    put("b");
    run();
    assertThat(kept()).containsExactly(content(), FOREIGN + BLOCK, FOREIGN);
  }

  @Test
  void nobodyAsksForBackupsWhereNothingChanges() {
    put("a");
    Backup backup = ((InstallResult.Installed) result()).backup();
    LastRun last = LastRun.NONE.withInstalled(Optional.of(backup.name()));
    RunMemory memory =
        port(
            RunMemory.class,
            call -> {
              assertThat(call).as("nothing new is remembered").isEqualTo("read");
              return last;
            });
    CrontabArchive none =
        port(
            CrontabArchive.class,
            call -> {
              throw new AssertionError("there is no use for it, but for " + call);
            });

    RebuildOutcome outcome =
        new RebuildCrontab(jobs, crontab, none, memory).run(request, Requests.REPORTED);

    assertThat(outcome).isInstanceOf(RebuildOutcome.Unchanged.class);
  }

  /** One that only answers to the names of its methods, and so has no laws to keep. */
  private static <T> T port(Class<T> type, Function<String, Object> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.apply(method.getName())));
  }

  @Test
  void noCrontabIsKeptAsNone() {
    crontab.remove();
    put("a");
    run();

    assertThat(kept()).containsExactly(BLOCK, "(none)");
  }

  @Test
  void whatWritesNothingKeepsNothing() {
    put("a");
    run();
    archive.full();

    assertThat(run()).isInstanceOf(RebuildOutcome.Unchanged.class);
    jobs.remove("a");
    assertThat(run()).isInstanceOf(RebuildOutcome.Guarded.class);
    plan();
    assertThat(kept()).containsExactly(FOREIGN + BLOCK, FOREIGN);
  }

  /** It is a convenience for later: the crontab is installed and right without it. */
  @Test
  void whatWasInstalledNeedNotBeKept() {
    put("a");
    faulty.beforeRead(3, archive::full);

    assertThat(result()).isInstanceOf(InstallResult.Installed.class);
    assertThat(kept()).containsExactly(FOREIGN);
  }

  @Test
  void newestTwentyStay() {
    for (int i = 0; i < 25; i++) {
      put("job" + i);
      run();
    }

    assertThat(kept()).hasSize(CrontabArchive.MOST).doesNotContain(FOREIGN);
  }

  @Test
  void noBackupNoInstall() {
    put("a");
    archive.full();

    assertThatThrownBy(this::run)
        .asInstanceOf(type(StoreException.class))
        .satisfies(e -> assertThat(e.operation()).isEqualTo("keep"));
    assertThat(crontab.installed()).isEmpty();
    assertThat(content()).isEqualTo(FOREIGN);
  }

  /** The first read is the one that is planned for, the second one the look before the install. */
  @Test
  void editBetweenReadAndInstallSurvives() {
    put("a");
    faulty.beforeRead(2, () -> install(FOREIGN + EDIT));

    assertThat(result()).isInstanceOf(InstallResult.Installed.class);
    assertThat(content()).isEqualTo(FOREIGN + EDIT + BLOCK);
    assertThat(kept()).containsExactly(content(), FOREIGN + EDIT);
  }

  @Test
  void removalBetweenReadAndInstallSurvives() {
    put("a");
    faulty.beforeRead(2, crontab::remove);

    assertThat(result()).isInstanceOf(InstallResult.Installed.class);
    assertThat(content()).isEqualTo(BLOCK);
    assertThat(kept()).containsExactly(content(), "(none)");
  }

  /** Its author had read the crontab before: it has the old block, and overwrote the new one. */
  @Test
  void editJustAfterTheInstallGetsABlockToo() {
    put("a");
    run();
    put("b");
    faulty.beforeRead(8, () -> install(EDIT + FOREIGN + BLOCK));

    assertThat(result()).isInstanceOf(InstallResult.Installed.class);
    assertThat(content()).startsWith(EDIT + FOREIGN).contains(" w a\n", " w b\n");
    assertThat(kept()).containsExactly(content(), EDIT + FOREIGN + BLOCK, FOREIGN + BLOCK, FOREIGN);
  }

  @Test
  void editBesideARefusedInstallSurvives() {
    put("a");
    run();
    put("b");
    faulty.changes(REFUSED, REFUSED).beforeRead(8, () -> install(EDIT + FOREIGN + BLOCK));

    assertThat(result()).isInstanceOf(InstallResult.Refused.class);
    assertThat(content()).isEqualTo(EDIT + FOREIGN + BLOCK);
  }

  @Test
  void editThatMakesTheRestUnnecessary() {
    put("a");
    faulty.beforeRead(2, () -> install(FOREIGN + BLOCK));

    assertThat(run()).isInstanceOf(RebuildOutcome.Unchanged.class);
    assertThat(content()).isEqualTo(FOREIGN + BLOCK);
  }

  @Test
  void editThatBreaksTheMarkersStopsTheRun() {
    put("a");
    String broken = FOREIGN + "#### Lava Schedules Start ####\n";
    faulty.beforeRead(2, () -> install(broken));

    assertThat(((Stopped) run()).reason()).isEqualTo(Stopped.Reason.BROKEN_CRONTAB);
    assertThat(content()).isEqualTo(broken);
  }

  /** What was allowed by the first crontab may be too much for the second. */
  @Test
  void editIsGuardedToo() {
    jobs.put(Map.of("job_id", "x", "worker", "w", "dispatcher", "e", "schedule", "@daily"));
    String edited = FOREIGN + BLOCK;
    faulty.beforeRead(2, () -> install(edited));

    assertThat(run()).isInstanceOf(RebuildOutcome.Guarded.class);
    assertThat(content()).isEqualTo(edited);
  }

  @Test
  void crontabThatNeverRestsIsLeftAlone() {
    put("a");
    for (int i = 2; i < 40; i += 2) {
      String edit = "0 " + i % 24 + " * * * by hand\n";
      faulty.beforeRead(i, () -> install(edit));
    }

    assertThatThrownBy(this::run)
        .asInstanceOf(type(StoreException.class))
        .satisfies(e -> assertThat(e.retryable()).isTrue());
    assertThat(content()).isEqualTo("0 20 * * * by hand\n");
    assertThat(faulty.readCount()).isEqualTo(20);
    assertThat(archive.list()).as("else they would push out what is of use").isEmpty();
  }

  @Test
  void liarIsPutBackAndTheBackupIsNamed() {
    put("a");
    faulty.changes(LIE);
    InstallResult.PutBack putBack = (InstallResult.PutBack) result();

    assertThat(archive.read(putBack.backup())).isEqualTo(Optional.of(CrontabText.of(FOREIGN)));
    assertThat(content()).isEqualTo(FOREIGN);
  }
}
