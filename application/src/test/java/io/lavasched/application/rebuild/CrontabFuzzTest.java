// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.install.RemoveBlock;
import io.lavasched.application.install.RestoreCrontab;
import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.PlanOutcome;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.plan.Stopped;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabArchive;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.CronFields;
import io.lavasched.testkit.HandlerLines;
import io.lavasched.testkit.Records;
import io.lavasched.testkit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Whole crontabs of any bytes, and whole records of any data. Bytes are strings here, one char a
 * byte.
 */
class CrontabFuzzTest {

  private static final String START = Block.START + "\n";
  private static final String END = Block.END + "\n";
  private static final List<String> NO_LINES = List.of();
  private static final String MOVED = "/opt/old lava/lava-dispatcher";

  /** Records, and what a lavasched job makes of them. */
  record Realm(List<Map<String, Object>> records, Map<String, Object> parameters) {

    InMemoryJobsTable table() {
      InMemoryJobsTable table = new InMemoryJobsTable();
      records.forEach(table::add);
      return table;
    }

    RebuildRequest request(OnInvalid onInvalid) {
      return Requests.allowing(Requests.of(parameters, onInvalid), Guard.values());
    }
  }

  /**
   * A crontab to be made for a realm, because its block has entries of that realm's jobs.
   *
   * @param entries of the old block, in any quoting
   */
  record Layout(String above, boolean hasBlock, List<OldEntry> entries, String below) {

    CrontabText text(Realm realm) {
      return CrontabText.of(
          (hasBlock ? withNewline(above) + block(realm) + below : above).getBytes(ISO_8859_1));
    }

    private String block(Realm realm) {
      return START
          + entries.stream().map(entry -> entry.line(realm) + "\n").collect(Collectors.joining())
          + END;
    }
  }

  /**
   * One line of an old block.
   *
   * @param index which of the realm's jobs; another one if there is no such
   * @param style how it is written
   */
  record OldEntry(int index, String cron, int style, String other) {

    static final int STYLES = 9;

    String line(Realm realm) {
      boolean known = index < realm.records.size();
      String job = known ? String.valueOf(realm.records.get(index).get("job_id")) : "nobody";
      String lava = DispatcherProgram.DEFAULT.path();
      HandlerLines.Entry entry = new HandlerLines.Entry(cron, lava, "w", List.of("-v"), job);
      String text =
          switch (style) {
            case 0, 1, 2 -> entry.text();
            case 3 -> cron + "\t" + lava + "  --worker \"w\" " + escaped(job);
            case 4 -> new HandlerLines.Entry(cron, MOVED, "w", List.of(), job).text();
            case 5 -> entry.text() + "; id";
            case 6 -> new HandlerLines.Entry(cron + " /tmp/x", lava, "w", List.of(), job).text();
            case 7 -> "A=1";
            default -> "";
          };
      return style == STYLES - 1 ? other : bytes(text.replace("\n", " "));
    }

    private static String escaped(String word) {
      StringBuilder out = new StringBuilder();
      word.codePoints().forEach(c -> out.append('\\').appendCodePoint(c));
      return out.toString();
    }
  }

  /**
   * Every law of a rebuild at once: foreign bytes stay, no record adds a line, a second run changes
   * nothing, a restore gives the old bytes, a removal takes the block alone; and nothing is written
   * beside broken markers.
   */
  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void rebuildAndRestore(
      @ForAll("anyRealms") Realm realm,
      @ForAll("layouts") Layout layout,
      @ForAll("sometimes") boolean none,
      @ForAll OnInvalid onInvalid) {
    Optional<CrontabText> before = none ? Optional.empty() : Optional.of(layout.text(realm));
    InMemoryCrontabStore crontab =
        before.map(InMemoryCrontabStore::new).orElseGet(InMemoryCrontabStore::new);
    InMemoryCrontabArchive archive = new InMemoryCrontabArchive();
    RebuildCrontab rebuild = new RebuildCrontab(realm.table(), crontab, archive, RunMemory.OFF);
    RebuildOutcome outcome = rebuild.run(realm.request(onInvalid), Requests.REPORTED);
    Optional<CrontabText> after = crontab.read();

    Optional<List<String>> around = around(bytes(before.orElse(CrontabText.EMPTY)));
    Statistics.collect(outcome instanceof Stopped);
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 5);
          coverage.check(false).percentage(share -> share > 30);
        });
    if (outcome instanceof Stopped) {
      assertThat(after).isEqualTo(before);
      assertThat(crontab.installed()).isEmpty();
      assertThat(archive.list()).isEmpty();
      return;
    }
    assertThat(around).as("never beside broken markers").isPresent();
    RebuildPlan plan = Requests.planOf(outcome);
    assertThat(bytes(after.orElseThrow()))
        .isEqualTo(
            withNewline(around.get().get(0))
                + bytes(plan.block().text())
                + withNewline(around.get().get(1)));
    assertThatLinesAreAccountedFor(plan, realm);

    RebuildOutcome again = rebuild.run(realm.request(onInvalid), Requests.REPORTED);
    if (onInvalid == OnInvalid.KEEP) {
      assertThat(again).isInstanceOf(RebuildOutcome.Unchanged.class);
    }
    assertThat(crontab.read()).isEqualTo(after);

    RestoreCrontab restore = new RestoreCrontab(crontab, archive, RunMemory.OFF);
    archive.list().stream().skip(1).findFirst().ifPresent(restore::run);
    assertThat(crontab.read()).isEqualTo(before);
    archive.list().stream().skip(1).findFirst().ifPresent(restore::run);
    assertThat(crontab.read()).as("and back").isEqualTo(after);

    new RemoveBlock(crontab, archive, RunMemory.OFF).run();
    assertThat(bytes(crontab.read().orElseThrow()))
        .as("without the block")
        .isEqualTo(withNewline(around.get().get(0)) + withNewline(around.get().get(1)));
    restore.run(archive.list().get(1));
    assertThat(crontab.read()).as("and back").isEqualTo(after);
  }

  /** Each line is a variable, or an entry of the job it is said to be of, and runs lava. */
  private static void assertThatLinesAreAccountedFor(RebuildPlan plan, Realm realm) {
    List<String> lines = plan.block().text().lines().toList();
    int variables = Requests.read(realm.parameters).env().size() + 1;

    assertThat(lines).hasSize(2 + variables + plan.block().lines().size());
    for (int i = 0; i < plan.block().lines().size(); i++) {
      CrontabEntry entry =
          InstalledEntry.parse(lines.get(1 + variables + i), DispatcherProgram.DEFAULT)
              .orElseThrow();
      assertThat(entry.job()).isEqualTo(plan.block().lines().get(i).job());
      assertThat(entry.program()).isEqualTo(DispatcherProgram.DEFAULT);
    }
  }

  /** With shared lines: each is read as what it was written for, and a second run is none. */
  @Property(tries = 700, edgeCases = EdgeCasesMode.NONE)
  void rebuildWithSharedLines(
      @ForAll("anyRealms") Realm realm,
      @ForAll("layouts") Layout layout,
      @ForAll("perLine") int jobsPerLine,
      @ForAll OnInvalid onInvalid) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(layout.text(realm));
    RebuildCrontab rebuild = Requests.rebuild(realm.table(), crontab);
    RebuildRequest request = Requests.laidOut(realm.request(onInvalid), jobsPerLine, 0);
    PlanOutcome plain = rebuild.plan(realm.request(onInvalid));
    RebuildOutcome outcome = rebuild.run(request, Requests.REPORTED);
    if (outcome instanceof Stopped) {
      assertThat(plain).isInstanceOf(Stopped.class);
      return;
    }
    RebuildPlan plan = Requests.planOf(outcome);
    for (BlockLine line : plan.block().lines()) {
      assertThat(
              InstalledEntry.parseShared(
                  line.text(), request.node().program(), request.job().parameters().args()))
          .extracting(CrontabEntry::job)
          .isEqualTo(line.jobs());
    }
    assertThat(plan.jobs()).extracting(JobPlan::lines).isEqualTo(linesOf(plain));
    if (onInvalid == OnInvalid.KEEP) {
      assertThat(rebuild.run(request, Requests.REPORTED))
          .isInstanceOf(RebuildOutcome.Unchanged.class);
    }
  }

  private static List<List<String>> linesOf(PlanOutcome outcome) {
    return Requests.planOf(outcome).jobs().stream().map(JobPlan::lines).toList();
  }

  @Provide
  Arbitrary<Integer> perLine() {
    return Arbitraries.of(2, 25);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void quarantineOfOneJobChangesNoOtherLine(
      @ForAll("soundRealms") Realm realm,
      @ForAll("layouts") Layout layout,
      @ForAll("damage") Map<String, Object> damage) {
    if (realm.records.isEmpty()) {
      return;
    }
    List<Map<String, Object>> damaged = new ArrayList<>(realm.records);
    damaged.set(0, Records.with(damaged.get(0), damage));
    String bad = (String) realm.records.get(0).get("job_id");
    CrontabText before = layout.text(realm);
    PlanOutcome sound = plan(realm, before, OnInvalid.KEEP);
    if (sound instanceof Stopped) {
      return;
    }
    for (OnInvalid onInvalid : List.of(OnInvalid.KEEP, OnInvalid.DROP)) {
      RebuildPlan one = Requests.planOf(sound);
      RebuildPlan other =
          Requests.planOf(plan(new Realm(damaged, realm.parameters), before, onInvalid));

      assertThat(without(other, bad)).isEqualTo(without(one, bad));
      assertThat(other.jobs().stream().filter(job -> !job.name().equals(bad)).toList())
          .isEqualTo(one.jobs().stream().filter(job -> !job.name().equals(bad)).toList());
    }
  }

  private static PlanOutcome plan(Realm realm, CrontabText before, OnInvalid onInvalid) {
    return Requests.rebuild(realm.table(), new InMemoryCrontabStore(before))
        .plan(realm.request(onInvalid));
  }

  /** The whole crontab without the lines of one job. */
  private static String without(RebuildPlan plan, String job) {
    Block block =
        new Block(
            plan.block().variables(),
            plan.block().lines().stream().filter(line -> !line.job().text().equals(job)).toList());
    return bytes(plan.after()).replace(bytes(plan.block().text()), bytes(block.text()));
  }

  /** A hostile record, and the block that lava's handler made of it; with line breaks too. */
  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
  void nothingOfAHostileRecordIsInstalledAgain(
      @ForAll("hostile") List<HandlerLines.Entry> written, @ForAll("programs") String inUse) {
    InMemoryJobsTable table = new InMemoryJobsTable();
    StringBuilder block = new StringBuilder(Block.START + "\n");
    for (HandlerLines.Entry entry : written) {
      block.append(entry.text()).append('\n');
      table.add(
          Map.of(
              "job_id",
              entry.job(),
              "worker",
              entry.worker(),
              "dispatcher",
              "d",
              "schedule",
              entry.cron()));
    }
    // Whose job the hostile line pretends to be is bad as well, so that it is a candidate.
    table.put(Map.of("job_id", "x", "dispatcher", "d"));
    table.put(Map.of("job_id", "job", "dispatcher", "d"));
    InMemoryCrontabStore crontab =
        new InMemoryCrontabStore(CrontabText.of(block.append(Block.END + "\n").toString()));
    RebuildRequest request =
        Requests.using(
            Requests.allowing(
                Requests.of(Map.of("dispatcher", "d"), OnInvalid.KEEP), Guard.values()),
            inUse);
    RebuildPlan plan =
        Requests.planOf(Requests.rebuild(table, crontab).run(request, Requests.REPORTED));

    List<String> lines = Requests.blockLines(crontab.read().orElseThrow());
    assertThat(lines.get(0)).isEqualTo("LAVA_REALM=demo");
    assertThat(lines).hasSize(1 + plan.block().lines().size());
    for (JobPlan job : plan.jobs()) {
      for (String line : job.state() == JobPlan.State.QUARANTINED ? job.lines() : NO_LINES) {
        CrontabEntry entry = InstalledEntry.parse(line, new DispatcherProgram(inUse)).orElseThrow();
        assertThat(entry.program().path()).isIn(inUse, DispatcherProgram.DEFAULT.path());
        assertThat(entry.job().text()).isEqualTo(job.name());
        assertThat(line).doesNotContain("/tmp/evil/lava-dispatcher --worker");
      }
    }
  }

  /** Of its first line another would be made that the next run does not recognise. */
  @Example
  void nothingThatIsNotRecognisedAgainIsInstalled() {
    nothingOfAHostileRecordIsInstalledAgain(
        List.of(
            new HandlerLines.Entry(
                "@daily /tmp/evil/lava-dispatcher --worker w x% --worker w \n@daily ",
                DispatcherProgram.DEFAULT.path(), "w", List.of(), "w")),
        DispatcherProgram.DEFAULT.path());
  }

  /**
   * The foreign bytes before and after the block, found in another way than the code does it; empty
   * where the markers are broken, or a block of markers with blanks stands there.
   */
  private static Optional<List<String>> around(String bytes) {
    List<String> lines = List.of(bytes.split("(?<=\n)", -1));
    List<Integer> starts = indexes(lines, Block.START);
    List<Integer> ends = indexes(lines, Block.END);
    if (starts.isEmpty() && ends.isEmpty()) {
      return Optional.of(List.of(bytes, ""));
    }
    if (starts.size() != 1 || ends.size() != 1 || ends.get(0) < starts.get(0)) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            String.join("", lines.subList(0, starts.get(0))),
            String.join("", lines.subList(ends.get(0) + 1, lines.size()))));
  }

  private static List<Integer> indexes(List<String> lines, String marker) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(marker) || lines.get(i).equals(marker + "\n")) {
        found.add(i);
      }
    }
    return found;
  }

  private static String bytes(CrontabText text) {
    return new String(text.bytes(), ISO_8859_1);
  }

  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String withNewline(String bytes) {
    return bytes.isEmpty() || bytes.endsWith("\n") ? bytes : bytes + "\n";
  }

  @Provide
  Arbitrary<Boolean> sometimes() {
    return Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true));
  }

  @Provide
  Arbitrary<Layout> layouts() {
    Arbitrary<OldEntry> entries =
        Combinators.combine(
                Arbitraries.integers().between(0, 9),
                CronFields.valid(),
                Arbitraries.integers().between(0, OldEntry.STYLES - 1),
                anyLine())
            .as(OldEntry::new);
    return Combinators.combine(
            foreign(),
            Arbitraries.frequency(Tuple.of(3, true), Tuple.of(1, false)),
            entries.list().ofMaxSize(12),
            foreign())
        .as(Layout::new);
  }

  /** Lines of any bytes, and now and then a marker, or half of one. */
  private static Arbitrary<String> foreign() {
    Arbitrary<String> known =
        Arbitraries.of(
            "0 1 * * * x\n",
            "A=1\r\n",
            "SHELL=/bin/csh\n",
            "# c\n",
            "\n",
            "\r\n",
            " #### Lava Schedules Start ####\n",
            "#### Lava Schedules End ####\r\n",
            "x#### Lava Schedules Start ####\n",
            "#### Lava Schedules Start ###\n",
            "@daily /usr/local/bin/lava-dispatcher --worker w a\n");
    return Arbitraries.frequencyOf(
            Tuple.of(12, anyLine().map(line -> line + "\n")),
            Tuple.of(8, known),
            Tuple.of(6, anyLine()),
            Tuple.of(1, Arbitraries.of(START, END, Block.START, Block.END)))
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static Arbitrary<String> anyLine() {
    return Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.chars().range('\0', '\u00ff')),
            Tuple.of(1, Arbitraries.of('\0', '\u00ff', '\r', '\n', ' ', '#')))
        .list()
        .ofMaxSize(10)
        .map(chars -> chars.stream().map(String::valueOf).collect(Collectors.joining()));
  }

  @Provide
  Arbitrary<Realm> soundRealms() {
    return Combinators.combine(Records.realm("d", "e"), parameters()).as(Realm::new);
  }

  /** Sound, damaged and hostile records, and no records at all. */
  @Provide
  Arbitrary<Realm> anyRealms() {
    Arbitrary<Map<String, Object>> sound = Records.sound("d", "e");
    Arbitrary<Map<String, Object>> damaged =
        Combinators.combine(sound, Records.damage()).as(Records::with);
    Arbitrary<Object> data =
        Arbitraries.oneOf(
            Texts.any().map(text -> (Object) text),
            Records.anyData(new Value.Other("a string set"))
                .map(value -> (Object) Value.of(value)));
    Arbitrary<Map<String, Object>> hostile =
        Combinators.combine(
                sound, Arbitraries.of("job_id", "worker", "schedule", "dispatcher"), data)
            .as((record, field, value) -> Records.with(record, Map.of(field, value)));
    return Combinators.combine(
            Arbitraries.frequencyOf(Tuple.of(4, sound), Tuple.of(2, damaged), Tuple.of(2, hostile))
                .list()
                .ofMaxSize(8),
            parameters())
        .as(Realm::new);
  }

  private static Arbitrary<Map<String, Object>> parameters() {
    return Combinators.combine(
            Arbitraries.of(List.of("d"), List.of("e", "d")),
            Texts.words().list().ofMaxSize(2),
            Arbitraries.maps(
                    Arbitraries.of("PATH", "A", "SHELL"), Arbitraries.of("", "x", " it's", "/bin"))
                .ofMaxSize(2))
        .as((names, args, env) -> Map.of("dispatcher", names, "args", args, "env", env));
  }

  @Provide
  Arbitrary<Map<String, Object>> damage() {
    return Records.damage();
  }

  @Provide
  Arbitrary<List<HandlerLines.Entry>> hostile() {
    return Arbitraries.oneOf(
            HandlerLines.entries(HandlerLines.crons()),
            HandlerLines.entries(HandlerLines.cronsWithLineBreaks()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> programs() {
    return HandlerLines.programs();
  }
}
