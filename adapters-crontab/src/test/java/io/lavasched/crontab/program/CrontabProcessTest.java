// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.NewFile;
import io.lavasched.crontab.state.AccountLock;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.testkit.crontab.FakeCrontab;
import io.lavasched.testkit.crontab.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crontab program is given, and what happens when it does not do its part. */
@Timeout(value = 60, unit = SECONDS)
class CrontabProcessTest {

  private static final CrontabText TEXT = CrontabText.of("0 4 * * * x\n");

  @TempDir Path directory;

  private StateFolder folder() {
    return StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString()));
  }

  @Test
  void getsTheCLocaleAndTheRestOfTheEnvironmentAndNothingToRead() {
    CrontabProgram store = program("echo \"$LC_ALL:$PATH:$*:$(wc -c)\"");

    assertThat(store.read()).contains(CrontabText.of("C:" + System.getenv("PATH") + ":-l:0\n"));
  }

  @Test
  void installHandsOverAPrivateFileThatIsGoneAfterwards() throws IOException {
    Path seen = directory.resolve("seen");
    CrontabProgram store =
        program(
            "exec >%s; stat -c '%%a %%F' \"$1\" \"${1%%/*}\"; echo \"$#:$1\"; cat \"$1\""
                .formatted(seen));

    store.install(TEXT);

    List<String> lines = Files.readAllLines(seen);
    assertThat(lines.subList(0, 2)).containsExactly("600 regular file", "700 directory");
    assertThat(lines.get(2)).startsWith("1:/");
    assertThat(lines.get(3)).isEqualTo("0 4 * * * x");
    assertGone(lines.get(2).substring(2));
  }

  /** Debian's cuts it after 99 bytes: it gets the bare name then, in that folder. */
  @Test
  void aLongPathIsHandedOverByItsName() throws IOException {
    Path seen = directory.resolve("seen");
    StateFolder deep =
        StateFolder.of(Map.of("XDG_STATE_HOME", directory.resolve("x".repeat(100)).toString()));
    new CrontabProgram(
            FakeCrontab.in(directory, "exec >%s; echo \"$1\"; cat \"$1\"".formatted(seen)),
            CrontabProgram.DEFAULT_LIMIT,
            deep)
        .install(TEXT);

    List<String> lines = Files.readAllLines(seen);
    assertThat(NewFile.isOfCrontab(lines.get(0))).isTrue();
    assertThat(lines.get(1)).isEqualTo("0 4 * * * x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "kill -9 $$", "sleep 600"})
  void theFileIsGoneAfterAFailureToo(String fault) throws IOException {
    Path seen = directory.resolve("seen");
    CrontabProgram store =
        new CrontabProgram(
            FakeCrontab.in(directory, "echo \"$1\" >" + seen + "\n" + fault),
            Duration.ofSeconds(2),
            folder());

    assertThat(catchThrowableOfType(StoreException.class, () -> store.install(TEXT))).isNotNull();

    assertGone(Files.readString(seen).strip());
  }

  @Test
  void theFileIsGoneWhenTheJvmIsTerminated() throws Exception {
    Path started = directory.resolve("started");
    Path seen = directory.resolve("seen");
    Path program =
        FakeCrontab.in(
            directory,
            "echo \"$1\" >%s; echo $$ >%s.tmp; mv %2$s.tmp %2$s; exec sleep 600"
                .formatted(seen, started));
    Process jvm = installing(program);
    try {
      Jvm.await(started, jvm::isAlive);
      String file = Files.readString(seen).strip();
      assertThat(Path.of(file)).as("while it is in use").exists();

      jvm.destroy();
      assertThat(jvm.waitFor(240, SECONDS)).isTrue();

      assertGone(file);
      Jvm.assertEnds(Long.parseLong(Files.readString(started).strip()));
    } finally {
      jvm.destroyForcibly();
      Jvm.killIfWritten(started);
    }
  }

  @Test
  void aJvmThatIsTerminatedLetsItFinishWhatTakesAMoment() throws Exception {
    Path started = directory.resolve("started");
    Path done = directory.resolve("done");
    Process jvm =
        installing(
            FakeCrontab.in(directory, "touch %s; sleep 1; cp \"$1\" %s".formatted(started, done)));
    try {
      Jvm.await(started, jvm::isAlive);

      jvm.destroy();
      assertThat(jvm.waitFor(240, SECONDS)).isTrue();

      assertThat(done).hasBinaryContent(TEXT.bytes());
      assertThat(folder().path()).isEmptyDirectory();
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void aJvmThatIsTerminatedLeavesNothingBehindThatDoesNotListen() throws Exception {
    Path pids = directory.resolve("pids");
    Path started = directory.resolve("started");
    Process jvm =
        installing(
            FakeCrontab.in(
                directory,
                """
                trap '' TERM
                echo $$ >%1$s
                sh -c 'trap "" TERM; echo $$ >>%1$s; touch %2$s; while :; do sleep 1; done' &
                while :; do sleep 1; done
                """
                    .formatted(pids, started)));
    try {
      Jvm.await(started, jvm::isAlive);

      long start = System.nanoTime();
      jvm.destroy();
      assertThat(jvm.waitFor(240, SECONDS)).isTrue();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(4));
      List<String> all = Files.readAllLines(pids);
      assertThat(all).hasSize(2);
      for (String pid : all) {
        Jvm.assertEnds(Long.parseLong(pid));
      }
      assertThat(folder().path()).isEmptyDirectory();
    } finally {
      jvm.destroyForcibly();
    }
  }

  private Process installing(Path program) throws IOException {
    return new ProcessBuilder(
            Jvm.command(Installing.class, program.toString(), directory.toString()))
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  /** Installs a crontab with the program and the folder named by its arguments. */
  static final class Installing {
    private Installing() {}

    public static void main(String[] args) {
      StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", args[1]));
      new CrontabProgram(Path.of(args[0]), CrontabProgram.DEFAULT_LIMIT, folder).install(TEXT);
    }
  }

  @Test
  void theFileOfAKilledRunIsTakenAway() throws IOException {
    Path old = folder().create().resolve("crontab.123.new");
    Files.writeString(old, "half a cron");
    Path sameFile = Files.createLink(directory.resolve("old"), old);
    CrontabProgram store = program("cat \"$1\" >" + directory.resolve("seen"));

    AccountLock.acquire(folder(), Duration.ZERO).close();
    store.install(TEXT);

    assertThat(directory.resolve("seen")).hasBinaryContent(TEXT.bytes());
    assertThat(sameFile).as("never written into").hasContent("half a cron");
    assertThat(folder().path()).isEmptyDirectory();
  }

  @Test
  void withoutAPlaceForTheFileNothingIsInstalled() throws IOException {
    Files.createDirectories(folder().create().resolve(NewFile.ofCrontab() + "/in the way"));
    Path called = directory.resolve("called");
    CrontabProgram store = program("touch " + called);

    StoreException failure = catchThrowableOfType(StoreException.class, () -> store.install(TEXT));

    assertThat(failure)
        .hasMessage(
            "%s/%s must take the new crontab for %s, found: a folder that is not empty",
            folder().path(), NewFile.ofCrontab(), directory.resolve("crontab"));
    assertThat(failure.hint()).contains(StateFolder.REMEDY);
    assertThat(called).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "yes >&2", "trap '' TERM; while :; do sleep 1; done"})
  void whatHasNoEndIsEnded(String body) throws Exception {
    Path pid = directory.resolve("pid");
    CrontabProgram store =
        new CrontabProgram(
            FakeCrontab.in(directory, "echo $$ >" + pid + "\n" + body),
            Duration.ofSeconds(2),
            folder());

    assertThat(catchThrowableOfType(StoreException.class, store::read))
        .hasMessageContaining(" -l must end within 2.0 s");
    Jvm.assertEnds(Long.parseLong(Files.readString(pid).strip()));
  }

  @Test
  void aHangIsKilledInTimeWithAllThatItStarted() throws Exception {
    Path pids = directory.resolve("pids");
    CrontabProgram store =
        new CrontabProgram(
            FakeCrontab.in(
                directory,
                "echo $$ >%1$s; sh -c 'echo $$ >>%1$s; sleep 600; true' & wait".formatted(pids)),
            Duration.ofSeconds(2),
            folder());
    long start = System.nanoTime();

    StoreException failure = catchThrowableOfType(StoreException.class, store::read);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(4));
    assertThat(failure)
        .hasMessage(
            directory.resolve("crontab")
                + " -l must end within 2.0 s, and was killed because it did not");
    assertThat(failure.retryable()).isTrue();
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(2);
    for (String pid : started) {
      Jvm.assertEnds(Long.parseLong(pid));
    }
  }

  @Test
  void outputThatIsHeldOpenIsReadWholeOrNotAtAll() throws IOException {
    Path pid = directory.resolve("pid");
    CrontabProgram store =
        new CrontabProgram(
            FakeCrontab.in(
                directory, "sleep 600 & echo $! >%s; head -c 1000000 /dev/zero".formatted(pid)),
            Duration.ofSeconds(2),
            folder());
    try {
      assertThat(store.read()).contains(CrontabText.of(new byte[1_000_000]));
    } catch (StoreException e) {
      // Which of the two it is depends on whether a read was waiting when the program ended.
      assertThat(e)
          .hasMessageContaining(
              " -l must close its output within 2.0 s, found it held open by what it left running");
    } finally {
      Jvm.killIfWritten(pid);
    }
  }

  @Test
  void aMegabyteOnBothStreamsIsRead() {
    CrontabProgram store =
        program("head -c 1000000 /dev/zero | tr '\\0' e >&2; head -c 1000000 /dev/zero");

    assertThat(store.read()).contains(CrontabText.of(new byte[1_000_000]));
  }

  @Test
  void aMegabyteOfComplaintIsCut() {
    CrontabProgram store = program("yes out of cheese | head -c 1000000 >&2; exit 1");

    assertThat(catchThrowableOfType(StoreException.class, store::read).getMessage())
        .contains(" -l failed with exit code 1 and said:\n    out of cheese\n    out of cheese\n")
        .endsWith("\n    (and more)")
        .hasSizeLessThan(1 << 18);
  }

  @Test
  void moreOutputThanAnyCrontabHasIsAFailure() {
    CrontabProgram store = program("head -c 20000000 /dev/zero; echo to the end >&2");

    assertThat(catchThrowableOfType(StoreException.class, store::read))
        .hasMessageEndingWith(" -l must print a crontab of at most 16 MiB, found more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9 SIGKILL", "11 SIGSEGV", "15 SIGTERM", "34 signal 34"})
  void deathBySignalIsNamed(String signal) {
    int number = Integer.parseInt(signal.split(" ", 2)[0]);
    CrontabProgram store = program("echo about to >&2; kill -" + number + " $$");

    assertThat(catchThrowableOfType(StoreException.class, store::read))
        .hasMessageEndingWith(
            " -l failed with exit code %d (killed by %s) and said:\n    about to",
            128 + number, signal.split(" ", 2)[1]);
  }

  @Test
  void aProgramThatCannotRunIsNamed() throws IOException {
    Path program = FakeCrontab.in(directory, "");
    Files.delete(program);

    StoreException failure =
        catchThrowableOfType(
            StoreException.class,
            () -> new CrontabProgram(program, CrontabProgram.DEFAULT_LIMIT, folder()).read());

    assertThat(failure).hasMessage(program + " could not be run: No such file or directory");
    assertThat(failure.hint()).isPresent();
  }

  @Test
  void anInterruptKillsTheProgram() throws Exception {
    Path pid = directory.resolve("pid");
    CrontabProgram store =
        program("echo $$ >%1$s.tmp; mv %1$s.tmp %1$s; exec sleep 600".formatted(pid));
    CompletableFuture<StoreException> failure = new CompletableFuture<>();
    CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
    Thread reading =
        new Thread(
            () -> {
              failure.complete(catchThrowableOfType(StoreException.class, store::read));
              stillInterrupted.complete(Thread.currentThread().isInterrupted());
            });
    reading.start();
    Jvm.await(pid, reading::isAlive);

    reading.interrupt();

    assertThat(failure.get(240, SECONDS)).hasMessageEndingWith(" -l was interrupted");
    assertThat(stillInterrupted.get(240, SECONDS)).isTrue();
    Jvm.assertEnds(Long.parseLong(Files.readString(pid).strip()));
  }

  private CrontabProgram program(String body) {
    return new CrontabProgram(
        FakeCrontab.in(directory, body), CrontabProgram.DEFAULT_LIMIT, folder());
  }

  private void assertGone(String file) {
    assertThat(Path.of(file)).hasParentRaw(folder().path()).doesNotExist();
    assertThat(NewFile.isOfCrontab(Path.of(file).getFileName().toString())).isTrue();
    assertThat(folder().path()).isEmptyDirectory();
  }
}
