// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, from the shell's side. */
class LauncherIT {

  private static final String README_RUN =
      "run --realm demo --jobs {examples} --job demo/schedule-01 --crontab-file demo.crontab"
          + " --zone Australia/Sydney";

  @TempDir Path directory;
  private Launcher launcher;

  @BeforeEach
  void start() {
    launcher = Launcher.in(directory);
  }

  @Test
  void doesWhatTheReadmeSays() throws IOException {
    Ran first = launcher.runLine(README_RUN);
    Ran second = launcher.runLine(README_RUN);
    Ran plan = launcher.runLine(README_RUN.replace("run ", "plan "));

    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(readme)
        .contains("./lavasched " + README_RUN.replace("{examples}", "examples/realm"))
        .containsPattern(
            "```\n"
                + Pattern.quote(first.told()).replace("installed ", "\\E.*\n\\Qinstalled ")
                + "```\n");
    assertThat(first.out()).isEmpty();
    assertThat(first.exit()).isZero();
    assertThat(directory.resolve("demo.crontab"))
        .content()
        .startsWith("#### Lava Schedules Start ####\nCRON_TZ=Australia/Sydney\nLAVA_REALM=demo\n")
        .contains("'finance/profit & loss 100'\\%\n");
    assertThat(second.err())
        .isEqualTo("unchanged: demo.crontab already has 7 entries for 6 jobs\n");
    assertThat(plan.out()).isEmpty();
    assertThat(plan.exit()).isZero();
  }

  /** Its parts bring heavier ones, which the parent pom leaves out. */
  @Test
  void oneClientCarriesTheCallsToAws() throws IOException {
    try (JarFile jar = new JarFile(Path.of("target", "lavasched-all.jar").toFile())) {
      List<String> packages =
          jar.stream().map(JarEntry::getName).filter(name -> name.endsWith("/")).toList();

      assertThat(packages).contains("software/amazon/awssdk/http/urlconnection/");
      assertThat(packages)
          .noneMatch(name -> name.matches("io/netty/|org/apache/http/|org/apache/hc/"));
    }
  }

  @Test
  void isTheSameFromAnywhereAndThroughLinks() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("one"), launcher.program());
    Files.createDirectory(directory.resolve("bin dir"));
    Path linkToLink =
        Files.createSymbolicLink(directory.resolve("bin dir/two"), Path.of("..", "one"));

    assertThat(launcher.as(link).run("--version").out()).startsWith("lavasched ");
    assertThat(launcher.as(linkToLink).run("--version").out())
        .matches("lavasched [0-9.]+(-SNAPSHOT)?\n");
    Files.delete(link); // JUnit warns of links that lead out of its directory
  }

  /**
   * Named without a folder, from a folder that CDPATH has as well, by a link in a linked folder.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh link --version",
        "bash link --version",
        "cd / && PATH=\"$here:$PATH\" bash link --version",
        "CDPATH=\"$here/elsewhere\" && export CDPATH && sh checkout/lavasched --version",
        "linked/bin/link --version"
      })
  void isFoundHoweverItIsCalled(String line) throws IOException {
    Path checkout = launcher.program().getParent();
    Files.createDirectories(directory.resolve("elsewhere/checkout"));
    Files.createDirectories(directory.resolve("a/real/bin"));
    Map<String, Path> links =
        Map.of(
            "link", launcher.program(),
            "checkout", checkout,
            "linked", Path.of("a/real"),
            "a/real/bin/link", Path.of("../checkout/lavasched"),
            "a/real/checkout", checkout);
    for (Map.Entry<String, Path> link : links.entrySet()) {
      Files.createSymbolicLink(directory.resolve(link.getKey()), link.getValue());
    }

    Ran ran = shell("here=$PWD; " + line);
    for (String link : links.keySet()) {
      Files.delete(directory.resolve(link)); // JUnit warns of links that lead out of its directory
    }

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).matches("lavasched [0-9.]+(-SNAPSHOT)?\n");
  }

  @Test
  void findsJavaOnThePathAsWell() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("java-bin"));
    Path java =
        Files.createSymbolicLink(
            bin.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));

    Ran ran = launcher.without("JAVA_HOME").withPathLedBy(bin).run("--version");
    Files.delete(java); // JUnit warns of links that lead out of its directory

    assertThat(ran.out()).startsWith("lavasched ");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "", "en_US.ISO-8859-1", "C.UTF-8", "xx_XX.UTF-8"})
  void takesAndGivesUtf8WhateverTheLocale(String locale) throws IOException {
    Files.writeString(
        directory.resolve("jöbs.json"),
        "{\"job_id\": \"日本/é\", \"worker\": \"w\", \"dispatcher\": \"É-west\", \"schedule\":"
            + " \"@daily\"}",
        UTF_8);

    Ran ran =
        launcher
            .with("LANG", locale)
            .with("LC_ALL", locale)
            .runLine("run -r demo --jobs {dir}/jöbs.json --dispatcher É-west --crontab-file tab-é");

    assertThat(ran.told())
        .isEqualTo("  added     日本/é: 1 entry\ninstalled tab-é: 1 entry for 1 job (1 added)\n");
    assertThat(Files.readString(directory.resolve("tab-é"))).contains(" --worker w '日本/é'\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void refusesWordsInAnotherCharset() {
    Ran ran = shell("\"$0\" render -r demo --jobs \"$1\" --dispatcher \"$(printf '\\311-west')\"");

    assertThat(ran.err())
        .startsWith(
            "error: words of the command line must be UTF-8, found another charset in word 7\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"C, false", "POSIX, false", "en_US.ISO-8859-1, false", "C.UTF-8, true"})
  void drawsBlocksWhereTheTerminalTakesThem(String locale, boolean blocks) {
    Ran ran = launcher.with("LC_ALL", locale).runLine("timeline --jobs {examples} --days 1");

    assertThat(ran.out()).contains("The busiest minute of each hour");
    assertThat(ran.out().contains("\u2588")).isEqualTo(blocks);
    assertThat(ran.out().chars().allMatch(c -> c < 128)).isEqualTo(!blocks);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void asksTheTerminalHowWideItIs(int columns) {
    Ran ran =
        Launcher.ended(
            launcher.start(
                List.of(
                    "script",
                    "-qec",
                    "stty cols "
                        + columns
                        + "; '"
                        + launcher.program()
                        + "' timeline -c --days 1 --jobs '"
                        + Launcher.examples()
                        + "'",
                    "/dev/null")));

    int widest =
        ran.out()
            .lines()
            .filter(line -> line.contains(" 03 "))
            .mapToInt(line -> line.stripTrailing().length())
            .max()
            .orElse(0);
    assertThat(widest).as(ran.out()).isEqualTo(columns == 60 ? 52 : columns == 80 ? 77 : 101);
  }

  @ParameterizedTest
  @CsvSource({"11.0.27, 11", "1.8.0_392, 8", "9, 9"})
  void saysSoWhereJavaIsTooOld(String version, String shown) throws IOException {
    Path java = Files.createDirectories(directory.resolve("old java/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho UnsupportedClassVersionError; exit 1\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        directory.resolve("old java/release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");

    for (boolean onPath : new boolean[] {false, true}) {
      Ran ran =
          (onPath
                  ? launcher.without("JAVA_HOME").withPathLedBy(java.getParent())
                  : launcher.with("JAVA_HOME", directory.resolve("old java").toString()))
              .run("--version");

      assertThat(ran.err())
          .isEqualTo(
              "lavasched: java must be 17 or newer, found "
                  + shown
                  + " ("
                  + java
                  + "); set JAVA_HOME to a newer one\n");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(70);
    }
  }

  @Test
  void passesNoNoiseOfTheJvm() {
    launcher
        .with("JAVA_TOOL_OPTIONS", "-Dx=y -Xlog:gc")
        .with("_JAVA_OPTIONS", "-Dx=z")
        .with("JDK_JAVA_OPTIONS", "-Dx=a");

    Ran ran = launcher.runLine("render -r demo --jobs {examples} --dispatcher Perth");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo(
            """
            #### Lava Schedules Start ####
            LAVA_REALM=demo
            0 8 * * 1-5 /usr/local/bin/lava-dispatcher --worker mail mail/perth
            #### Lava Schedules End ####
            """);
  }

  @Test
  void warningsOfTheJvmAreNotInTheBlock() {
    // An option that is obsolete, so that the JVM warns.
    launcher.with("LAVASCHED_JAVA_OPTS", "-XX:+UseSharedSpaces -Xshare:auto -XX:MaxRAM=1g");

    Ran ran = launcher.runLine("render -r demo --jobs {examples} --dispatcher none");

    assertThat(ran.out()).startsWith("#### Lava").hasLineCount(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --jobs {examples} --crontab-file demo.crontab",
        "plan --jobs {examples} --crontab-file demo.crontab",
        "render --jobs {examples}"
      })
  void startsWithoutReflection(String line) throws IOException {
    launcher.with("LAVASCHED_JAVA_OPTS", "-Xlog:class+load:file=classes");

    Ran ran = launcher.runLine(line + " -r demo --dispatcher Perth");

    assertThat(ran.exit()).as(ran.err()).isZero();
    // Annotations are proxies, members that have them are picocli's; java.sql is in its converters.
    assertThat(Files.readString(directory.resolve("classes")))
        .contains("picocli.CommandLine$Model$OptionSpec ")
        .doesNotContain("$Proxy", "picocli.CommandLine$Model$TypedMember ", " java.sql.");
  }

  @Test
  void wordsAreUnderstoodInATurkishLocaleToo() {
    launcher.with(
        "LAVASCHED_JAVA_OPTS",
        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Chatham");

    Ran ran =
        launcher.runLine(
            "render -r demo --jobs {examples} --dispatcher Perth --on-invalid FAIL --level INFO"
                + " -o json");

    assertThat(ran.err()).isEmpty();
    assertThat(JsonShape.of(ran.out()).get("zone").textValue()).isEqualTo("Pacific/Chatham");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnu", "run --relm x", "run -r demo --jobs x"})
  void usageErrorsExitWithTwo(String line) {
    Ran ran = launcher.runLine(line);

    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("error: ");
    assertThat(ran.exit()).isEqualTo(2);
  }

  @Test
  void aFullStandardOutputIsAFailure() {
    Ran ran = shell("\"$0\" render -r demo --jobs \"$1\" --dispatcher Sydney >/dev/full");

    assertThat(ran.err())
        .isEqualTo("error: standard output must take what is written, found it full or closed\n");
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void aReaderThatLeavesIsNoBug() {
    Ran ran = shell("\"$0\" render -r demo --jobs \"$1\" --dispatcher Sydney | head -n 1");

    assertThat(ran.out()).isEqualTo("#### Lava Schedules Start ####\n");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void theJobMayComeThroughAPipe() {
    Ran ran =
        shell("cat \"$1/schedule-01.json\" | \"$0\" render -r demo --jobs \"$1\" --job-file - ");

    assertThat(ran.out()).contains(" --level warning etl/orders\n");
    assertThat(ran.exit()).isZero();
  }

  private Ran shell(String script) {
    return Launcher.ended(
        launcher.start(
            List.of("sh", "-c", script, launcher.program().toString(), Launcher.examples())));
  }
}
