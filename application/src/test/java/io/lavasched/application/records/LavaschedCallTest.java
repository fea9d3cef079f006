// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.value.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LavaschedCallTest {

  private static final int MOST_BYTES = 400_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lavasched run --job s/l                     | s/l  | true
          lavasched run --job=s/l                     | s/l  | true
          lavasched run --job 's/l'                   | s/l  | true
          lavasched run "--job=s/l"                   | s/l  | true
          lavasched run --job="s/l"; echo             | s/l  | true
          sh -c 'lavasched run --job s/l'             | s/l  | true
          lavasched run --job 'my job' --spread 5     | my job | true
          LAVASCHED_JOB=s/l lavasched run             | s/l  | false
          lavasched run --job s/l2                    | s/l  | false
          lavasched run --job x/s/l                   | s/l  | false
          lavasched run --job s                       | s/l  | false
          lava-dispatcher --worker w s/l              | s/l  | true
          lava-dispatcher --worker w s/l >/dev/null   | s/l  | true
          lava-dispatcher --worker w s                | s/l  | false
          echo s/l                                    | s/l  | false
          """)
  void namesTheJob(String payload, String job, boolean expected) {
    assertThat(names(payload, job)).isEqualTo(expected);
  }

  @Test
  void nameOfOneElement() {
    Value.ListOf words =
        new Value.ListOf(
            List.of(
                new Value.Text("run"), new Value.Text("--job"), new Value.Text("it's my; job")));
    Value.MapOf record =
        new Value.MapOf(
            Map.of(
                "type",
                new Value.Text("exe"),
                "payload",
                new Value.Text("bin/lavasched"),
                "parameters",
                new Value.MapOf(Map.of("args", words))));

    assertThat(LavaschedCall.of(record))
        .hasValueSatisfying(command -> assertThat(command.isFor("it's my; job")).isTrue());
  }

  /** Each command is asked for each lavasched job, which took minutes with a search for each. */
  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void longCommandsAndNames() {
    for (String part : List.of("'", "\"'", "' ", "--job=", "s/l ", "\"--job=")) {
      LavaschedCall command =
          LavaschedCall.of(cmd("lavasched run " + part.repeat(MOST_BYTES / part.length())))
              .orElseThrow();
      String name = part.repeat(2000);
      for (int i = 0; i < 1000; i++) {
        assertThat(command.isFor(name + i)).isFalse();
      }
    }
  }

  private static boolean names(String payload, String job) {
    return LavaschedCall.of(cmd(payload)).filter(command -> command.isFor(job)).isPresent();
  }

  private static Value.MapOf cmd(String payload) {
    return new Value.MapOf(
        Map.of("type", new Value.Text("cmd"), "payload", new Value.Text(payload)));
  }
}
