// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.problem.Problem;
import io.lavasched.testkit.CronFields;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.HandlerLines;
import io.lavasched.testkit.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How entries are written for a cron, and read back. */
class EntryFormTest {

  private static final String STRICT =
      "0 6 * * 1-5 '/usr/bin/env' A=1 'B=x y' '/usr/local/bin/lava-dispatcher' --worker ";

  private static final String PROGRAM = " '/usr/local/bin/lava-dispatcher' --worker ";

  private static final List<EnvVar> VARIABLES =
      List.of(new EnvVar("B", "x y"), new EnvVar("A", "1"));

  private static CrontabEntry entry(String cron, String job, String... args) {
    return new CrontabEntry(
        CronSchedule.of(cron),
        DispatcherProgram.DEFAULT,
        new WorkerName("w"),
        List.of(args).stream().map(ShellWord::new).toList(),
        new JobId(job));
  }

  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void strictOrPlain(CronDialect dialect) {
    EntryForm form = EntryForm.of(dialect, VARIABLES);
    CrontabEntry entry = form.fit(entry("0 6 * * mon-fri", "a#1", "10%")).value().orElseThrow();

    assertThat(form.isStrict()).isEqualTo(dialect.isStrict());
    assertThat(form.line(entry))
        .isEqualTo(
            dialect.isStrict()
                ? STRICT + "w '10'\\% 'a'\"$(printf '\\043')\"'1'"
                : "0 6 * * mon-fri /usr/local/bin/lava-dispatcher --worker w '10'\\% 'a#1'");
    assertThat(form.line(entry)).isEqualTo(entry.cron() + " " + form.command(entry));
    assertThat(form.line(entry)).isEqualTo(form.lineFor(entry, List.of(entry.job())));
  }

  @Test
  void jobsShareALineBehindOneGuard() {
    EntryForm form = EntryForm.of(CronDialect.BCRON, VARIABLES);
    CrontabEntry entry = form.fit(entry("@daily", "a")).value().orElseThrow();

    assertThat(form.lineFor(entry, List.of(new JobId("+"), new JobId("-b"), new JobId("c d"))))
        .isEqualTo(
            "0 0 * * * '/usr/bin/env' A=1 'B=x y' '/usr/local/bin/lava-dispatcher' --worker w --"
                + " + -b 'c d'");
  }

  @Test
  void firstWordIsInQuotesWithoutVariablesToo() {
    EntryForm form = EntryForm.of(CronDialect.PORTABLE, List.of());

    assertThat(form.line(entry("0 6 * * *", "a")))
        .isEqualTo("0 6 * * * '/usr/local/bin/lava-dispatcher' --worker w a");
  }

  @Test
  void whatNoStrictFormCanSayIsRefused() {
    EntryForm form = EntryForm.of(CronDialect.BUSYBOX, VARIABLES);

    assertThat(form.fit(entry("0 6 1 * 1", "a")).problems())
        .extracting(p -> p.code().id())
        .containsExactly("cron-both-days");
    assertThat(form.fit(entry("@reboot", "a")).problems())
        .extracting(p -> p.code().id())
        .containsExactly("cron-reboot");
    assertThat(EntryForm.PLAIN.fit(entry("0 6 1 * 1", "a")).value())
        .contains(entry("0 6 1 * 1", "a"));
  }

  @ParameterizedTest
  @CsvSource({"998, true", "999, false"})
  void lengthIsThatOfTheCommandAsItIsWritten(int bytes, boolean fits) {
    EntryForm form = EntryForm.of(CronDialect.PORTABLE, VARIABLES);
    int start = STRICT.length() - "0 6 * * 1-5 ".length() + "w '".length() + "'".length();
    // Each of these letters is two bytes, and makes the quotes.
    String job = "\u00e9" + "x".repeat(bytes - start - 2);

    assertThat(form.problem(entry("0 6 * * *", job), CronLimits.of(CronDialect.PORTABLE)))
        .map(problem -> problem.code().id())
        .isEqualTo(fits ? Optional.empty() : Optional.of("line-too-long"));
  }

  @ParameterizedTest
  @CsvSource({
    "PATH, ",
    "_x9, ",
    "HOME, ",
    "-S, env-name",
    "A-B, env-name",
    "9A, env-name",
    "A+, env-name",
    "SHELL, env-unheeded",
    "MAILTO, env-unheeded",
    "RANDOM_DELAY, env-unheeded",
  })
  void variablesOfACommand(String name, String code) {
    assertThat(
            EntryForm.problem(new EnvVar(name, "secret"), CronDialect.BUSYBOX)
                .map(p -> p.code().id()))
        .isEqualTo(Optional.ofNullable(code));
    assertThat(
            EntryForm.problem(new EnvVar(name, "secret"), CronDialect.BUSYBOX)
                .map(Problem::text)
                .orElse(""))
        .doesNotContain("secret");
  }

  @Test
  void programBehindVariablesHasNoEqualsSign() {
    assertThat(EntryForm.problem(new DispatcherProgram("/opt/a b/d"))).isEmpty();
    assertThat(
            Found.lines(EntryForm.problem(new DispatcherProgram("/opt/a=b/d")).stream().toList()))
        .containsExactly(
            "error: dispatcher program must have no = in its path, found \"/opt/a=b/d\""
                + " [program-equals] -> it stands behind env for this cron, which takes it for a"
                + " variable; make a link to it");
  }

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll("crons") String cron,
      @ForAll("args") List<String> args,
      @ForAll("jobs") Set<String> jobs,
      @ForAll("variables") Map<String, String> variables) {
    EntryForm form =
        EntryForm.of(
            CronDialect.SYSTEMD_CRON,
            variables.entrySet().stream().map(v -> new EnvVar(v.getKey(), v.getValue())).toList());
    List<ShellWord> words = args.stream().map(ShellWord::new).toList();
    List<JobId> ids = new TreeSet<>(jobs.stream().map(JobId::new).toList()).stream().toList();
    List<CrontabEntry> entries =
        ids.stream()
            .map(id -> entry(cron, id.text(), args.toArray(String[]::new)))
            .flatMap(entry -> form.fit(entry).value().stream())
            .toList();
    Assume.that(!entries.isEmpty());
    Assume.that(entries.stream().noneMatch(entry -> entry.standsAlone(words)));
    String line = form.lineFor(entries.get(0), ids);

    assertThat(InstalledEntry.parseShared(line, DispatcherProgram.DEFAULT, words))
        .isEqualTo(entries);
    EntryForm read = InstalledEntry.form(line);
    assertThat(read.isStrict()).isTrue();
    assertThat(read.lineFor(entries.get(0), ids)).isEqualTo(line);
    String shown = InstalledEntry.withoutValues(line);
    assertThat(form.lineWithoutValues(entries.get(0)))
        .isEqualTo(InstalledEntry.withoutValues(form.line(entries.get(0))));
    assertThat(shown.replaceAll("=\\.\\.\\. ", "=x "))
        .startsWith(entries.get(0).cron() + " '/usr/bin/env' ");
    assertThat(shown.substring(shown.indexOf(PROGRAM)))
        .isEqualTo(line.substring(line.lastIndexOf(PROGRAM)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 6 * * * /usr/local/bin/lava-dispatcher --worker w a",
        "0 6 * * * '/usr/local/bin/lava-dispatcher' --worker w a",
        "0 6 * * * /usr/bin/env A=1 '/usr/local/bin/lava-dispatcher' --worker w a",
        "0 6 * * * '/usr/bin/env' A=1 /usr/local/bin/lava-dispatcher --worker w a",
        "0 6 * * * '/usr/bin/env' '/usr/local/bin/lava-dispatcher' --worker w a",
        "0 6 * * * '/usr/bin/env' -S A=1 '/usr/local/bin/lava-dispatcher' --worker w a",
        "0 6 * * * '/usr/bin/env' A=\"$x\" '/usr/local/bin/lava-dispatcher' --worker w a",
        "0 6 * * * '/bin/env' A=1 '/usr/local/bin/lava-dispatcher' --worker w a",
        "",
        "x",
      })
  void otherLinesAreNotStrict(String line) {
    assertThat(InstalledEntry.form(line).isStrict()).isFalse();
  }

  /** Lava's handler would write its program so behind a hostile cron string. */
  @Test
  void programBehindVariablesMustBeInQuotes() {
    assertThat(
            InstalledEntry.parse(
                "0 6 * * * '/usr/bin/env' A=1 /usr/local/bin/lava-dispatcher --worker w a",
                DispatcherProgram.DEFAULT))
        .isEmpty();
    assertThat(
            InstalledEntry.parse(
                "0 6 * * * '/usr/bin/env' A=1 '/usr/local/bin/lava-dispatcher' --worker w a",
                DispatcherProgram.DEFAULT))
        .contains(entry("0 6 * * *", "a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@daily /bin/x --worker w a | @daily /bin/x --worker w a",
        "0 6 * * * '/usr/bin/env' A=1 'B=s  \\% %' '/bin/x' --worker w '9'\\% | 0 6 * * *"
            + " '/usr/bin/env' A=... B=... '/bin/x' --worker w '9'\\%",
        "0 6 * * * '/usr/bin/env' A='secret'\\'x '/bin/x' --worker w a  b | 0 6 * * *"
            + " '/usr/bin/env' A=... '/bin/x' --worker w a  b",
      })
  void valuesAreNotShown(String line, String shown) {
    assertThat(InstalledEntry.withoutValues(line)).isEqualTo(shown);
  }

  @Property
  void formNeverThrows(@ForAll("anyText") String text) {
    assertThat(InstalledEntry.form(text).isStrict()).isFalse();
    InstalledEntry.form("0 6 * * * '/usr/bin/env' A=" + text);
    InstalledEntry.withoutValues("0 6 * * * '/usr/bin/env' A=" + text + " '/bin/x' --worker w a");
    InstalledEntry.parse("0 6 * * * '/usr/bin/env' " + text, DispatcherProgram.DEFAULT);
  }

  @Provide
  Arbitrary<String> anyText() {
    return Texts.any();
  }

  @Provide
  Arbitrary<String> crons() {
    return CronFields.valid();
  }

  @Provide
  Arbitrary<List<String>> args() {
    return Texts.words().filter(EntryFormTest::isNoWorker).list().ofMaxSize(3);
  }

  @Provide
  Arbitrary<Map<String, String>> variables() {
    Arbitrary<String> names = Arbitraries.of("PATH", "LAVA_REALM", "A", "_", "x9");
    Arbitrary<String> values =
        Texts.words()
            .filter(EntryFormTest::isNoWorker)
            .filter(value -> EnvVar.parse("A", value).value().isPresent());
    return Arbitraries.maps(names, values).ofMinSize(1);
  }

  @Provide
  Arbitrary<Set<String>> jobs() {
    return HandlerLines.names()
        .filter(name -> JobId.parse(name).value().isPresent() && isNoWorker(name))
        .set()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static boolean isNoWorker(String word) {
    return !word.contains("--worker");
  }
}
