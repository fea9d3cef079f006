// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.testkit.crontab.FakeCrontab;
import io.lavasched.testkit.crontab.PrivateSpool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * An account of its own: a home, a crontab in a spool of its own, read and written by the machine's
 * real crontab program, and two sets of job records.
 *
 * <p>Each command runs in a mount namespace and is a session of its own, so that it can be ended
 * with all that it started. Texts have one char a byte.
 */
final class Account implements AutoCloseable {

  /** Two realms, so that there is always something to change. */
  enum Jobs {
    ONE,
    OTHER;

    Jobs next() {
      return this == ONE ? OTHER : ONE;
    }
  }

  /** Lines for a crontab program: the machine's own one is {@code $real}. */
  static final String HONEST = "exec \"$real\" \"$@\"";

  /** Comments on top are what Debian's crontab -l leaves out, and CR is what it changes. */
  static final String ABOVE =
      """
      # one
      # two
      # three
      # four \u00e9\u00ff\u0080
      MAILTO=""
      0 1 * * *\ttabs \t and blanks \s

      5 1 * * * with CR\r
      # and a backslash: \\r
      """;

  /** With the number of this JVM: others run tests beside it, and share /tmp. */
  static final String BELOW =
      "\n# below\u0001\u00ff " + ProcessHandle.current().pid() + "\n0 2 * * * after\r\n";

  private static final String PATH = ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";

  /** The same for all accounts. */
  private static final Map<Jobs, String> BLOCKS = new ConcurrentHashMap<>();

  private static final String HEADER = "\\A# DO NOT EDIT.*\n# \\(.*\n# \\(.*\n";

  private final Path home;
  private final Path bin;
  private final Path temporary;
  private final PrivateSpool spool;
  private final Launcher launcher;
  private final List<Process> started = new ArrayList<>();

  private Account(Path home, PrivateSpool spool) throws IOException {
    this.home = home;
    this.bin = Files.createDirectory(home.resolve("bin"));
    this.spool = spool;
    this.temporary = Files.createDirectory(home.resolve("tmp"));
    // Its own, for in that of the machine others leave files of the same names at any time.
    this.launcher = Launcher.in(home).with("LAVASCHED_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    for (Jobs jobs : Jobs.values()) {
      Files.writeString(file(jobs), records(jobs));
      BLOCKS.computeIfAbsent(jobs, this::render);
    }
  }

  /**
   * An account without a crontab.
   *
   * @param directory an empty one
   */
  static Account in(Path directory) {
    try {
      Path spool = Files.createDirectory(directory.resolve("spool"));
      Path home = Files.createDirectory(directory.resolve("home"));
      return new Account(home, PrivateSpool.in(spool));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String records(Jobs jobs) {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      records.append(
          "{\"job_id\": \"job %d\", \"worker\": \"w\", \"dispatcher\": \"d\", \"schedule\": \"%d %d * * *\"}\n"
              .formatted(i, i, jobs == Jobs.ONE ? 4 : 5));
    }
    return records.toString();
  }

  private Path file(Jobs jobs) {
    return home.resolve(jobs.name().toLowerCase(Locale.ROOT) + ".jsonl");
  }

  private String render(Jobs jobs) {
    Ran ran = launcher.run("render", "-r", "demo", "--jobs", "" + file(jobs), "--dispatcher", "d");
    assertThat(ran.exit()).isZero();
    return ran.out();
  }

  Path home() {
    return home;
  }

  Path spool() {
    return spool.spool();
  }

  Launcher launcher() {
    return launcher;
  }

  String block(Jobs jobs) {
    return BLOCKS.get(jobs);
  }

  /** What the crontab is to be, to the byte, where its foreign lines are ours. */
  String crontab(Jobs jobs) {
    return ABOVE + block(jobs) + BELOW;
  }

  /** Another crontab program in front of the machine's: lines for {@code /bin/sh}, in the home. */
  Account withProgram(String body) {
    FakeCrontab.in(
        bin,
        """
        cd '%s' || exit 98
        real=/usr/bin/crontab
        [ -x "$real" ] || real=/bin/crontab
        """
                .formatted(home)
            + body);
    return this;
  }

  /** One that notes when it was called, and costs as little as can be. */
  Account withTimedProgram() throws IOException {
    String real = Files.isExecutable(Path.of("/usr/bin/crontab")) ? "/usr" : "";
    Path program = FakeCrontab.in(bin, "");
    Files.writeString(
        program,
        "#!/bin/bash\necho \"$EPOCHREALTIME $1\" >>'%s'/calls\nexec %s/bin/crontab \"$@\"\n"
            .formatted(home, real));
    return this;
  }

  /** The machine's own crontab program, with nothing in front. */
  Account withRealProgram() {
    try {
      Files.deleteIfExists(bin.resolve("crontab"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a rebuild. */
  Launcher.Started startRun(Jobs jobs, String... options) {
    List<String> command = new ArrayList<>(rebuild(jobs));
    command.addAll(List.of(options));
    return start(command);
  }

  /** Starts any command of the launcher. */
  Launcher.Started startLauncher(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.program().toString()));
    command.addAll(arguments);
    return start(command);
  }

  private List<String> rebuild(Jobs jobs) {
    String program = launcher.program().toString();
    return List.of(program, "run", "-r", "demo", "--jobs", "" + file(jobs), "--dispatcher", "d");
  }

  Ran run(Jobs jobs, String... options) {
    return ended(startRun(jobs, options));
  }

  /** A rebuild, after lines for {@code /bin/sh} that mount what they like. */
  Ran runAfter(String script, Jobs jobs) {
    return runBetween(script, jobs, ":");
  }

  /** The same, with lines that look at it from inside when it has ended. */
  Ran runBetween(String before, Jobs jobs, String after) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-euc"));
    command.add(before + "\nended=0\n\"$@\" || ended=$?\n" + after + "\nexit $ended");
    command.add("sh");
    command.addAll(rebuild(jobs));
    return ended(start(command));
  }

  /** Adds a line at the end with {@code crontab -e}, which keeps every other byte. */
  void edit(String line) {
    // Debian's crontab looks at the whole seconds of the file's time.
    String editor = "sleep 1.1; printf '%s\\n' '" + line + "' >>\"$1\"";
    FakeCrontab.in(directoryOf("editor"), editor);
    Ran ran =
        ended(start(List.of("env", "VISUAL=" + home.resolve("editor/crontab"), "crontab", "-e")));
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("installing new crontab");
  }

  private Path directoryOf(String name) {
    try {
      return Files.createDirectories(home.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a kept crontab back. */
  Ran restore(String backup) {
    return ended(startLauncher(List.of("restore", backup)));
  }

  /** The machine's crontab program for somebody who may not use it. */
  Path programOfDenied(Path empty) {
    return spool.programOfDenied(empty);
  }

  /** Any command. */
  Launcher.Started start(List<String> command) {
    List<String> words = new ArrayList<>(List.of("env", "PATH=" + bin + PATH));
    words.addAll(command);
    return startAsItIs(spool.inside(words));
  }

  /** Any command, in a namespace that it makes for itself. */
  private Launcher.Started startAsItIs(List<String> command) {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(command);
    Launcher.Started process = launcher.start(words);
    synchronized (started) {
      started.add(process.process());
    }
    return process;
  }

  /** Waits for the end of a command and of all that it started. */
  Ran ended(Launcher.Started process) {
    Ran ran = Launcher.ended(process);
    awaitEndOfSession(process.process().pid());
    return ran;
  }

  /** Every byte of the crontab, without the header of Debian's crontab; empty for none. */
  String installed() {
    try {
      Path file = spool.spool().resolve("root");
      return Files.exists(file) ? Files.readString(file, ISO_8859_1).replaceFirst(HEADER, "") : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a crontab there by hand, as provisioning tools do. */
  void place(String crontab) {
    spool.place(crontab.getBytes(ISO_8859_1));
  }

  /** Has a crontab installed as after some earlier run. */
  void install(String crontab) {
    try {
      Path file = Files.writeString(home.resolve("given"), crontab, ISO_8859_1);
      Ran ran = ended(start(List.of("crontab", file.toString())));
      assertThat(ran.exit()).as(ran.err()).isZero();
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state folder; it may not exist. */
  Path state() {
    return home.resolve(".local/state/lavasched");
  }

  /** What is kept, the newest first. */
  List<String> backups() {
    return inState().stream()
        .filter(Account::isBackup)
        .sorted((a, b) -> b.compareTo(a))
        .map(name -> read(state().resolve(name)))
        .toList();
  }

  /**
   * Whatever is in the folder for temporary files, and in the state folder besides backups and what
   * is kept of the last run.
   */
  List<String> leftovers() {
    return Stream.concat(
            namesIn(temporary).stream(),
            inState().stream().filter(name -> !isBackup(name) && !isOfLastRun(name)))
        .toList();
  }

  private List<String> inState() {
    return Files.exists(state()) ? namesIn(state()) : List.of();
  }

  private static List<String> namesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfLastRun(String name) {
    return name.equals("last-run-crontab") || name.equals("last-run.json");
  }

  private static boolean isBackup(String name) {
    return name.matches("\\d{8}T\\d{6}\\.\\d{6}Z-crontab(?:\\.none)?(?:\\.found)?");
  }

  static String read(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends SIGKILL to a command and to all that it started and that it left behind. */
  static void killSession(long session) {
    try {
      new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + session + " 2>/dev/null")
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until nothing of a command is left. */
  static void awaitEndOfSession(long session) {
    long deadline = System.nanoTime() + SECONDS.toNanos(240);
    try {
      while (isSessionAlive(session)) {
        assertThat(System.nanoTime()).as("all of it ends").isLessThan(deadline);
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isSessionAlive(long session) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.anyMatch(process -> isOf(process, session));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOf(Path process, long session) {
    if (!Character.isDigit(process.getFileName().toString().charAt(0))) {
      return false;
    }
    try {
      String stat = Files.readString(process.resolve("stat"), ISO_8859_1);
      // After the name, which may hold anything: state, parent, group, session.
      List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      return fields.get(3).equals("" + session) && !fields.get(0).equals("Z");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Takes away what Debian's crontab program leaves in the spool when it is killed.
   *
   * @return how many there were
   */
  int sweep() throws IOException {
    int swept = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(spool(), "tmp.*")) {
      for (Path file : files) {
        Files.delete(file);
        swept++;
      }
    }
    return swept;
  }

  /**
   * Takes away the copies of crontabs of this JVM that it leaves in /tmp when it is killed, where
   * it was asked for one with CR. No account may be at work.
   *
   * @return how many there were
   */
  static int sweepCopies() throws IOException {
    int swept = 0;
    try (DirectoryStream<Path> copies =
        Files.newDirectoryStream(Path.of("/tmp"), "crontab.??????")) {
      for (Path copy : copies) {
        Path file = copy.resolve("crontab");
        if (Files.isReadable(file) && read(file).contains(BELOW)) {
          Files.delete(file);
          Files.delete(copy);
          swept++;
        }
      }
    }
    return swept;
  }

  /** Ends whatever is still at work. */
  @Override
  public void close() {
    synchronized (started) {
      for (Process process : started) {
        if (isSessionAlive(process.pid())) {
          killSession(process.pid());
        }
      }
    }
  }
}
