// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.testkit.CronFields;
import io.lavasched.testkit.HandlerLines;
import io.lavasched.testkit.Texts;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that several jobs share, both ways. */
class SharedEntryTest {

  private static final String LAVA = "/usr/local/bin/lava-dispatcher";
  private static final String NONE = "";

  /** The words behind the worker, the arguments in use; and what is read: arguments, jobs. */
  @ParameterizedTest
  @MethodSource
  void reads(String words, String inUse, String args, String jobs) {
    List<CrontabEntry> entries =
        InstalledEntry.parseShared(
            "0 6 * * * " + LAVA + " --worker w " + words, DispatcherProgram.DEFAULT, args(inUse));

    assertThat(entries).extracting(e -> e.job().text()).containsExactly(jobs.split(" ", -1));
    assertThat(entries)
        .allSatisfy(
            e -> {
              assertThat(e.args()).isEqualTo(args(args));
              assertThat(e.cron().text()).isEqualTo("0 6 * * *");
              assertThat(e.worker().text()).isEqualTo("w");
              assertThat(e.program()).isEqualTo(DispatcherProgram.DEFAULT);
            });
    assertThat(InstalledEntry.guessJobs("@daily /opt/x --worker w " + words, args(inUse)))
        .containsExactly(jobs.split(" ", -1));
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        // the arguments in use, with or without a delay
        arguments("a", NONE, NONE, "a"),
        arguments("a b c", NONE, NONE, "a b c"),
        arguments("'a' \"b\"  c", NONE, NONE, "a b c"),
        arguments("c b b", NONE, NONE, "c b b"),
        arguments("x a b", "x", "x", "a b"),
        arguments("x a", "x", "x", "a"),
        arguments("--tag t a b", "--tag t", "--tag t", "a b"),
        arguments("--what t a b", "--what t", "--what t", "a b"),
        arguments("--delay 45s a b", NONE, "--delay 45s", "a b"),
        arguments("--delay 45s --what t a b", "--what t", "--delay 45s --what t", "a b"),
        arguments("--delay 45s --what t a", "--what t", "--delay 45s --what t", "a"),
        arguments("--delay 45s a b", "--delay 45s", "--delay 45s", "a b"),
        // a hyphen
        arguments("-- -a", NONE, NONE, "-a"),
        arguments("-- -a b", NONE, NONE, "-a b"),
        arguments("-- + -a b", NONE, NONE, "+ -a b"),
        arguments("-- -- -a", NONE, NONE, "-- -a"),
        arguments("-- -- -a", "--", "--", "-a"),
        arguments("-- --level info", NONE, NONE, "--level info"),
        arguments("--what -- -a b", "--what", "--what", "-a b"),
        // options that were in use once
        arguments("--level info a b", NONE, "--level info", "a b"),
        arguments("--level info a b", "--tag t", "--level info", "a b"),
        arguments("--level=info -c -qQ a b", NONE, "--level=info -c -qQ", "a b"),
        arguments("--log-json --no-color -d 5m a b", NONE, "--log-json --no-color -d 5m", "a b"),
        arguments("--level info -- -a b", NONE, "--level info", "-a b"),
        arguments("--level info -- a b", NONE, "--level info --", "a b"),
        arguments("-- a b", NONE, "--", "a b"),
        arguments("--delay 45s --level info a b", NONE, "--delay 45s --level info", "a b"),
        arguments("x y a b", "y", "x y a", "b"),
        arguments("a b c", "--tag t", NONE, "a b c"),
        arguments("c b a", "--tag t", "c b", "a"),
        arguments("a a", "--tag t", "a", "a"),
        // options that are not known: the last word
        arguments("--what t a b", NONE, "--what t a", "b"),
        arguments("--lev info a b", NONE, "--lev info a", "b"),
        arguments("--log-json=x a b", NONE, "--log-json=x a", "b"),
        arguments("-xv a b", NONE, "-xv a", "b"),
        arguments("--level --tag a b", NONE, "--level --tag a", "b"),
        arguments("- a b", NONE, "- a", "b"),
        arguments("a -b", NONE, "a", "-b"),
        arguments("a -- -b", NONE, "a", "-b"),
        arguments("--level a", NONE, "--level", "a"),
        arguments("--", NONE, NONE, "--"));
  }

  private static List<ShellWord> args(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).map(ShellWord::new).toList();
  }

  /** Arguments of an entry, those in use; and whether other jobs may stand behind the former. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '',                       '',            true
          --what x,                 --what x,      true
          --delay 7s --what x,      --what x,      true
          --what x,                 '',            false
          --what x,                 --delay 7s --what x, false
          --level info,             '',            true
          --level info,             --tag t,       true
          --delay 7s --level info,  -c,            true
          --level info x,           '',            false
          --level info --,          '',            false
          '',                       x,             false
          '',                       --,            false
          """)
  void linesAreSharedWhereTheyAreReadBack(String args, String inUse, boolean shared) {
    CrontabEntry entry =
        new CrontabEntry(
            CronSchedule.of("@daily"),
            DispatcherProgram.DEFAULT,
            new WorkerName("w"),
            args(args),
            new JobId("a"));

    assertThat(entry.standsAlone(args(inUse))).isEqualTo(!shared);
  }

  /** An empty word is no job, but may be an argument. */
  @Test
  void emptyWords() {
    assertThat(InstalledEntry.parseShared(line("'' a"), DispatcherProgram.DEFAULT, List.of()))
        .singleElement()
        .satisfies(e -> assertThat(e.args()).containsExactly(new ShellWord("")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b LAVA --worker v c",
        "a b /opt/x --worker v c",
        "a b; id",
        "a b 'x --worker y' c",
        "a 'b\u0085' c",
        "a b% LAVA --worker v c",
        "a b '\n",
        "a b ''",
      })
  void refuses(String words) {
    assertThat(
            InstalledEntry.parseShared(
                line(words.replace("LAVA", LAVA)), DispatcherProgram.DEFAULT, List.of()))
        .isEmpty();
  }

  private static String line(String words) {
    return "@daily " + LAVA + " --worker w " + words;
  }

  @ParameterizedTest
  @MethodSource
  void guesses(String line, List<String> jobs) {
    assertThat(InstalledEntry.guessJobs(line, List.of())).isEqualTo(jobs);
  }

  static Stream<Arguments> guesses() {
    return Stream.of(
        arguments("", List.of("")),
        arguments("0 6 * * * A=1 /opt/send --worker w a b c", List.of("a", "b", "c")),
        arguments("0 6 * * * /opt/send --worker w --delay 5s a b", List.of("a", "b")),
        arguments("0 6 * * * /bin/x a b", List.of("b")),
        arguments("0 6 * * * /bin/x --worker w", List.of("w")),
        arguments("0 6 * * * /bin/x --worker", List.of("--worker")),
        arguments("0 6 * * * /bin/x --worker w a b; id c", List.of("c")),
        // what a hostile cron string may claim
        arguments("0 6 * * * /bin/x --worker w a b /opt/d --worker v c", List.of("c")));
  }

  @Test
  void writtenInTheirOrderWithOneGuard() {
    CrontabEntry entry =
        new CrontabEntry(
            CronSchedule.of("0 6 * * mon"),
            DispatcherProgram.DEFAULT,
            new WorkerName("big one"),
            List.of(new ShellWord("10%")),
            new JobId("a"));

    assertThat(entry.lineFor(List.of(new JobId("a"), new JobId("b c"))))
        .isEqualTo("0 6 * * mon " + LAVA + " --worker 'big one' '10'\\% a 'b c'");
    assertThat(entry.lineFor(List.of(new JobId("+"), new JobId("-b"), new JobId("-c"))))
        .isEqualTo("0 6 * * mon " + LAVA + " --worker 'big one' '10'\\% -- + -b -c");
    assertThat(entry.lineFor(List.of(entry.job()))).isEqualTo(entry.line());
  }

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll("crons") String cron,
      @ForAll("args") List<String> args,
      @ForAll("jobs") Set<String> jobs) {
    List<ShellWord> words = args.stream().map(ShellWord::new).toList();
    List<JobId> ids = new TreeSet<>(jobs.stream().map(JobId::new).toList()).stream().toList();
    List<CrontabEntry> entries =
        ids.stream()
            .map(
                id ->
                    new CrontabEntry(
                        CronSchedule.of(cron),
                        DispatcherProgram.DEFAULT,
                        new WorkerName("w"),
                        words,
                        id))
            .toList();

    if (entries.stream().noneMatch(entry -> entry.standsAlone(words))) {
      assertThat(
              InstalledEntry.parseShared(
                  entries.get(0).lineFor(ids), DispatcherProgram.DEFAULT, words))
          .isEqualTo(entries);
    }
  }

  /**
   * What the handler wrote for a hostile cron string is of nobody; for a valid one, the jobs are
   * among the words behind the worker, its own one is the last, and no word is lost.
   */
  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void hostileLineIsNeverRecognised(
      @ForAll("hostile") HandlerLines.Entry written,
      @ForAll("programs") String inUse,
      @ForAll boolean current) {
    List<ShellWord> args =
        current && written.args().stream().allMatch(a -> ShellWord.parse(a).value().isPresent())
            ? written.args().stream().map(ShellWord::new).toList()
            : List.of();
    List<CrontabEntry> read =
        InstalledEntry.parseShared(written.text(), new DispatcherProgram(inUse), args);

    Statistics.collect(read.size());
    assertThat(read.isEmpty())
        .isEqualTo(InstalledEntry.parse(written.text(), new DispatcherProgram(inUse)).isEmpty());
    if (!read.isEmpty()) {
      CrontabEntry last = read.get(read.size() - 1);
      Optional<CronSchedule> cron = CronSchedule.parse(written.cron()).value();
      if (!InstalledEntry.form(written.text()).isStrict()) {
        assertThat(last.cron().text()).isEqualTo(cron.map(CronSchedule::text).orElse("none"));
      }
      assertThat(last.program().path()).isEqualTo(written.program());
      assertThat(last.job().text()).isEqualTo(written.job().replace("\\%", "%"));
      Set<String> behind = new HashSet<>();
      written.args().forEach(arg -> behind.add(arg.replace("\\%", "%")));
      behind.add(last.job().text());
      assertThat(read).allSatisfy(e -> assertThat(behind).contains(e.job().text()));
    }
    Statistics.coverage(
        coverage -> {
          coverage.check(0).percentage(share -> share > 50);
          coverage.check(1).count(count -> count > 100);
          coverage.check(2).count(count -> count > 10);
        });
  }

  @Property
  void parseNeverThrows(@ForAll("anyText") String text) {
    InstalledEntry.guessJobs(text, List.of());
    InstalledEntry.guessJobs("@daily x --worker w " + text, List.of());
    InstalledEntry.parseShared(text, DispatcherProgram.DEFAULT, List.of());
    InstalledEntry.parseShared(line(text), DispatcherProgram.DEFAULT, List.of());
  }

  @Provide
  Arbitrary<String> crons() {
    return CronFields.valid();
  }

  @Provide
  Arbitrary<List<String>> args() {
    return Texts.words().list().ofMaxSize(3);
  }

  @Provide
  Arbitrary<Set<String>> jobs() {
    return HandlerLines.names()
        .filter(name -> JobId.parse(name).value().isPresent())
        .set()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<HandlerLines.Entry> hostile() {
    return HandlerLines.entries(HandlerLines.crons());
  }

  @Provide
  Arbitrary<String> programs() {
    return HandlerLines.programs();
  }

  @Provide
  Arbitrary<String> anyText() {
    return Texts.any();
  }
}
