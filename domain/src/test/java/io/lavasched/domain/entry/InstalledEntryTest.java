// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.cron.CronRules;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.CronFields;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of an installed block, both ways. */
class InstalledEntryTest {

  private static final DispatcherProgram MINE = new DispatcherProgram("/opt/my lava/d");
  private static final String LAVA = "/usr/local/bin/lava-dispatcher";

  /** Plain, as ShellWord writes them, and as Python's shlex.quote does. */
  @ParameterizedTest
  @MethodSource
  void reads(String line, String cron, String worker, List<String> args, String job) {
    CrontabEntry entry = InstalledEntry.parse(line, MINE).orElseThrow();

    assertThat(entry.cron().text()).isEqualTo(cron);
    assertThat(entry.worker().text()).isEqualTo(worker);
    assertThat(entry.args()).extracting(ShellWord::text).isEqualTo(args);
    assertThat(entry.job().text()).isEqualTo(job);
  }

  static Stream<Arguments> reads() {
    List<String> none = List.of();
    return Stream.of(
        arguments(
            "0 6 * * * " + LAVA + " --worker core demo/etl", "0 6 * * *", "core", none, "demo/etl"),
        arguments("@daily " + LAVA + " --worker core demo/etl", "@daily", "core", none, "demo/etl"),
        arguments(
            " 0\t6  * * *\t" + LAVA + "  --worker\tcore  a ", "0\t6  * * *", "core", none, "a"),
        arguments("@daily '/opt/my lava/d' --worker core a", "@daily", "core", none, "a"),
        // a program that has moved
        arguments("@daily /opt/lava/d --worker core a", "@daily", "core", none, "a"),
        arguments("@daily '/opt/our lava/d' --worker core a", "@daily", "core", none, "a"),
        arguments("@daily /opt/lava-dispatcher --worker core a", "@daily", "core", none, "a"),
        arguments("@daily /opt/my' 'lava/d --worker core a", "@daily", "core", none, "a"),
        arguments(
            "@daily " + LAVA + " --worker core --level warning -x '' a",
            "@daily",
            "core",
            List.of("--level", "warning", "-x", ""),
            "a"),
        arguments("@daily " + LAVA + " --worker core -- -a", "@daily", "core", none, "-a"),
        arguments("@daily " + LAVA + " --worker core -a", "@daily", "core", none, "-a"),
        arguments(
            "@daily " + LAVA + " --worker core -- -- -a", "@daily", "core", List.of("--"), "-a"),
        arguments("@daily " + LAVA + " --worker core -- a", "@daily", "core", List.of("--"), "a"),
        arguments("@daily " + LAVA + " --worker core --", "@daily", "core", none, "--"),
        arguments(
            "@daily " + LAVA + " --worker w --worker v a",
            "@daily",
            "w",
            List.of("--worker", "v"),
            "a"),
        arguments(
            "@daily " + LAVA + " --worker w " + LAVA + " a", "@daily", "w", List.of(LAVA), "a"),
        // by Python: a quote is '"'"', a percent sign is not escaped, letters beyond ASCII are
        // quoted
        arguments(
            "@daily " + LAVA + " --worker 'big one' 'it'\"'\"'s'",
            "@daily",
            "big one",
            none,
            "it's"),
        arguments("@daily " + LAVA + " --worker w 100%", "@daily", "w", none, "100%"),
        arguments(
            "@daily " + LAVA + " --worker w 9\\% --worker a",
            "@daily",
            "w",
            List.of("9%", "--worker"),
            "a"),
        arguments("@daily " + LAVA + " --worker w '50% a'", "@daily", "w", none, "50% a"),
        arguments(
            "@daily " + LAVA + " --worker '\u00c9' '\ud83d\ude00'",
            "@daily",
            "\u00c9",
            none,
            "\ud83d\ude00"),
        arguments(
            "@daily " + LAVA + " --worker w 'x/$HOME/\"dq\"'",
            "@daily",
            "w",
            none,
            "x/$HOME/\"dq\""),
        arguments("@daily " + LAVA + " --worker w '\ufffd'", "@daily", "w", none, "\ufffd"),
        // by lavasched: percent signs outside, backslashes apart
        arguments("@daily " + LAVA + " --worker w '50'\\%' a'", "@daily", "w", none, "50% a"),
        arguments("@daily " + LAVA + " --worker w '\\''\\'", "@daily", "w", none, "\\\\"),
        arguments("@daily " + LAVA + " --worker w a\\ b\\'c", "@daily", "w", none, "a b'c"),
        arguments("@daily " + LAVA + " --worker w \"a b\"", "@daily", "w", none, "a b"),
        // escapes in double quotes
        arguments("@daily " + LAVA + " --worker w \"cost \\$5\"", "@daily", "w", none, "cost $5"),
        arguments("@daily " + LAVA + " --worker w \"q\\\"q\"", "@daily", "w", none, "q\"q"),
        arguments("@daily " + LAVA + " --worker w \"b\\`t\"", "@daily", "w", none, "b`t"),
        arguments("@daily " + LAVA + " --worker w \"a\\b\"", "@daily", "w", none, "a\\b"),
        arguments("@daily " + LAVA + " --worker w \"5\\% 'a'\"", "@daily", "w", none, "5% 'a'"),
        arguments("@daily \"/opt/x/lava-dispatcher\" --worker w a", "@daily", "w", none, "a"),
        arguments("@daily \"/opt/a b/lava-dispatcher\" --worker w a", "@daily", "w", none, "a"),
        // two backslashes, by Python: Debian's cron makes one of them, which changes no quoting
        arguments("@daily " + LAVA + " --worker w 'a\\\\b'", "@daily", "w", none, "a\\\\b"),
        arguments("@daily " + LAVA + " --worker w '\\\\'", "@daily", "w", none, "\\\\"),
        arguments("@daily " + LAVA + " --worker w '\\\\\\'", "@daily", "w", none, "\\\\\\"),
        arguments("@daily " + LAVA + " --worker w '\\\\a\\%'", "@daily", "w", none, "\\\\a%"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "A=1",
        "# 0 6 * * * LAVA --worker w a",
        "0 6 * * * ",
        "0 6 * * *",
        "@daily",
        "@daily LAVA",
        "@daily LAVA --worker w",
        "@daily LAVA w a",
        "@daily LAVA -w w a",
        "@daily LAVA --worker=w a",
        "@daily LAVA --dry-run --worker w a",
        // another program, by name or by what is around it
        "@daily /bin/sh --worker w a",
        "@daily lava-dispatcher --worker w a",
        "@daily /tmp/x-lava-dispatcher --worker w a",
        "@daily /tmp/lava-dispatcher/x --worker w a",
        "@daily /tmp/lava-dispatcher/ --worker w a",
        "@daily '/tmp/\u0007/lava-dispatcher' --worker w a",
        "@daily '/tmp/\n/lava-dispatcher' --worker w a",
        "@daily /opt/my lava/d --worker w a",
        "@daily X=1 LAVA --worker w a",
        "@daily cd / && LAVA --worker w a",
        // no cron string
        "0 24 * * * LAVA --worker w a",
        "@never LAVA --worker w a",
        "0 6 * * LAVA --worker w a",
        "0 6 * * * * LAVA --worker w a",
        // more than words
        "@daily LAVA --worker w a; id",
        "@daily LAVA --worker w a&",
        "@daily LAVA --worker w a | b",
        "@daily LAVA --worker w a > /dev/null",
        "@daily LAVA --worker w a <b",
        "@daily LAVA --worker w a # b",
        "@daily LAVA --worker w a*",
        "@daily LAVA --worker w a?",
        "@daily LAVA --worker w [a]",
        "@daily LAVA --worker w {a,b}",
        "@daily LAVA --worker w ~",
        "@daily LAVA --worker w !a",
        "@daily LAVA --worker w $HOME",
        "@daily LAVA --worker w \"$HOME\"",
        "@daily LAVA --worker w \"`id`\"",
        "@daily LAVA --worker w \"a\\\\b\"",
        "@daily LAVA --worker w `id`",
        "@daily LAVA --worker w $(id)",
        "@daily LAVA --worker w (a)",
        "@daily LAVA --worker w 'a",
        "@daily LAVA --worker w \"a",
        "@daily LAVA --worker w a\\",
        "@daily LAVA --worker w \u00e9",
        "@daily LAVA --worker w a\r",
        // words that no record has
        "@daily LAVA --worker '' a",
        "@daily LAVA --worker -w a",
        "@daily LAVA --worker w ''",
        "@daily LAVA --worker w 'a\u0007'",
        "@daily LAVA --worker w '\ud800'",
        "@daily LAVA --worker w 'a\u0085' b",
        // what lava's handler makes of a hostile cron string: its own command comes after
        "@daily LAVA --worker w --param x LAVA --worker v a",
        "@daily LAVA --worker w MINE --worker v a",
        "@daily /tmp/lava-dispatcher --worker w a LAVA --worker v b",
        "@daily /tmp/lava-dispatcher --worker w a /opt/d --worker v b",
        "@daily /tmp/lava-dispatcher --worker LAVA --worker v b",
        "@daily /tmp/lava-dispatcher LAVA --worker v b",
        "@daily /tmp/lava-dispatcher # LAVA --worker v b",
        "@daily /tmp/lava-dispatcher --worker w x% LAVA --worker v b",
        "@daily LAVA --worker w x\\% LAVA --worker v b",
        // ... also within a word, of which the handler's quotes are the other half
        "@daily /tmp/lava-dispatcher --worker w 'x LAVA --worker 'v'\"'\"'w' '\"'\"'' b",
        "@daily /tmp/lava-dispatcher --worker w x\\ LAVA --worker v b",
        "@daily /tmp/x\\ LAVA --worker v b",
        "@daily '/tmp LAVA --worker '/lava-dispatcher --worker w '' b",
        "@daily '/tmp 'LAVA --worker v b",
        "@daily \"/tmp LAVA --worker \"/lava-dispatcher --worker w '' b",
        "@daily \"/tmp\\\" LAVA\" --worker v b",
        "@daily \"/tmp LAVA\"'' --worker v b",
        "@daily LAVA --worker w \"x\\ LAVA --worker v '\"' b",
        "@daily LAVA --worker w 'x\\\\ LAVA --worker 'v'\"'\"'w' b",
        // double quotes that are no plain ones
        "@daily LAVA --worker w \"a\\\"",
        "@daily LAVA --worker w \"a\\",
        "@daily LAVA --worker w \"\\a$b\"",
        "@daily \"/tmp/\\$x/lava-dispatcher\" --worker w a",
        "@daily \"/tmp/x\"/lava-dispatcher --worker w a",
        // two backslashes: one for Debian's cron, and so another quoting
        "@daily LAVA --worker w a\\\\b",
        "@daily LAVA --worker w 'a'\\\\'b'",
        "@daily LAVA --worker w 'a\\\\%b'",
        "@daily LAVA --worker w 'a\\\\\\%b'",
        "* * * * * LAVA --worker w \\\\'x;touch /tmp/x;\\\\' a",
      })
  void refuses(String line) {
    assertThat(
            InstalledEntry.parse(
                line.replace("LAVA", LAVA).replace("MINE", "'" + MINE.path() + "'"), MINE))
        .isEmpty();
  }

  @Test
  void linesAreWrittenInTheOrderOfTheCommand() {
    CrontabEntry entry =
        new CrontabEntry(
            CronSchedule.of(" 0  6 * * mon "),
            DispatcherProgram.DEFAULT,
            new WorkerName("big one"),
            List.of(new ShellWord("--level"), new ShellWord("10%")),
            new JobId("-x"));

    assertThat(entry.line())
        .isEqualTo("0  6 * * mon " + LAVA + " --worker 'big one' --level '10'\\% -- -x");
    assertThat(entry.command()).isEqualTo(entry.line().substring("0  6 * * mon ".length()));
    assertThat(BlockLine.of(entry)).isEqualTo(new BlockLine(new JobId("-x"), entry.line()));
  }

  @Test
  void entriesOfARecord() {
    JobRecord record =
        JobRecord.parseIndexed(
                "o",
                Value.of(
                    Map.of(
                        "job_id",
                        "a",
                        "worker",
                        "w",
                        "schedule",
                        List.of(
                            "@daily",
                            Map.of("crontab", "0 6 * * *", "to", "2026-11-22"),
                            Map.of("crontab", "0 7 * * *", "from", "2026-11-22")))))
            .value()
            .orElseThrow();

    assertThat(
            CrontabEntry.allOf(
                record,
                MINE,
                List.of(new ShellWord("-v")),
                Instant.parse("2026-11-23T00:00:00Z"),
                ZoneOffset.UTC))
        .extracting(CrontabEntry::line)
        .containsExactly(
            "@daily '/opt/my lava/d' --worker w -v a",
            "0 7 * * * '/opt/my lava/d' --worker w -v a");
  }

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll("crons") String cron,
      @ForAll("words") String program,
      @ForAll("names") String worker,
      @ForAll("args") List<String> args,
      @ForAll("names") String job) {
    CrontabEntry entry =
        new CrontabEntry(
            CronSchedule.of(cron),
            new DispatcherProgram("/" + program),
            new WorkerName("w" + worker),
            args.stream().map(ShellWord::new).toList(),
            new JobId(job));
    CrontabEntry read = InstalledEntry.parse(entry.line(), entry.program()).orElseThrow();

    assertThat(read).isEqualTo(entry);
    assertThat(read.cron().text()).isEqualTo(cron);
    assertThat(Block.isEntry(entry.line())).isTrue();
    assertThat(CronRules.debianVariable(entry.line())).isEmpty();
    assertThat(CronRules.cronieVariable(entry.line())).isEmpty();
  }

  @Property
  void parseNeverThrows(@ForAll("anyText") String text) {
    InstalledEntry.parse(text, MINE);
    InstalledEntry.parse("@daily " + text, MINE);
    InstalledEntry.parse("@daily " + LAVA + " --worker " + text, MINE)
        .ifPresent(entry -> assertThat(entry.line()).doesNotContain("\n"));
  }

  @ParameterizedTest
  @MethodSource
  void programs(String path, String found) {
    assertThat(String.join("", Found.lines(DispatcherProgram.parse(path).problems())))
        .isEqualTo(found);
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        arguments("/x", ""),
        arguments("/opt/my lava/d", ""),
        arguments("", "error: dispatcher program must not be empty [empty-value]"),
        arguments(
            "x",
            "error: dispatcher program must be a full path, found \"x\" [program-path] -> cron"
                + " does not have your PATH; write such as /usr/local/bin/lava-dispatcher"),
        arguments(
            "/a\nb",
            "error: dispatcher program must not have line breaks or other control characters,"
                + " found \"\\n\" [bad-character]"));
  }

  @Test
  void programsAreChecked() {
    assertThatThrownBy(() -> new DispatcherProgram("x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DispatcherProgram("/x\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(DispatcherProgram.DEFAULT).hasToString(LAVA);
  }

  @Provide
  Arbitrary<String> crons() {
    return CronFields.valid();
  }

  @Provide
  Arbitrary<String> words() {
    return Texts.words();
  }

  @Provide
  Arbitrary<String> names() {
    return Texts.names();
  }

  @Provide
  Arbitrary<List<String>> args() {
    return Texts.words().list().ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> anyText() {
    return Texts.any();
  }
}
