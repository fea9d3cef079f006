// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronRules;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.crontab.CronAndShellTest;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.testkit.CronFields;
import io.lavasched.testkit.HandlerLines;
import io.lavasched.testkit.Shell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What lava's handler wrote, for sound records and for hostile ones. */
class HandlerLinesTest {

  /** Of any cron string: exactly its entry, if it is a valid one, or nothing at all. */
  @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void hostileLineIsNeverRecognised(
      @ForAll("hostile") HandlerLines.Entry written, @ForAll("programs") String inUse) {
    Optional<CrontabEntry> read =
        InstalledEntry.parse(written.text(), new DispatcherProgram(inUse));

    Statistics.collect(read.isPresent());
    if (read.isPresent() && InstalledEntry.form(written.text()).isStrict()) {
      // Nobody installs such a line again: its entry is written anew, with the variables in use.
      assertThat(words(read.get())).isEqualTo(words(written));
      assertThat(written.cron()).startsWith(read.get().cron().text());
      assertThat(written.program()).containsPattern("[' ]");
    } else if (read.isPresent()) {
      CrontabEntry entry = read.get();
      Optional<CronSchedule> cron = CronSchedule.parse(written.cron()).value();
      assertThat(entry.cron().text()).isEqualTo(cron.map(CronSchedule::text).orElse("none"));
      assertThat(words(entry)).isEqualTo(words(written));
    }
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 1);
          coverage.check(false).percentage(share -> share > 50);
        });
  }

  /** Of a sound record, in whatever words: recognised, except for what may be hostile. */
  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void soundLineIsRecognised(@ForAll("sound") HandlerLines.Entry written) {
    boolean isSound =
        WorkerName.parse(written.worker()).value().isPresent()
            && JobId.parse(written.job()).value().isPresent()
            && written.args().stream().allMatch(arg -> ShellWord.parse(arg).value().isPresent());
    boolean isPlain = !written.text().contains("\\\\%");
    boolean isOnce = written.text().split(" --worker ", -1).length == 2;

    if (isSound && isPlain && isOnce) {
      assertThat(InstalledEntry.parse(written.text(), new DispatcherProgram(written.program())))
          .hasValueSatisfying(entry -> assertThat(words(entry)).isEqualTo(words(written)));
    }
  }

  /**
   * What is recognised is what a shell runs, and nothing else with it. Two backslashes may become
   * one on the way.
   */
  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE)
  void recognisedLineRunsAsItReads(@ForAll("soups") List<String> soups) throws IOException {
    StringBuilder script = new StringBuilder();
    List<List<String>> expected = new ArrayList<>();
    List<Boolean> halved = new ArrayList<>();
    for (String line : soups) {
      Optional<CrontabEntry> entry = InstalledEntry.parse(line, DispatcherProgram.DEFAULT);
      for (Function<String, CronRules.Command> cron : CronAndShellTest.crons()) {
        CronRules.Command command = cron.apply(line.substring("@daily ".length()));
        // Lava's handler leaves percent signs bare: cron ends the command there.
        if (entry.isPresent() && command.input().isEmpty()) {
          script.append("set -- ").append(command.text());
          script.append("\nprintf '%s\\0' \"$#\" \"$@\"\n");
          expected.add(words(entry.get()));
          halved.add(!command.equals(CronRules.cronie(line.substring("@daily ".length()))));
        }
      }
    }
    List<String> printed = Shell.run("/bin/sh", script.toString());
    List<List<String>> actual = new ArrayList<>();
    for (int at = 0; at < printed.size(); ) {
      int next = at + 1 + Integer.parseInt(printed.get(at));
      actual.add(withoutOptions(printed.subList(at + 1, next)));
      at = next;
    }

    assertThat(expected).hasSizeGreaterThan(500);
    assertThat(halved).filteredOn(is -> is).hasSizeGreaterThan(50);
    for (int i = 0; i < expected.size() && i < actual.size(); i++) {
      if (halved.get(i) && !actual.get(i).equals(expected.get(i))) {
        assertThat(withoutBackslashes(actual.get(i)))
            .isEqualTo(withoutBackslashes(expected.get(i)));
        actual.set(i, expected.get(i));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  private static List<String> withoutBackslashes(List<String> words) {
    return words.stream().map(word -> word.replace("\\", "")).toList();
  }

  private static List<String> withoutOptions(List<String> argv) {
    assertThat(argv.get(1)).isEqualTo("--worker");
    List<String> words = new ArrayList<>(argv);
    int last = words.size() - 1;
    if (last > 3 && words.get(last).startsWith("-") && words.get(last - 1).equals("--")) {
      words.remove(last - 1);
    }
    words.remove(1);
    return words;
  }

  /** Program, worker, arguments and job; two hyphens before a job with one may be either's. */
  private static List<String> words(CrontabEntry entry) {
    List<String> words = new ArrayList<>(List.of(entry.program().path(), entry.worker().text()));
    entry.args().forEach(arg -> words.add(arg.text()));
    words.add(entry.job().text());
    return words;
  }

  /** As cron hands them to a shell. */
  private static List<String> words(HandlerLines.Entry written) {
    List<String> words = new ArrayList<>(List.of(written.program(), written.worker()));
    words.addAll(written.args());
    if (written.job().startsWith("-")
        && words.size() > 2
        && words.get(words.size() - 1).equals("--")) {
      words.remove(words.size() - 1);
    }
    words.add(written.job());
    return words.stream().map(word -> word.replace("\\%", "%")).toList();
  }

  @Provide
  Arbitrary<HandlerLines.Entry> hostile() {
    return HandlerLines.entries(HandlerLines.crons());
  }

  @Provide
  Arbitrary<List<String>> soups() {
    return HandlerLines.soups().list().ofSize(20_000);
  }

  @Provide
  Arbitrary<HandlerLines.Entry> sound() {
    return HandlerLines.entries(CronFields.valid());
  }

  @Provide
  Arbitrary<String> programs() {
    return HandlerLines.programs();
  }
}
