package io.lavasched.crontab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.lavasched.crontab.testkit.FakeCrontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.port.StoreException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the words of real crontab programs are taken for. In the tables a semicolon ends a line. */
class CrontabWordsTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # program                | exit | standard error
          Debian, cronie           | 1    | no crontab for lava
          systemd-cron, not root   | 2    | no crontab for lava
          dcron                    | 0    | no crontab for lava
          a name with punctuation  | 1    | no crontab for svc.lava-1@example.org
          busybox                  | 1    | crontab: can't open 'lava': No such file or directory
          bcron                    | 111  | bcrontab: Fatal: Crontab does not exist
          """)
  void isNone(String program, int exit, String said) {
    CrontabProgram store = saying(exit, said, "");

    assertThat(store.read()).as(program).isEmpty();
    assertThatCode(store::remove).as(program).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # program           | exit | standard error                                                            | hint                | retry
          denied              | 1    | You (lava) are not allowed to use this program (crontab);See crontab(1) for more information | name it in cron.allow | false
          denied, -u          | 1    | The user lava cannot use this program (crontab)                           | name it in cron.allow | false
          systemd-cron denied | 1    | crontab_setgid: you are in /etc/cron.deny                                 | name it in cron.allow | false
          Debian unreadable   | 1    | crontabs/lava/: fopen: Permission denied                                  | set-user            | false
          cronie unreadable   | 1    | /var/spool/cron/lava: Permission denied                                   | set-user            | false
          systemd unreadable  | 1    | Cannot open input file: Permission denied                                 | set-user            | false
          busybox, no set-uid | 1    | crontab: must be suid to work properly                                    | set-user            | false
          Debian, no spool    | 1    | crontabs: No such file or directory                                       | the spool directory | true
          cronie, no spool    | 1    | /var/spool/cron: No such file or directory                                | the spool directory | true
          busybox, no spool   | 1    | crontab: can't change directory to '/var/spool/cron/crontabs': No such file or directory | the spool directory | true
          bcron, no service   | 111  | bcrontab: Fatal: Could not connect to bcron-spool: No such file or directory | the spool directory | true
          unknown user        | 1    | crontab:  user `lava' unknown                                             | user database       | false
          Debian, no passwd   | 1    | crontab: your UID isn't in the passwd file.;bailing out.                  | user database       | false
          a full disk         | 1    | crontab: No space left on device                                          | make room           | true
          none, and more      | 1    | no crontab for lava;crontabs/lava: Input/output error                     |                     | false
          not of an account   | 1    | no crontab for you today                                                  |                     | false
          a word at its end   | 1    | error: no crontab for lava                                                |                     | false
          something else      | 3    | out of cheese                                                             |                     | false
          killed              | 139  | no crontab for lava                                                       |                     | false
          """)
  void isAFailure(String program, int exit, String said, String hint, boolean retryable) {
    CrontabProgram store = saying(exit, said, "");

    StoreException failure = catchThrowableOfType(StoreException.class, store::read);

    assertThat(failure)
        .as(program)
        .hasMessageStartingWith(directory.resolve("crontab") + " -l failed with exit code " + exit)
        .hasMessageEndingWith(" and said:\n    " + said.replace(";", "\n    "));
    assertThat(failure.operation()).isEqualTo("read");
    assertThat(failure.resource()).isEqualTo(store.describe());
    assertThat(failure.retryable()).isEqualTo(retryable);
    if (hint == null) {
      assertThat(failure.hint()).isEmpty();
    } else {
      assertThat(failure.hint()).hasValueSatisfying(h -> assertThat(h).contains(hint));
    }
  }

  @Test
  void noneIsNotBelievedWithACrontabBesideIt() {
    assertThat(catchThrowableOfType(StoreException.class, saying(1, "no crontab for x", "a")::read))
        .hasMessageEndingWith("failed with exit code 1 and said:\n    no crontab for x");
  }

  @Test
  void aCrontabIsNeverShownInAnError() {
    assertThat(catchThrowableOfType(StoreException.class, saying(1, "", "PASSWORD=secret")::read))
        .hasMessageEndingWith(
            "failed with exit code 1,"
                + " and what it printed may be the crontab itself, which is not shown");
  }

  @Test
  void silenceIsNamed() {
    assertThat(catchThrowableOfType(StoreException.class, saying(7, "", "")::read))
        .hasMessageEndingWith(" -l failed with exit code 7 and said nothing");
  }

  @Test
  void wordsBesideACrontabAreNoFailure() {
    assertThat(saying(0, "crontab: warning: ignored", "0 4 * * * x").read())
        .contains(CrontabText.of("0 4 * * * x\n"));
  }

  @Test
  void aRefusalIsShownWholeFromBothStreams() {
    StoreException failure =
        catchThrowableOfType(
            StoreException.class,
            () ->
                saying(1, "\"-\":3: bad minute;\u001b[31mx\t\u202e", "see above")
                    .install(CrontabText.EMPTY));

    assertThat(failure)
        .hasMessageEndingWith(
            " failed with exit code 1 and said:\n    \"-\":3: bad minute"
                + "\n    \\u{1b}[31mx\\t\\u{202e}\n    see above");
  }

  @Test
  void talkBesideAnInstallOrARemovalIsNoFailure() {
    CrontabProgram store = saying(0, "crontab saved successfully", "Backup saved");

    assertThatCode(() -> store.install(CrontabText.EMPTY)).doesNotThrowAnyException();
    assertThatCode(store::remove).doesNotThrowAnyException();
  }

  @Test
  void aFailedRemovalIsAFailure() {
    StoreException failure =
        catchThrowableOfType(
            StoreException.class, saying(1, "crontabs/lava: Permission denied", "")::remove);

    assertThat(failure).hasMessageContaining(" -r failed with exit code 1 and said:");
    assertThat(failure.operation()).isEqualTo("remove");
  }

  @ParameterizedTest
  @ValueSource(strings = {"# a\\rb\n0 4 * * * x\n", "# a\n# b\n# c \\b\n0 4 * * * x\\r\n"})
  void refusesBytesThatDebiansCrontabCannotTell(String listed) {
    CrontabProgram store =
        debian("cat <<'END'\n" + listed + "END\n", "echo never asked >&2; exit 1");

    StoreException failure = catchThrowableOfType(StoreException.class, store::read);

    long line = listed.substring(0, listed.indexOf(92)).lines().count();
    assertThat(failure).hasMessageContaining(" in line " + line + ",");
    assertThat(failure.hint()).hasValueSatisfying(h -> assertThat(h).contains("FILE"));
  }

  @Test
  void noticesWhenDebiansCrontabChangesBetweenTwoAnswers() {
    CrontabProgram store = debian("printf '0 4 * * * x\\\\\\\\r\\n'", "echo '0 5 * * * x'");

    StoreException failure = catchThrowableOfType(StoreException.class, store::read);

    assertThat(failure).hasMessageContaining("two different answers");
    assertThat(failure.retryable()).isTrue();
  }

  @Test
  void believesTheListingOfAnyOtherCrontab() {
    // Cronie with a crontab that came from a Debian machine.
    String listed =
        """
        # DO NOT EDIT THIS FILE - edit the master and reinstall.
        # (x installed on Mon Nov 23 21:58:32 2026)
        # (Cron version -- $Id: crontab.c,v 2.13 1994/01/17 03:20:37 vixie Exp $)
        0 4 * * * tr -d '\\r'
        """;
    Path program =
        FakeCrontab.in(
            directory,
            "case $1 in -l) cat <<'END'\n"
                + listed
                + "END\n;; -V) echo cronie 1.7.2 ;; *) exit 9 ;; esac");

    assertThat(new CrontabProgram(program).read()).contains(CrontabText.of(listed));
  }

  private CrontabProgram saying(int exit, String err, String out) {
    String body = print(err, ">&2") + print(out, "") + "exit " + exit;
    return new CrontabProgram(FakeCrontab.in(directory, body));
  }

  private static String print(String text, String where) {
    return text.isEmpty()
        ? ""
        : "cat " + where + " <<'END'\n" + text.replace(';', '\n') + "\nEND\n";
  }

  private CrontabProgram debian(String list, String edit) {
    String usage =
        """
        cat >&2 <<'END'
        crontab: invalid option -- 'V'
        crontab: usage error: unrecognized option
        usage:\tcrontab [-u user] [-n] file
        \tcrontab [ -u user ] [ -i ] { -e | -l | -r }

        \tfile\t(default operation is replace, per 1003.2)
        END
        exit 1
        """;
    return new CrontabProgram(
        FakeCrontab.in(
            directory,
            "case $1 in\n-l) %s\n;;\n-e) %s\n;;\n-V) %s\n;;\nesac".formatted(list, edit, usage)));
  }
}
