// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What run and plan do to a crontab, and what they leave alone. */
class CrontabTest {

  private static final String START = "#### Lava Schedules Start ####";
  private static final String END = "#### Lava Schedules End ####";
  private static final String BLOCK =
      START
          + "\nLAVA_REALM=demo\n"
          + "0 8 * * 1-5 /usr/local/bin/lava-dispatcher --worker mail mail/perth\n"
          + END
          + "\n";

  private static final String REBUILD =
      " -r demo --jobs {examples} --dispatcher Perth --crontab-file {dir}/tab ";

  private static final String REBUILD_OF_ACCOUNT =
      "run -r demo --jobs {examples} --dispatcher Perth";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  @Test
  void theFirstRunMakesTheCrontab() throws IOException {
    Ran ran = cli.runLine("run" + REBUILD);

    Path tab = cli.path("tab");
    assertThat(tab).hasContent(BLOCK);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tab)))
        .isEqualTo("rw-------");
    assertThat(ran.told())
        .isEqualTo(
            "  added     mail/perth: 1 entry\ninstalled "
                + tab
                + ": 1 entry for 1 job (1 added)\n");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(directory).isDirectoryNotContaining("glob:**/.lavasched*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "0", "-1", "1.5", "10000", " 5"})
  void theLimitOfACallIsANumberOfSeconds(String text) {
    Ran ran = cli.with("LAVASCHED_CRONTAB_SECONDS", text).runLine(REBUILD_OF_ACCOUNT);

    assertThat(ran.err())
        .startsWith(
            "error: LAVASCHED_CRONTAB_SECONDS must be a whole number of seconds from 1 to 9999,"
                + " found \""
                + text
                + "\"\n  help: ");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(cli.runLine("restore").exit()).isEqualTo(2);
    assertThat(cli.runLine("remove").exit()).isEqualTo(2);
  }

  @Test
  void theLimitOfACallMayBeSet() {
    cli.withCrontabProgram("exec sleep 60").with("LAVASCHED_CRONTAB_SECONDS", "1");

    Ran ran = cli.runLine(REBUILD_OF_ACCOUNT);

    assertThat(ran.err())
        .contains("-l must end within 1.0 s, and was killed because it did not\n")
        .contains("LAVASCHED_CRONTAB_SECONDS gives it longer\n");
    assertThat(ran.exit()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "0", "10000"})
  void theLimitOfARunIsANumberOfSeconds(String text) {
    Ran ran = cli.with("LAVASCHED_RUN_SECONDS", text).runLine(REBUILD_OF_ACCOUNT);

    assertThat(ran.err()).startsWith("error: LAVASCHED_RUN_SECONDS must be a whole number of");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(cli.runLine("restore").exit()).isEqualTo(2);
    assertThat(cli.runLine("remove").exit()).isEqualTo(2);
  }

  /** A program that hangs stands for all that takes long, be it a record that is hard to parse. */
  @Test
  void aRunThatIsLateWritesNothingAndLeavesTheLock() {
    cli.withCrontabProgram("[ $1 = -l ] && /bin/sleep 3; /bin/touch \"$HOME/called-$1\"; exit 1");
    cli.with("LAVASCHED_RUN_SECONDS", "1");

    Ran ran = cli.runLine(REBUILD_OF_ACCOUNT);

    assertThat(ran.err())
        .contains(
            "a run must begin to install within 1 s, found it still reading or planning; nothing"
                + " was written\n")
        .contains("LAVASCHED_RUN_SECONDS gives it longer\n");
    assertThat(ran.exit()).isEqualTo(5);
    Ran next = cli.runLine("run" + REBUILD + " --lock-wait 0");
    assertThat(next.exit()).isZero();
  }

  /** A part of the crontab, cut inside the block, looks like a block without an end. */
  @Test
  void aListThatIsCutInsideTheBlockChangesNothing() {
    cli.withCrontabProgram(
        "printf '# mine\\n#### Lava Schedules Start ####\\nLAVA_REALM=demo\\n';"
            + " [ $1 = -l ] || /bin/touch \"$HOME/called\"");

    Ran ran = cli.runLine(REBUILD_OF_ACCOUNT);

    assertThat(ran.err()).contains("[broken-markers]");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(cli.path("called")).doesNotExist();
  }

  @Test
  void theSecondRunWritesNothing() throws IOException {
    cli.file("tab", "# mine\n");
    cli.runLine("run" + REBUILD);
    Path tab = cli.path("tab");
    FileTime longAgo = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
    Files.setLastModifiedTime(tab, longAgo);
    Object inode = Files.getAttribute(tab, "unix:ino");

    Ran ran = cli.runLine("run" + REBUILD);

    assertThat(Files.getLastModifiedTime(tab)).isEqualTo(longAgo);
    assertThat(Files.getAttribute(tab, "unix:ino")).isEqualTo(inode);
    assertThat(ran.err()).isEqualTo("unchanged: " + tab + " already has 1 entry for 1 job\n");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n\n",
        "# mine\n",
        "# no newline",
        "0 1 * * *\ttabs \t \n  # blanks\n",
        "0 1 * * * cr\r\n\r\n",
        "\u00e9\u00ff\u0000\u0001 no UTF-8\n",
        " #### Lava Schedules Start ####\n#### lava schedules end ####\n",
        "A=b\n@reboot x\n",
      })
  void foreignLinesKeepEveryByte(String foreign) throws IOException {
    byte[] bytes = foreign.getBytes(ISO_8859_1);
    String mended = foreign.isEmpty() || foreign.endsWith("\n") ? foreign : foreign + "\n";
    cli.file("tab", bytes);

    assertThat(cli.runLine("run" + REBUILD).exit()).isZero();
    assertThat(latin()).isEqualTo(mended + BLOCK);

    cli.file(
        "tab", (mended + START + "\n0 0 * * * old\n" + END + "\n" + foreign).getBytes(ISO_8859_1));
    assertThat(cli.runLine("run" + REBUILD).exit()).isZero();
    assertThat(latin()).isEqualTo(mended + BLOCK + mended);
  }

  @Test
  void theBlockMayEndWithoutANewline() throws IOException {
    cli.file("tab", START + "\n" + END);

    assertThat(cli.runLine("run" + REBUILD).exit()).isZero();
    assertThat(latin()).isEqualTo(BLOCK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S       | line 1: error: start marker must be followed by an end marker, found none
          x;S;y   | line 2: error: start marker must be followed by an end marker, found none
          E       | line 1: error: end marker must come after a start marker, found none before it
          x;E;S   | line 2: error: end marker must come after a start marker, found none before it
          S;S;E   | line 1: error: start marker must be followed by an end marker, found another in line 2
          S;E;S;E | line 3: error: crontab must have one block, found another start marker
          S;E;x;E | line 4: error: end marker must come after a start marker, found none before it
          S;E;x;S | line 4: error: crontab must have one block, found another start marker
          """)
  void brokenMarkersAreToldAndNothingIsWritten(String lines, String message) {
    String before = lines.replace("S", START).replace("E", END).replace(';', '\n') + "\n";
    cli.file("tab", before);

    for (String command : new String[] {"run", "plan", "plan --exit-code"}) {
      Ran ran = cli.runLine(command + REBUILD);

      assertThat(ran.err())
          .contains("crontab: " + message + " [broken-markers]\n  help: edit the crontab ")
          .endsWith("error: nothing was written\n");
      assertThat(ran.out()).isEmpty();
      assertThat(ran.exit()).isEqualTo(5);
      assertThat(cli.text("tab")).isEqualTo(before);
    }
  }

  @Test
  void linesBelowInheritTheVariables() {
    cli.file("tab", START + "\n" + END + "\n# x\nA=b\n\n0 5 * * * below\n0 6 * * * more\n");

    Ran ran = cli.runLine("run" + REBUILD);

    assertThat(ran.err())
        .startsWith(
            "crontab: warning: lines below the block should not depend on its variables, found line"
                + " 6: \"0 5 * * * below\", which inherits LAVA_REALM [inherited-environment]\n"
                + "  help: ");
    assertThat(ran.exit()).isZero();
  }

  @Test
  void aLineThatIsNearlyAMarkerIsPointedOut() {
    cli.file("tab", "# x\n" + START + " \n");

    Ran ran = cli.runLine("run" + REBUILD);

    assertThat(ran.err())
        .startsWith("crontab: line 2: warning: a marker must be the whole line, found \"" + START);
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {dir}            | {dir} must be a plain file, found a directory
          {dir}/none/tab   | {dir}/none/tab must be in a directory that can be written to, found: no such file or directory
          /dev/null        | /dev/null must be a plain file, found a special file
          """)
  void aFileThatCannotBeACrontabIsAFailureOutside(String file, String message) {
    Ran ran =
        cli.runLine("run -r demo --jobs {examples} --dispatcher Perth --crontab-file " + file);

    assertThat(ran.err()).startsWith("error: " + message.replace("{dir}", directory.toString()));
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exit()).isEqualTo(5);
  }

  @Test
  void aSymbolicLinkStays() throws IOException {
    Path real = cli.file("real", "# mine\n");
    Files.createSymbolicLink(cli.path("tab"), Path.of("real"));

    assertThat(cli.runLine("run" + REBUILD).exit()).isZero();

    assertThat(cli.path("tab")).isSymbolicLink();
    assertThat(real).hasContent("# mine\n" + BLOCK);
  }

  private String latin() throws IOException {
    return new String(Files.readAllBytes(cli.path("tab")), ISO_8859_1);
  }
}
