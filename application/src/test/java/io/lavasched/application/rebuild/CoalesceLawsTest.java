// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.entries.EntryText;
import io.lavasched.application.entries.InstalledBlock;
import io.lavasched.application.jobs.EntryMaker;
import io.lavasched.application.plan.Guard;
import io.lavasched.application.plan.JobPlan;
import io.lavasched.application.plan.RebuildOutcome;
import io.lavasched.application.plan.RebuildPlan;
import io.lavasched.application.plan.RebuildRequest;
import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.crontab.BlockLine;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Records;
import io.lavasched.testkit.Shell;
import io.lavasched.testkit.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Whatever the layout: the same jobs at the same times. */
class CoalesceLawsTest {

  private static final String LAVA = " /usr/local/bin/lava-dispatcher --worker ";

  /** A layout, as two numbers. */
  record Layout(int jobsPerLine, int spreadSeconds) {}

  /** Sound records of few schedules, so that many may share a line; and the arguments. */
  record Realm(List<Map<String, Object>> records, List<String> args) {

    RebuildRequest request(Layout layout, OnInvalid onInvalid) {
      Map<String, Object> parameters = Map.of("dispatcher", List.of("d", "e"), "args", args);
      return Requests.laidOut(
          Requests.allowing(Requests.of(parameters, onInvalid), Guard.values()),
          layout.jobsPerLine,
          layout.spreadSeconds);
    }

    RebuildOutcome run(InMemoryCrontabStore crontab, Layout layout, OnInvalid onInvalid) {
      InMemoryJobsTable table = new InMemoryJobsTable();
      records.forEach(table::put);
      return Requests.rebuild(table, crontab).run(request(layout, onInvalid), Requests.REPORTED);
    }

    RebuildPlan rebuild(InMemoryCrontabStore crontab, Layout layout) {
      return Requests.planOf(run(crontab, layout, OnInvalid.KEEP));
    }

    Realm with(List<Map<String, Object>> others) {
      return new Realm(others, args);
    }
  }

  /** What cron runs, as lava-dispatcher gets it: job, cron text, worker, arguments with a delay. */
  private static List<List<String>> read(RebuildPlan plan, Realm realm) {
    List<ShellWord> args = realm.args.stream().map(ShellWord::new).toList();
    List<List<String>> read = new ArrayList<>();
    for (BlockLine line : plan.block().lines()) {
      List<CrontabEntry> entries =
          InstalledEntry.parseShared(
              line.text(), realm.request(new Layout(1, 0), OnInvalid.KEEP).node().program(), args);
      assertThat(entries).extracting(CrontabEntry::job).isEqualTo(line.jobs());
      for (CrontabEntry entry : entries) {
        List<String> words = new ArrayList<>(List.of(entry.job().text(), entry.cron().text()));
        words.add(entry.worker().text());
        entry.args().forEach(arg -> words.add(arg.text()));
        read.add(words);
      }
    }
    return read;
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void layoutChangesNoEntry(@ForAll("realms") Realm realm, @ForAll("layouts") Layout layout) {
    RebuildPlan plain =
        realm.rebuild(new InMemoryCrontabStore(), new Layout(1, layout.spreadSeconds));
    RebuildPlan shared = realm.rebuild(new InMemoryCrontabStore(), layout);

    assertThat(read(shared, realm)).containsExactlyInAnyOrderElementsOf(read(plain, realm));
    assertThat(shared.jobs()).isEqualTo(plain.jobs());
    assertThat(shared.entries()).isEqualTo(plain.block().lines().size());
    for (BlockLine line : shared.block().lines()) {
      assertThat(line.jobs()).hasSizeLessThanOrEqualTo(layout.jobsPerLine).doesNotHaveDuplicates();
      assertThat(line.jobs()).isSorted();
      int command = line.text().indexOf(LAVA) + 1;
      assertThat(line.jobs().size() == 1 || bytes(line.text().substring(command)) <= 998).isTrue();
    }
    Statistics.collect(shared.block().lines().size() < plain.block().lines().size());
    Statistics.coverage(c -> c.check(true).percentage(share -> share > 30));
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  /** That lines which stand there already are not taken apart is no difference but of time. */
  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void linesThatAreWrittenAgainAreReadLikeOthers(
      @ForAll("realms") Realm any,
      @ForAll("layouts") Layout layout,
      @ForAll("layouts") Layout next,
      @ForAll("damage") Map<String, Object> damage) {
    Realm realm =
        any.with(any.records.stream().filter(r -> isReadBack((String) r.get("job_id"))).toList());
    InMemoryCrontabStore store = new InMemoryCrontabStore();
    realm.run(store, layout, OnInvalid.KEEP);
    Crontab crontab = Crontab.parse(store.read().orElse(CrontabText.EMPTY)).value().orElseThrow();
    RebuildRequest request = realm.request(next, OnInvalid.KEEP);
    EntryMaker maker = new EntryMaker(request, CronDialect.VIXIE, EntryForm.PLAIN);
    Map<String, EntryText> written = new HashMap<>();
    for (Map<String, Object> record : damaged(realm.records, damage)) {
      JobRecord.parseIndexed("x", Value.of(record))
          .value()
          .map(job -> maker.entriesAt(job, request.node().now()))
          .orElse(List.of())
          .forEach(entry -> written.put(entry.line(), entry));
    }
    List<ShellWord> args = request.job().parameters().args();
    InstalledBlock known =
        new InstalledBlock(crontab, request.node().program(), args, EntryForm.PLAIN, written);
    InstalledBlock unknown =
        new InstalledBlock(crontab, request.node().program(), args, EntryForm.PLAIN, Map.of());

    assertThat(List.copyOf(known.jobs())).isEqualTo(List.copyOf(unknown.jobs()));
    for (JobId job : unknown.jobs()) {
      assertThat(known.linesOf(job)).isEqualTo(unknown.linesOf(job));
      List<EntryText> kept = known.keptOf(job, entry -> true);
      assertThat(kept)
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("form")
          .isEqualTo(unknown.keptOf(job, entry -> true));
      assertThat(EntryText.shown(kept))
          .isEqualTo(EntryText.shown(unknown.keptOf(job, entry -> true)));
    }
    assertThat(known.unknownLines()).isEqualTo(unknown.unknownLines());
    assertThat(known.entries()).isEqualTo(unknown.entries());
    assertThat(known.sharesLines()).isEqualTo(unknown.sharesLines());
    Statistics.collect(crontab.blockLines().stream().anyMatch(written::containsKey));
    Statistics.coverage(c -> c.check(true).percentage(share -> share > 10));
  }

  /** The same, read by a real shell and by a plain reader of its words. */
  @Property(tries = 1, edgeCases = EdgeCasesMode.NONE)
  void shellReadsTheSameEntries(@ForAll("someRealms") List<Realm> realms) throws IOException {
    for (int spread : new int[] {0, 90}) {
      List<Map<String, Integer>> plain = dispatched(realms, new Layout(1, spread));

      assertThat(dispatched(realms, new Layout(25, spread))).isEqualTo(plain);
      assertThat(dispatched(realms, new Layout(3, spread))).isEqualTo(plain);
    }
  }

  /** What each realm dispatches, and how often. */
  private static List<Map<String, Integer>> dispatched(List<Realm> realms, Layout layout)
      throws IOException {
    StringBuilder script = new StringBuilder();
    List<Integer> realmOf = new ArrayList<>();
    List<String> crons = new ArrayList<>();
    for (int i = 0; i < realms.size(); i++) {
      for (BlockLine line :
          realms.get(i).rebuild(new InMemoryCrontabStore(), layout).block().lines()) {
        int command = line.text().indexOf(LAVA);
        crons.add(line.text().substring(0, command));
        realmOf.add(i);
        // Cron unescapes percent signs, and does nothing else to what has no two backslashes.
        script.append("set --").append(line.text().substring(command).replace("\\%", "%"));
        script.append("\nprintf '%s\\0' \"$#\" \"$@\"\n");
      }
    }
    List<String> printed = Shell.run("/bin/sh", script.toString());
    List<Map<String, Integer>> dispatched = new ArrayList<>();
    realms.forEach(realm -> dispatched.add(new HashMap<>()));
    for (int at = 0, line = 0; at < printed.size(); line++) {
      int next = at + 1 + Integer.parseInt(printed.get(at));
      List<String> words = printed.subList(at + 1, next);
      Realm realm = realms.get(realmOf.get(line));
      boolean delayed = words.size() > 3 && words.get(3).equals("--delay");
      int jobs = 3 + (delayed ? 2 : 0) + realm.args.size();
      assertThat(words.subList(jobs - realm.args.size(), jobs)).isEqualTo(realm.args);
      String common = crons.get(line) + words.subList(0, jobs);
      boolean guarded = words.get(jobs).equals("--");
      for (String job : words.subList(guarded ? jobs + 1 : jobs, words.size())) {
        assertThat(guarded || !job.startsWith("-")).isTrue();
        dispatched.get(realmOf.get(line)).merge(common + job, 1, Integer::sum);
      }
      at = next;
    }
    return dispatched;
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void secondRunChangesNothingAndSwitchingLosesNothing(
      @ForAll("realms") Realm realm,
      @ForAll("damage") Map<String, Object> damage,
      @ForAll("manyLayouts") List<Layout> layouts) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore(CrontabText.of("A=1\r\n# x"));
    RebuildPlan first = realm.rebuild(crontab, layouts.get(0));
    Realm some = realm.with(damaged(realm.records, damage));
    for (Layout layout : layouts) {
      for (Realm one : List.of(realm, some)) {
        RebuildPlan plan = one.rebuild(crontab, layout);
        assertThat(one.run(crontab, layout, OnInvalid.KEEP))
            .isInstanceOf(RebuildOutcome.Unchanged.class);
        assertThat(read(plan, realm)).hasSameSizeAs(read(first, realm));
        assertThat(withoutDelays(plan)).isEqualTo(withoutDelays(first));
      }
    }
  }

  private static Map<String, List<String>> withoutDelays(RebuildPlan plan) {
    Map<String, List<String>> lines = new TreeMap<>();
    linesByJob(plan)
        .forEach(
            (job, of) ->
                lines.put(
                    job,
                    of.stream().map(line -> line.replaceFirst(" --delay [0-9]+s ", " ")).toList()));
    return lines;
  }

  /** Guards too: none is allowed to be tripped here. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void switchingTripsNoGuard(
      @ForAll("realms") Realm realm, @ForAll("layouts") Layout one, @ForAll("layouts") Layout two) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    realm.rebuild(crontab, one);
    RebuildPlan plan = realm.rebuild(crontab, two);

    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.jobs())
        .allSatisfy(
            job ->
                assertThat(job.change())
                    .isIn(
                        JobPlan.Change.UNCHANGED,
                        one.spreadSeconds == two.spreadSeconds
                            ? JobPlan.Change.UNCHANGED
                            : JobPlan.Change.CHANGED));
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void quarantineOfOneJobNeverChangesAnother(
      @ForAll("realms") Realm realm,
      @ForAll("damage") Map<String, Object> damage,
      @ForAll("layouts") Layout layout) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    RebuildPlan before = realm.rebuild(crontab, layout);
    CrontabText installed = crontab.read().orElseThrow();
    Realm some = realm.with(damaged(realm.records, damage));

    RebuildPlan kept = some.rebuild(crontab, layout);
    assertThat(linesByJob(kept)).isEqualTo(linesByJob(before));
    assertThat(crontab.read()).contains(installed);

    RebuildPlan dropped = Requests.planOf(some.run(crontab, layout, OnInvalid.DROP));
    Map<String, List<String>> left = linesByJob(before);
    dropped.jobs().stream()
        .filter(job -> job.state() == JobPlan.State.QUARANTINED)
        .forEach(job -> left.put(job.name(), List.of()));
    assertThat(linesByJob(dropped)).isEqualTo(left);
    assertThat(read(dropped, realm)).hasSize(left.values().stream().mapToInt(List::size).sum());
  }

  /** All records are bad, and the arguments are others: each entry stays as it was. */
  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void keptEntriesKeepTheirArguments(
      @ForAll("realms") Realm realm,
      @ForAll("options") List<String> before,
      @ForAll("options") List<String> after,
      @ForAll("manyLayouts") List<Layout> layouts) {
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    Realm old = new Realm(realm.records, before);
    Realm bad =
        new Realm(
            realm.records.stream().map(r -> Records.with(r, Map.of("schedule", 7))).toList(),
            after);
    Layout first = layouts.get(0);
    Map<String, List<String>> lines = linesByJob(old.rebuild(crontab, first));
    for (Layout layout : layouts) {
      assertThat(linesByJob(bad.rebuild(crontab, layout))).isEqualTo(lines);
      assertThat(bad.run(crontab, layout, OnInvalid.KEEP))
          .isInstanceOf(RebuildOutcome.Unchanged.class);
    }
  }

  @Provide
  Arbitrary<List<String>> options() {
    return Arbitraries.of(
        List.of(),
        List.of("--level", "info"),
        List.of("--level", "info", "--tag", "x"),
        List.of("-c", "-qx"),
        List.of("--param", "a=b", "--log-json"));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void delayOfAJobStaysWhenOthersComeAndGo(
      @ForAll("realms") Realm realm,
      @ForAll("layouts") Layout layout,
      @ForAll @IntRange(max = 40) int left) {
    Realm fewer = realm.with(realm.records.subList(0, Math.min(left, realm.records.size())));
    InMemoryCrontabStore crontab = new InMemoryCrontabStore();
    Map<String, List<String>> many = linesByJob(realm.rebuild(crontab, layout));
    Map<String, List<String>> few = linesByJob(fewer.rebuild(crontab, layout));

    fewer.records.stream()
        .map(record -> (String) record.get("job_id"))
        .forEach(job -> assertThat(few.get(job)).isEqualTo(many.get(job)));
    assertThat(linesByJob(realm.rebuild(crontab, layout))).isEqualTo(many);
  }

  private static Map<String, List<String>> linesByJob(RebuildPlan plan) {
    Map<String, List<String>> lines = new TreeMap<>();
    // Kept ones are in the order of the lines that they share.
    plan.jobs().forEach(job -> lines.put(job.name(), job.lines().stream().sorted().toList()));
    return lines;
  }

  private static List<Map<String, Object>> damaged(
      List<Map<String, Object>> records, Map<String, Object> damage) {
    List<Map<String, Object>> copy = new ArrayList<>(records);
    if (!copy.isEmpty()) {
      int at = Math.floorMod(damage.hashCode(), copy.size());
      copy.set(at, Records.with(copy.get(at), damage));
    }
    return copy;
  }

  @Provide
  Arbitrary<Map<String, Object>> damage() {
    return Records.damage();
  }

  @Provide
  Arbitrary<Layout> layouts() {
    return Combinators.combine(
            Arbitraries.of(1, 2, 3, 25, 1000), Arbitraries.of(0, 0, 1, 2, 60, 900))
        .as(Layout::new);
  }

  @Provide
  Arbitrary<List<Layout>> manyLayouts() {
    return layouts().list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Realm>> someRealms() {
    return realms().list().ofSize(150);
  }

  @Provide
  Arbitrary<Realm> realms() {
    Arbitrary<String> ids =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.integers().between(0, 99).map(i -> "team/job-" + i)),
            Tuple.of(2, Texts.names().filter(CoalesceLawsTest::isReadBack)),
            Tuple.of(1, Arbitraries.integers().between(1, 9).map(i -> "x".repeat(100 * i) + i)),
            Tuple.of(
                2,
                Arbitraries.of(
                    "--worker",
                    "--",
                    "-x",
                    "-",
                    "--delay",
                    "45s",
                    "+ --worker",
                    "it's",
                    "100%",
                    "a",
                    "+/",
                    "\\")));
    Arbitrary<Object> schedules =
        Arbitraries.of(
            "@daily",
            "0 6 * * *",
            "0  6 * * *",
            List.of("@daily", "0 6 * * *"),
            List.of("@daily", "@daily", "0 6 * * *", "@daily"),
            Map.of("crontab", "@daily", "to", "2026-11-01"),
            "--");
    Arbitrary<Map<String, Object>> records =
        Combinators.combine(
                ids,
                Arbitraries.of("w", "w", "big one"),
                Arbitraries.of("d", "d", "d", "e"),
                schedules)
            .as(
                (id, worker, dispatcher, schedule) ->
                    Map.of(
                        "job_id",
                        id,
                        "worker",
                        worker,
                        "dispatcher",
                        dispatcher,
                        "schedule",
                        schedule));
    Arbitrary<List<String>> args =
        Arbitraries.oneOf(
            Arbitraries.of(
                List.of(),
                List.of("--level", "info"),
                List.of("--what"),
                List.of("x"),
                List.of("--")),
            Texts.words()
                .filter(word -> isReadBack(word) && !word.startsWith("-"))
                .list()
                .ofMaxSize(2));
    return Combinators.combine(
            records.list().ofMaxSize(40).uniqueElements(record -> record.get("job_id")), args)
        .as(Realm::new);
  }

  /** Names that hold a command are of nobody also on a line of their own. */
  private static boolean isReadBack(String name) {
    return !name.contains("--worker");
  }
}
