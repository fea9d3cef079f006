// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.DispatcherProgram;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideDispatchTest {

  private static final String BLOCK =
      "#### Lava Schedules Start ####\nLAVA_REALM=demo\n#### Lava Schedules End ####\n";

  /** A command below the block, and realm, worker and jobs of what it dispatches. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      quoteCharacter = '`',
      textBlock =
          """
          /usr/local/bin/lava-dispatcher --realm demo --worker w a/one   ^ demo w a/one
          /usr/local/bin/lava-dispatcher --worker w a/one                ^ demo w a/one
          lava-dispatcher a/one                                          ^ demo - a/one
          lava-dispatcher -rother -ww a/one b                            ^ other w a/one b
          lava-dispatcher --real=other --work w a/one                    ^ other w a/one
          lava-dispatcher --delay 5m -p x=1 --check-dispatch a/one b c   ^ demo - a/one b c
          lava-dispatcher a/one b --worker w                             ^ demo w a/one b
          lava-dispatcher -- -odd                                        ^ demo - -odd
          lava-dispatcher --help a/one                                   ^
          lava-dispatcher                                                ^
          /opt/send --worker w a/one                                     ^ demo w a/one
          /opt/other --worker w a/one                                    ^
          LAVA_REALM=x lava-dispatcher a/one                             ^ x - a/one
          env A=b LAVA_REALM=x lava-dispatcher a/one                     ^ x - a/one
          export LAVA_REALM=x; lava-dispatcher a/one                     ^ x - a/one
          nice -n 5 lava-dispatcher a/one                                ^ demo - a/one
          flock -n /tmp/l timeout 60 /usr/bin/python3 /opt/lava-dispatcher a/one ^ demo - a/one
          cd /tmp && lava-dispatcher a/one >> /tmp/log 2>&1              ^ demo - a/one
          lava-dispatcher a/one >/dev/null 2>/tmp/x || echo no a/two     ^ demo - a/one
          lava-dispatcher a/one|logger -t x                              ^ demo - a/one
          (sleep 5; lava-dispatcher 'a/one')&                            ^ demo - a/one
          lava-dispatcher -p day=$(date +\\%F) "a/one"                   ^ demo - a/one
          lava-dispatcher -p day=`date` $JOB                             ^ demo - $JOB
          sh -c 'lava-dispatcher a/one'                                  ^ demo - a/one
          bash -lc "LAVA_REALM=x lava-dispatcher --worker w a/one b"     ^ x w a/one b
          lava-dispatcher a/one # b                                      ^ demo - a/one
          lava-dispatcher a/one % b                                      ^ demo - a/one
          echo lava-dispatcher a/one                                     ^
          pkill -f lava-dispatcher a/one                                 ^
          """)
  void commands(String command, String dispatched) {
    assertThat(find(BLOCK + "0 1 * * * " + command + "\n"))
        .isEqualTo(dispatched == null ? "" : "4 " + dispatched);
    assertThat(find("LAVA_REALM=demo\n@daily\t" + command + "\n" + BLOCK))
        .as("above the block")
        .isEqualTo(dispatched == null ? "" : "2 " + dispatched);
  }

  @Test
  void realmInForceIsThatOfTheLinesAbove() {
    String line = "0 1 * * * lava-dispatcher a\n";

    assertThat(find(line + "LAVA_REALM=x\n" + line + BLOCK + line + "LAVA_REALM=y\n" + line))
        .isEqualTo("1 - - a; 3 x - a; 7 demo - a; 9 y - a");
    assertThat(find("LAVA_REALM=x\n" + BLOCK + line, Optional.empty()))
        .as("a block without variables")
        .isEqualTo("5 x - a");
  }

  @Test
  void otherLinesSendNothing() {
    assertThat(
            find(
                "# 0 1 * * * lava-dispatcher a\n\nX=lava-dispatcher a\n   # lava-dispatcher a\n"
                    + BLOCK.replace("LAVA_REALM=demo\n", "0 1 * * * lava-dispatcher --worker w a\n")
                    + "#0 1 * * * lava-dispatcher a\n"))
        .isEmpty();
  }

  @Test
  void noLineMakesItFail() {
    for (String odd :
        List.of("'", "\"", "\\", "$(", "`", ">", "2>", "&", "a\"$(x", "sh -c", "%", "\\%", "((")) {
      assertThat(find("* * * * * lava-dispatcher a " + odd + "\n* * * * * " + odd + "\n" + odd))
          .isNotNull();
    }
  }

  private static String find(String crontab) {
    return find(crontab, Optional.of("demo"));
  }

  private static String find(String crontab, Optional<String> ofBlock) {
    return OutsideDispatch.find(
            Crontab.parse(CrontabText.of(crontab)).value().orElseThrow(),
            CronDialect.VIXIE,
            new DispatcherProgram("/opt/send"),
            ofBlock)
        .stream()
        .map(
            d ->
                d.line()
                    + " "
                    + d.realm().orElse("-")
                    + " "
                    + d.worker().orElse("-")
                    + " "
                    + String.join(" ", d.jobs()))
        .collect(Collectors.joining("; "));
  }
}
