// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.program;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.testkit.crontab.FakeCrontab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which cron a program is of, without running it; OtherCronsIT looks at real ones. */
class ProgramFileTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          DEBIAN       | $Id: crontab.c,v 2.13 1994/01/17 03:20:37 vixie Exp $;	(default operation is replace, per 1003.2)
          CRONIE       | cronie 1.7.2; -n <host>  set host in cluster to run users' crontabs
          BCRON        | bcrontab;Could not connect to bcron-spool
          SYSTEMD_CRON | SETGID_HELPER = '/lib/systemd-cron/crontab_setgid'
                       | crontab.c,v 2.13 1994/01/17
                       | cronie 1.7.2
                       | bcrontab
                       | crontab_setgid
                       | exec /usr/bin/crontab "$@"
          """)
  void goesByTextsInTheFile(CronDialect dialect, String texts) throws IOException {
    Path program = directory.resolve("crontab");
    Files.writeString(program, "\u007fELF\0\u00ff" + texts.replace(';', '\0') + "\0", ISO_8859_1);

    assertThat(ProgramFile.dialect(program)).isEqualTo(Optional.ofNullable(dialect));
  }

  @ParameterizedTest
  @CsvSource({"busybox, true", "busybox.static, true", "bbsuid, true", "toybox, false"})
  void busyboxGoesByItsName(String name, boolean isBusybox) throws IOException {
    Files.writeString(directory.resolve(name), "");
    Path link = Files.createSymbolicLink(directory.resolve("crontab"), Path.of(name));

    assertThat(ProgramFile.dialect(link))
        .isEqualTo(isBusybox ? Optional.of(CronDialect.BUSYBOX) : Optional.empty());
  }

  @Test
  void otherFilesDoNotTell() throws IOException {
    Path large = directory.resolve("large");
    Files.writeString(large, "systemd-cron/crontab_setgid" + " ".repeat(600_000));

    assertThat(ProgramFile.dialect(large)).isEmpty();
    assertThat(ProgramFile.dialect(directory.resolve("none"))).isEmpty();
    assertThat(ProgramFile.dialect(directory)).isEmpty();
  }

  /** A wrapper is asked. */
  @ParameterizedTest
  @CsvSource({
    "echo cronie 1.5.7, CRONIE",
    "echo 2.5.1-2, SYSTEMD_CRON",
    "exit 1, VIXIE",
    "kill -9 $$, VIXIE",
  })
  void programIsAskedWhereItsFileDoesNotTell(String body, CronDialect dialect) {
    Path calls = directory.resolve("calls");
    Path program = FakeCrontab.in(directory, "echo \"$LC_ALL $*\" >>" + calls + "\n" + body);

    assertThat(store(program).dialect()).isEqualTo(dialect);
    assertThat(calls).hasContent("C -V\n");
  }

  @Test
  void programIsNotRunWhereItsFileTells() {
    Path calls = directory.resolve("calls");
    Path program = FakeCrontab.in(directory, "echo >>" + calls + "\n# systemd-cron/crontab_setgid");

    assertThat(store(program).dialect()).isEqualTo(CronDialect.SYSTEMD_CRON);
    assertThat(calls).doesNotExist();
  }

  private CrontabProgram store(Path program) {
    return new CrontabProgram(
        program,
        Duration.ofSeconds(10),
        StateFolder.of(Map.of("XDG_STATE_HOME", directory.toString())));
  }
}
