// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.testkit.Campaign;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long texts in each field of a record, made for patterns that search on and on, or call themselves
 * for each character. Counted is what is said of them: no text is told in full, whatever is wrong
 * with it. A pattern that is quadratic would take hours, far beyond the limit of time.
 */
class HostileTextTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int SIZE = Campaign.size("hostile", 30_000, 300_000);

  /** Of a command about all of them: each text is cut wherever it is named. */
  private static final int MOST_OUTPUT = 300_000;

  private static final Duration LONG = Duration.ofMinutes(10);

  /** What is repeated, what stands before it, and what behind. */
  private static final List<List<String>> TEXTS =
      List.of(
          List.of("", "1,", "1 * * * *"),
          List.of("1", " ", "x"),
          List.of("", "'\"", "x"),
          List.of("", "{{", "x"),
          List.of("", "1", "x"),
          List.of("", "\\", "x"),
          List.of("-", "v", "x"),
          List.of("", "a.", "B"),
          List.of("", "lavasched ", "ru"),
          List.of("", "\t \n", "x"),
          List.of("", "=:", ""),
          List.of("", "$A~/:", ""),
          List.of("2026-01-01T00:00:00.", "1", "x"),
          List.of("", "é😀", ""));

  /** Where a text is put. */
  @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
  private enum Field {
    JOB_ID((record, text) -> record.put("job_id", text)),
    DISPATCHER((record, text) -> record.put("dispatcher", text)),
    WORKER((record, text) -> record.put("worker", text)),
    TYPE((record, text) -> record.put("type", text)),
    ENABLED((record, text) -> record.put("enabled", text)),
    MAX_RUN_DELAY((record, text) -> record.put("max_run_delay", text)),
    SCHEDULE((record, text) -> record.put("schedule", text)),
    SCHEDULES((record, text) -> record.putArray("schedule").add("@daily").add(text)),
    FROM(
        (record, text) ->
            record.putArray("schedule").addObject().put("crontab", "@daily").put("from", text)),
    TO(
        (record, text) ->
            record.putArray("schedule").addObject().put("crontab", "@daily").put("to", text)),
    PAYLOAD((record, text) -> record.put("payload", text)),
    DISPATCHED((record, text) -> record.put("type", "chain").put("payload", text)),
    UNKNOWN((record, text) -> record.put(text, 1)),
    SETTING((record, text) -> record.putObject("x-lavasched").put("layout", text).put(text, "x")),
    QUIET((record, text) -> record.putObject("x-lavasched").putArray("quiet").add(text)),
    OWN_DISPATCHER((record, text) -> own(record).put("dispatcher", text)),
    OWN_DISPATCHERS((record, text) -> own(record).putArray("dispatcher").add("d").add(text)),
    OWN_UNKNOWN((record, text) -> own(record).put(text, 1)),
    ARG((record, text) -> own(record).putArray("args").add(text)),
    DELAY((record, text) -> own(record).putArray("args").add("--delay").add(text)),
    LEVEL((record, text) -> own(record).putArray("args").add("--level=" + text)),
    ENV_NAME((record, text) -> own(record).putObject("env").put(text, "x")),
    ENV_VALUE((record, text) -> own(record).putObject("env").put("A", text)),
    ENV_PATH((record, text) -> own(record).putObject("env").put("PATH", text)),
    ENV_MAILTO((record, text) -> own(record).putObject("env").put("MAILTO", text)),
    ENV_SHELL((record, text) -> own(record).putObject("env").put("SHELL", text)),
    ENV_ZONE((record, text) -> own(record).putObject("env").put("CRON_TZ", text)),
    ENV_DELAY((record, text) -> own(record).putObject("env").put("RANDOM_DELAY", text));

    private final BiConsumer<ObjectNode, String> put;

    Field(BiConsumer<ObjectNode, String> put) {
      this.put = put;
    }

    private static ObjectNode own(ObjectNode record) {
      record.put("type", "lavasched");
      return ((ObjectNode) record.get("parameters")).put("dispatcher", "d");
    }
  }

  @TempDir Path directory;

  private static String text(List<String> parts) {
    return parts.get(0) + parts.get(1).repeat(SIZE / parts.get(1).length()) + parts.get(2);
  }

  private static ObjectNode record(String id) {
    ObjectNode record = MAPPER.createObjectNode();
    record.put("job_id", id).put("type", "cmd").put("worker", "w").put("dispatcher", "d");
    record.put("enabled", true).put("schedule", "@daily").put("payload", "lavasched run");
    record.putObject("parameters");
    return record;
  }

  /** Each text in each field of a run record. */
  private static ArrayNode runs() {
    ArrayNode runs = MAPPER.createArrayNode();
    for (List<String> parts : TEXTS) {
      for (String field : List.of("run_id", "ts_dispatch", "status", "worker")) {
        ObjectNode run = runs.addObject();
        run.put("job_id", "rebuild").put("run_id", "r" + runs.size()).put("status", "complete");
        run.put("ts_dispatch", "2026-12-01T00:00:01+00:00").put("tu_event", "2026-12-01T11:59:00");
        run.put(field, text(parts));
      }
    }
    return runs;
  }

  @ParameterizedTest
  @EnumSource
  void itEndsAndNoTextIsToldInFull(Field field) {
    Cli cli = Cli.in(directory);
    ArrayNode records = MAPPER.createArrayNode();
    ObjectNode rebuild = record("rebuild");
    Field.own(rebuild);
    records.add(rebuild);
    for (int i = 0; i < TEXTS.size(); i++) {
      ObjectNode record = record("j" + i);
      field.put.accept(record, text(TEXTS.get(i)));
      records.add(record);
    }
    cli.file("jobs.json", records.toString());
    cli.file("events.json", runs().toString());
    List<Ran> all = new ArrayList<>();

    assertTimeoutPreemptively(
        LONG,
        () -> {
          for (String line :
              List.of(
                  "check --jobs {dir}/jobs.json",
                  "check -o json --jobs {dir}/jobs.json",
                  "next -o ical --count 5 --jobs {dir}/jobs.json",
                  "next --count 5 --jobs {dir}/jobs.json",
                  "audit -r demo --jobs {dir}/jobs.json --events {dir}/events.json --since 1d"
                      + " --unchanged-since 2d --level debug",
                  "explain j1 --jobs {dir}/jobs.json")) {
            all.add(cli.runLine(line));
          }
          String job = " -r demo --jobs {dir}/jobs.json --job ";
          Ran render = cli.runLine("render" + job + "rebuild");
          // The lines of the block are whole, or there are none.
          all.add(new Ran(render.exit(), new byte[0], render.errBytes()));
          Ran own = cli.runLine("render" + job + "j1");
          all.add(new Ran(own.exit(), new byte[0], own.errBytes()));
        });

    assertThat(all).extracting(Ran::exit).doesNotContain(ExitCodes.BUG, ExitCodes.USAGE);
    assertThat(all)
        .allSatisfy(
            ran ->
                assertThat(ran.outBytes().length + ran.errBytes().length).isLessThan(MOST_OUTPUT));
  }

  /** The same on a command line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "next --until",
        "next --now",
        "next --zone",
        "next --dispatcher",
        "next",
        "explain",
        "check --level",
        "audit -r demo --since",
        "audit -r demo --grace",
        "audit -r demo --events",
        "timeline --from",
        "restore",
        "remove --crontab-file",
        "render -r demo --job",
        "check -r",
        "plan -r demo --dispatcher d --crontab-file",
        "plan -r demo --dispatcher d --cron",
        "plan -r demo --dispatcher d --spread",
        "plan -r demo --dispatcher d --coalesce"
      })
  void aCommandLineEndsAndIsNotToldInFull(String words) {
    Cli cli = Cli.in(directory);
    cli.file("jobs.json", "[" + record("a") + "]");
    for (List<String> parts : TEXTS) {
      List<String> line = new ArrayList<>(List.of(words.split(" ")));
      line.add(text(parts));
      line.add("--jobs");
      line.add(directory.resolve("jobs.json").toString());

      Ran ran = assertTimeoutPreemptively(LONG, () -> cli.run(line.toArray(String[]::new)));

      assertThat(ran.exit()).isNotEqualTo(ExitCodes.BUG);
      assertThat(ran.outBytes().length + ran.errBytes().length).isLessThan(MOST_OUTPUT);
    }
  }

  @Test
  void aLongNameIsToldByItsStartInTextAndByItsKeyInJson() {
    Cli cli = Cli.in(directory);
    String name = "a".repeat(200_000);
    cli.file("jobs.json", "[" + record(name).put("schedule", "99 * * * *") + "]");

    assertThat(cli.runLine("check --jobs {dir}/jobs.json").out())
        .startsWith("job " + "a".repeat(256) + "... (200000 characters): schedule")
        .hasSizeLessThan(5_000);
    assertThat(cli.runLine("check -o json --jobs {dir}/jobs.json").out())
        .contains("\"job_id\" : \"" + "a".repeat(2_048) + "... (200000 characters)\"")
        .hasSizeLessThan(20_000);
  }
}
