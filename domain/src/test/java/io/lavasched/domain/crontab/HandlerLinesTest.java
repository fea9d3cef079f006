package io.lavasched.domain.crontab;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.schedule.CronSchedule;
import io.lavasched.domain.testkit.CronFields;
import io.lavasched.domain.testkit.HandlerLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void hostileLineIsNeverRecognised(
      @ForAll("hostile") HandlerLines.Entry written, @ForAll("programs") String inUse) {
    Optional<CrontabEntry> read =
        InstalledEntry.parse(written.text(), new DispatcherProgram(inUse));

    Statistics.collect(read.isPresent());
    if (read.isPresent()) {
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

  /** Of a sound record, in whatever words: recognised, but for what may be hostile. */
  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void soundLineIsRecognised(@ForAll("sound") HandlerLines.Entry written) {
    boolean isSound =
        WorkerName.parse(written.worker()).value().isPresent()
            && JobId.parse(written.job()).value().isPresent()
            && written.args().stream().allMatch(arg -> ShellWord.parse(arg).value().isPresent());
    boolean isPlain = !written.text().contains("\\\\");
    boolean isOnce = written.text().split(" --worker ", -1).length == 2;

    if (isSound && isPlain && isOnce) {
      assertThat(InstalledEntry.parse(written.text(), new DispatcherProgram(written.program())))
          .hasValueSatisfying(entry -> assertThat(words(entry)).isEqualTo(words(written)));
    }
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
  Arbitrary<HandlerLines.Entry> sound() {
    return HandlerLines.entries(CronFields.valid());
  }

  @Provide
  Arbitrary<String> programs() {
    return HandlerLines.programs();
  }
}
