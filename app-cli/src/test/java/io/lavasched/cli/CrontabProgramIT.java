// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Crontab programs that do not do their part, under the launcher. */
class CrontabProgramIT {

  private static final String OLD = "# mine\n0 1 * * *\tmine\n";
  private static final String RUN = "run -r demo --jobs {examples} --dispatcher Perth";

  /** Keeps the crontab in the file tab, as a real program would. */
  private static final String HONEST =
      """
      case $1 in
        -l) if [ -e tab ]; then cat tab; else echo "no crontab for $(id -un)" >&2; exit 1; fi ;;
        -r) rm tab ;;
        -V) echo "cronie 1.6.1" ;;
        *) INSTALL ;;
      esac
      """;

  @TempDir Path directory;
  private Launcher launcher;
  private Path tab;

  @BeforeEach
  void oldCrontab() throws IOException {
    launcher = Launcher.in(directory);
    tab = Files.writeString(directory.resolve("tab"), OLD);
  }

  private void install(String how) {
    launcher.withCrontabProgram(HONEST.replace("INSTALL", how));
  }

  @Test
  void anHonestOneIsTrusted() throws IOException {
    install("cp \"$1\" tab; echo Backup of my crontab saved to somewhere");

    Ran ran = launcher.runLine(RUN);

    assertThat(tab).content().startsWith(OLD + "#### Lava Schedules Start ####\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("installed the crontab of ").endsWith(" (1 added)\n");
    assertThat(ran.exit()).isZero();
    Files.delete(tab);
    assertThat(launcher.runLine(RUN).exit()).isZero();
    assertThat(tab).content().startsWith("#### Lava Schedules Start ####\n");
  }

  /** Put into the spool by hand: no crontab program takes it like that. */
  @Test
  void oldCrontabWithoutAFinalNewlineIsPutBackAndRestoredWithOne() throws IOException {
    String demands =
        "[ \"$(tail -c 1 \"$1\" | wc -l)\" = 1 ] || { echo missing newline >&2; exit 1; }; ";
    Files.writeString(tab, OLD.strip());
    install(demands + "cp \"$1\" tab");
    assertThat(launcher.runLine(RUN).exit()).isZero();

    Ran restored = launcher.runLine("restore latest");
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(tab).hasContent(OLD);

    Files.writeString(tab, OLD.strip());
    install(demands + "if [ -e once ]; then cp \"$1\" tab; else : >once; : >tab; fi");
    Ran putBack = launcher.runLine(RUN);
    assertThat(putBack.exit()).isEqualTo(5);
    assertThat(tab).hasContent(OLD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Busybox on a full disk: cut off, and no word about it.
        "if [ -e once ]; then cp \"$1\" tab; else : >once; head -c 40 \"$1\" >tab; fi",
        "if [ -e once ]; then cp \"$1\" tab; else : >once; : >tab; fi",
        "if [ -e once ]; then cp \"$1\" tab; else : >once; rm tab; fi",
        "if [ -e once ]; then cp \"$1\" tab; else : >once; sed s/demo/prod/ \"$1\" >tab; fi",
      })
  void oneThatLiesIsFoundOutAndTheOldCrontabPutBack(String how) {
    install(how);

    Ran ran = launcher.runLine(RUN);

    assertThat(tab).hasContent(OLD);
    assertThat(ran.err())
        .contains("did not hold what was installed when it was read back; the old one was put back")
        .contains("; the old one is kept: ", "; what was found there: ")
        .doesNotContain("stopped");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void oneThatInstallsNothingIsFoundOut() {
    install(":");

    Ran ran = launcher.runLine(RUN);

    assertThat(tab).hasContent(OLD);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void oneThatAlwaysLiesLeavesAMessToBeLookedAt() {
    install("echo '# mess' >tab");

    Ran ran = launcher.runLine(RUN + " -o json");

    assertThat(ran.err())
        .contains(
            "what is there is neither the old one nor the new one, look at it now; the old one is"
                + " kept: "
                + directory
                + "/.local/state/lavasched/");
    assertThat(JsonShape.of(ran.out()).get("outcome").textValue()).isEqualTo("not_put_back");
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void whereThereWasNoneNoneIsPutBack() throws IOException {
    Files.delete(tab);
    install("echo '# mess' >tab");

    Ran ran = launcher.runLine(RUN);

    assertThat(tab).doesNotExist();
    assertThat(ran.err()).contains("the old one was put back");
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void oneThatRefusesIsShownWhole() {
    install(
        "echo '\"-\":3: bad minute' >&2; echo 'errors in crontab file, can'\"'\"'t install.' >&2;"
            + " exit 1");

    Ran ran = launcher.runLine(RUN);

    assertThat(ran.err())
        .contains("failed with exit code 1 and said:\n    \"-\":3: bad minute\n")
        .contains("\n    errors in crontab file, can't install.\n")
        .contains("\n  help: ")
        .contains("error: nothing was written: the crontab of ");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(tab).hasContent(OLD);

    JsonNode json = JsonShape.of(launcher.runLine(RUN + " -o json").out());
    assertThat(json.get("outcome").textValue()).isEqualTo("refused");
    assertThat(json.get("exit_code").intValue()).isEqualTo(5);
    assertThat(json.get("failures").get(0).get("message").textValue()).contains("bad minute");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          You (me) are not allowed to use this program (crontab)  | 1
          crontabs/me/: fopen: Permission denied                  | 1
          crontabs: No such file or directory                     | 1
          no crontab for me, and the disk is on fire              | 1
          no crontab for someone-else                             | 1
          no crontab for someone-else                             | 0
          bcrontab: Fatal: Could not connect to bcron-spool       | 111
          Killed                                                  | 137
          """)
  void aReadingThatFailsIsNotTakenForAnEmptyCrontab(String said, int exit) {
    launcher.withCrontabProgram(
        "case $1 in -l) echo '%s' >&2; exit %d ;; -V) exit 1 ;; *) cp \"$1\" tab ;; esac"
            .formatted(said, exit));

    for (String command : new String[] {RUN, RUN.replace("run ", "plan ")}) {
      Ran ran = launcher.runLine(command);

      assertThat(ran.err()).startsWith("error: ").contains(said);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(5);
      assertThat(tab).hasContent(OLD);
    }
  }

  @Test
  void planNeverInstalls() {
    install("echo installed >>calls; exit 1");

    Ran ran = launcher.runLine(RUN.replace("run ", "plan "));

    assertThat(ran.out()).startsWith("--- crontab (installed)\n").contains("\n # mine\n");
    assertThat(ran.exit()).isZero();
    assertThat(directory.resolve("calls")).doesNotExist();
    assertThat(tab).hasContent(OLD);
  }

  @Test
  void bytesThatAreNoTextSurvive() throws IOException {
    install("cp \"$1\" tab");
    byte[] foreign = "# \u00e9\u00ff\u0080\r\n0 1 * * * x\u0001\n".getBytes(ISO_8859_1);
    Files.write(tab, foreign);

    assertThat(launcher.runLine(RUN).exit()).isZero();

    assertThat(new String(Files.readAllBytes(tab), ISO_8859_1))
        .startsWith(new String(foreign, ISO_8859_1) + "#### Lava");
  }

  /** Where it hangs, as HONEST does with one more line, and what is known then. */
  @SuppressWarnings("ImmutableEnumChecker") // an enum of tests
  private enum Phase {
    READING("", "nothing was written"),
    READING_AGAIN("[ -e twice ] || { touch twice; cat tab; exit; }", "nothing was written"),
    INSTALLING("[ -e new ] || { cat tab; exit; }", "a sound crontab program leaves"),
    READING_BACK("[ -e new ] || { cat tab; exit; }", "a sound crontab program leaves");

    private final String before;
    private final String said;

    Phase(String before, String said) {
      this.before = before;
      this.said = said;
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 90, unit = SECONDS)
  void anInterruptSaysWhatIsKnownInEachPhase(Phase phase) throws Exception {
    String hang = "echo $$ >pid.tmp; mv pid.tmp pid; exec sleep 600";
    String install = phase == Phase.INSTALLING ? hang : "touch new; cp \"$1\" tab";
    launcher.withCrontabProgram(
        "case $1 in -l) %s\n%s ;; -V) echo 'cronie 1.6.1' ;; *) %s ;; esac"
            .formatted(phase.before, hang, install));
    Launcher.Started started = launcher.start(run("INT"));
    Path pid = directory.resolve("pid");
    try {
      while (!Files.exists(pid)) {
        assertThat(started.process().isAlive()).as("still running").isTrue();
        Thread.sleep(5);
      }

      new ProcessBuilder("kill", "-INT", "" + started.process().pid()).start().waitFor();
      Ran ran = Launcher.ended(started);

      assertThat(ran.exit()).isEqualTo(130);
      assertThat(ran.err()).containsOnlyOnce("error: stopped by a signal: " + phase.said);
      if (phase.said.equals("nothing was written")) {
        assertThat(ran.err()).isEqualTo("error: stopped by a signal: nothing was written\n");
        assertThat(tab).hasContent(OLD);
      }
    } finally {
      started.process().destroyForcibly();
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Whoever waits has nothing yet: it ends at once, and the one that it waited for goes on. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  @Timeout(value = 90, unit = SECONDS)
  void anInterruptEndsTheWaitForTheLock(String signal, int exit) throws Exception {
    launcher.with("LAVASCHED_CRONTAB_SECONDS", "300");
    install("touch holds; until [ -e go ]; do sleep 0.05; done; cp \"$1\" tab");
    Path state = directory.resolve(".local/state/lavasched");
    Launcher.Started holder = launcher.start(run(signal));
    Launcher.Started waiter = null;
    try {
      while (!Files.exists(directory.resolve("holds"))) {
        assertThat(holder.process().isAlive()).as("still running").isTrue();
        Thread.sleep(5);
      }
      List<String> before = namesAndSizes(state);
      String waits = "waiting for another run of this account to end\n";

      waiter = launcher.start(run(signal, "--lock-wait", "600"));
      while (!Files.readString(waiter.err()).equals(waits)) {
        assertThat(waiter.process().isAlive()).as("still waiting").isTrue();
        Thread.sleep(5);
      }
      new ProcessBuilder("kill", "-" + signal, "" + waiter.process().pid()).start().waitFor();
      Ran ran = Launcher.ended(waiter);

      assertThat(ran.exit()).isEqualTo(exit);
      assertThat(ran.err()).isEqualTo(waits + "error: stopped by a signal: nothing was written\n");
      assertThat(ran.out()).isEmpty();
      assertThat(holder.process().isAlive()).isTrue();
      assertThat(namesAndSizes(state)).isEqualTo(before);
      assertReportsStop(state);
      assertThat(state.resolve("lock")).content().startsWith(holder.process().pid() + " ");
      assertThat(tab).hasContent(OLD);

      Files.createFile(directory.resolve("go"));
      Ran held = Launcher.ended(holder);
      assertThat(held.exit()).as(held.err()).isZero();
      assertThat(tab).content().startsWith(OLD + "#### Lava Schedules Start ####\n");
      assertThat(state.resolve("lock")).doesNotExist();
    } finally {
      if (waiter != null) {
        waiter.process().destroyForcibly();
      }
      holder.process().destroyForcibly();
      if (!Files.exists(directory.resolve("go"))) {
        Files.createFile(directory.resolve("go"));
      }
    }
  }

  private static List<String> namesAndSizes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !file.endsWith("last-run.json"))
          .map(file -> file.getFileName() + " " + file.toFile().length())
          .sorted()
          .toList();
    }
  }

  private static void assertReportsStop(Path state) throws IOException {
    JsonNode report = JsonShape.of(Files.readString(state.resolve("last-run.json")));
    assertThat(report.get("outcome").textValue()).isEqualTo("stopped");
    assertThat(report.get("exit_code").isNull()).isTrue();
    assertThat(report.get("message").textValue())
        .isEqualTo("stopped by a signal; lavasched plan tells what is installed");
    assertThat(report.get("realm").textValue()).isEqualTo("demo");
    assertThat(report.get("last_success").isNull()).isTrue();
  }

  /** A shell in the background has its children ignore the signal of Ctrl-C. */
  private List<String> run(String signal, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of("env", "--default-signal=" + signal, launcher.program().toString(), "run"));
    command.addAll(List.of("-r", "demo", "--jobs", Launcher.examples(), "--dispatcher", "Perth"));
    command.addAll(List.of(options));
    return command;
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  @Timeout(value = 90, unit = SECONDS)
  void anInterruptLeavesNothingBehind(String signal, int exit) throws Exception {
    install("echo \"$1\" >file; echo $$ >pid.tmp; mv pid.tmp pid; exec sleep 600");
    launcher.with("LAVASCHED_METRICS", directory.resolve("run.prom").toString());
    Launcher.Started started = launcher.start(run(signal));
    Path pid = directory.resolve("pid");
    try {
      while (!Files.exists(pid)) {
        assertThat(started.process().isAlive()).as("still running").isTrue();
        Thread.sleep(5);
      }
      Path file = Path.of(Files.readString(directory.resolve("file")).strip());
      assertThat(file).exists();

      new ProcessBuilder("kill", "-" + signal, "" + started.process().pid()).start().waitFor();
      Ran ran = Launcher.ended(started);

      assertThat(ran.exit()).isEqualTo(exit);
      assertThat(ran.err())
          .containsOnlyOnce(
              "error: stopped by a signal: a sound crontab program leaves the old crontab or the"
                  + " new one, whole; lavasched plan tells which, lavasched restore has the old"
                  + " one\n");
      assertThat(ran.out()).isEmpty();
      assertThat(file).doesNotExist();
      assertThat(file.resolveSibling("lock")).doesNotExist();
      assertReportsStop(directory.resolve(".local/state/lavasched"));
      assertThat(directory.resolve("run.prom"))
          .content()
          .contains("\nlavasched_last_run_exit_code{realm=\"demo\",lavasched_job=\"\"} NaN\n");
      assertThat(tab).hasContent(OLD);
    } finally {
      started.process().destroyForcibly();
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }
}
