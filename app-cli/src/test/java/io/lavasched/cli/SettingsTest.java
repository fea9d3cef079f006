// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code x-lavasched} of the lavasched job's record, and the options that win over it. */
class SettingsTest {

  private static final String REBUILD =
      " -r demo --jobs {dir}/jobs.json --job sys --crontab-file {dir}/tab ";

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  private void realm(String settings) {
    cli.file(
        "jobs.json",
        """
        [{"job_id": "sys", "type": "lavasched", "enabled": true, "worker": "w", "dispatcher": "d",
          "schedule": "0 4 * * *", "payload": "--",
          "parameters": {"dispatcher": "d", "env": {"PATH": "/usr/bin:/bin"}}, "x-lavasched": %s},
         {"job_id": "a", "type": "cmd", "enabled": true, "worker": "w", "dispatcher": "d",
          "schedule": "0 4 * * *", "payload": "x"},
         {"job_id": "b", "type": "cmd", "enabled": false, "worker": "w", "dispatcher": "d",
          "schedule": "0 4 * * *", "payload": "x"}]
        """
            .formatted(settings));
  }

  private String block(String options) {
    Ran ran = cli.runLine("render" + REBUILD.replace("--crontab-file {dir}/tab", "") + options);
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.out();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"coalesce": true}       | --coalesce=25    | --coalesce=1
          {"coalesce": 2}          | --coalesce=2     | --coalesce=1
          {"spread": 600}          | --spread 600     | --spread 0
          {"skip_disabled": true}  | --skip-disabled  | --skip-disabled=false
          {"coalesce": 40, "spread": 300, "skip_disabled": true} | --coalesce=40 --spread 300 --skip-disabled | --coalesce=1 --spread 0 --skip-disabled=false
          """)
  void aSettingIsAsItsOptionAndTheOptionWins(String settings, String options, String against) {
    realm("null");
    String plain = block("");
    String asked = block(options);
    realm(settings);

    assertThat(asked).isNotEqualTo(plain);
    assertThat(block("")).isEqualTo(asked);
    assertThat(block(against)).isEqualTo(plain);
  }

  @Test
  void badRecordsAreTreatedAsTheRecordSays() {
    realm("{\"on_invalid\": \"fail\"}");
    cli.file(
        "jobs.json",
        cli.text("jobs.json")
            .replace(
                "\"worker\": \"w\", \"dispatcher\": \"d\",\n"
                    + "  \"schedule\": \"0 4 * * *\", \"payload\": \"x\"}]",
                "\"dispatcher\": \"d\", \"schedule\": \"0 4 * * *\", \"payload\": \"x\"}]"));

    assertThat(cli.runLine("plan" + REBUILD).exit()).isEqualTo(1);
    assertThat(cli.runLine("plan --on-invalid drop" + REBUILD).exit()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"spraed": 5}  | unknown-setting
          {"spread": 901} | setting-value
          {"quiet": ["x"]} | setting-value
          7              | wrong-type
          """)
  void aWrongSettingEndsTheRunAndIsAFindingOfCheck(String settings, String code) {
    realm(settings);

    for (String command : new String[] {"run", "plan", "render"}) {
      Ran ran = cli.runLine(command + REBUILD);
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).startsWith("job sys: x-lavasched").contains("[" + code + "]");
    }
    assertThat(cli.runLine("check --jobs {dir}/jobs.json").out())
        .contains("job sys: x-lavasched", "[" + code + "]");
  }

  @Test
  void anotherLayoutThanThatOfTheInstalledBlockIsSaid() {
    realm("null");
    cli.runLine("run" + REBUILD);

    assertThat(cli.runLine("plan" + REBUILD).err()).doesNotContain("[layout-changed]");
    for (String command : new String[] {"plan", "run"}) {
      assertThat(cli.runLine(command + " --spread 900" + REBUILD).err())
          .contains(
              "layout differs from that of the installed block: --spread 900 (installed: none); ")
          .contains("of 3 entries are written anew [layout-changed]");
    }
    assertThat(cli.runLine("plan --spread 900 --coalesce" + REBUILD).err())
        .doesNotContain("--spread 900 (");
    assertThat(cli.runLine("plan" + REBUILD).err())
        .contains("block: no --spread (installed: delays)");
    assertThat(
            cli.runLine("plan --dispatcher-program /opt/lava-dispatcher --spread 900" + REBUILD)
                .err())
        .contains("block: another dispatcher program; 3 of 3 entries");
  }

  @Test
  void jobsThatBeginToShareEntriesAreAnotherLayout() {
    realm("null");
    cli.runLine("run" + REBUILD);

    assertThat(cli.runLine("plan --coalesce" + REBUILD).err())
        .contains("block: --coalesce 25 (installed: none); 3 of 3 entries are written anew");
    cli.runLine("run --coalesce" + REBUILD);
    assertThat(cli.runLine("plan --coalesce" + REBUILD).err()).doesNotContain("[layout-changed]");
    assertThat(cli.runLine("plan" + REBUILD).err())
        .contains("block: no --coalesce (installed: jobs that share entries); 3 of 3 entries");
  }

  @Test
  void anotherSizeOfSharedEntriesIsAnotherLayout() {
    realm("{\"coalesce\": 2}");
    cli.runLine("run" + REBUILD);

    assertThat(cli.runLine("plan" + REBUILD).err()).doesNotContain("[layout-changed]");
    realm("{\"coalesce\": 40}");
    assertThat(cli.runLine("plan" + REBUILD).err())
        .contains(
            "block: --coalesce 40 (installed: at most 2 jobs share an entry); 3 of 3 entries");
    cli.runLine("run" + REBUILD);
    realm("{\"coalesce\": 2}");
    assertThat(cli.runLine("plan" + REBUILD).err())
        .contains("block: --coalesce 2 (installed: at most 3 jobs share an entry); 3 of 3 entries");
  }

  @Test
  void onlyEntriesThatAreWrittenAnewCount() {
    realm("null");
    cli.file("jobs.json", cli.text("jobs.json").replaceFirst("0 4 ", "0 5 "));
    cli.runLine("run" + REBUILD);

    assertThat(cli.runLine("plan --coalesce" + REBUILD).err())
        .contains("block: --coalesce 25 (installed: none); 2 of 3 entries are written anew");
  }

  @Test
  void explainGoesByTheRecordAndTheOptionWins() {
    realm("{\"skip_disabled\": true, \"coalesce\": true, \"spread\": 900}");
    cli.runLine("run" + REBUILD);
    String explain = "explain -r demo --jobs {dir}/jobs.json --crontab-file {dir}/tab ";

    assertThat(cli.runLine(explain + "b").out()).contains("it is left out of the crontab");
    assertThat(cli.runLine(explain + "b --skip-disabled=false").out())
        .contains("it is dispatched all the same");
    assertThat(cli.runLine(explain + "a").out())
        .contains(" --delay ")
        .doesNotContain("not in the crontab");
    assertThat(cli.runLine(explain + "a --spread 0").out())
        .contains("  + 0 4 * * * /usr/local/bin/lava-dispatcher --worker w a\n");
  }

  @Test
  void quietIsForRunInJsonToo() {
    realm("{\"quiet\": [\"inherited-environment\"]}");
    cli.runLine("run" + REBUILD);
    cli.file("tab", cli.text("tab") + "0 1 * * * mine\n");

    assertThat(cli.runLine("run -o json" + REBUILD).out())
        .contains("\"quiet\" : 1,")
        .doesNotContain("inherited-environment");
    assertThat(cli.runLine("plan -o json" + REBUILD).out())
        .contains("inherited-environment")
        .doesNotContain("\"quiet\"");
  }

  @Test
  void quietIsForRunAlone() {
    realm("{\"quiet\": [\"inherited-environment\"]}");
    cli.runLine("run" + REBUILD);
    cli.file("tab", cli.text("tab") + "0 1 * * * mine\n");

    assertThat(cli.runLine("run" + REBUILD).err()).doesNotContain("[inherited-environment]");
    assertThat(cli.runLine("plan" + REBUILD).err()).contains("[inherited-environment]");
    realm("{}");
    assertThat(cli.runLine("run" + REBUILD).err()).contains("[inherited-environment]");
  }

  @Test
  void oneJobALineHasItsLinesInJsonToo() {
    realm("null");

    assertThat(cli.runLine("plan --coalesce=1 -o json" + REBUILD).out()).contains("\"lines\" : 3");
    assertThat(cli.runLine("plan -o json" + REBUILD).out()).doesNotContain("\"lines\"");
  }
}
