// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.testkit.Found;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PosixShellTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh",
        "sh",
        "/bin/bash",
        "/usr/local/bin/bash-5.2",
        "/bin/dash",
        "/usr/bin/ksh93",
        "/bin/mksh"
      })
  void runEntriesAsTheyAre(String path) {
    assertThat(PosixShell.is(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/bin/sh/",
        "/bin/csh",
        "/bin/zsh",
        "/bin/tcsh",
        "/usr/bin/fish",
        "/usr/sbin/nologin",
        "/bin/false",
        "/usr/bin/python3",
        "/bin/rbash",
        "/bin/sh -x",
        "/bin/SH",
        "5.2"
      })
  void doNot(String path) {
    assertThat(PosixShell.is(path)).isFalse();
  }

  @Test
  void valueIsNotShown() {
    assertThat(Found.lines(List.of(PosixShell.problem("line 3"))))
        .containsExactly(
            "line 3: warning: SHELL should be a POSIX shell, such as /bin/sh or /bin/bash, found"
                + " another: it may run other commands than the entries say [shell-not-posix]");
  }
}
