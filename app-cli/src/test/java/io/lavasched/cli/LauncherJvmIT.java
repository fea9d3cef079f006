// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lavasched.testkit.Campaign;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher tells the JVM, and what the JVM makes of bad class archives. */
class LauncherJvmIT {

  private static final String RENDER = "render -r demo --jobs {examples} --dispatcher Perth";

  private static final String BLOCK =
      """
      #### Lava Schedules Start ####
      LAVA_REALM=demo
      0 8 * * 1-5 /usr/local/bin/lava-dispatcher --worker mail mail/perth
      #### Lava Schedules End ####
      """;

  private static final String OF_AN_ARCHIVE = " io.lavasched.cli.Main source: shared objects file";

  private static final Path PACKAGING = Path.of("..", "packaging").toAbsolutePath().normalize();
  private static final Path ARCHIVES = Path.of("target", "archives").toAbsolutePath();
  private static final Path JAR = Path.of("target", "lavasched-all.jar").toAbsolutePath();

  /** Bytes from one damage to the next. */
  private static final int DAMAGE_STEP = Campaign.size("damage-step", 496, 124);

  /** That of SIGABRT, in a shell. */
  private static final int DIED = 134;

  /** Archives are made once. */
  @TempDir static Path made;

  private static final Map<Path, byte[]> ARCHIVE_OF = new ConcurrentHashMap<>();

  @TempDir Path directory;
  private Launcher launcher;

  @BeforeEach
  void start() {
    launcher = Launcher.in(directory);
  }

  /** The Java that runs the tests, and a JDK 25, whose messages are others, where there is one. */
  static Stream<Path> javas() throws IOException {
    Process search = new ProcessBuilder(PACKAGING.resolve("jdk25").toString()).start();
    String found = new String(search.getInputStream().readAllBytes(), UTF_8).strip();
    return Stream.concat(
        Stream.of(Path.of(System.getProperty("java.home"))),
        found.isEmpty() ? Stream.of() : Stream.of(Path.of(found)));
  }

  private byte[] archiveOf(Path java) {
    return ARCHIVE_OF.computeIfAbsent(
        java,
        home -> {
          try {
            return Files.readAllBytes(madeByTheBuild(home).orElseGet(() -> make(home)));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Optional<Path> madeByTheBuild(Path java) {
    return Optional.of(ARCHIVES.resolve(System.getProperty("java.runtime.version") + "-files.jsa"))
        .filter(file -> java.equals(Path.of(System.getProperty("java.home"))))
        .filter(Files::exists);
  }

  private Path make(Path java) {
    Path archive = made.resolve(ARCHIVE_OF.size() + ".jsa");
    Ran ran =
        ran(
            PACKAGING.resolve("archive").toString(),
            java.resolve("bin/java").toString(),
            JAR.toString(),
            ARCHIVES.resolve("files.list").toString(),
            archive.toString());
    assumeTrue(ran.exit() != 3, java + " takes no archive for a jar in a folder with blanks");
    assertThat(ran.exit()).as(ran.err()).isZero();
    return archive;
  }

  private Ran ran(String... command) {
    return Launcher.ended(launcher.start(List.of(command)));
  }

  /** With the running Java alone by default: an archive for another one has to be made first. */
  static Stream<Path> javasWithArchives() throws IOException {
    return javas().limit(Campaign.size("javas", 1, 2));
  }

  @ParameterizedTest
  @MethodSource("javasWithArchives")
  void badArchivesAreSilent(Path java) throws IOException {
    launcher.with("JAVA_HOME", java.toString());
    byte[] whole = archiveOf(java);
    assertThat(isUsed(whole)).as("a whole one").isTrue();

    silent("empty", new byte[0]);
    silent("text", "hello\n".repeat(10_000).getBytes(UTF_8));
    silent("of another Java", foreign(java));
    silent("first bytes", Arrays.copyOf(whole, 100));
    silent("header without a magic number", damaged(whole, 0));
    for (int cut : new int[] {4096, whole.length / 2, whole.length - 4096}) {
      silent("cut off at " + cut, Arrays.copyOf(whole, cut));
    }
    for (int at = 8; at < 1000; at += DAMAGE_STEP) {
      silent("damaged at " + at, damaged(whole, at));
    }
  }

  private boolean isUsed(byte[] archive) throws IOException {
    Path file = Files.write(directory.resolve("archive.jsa"), archive);
    Path classes = directory.resolve("classes");
    Ran ran =
        launcher
            .with(
                "LAVASCHED_JAVA_OPTS",
                "-XX:SharedArchiveFile=" + file + " -Xlog:class+load:file=" + classes)
            .runLine(RENDER);
    assertThat(ran.out()).isEqualTo(BLOCK);
    assertThat(ran.err()).isEmpty();
    return Files.readString(classes).contains(OF_AN_ARCHIVE);
  }

  /** A JVM may die of it, and can keep no order then; but it says nothing where the block goes. */
  private void silent(String what, byte[] archive) throws IOException {
    Path file = Files.write(directory.resolve("archive.jsa"), archive);
    Ran ran = launcher.with("LAVASCHED_JAVA_OPTS", "-XX:SharedArchiveFile=" + file).runLine(RENDER);
    boolean mayDie = what.matches(".* at \\d+");

    assertThat(ran.exit()).as(what).isIn(mayDie ? List.of(0, DIED) : List.of(0));
    assertThat(ran.out()).as(what).isEqualTo(ran.exit() == 0 ? BLOCK : "");
    assertThat(ran.err()).as(what).isEmpty();
  }

  private byte[] foreign(Path java) throws IOException {
    Optional<Path> other = javasWithArchives().filter(home -> !home.equals(java)).findFirst();
    // With one Java only, an archive that says so.
    return other.map(this::archiveOf).orElseGet(() -> damaged(archiveOf(java), 4));
  }

  private static byte[] damaged(byte[] archive, int at) {
    byte[] damaged = archive.clone();
    for (int i = at; i < at + 4; i++) {
      damaged[i] ^= 0x5a;
    }
    return damaged;
  }

  @Test
  void theCheckoutUsesItsArchive() throws IOException {
    String build = System.getProperty("java.runtime.version");
    assumeTrue(
        Files.exists(ARCHIVES.resolve(build + "-table.jsa")) || JAR.toString().matches("[!-~]+"),
        "Java 17 takes no archive for a jar in a folder with blanks");

    Ran ran =
        launcher.with("LAVASCHED_JAVA_OPTS", "-Xlog:class+load:file=classes").runLine("--version");

    assertThat(ran.exit()).isZero();
    assertThat(directory.resolve("classes")).content().contains(OF_AN_ARCHIVE);
  }

  /** Only in full campaigns: the build trains its archive first, with each command. */
  @Test
  @EnabledIfSystemProperty(named = "campaigns", matches = "full")
  void theBuildSaysSoWhereItsArchiveIsOfNoUse() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("with blanks"));
    Path jar = Files.copy(JAR, folder.resolve("lavasched-all.jar"));
    Path archives = folder.resolve("archives");

    Ran ran =
        ran(
            PACKAGING.resolve("for-checkout").toString(),
            System.getProperty("java.home"),
            jar.toString(),
            archives.toString());

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEmpty();
    try (Stream<Path> files = Files.list(archives)) {
      if (files.anyMatch(file -> file.toString().contains(".jsa"))) {
        assertThat(Runtime.version().feature()).isGreaterThan(17);
        assertThat(ran.err()).isEmpty();
      } else {
        assertThat(ran.err())
            .contains(" uses no class archive for " + jar.toRealPath())
            .contains("\n  help: ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xlog:gc",
        "-Xlog:all=warning",
        "-XX:+PrintFlagsFinal",
        "-XX:+PrintCommandLineFlags"
      })
  void whatTheJvmIsAskedForIsNotInTheBlock(String options) throws IOException {
    for (Path java : javas().toList()) {
      Ran ran =
          launcher
              .with("JAVA_HOME", java.toString())
              .with("LAVASCHED_JAVA_OPTS", options)
              .runLine(RENDER);

      assertThat(ran.out()).as(java.toString()).isEqualTo(BLOCK);
      assertThat(ran.exit()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialCG", "-Xmx1k", "-Xms64m -Xmx32m", "--no-such-option"})
  void wrongOptionsAreToldAndEndWithOne(String options) throws IOException {
    for (Path java : javas().toList()) {
      Ran ran =
          launcher
              .with("JAVA_HOME", java.toString())
              .with("LAVASCHED_JAVA_OPTS", options)
              .runLine(RENDER);

      assertThat(ran.err()).as(java.toString()).isNotEmpty();
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(1);
    }
  }
}
