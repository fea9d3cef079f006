// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckTest {

  @ParameterizedTest
  @EnumSource
  void hasANameAndATitle(Check check) {
    assertThat(check.id()).matches("[a-z]+(-[a-z]+)*");
    assertThat(check.title()).matches("\\S.*[^.]");
  }

  @Test
  void titlesDiffer() {
    List<String> titles = Arrays.stream(Check.values()).map(Check::title).toList();

    assertThat(titles).doesNotHaveDuplicates();
  }

  @Test
  void whoeverHasToActIsToldHow() {
    for (Status status : List.of(Status.WARNING, Status.FAILURE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Finding(Check.CLOCK, status, "x", Optional.empty()));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Finding.ok(Check.CLOCK, " \n"));
  }

  @Test
  void aDetailIsOneLine() {
    assertThat(Finding.ok(Check.CLOCK, " said:\n    a\n\n    b \n").detail())
        .isEqualTo("said: a b");
  }

  @Test
  void aFailureOutsideKeepsItsWords() {
    StoreException failure =
        new StoreException("read", "x", true, "cannot read x", Optional.of("look at x"));

    assertThat(Finding.failure(Check.BACKUPS, failure))
        .isEqualTo(
            new Finding(Check.BACKUPS, Status.FAILURE, "cannot read x", Optional.of("look at x")));
  }
}
