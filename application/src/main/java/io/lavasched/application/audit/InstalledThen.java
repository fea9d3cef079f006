// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.audit;

import io.lavasched.application.audit.DueEntry.Spell;
import io.lavasched.application.forecast.RealmJobs;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.RecordRead;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.fire.FireTimes;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.domain.lavasched.RandomDelay;
import io.lavasched.domain.pattern.JobPattern;
import io.lavasched.domain.pattern.WorkerPattern;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.schedule.ActiveSeconds;
import io.lavasched.domain.schedule.ActiveWindow;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What was due by the crontabs that this account had: what its cron read, whatever the records say.
 *
 * <p>Each rebuild that changes the crontab keeps it before and after. So a kept crontab was
 * installed at the time of its backup, and until the next one; what changed in between, by other
 * hands, was found and kept just before the next install, and nobody knows when it changed. An
 * entry is in doubt a minute around its coming and going, for cron reads the crontab once a minute.
 */
public final class InstalledThen {

  /** Cron looks at its crontab once a minute; a backup is dated a moment after its install. */
  private static final long MINUTE = 60;

  /** Two backups that are no further apart are those before and after one install. */
  private static final long ONE_INSTALL = 120;

  private static final String REALM = "LAVA_REALM";

  private static final ActiveSeconds ALWAYS = ActiveWindow.ALWAYS.inSeconds(ZoneOffset.UTC);

  private final AuditRequest request;
  private final List<Long> times = new ArrayList<>();
  private final Map<Key, Presence> entries = new LinkedHashMap<>();
  private final BitSet unknown = new BitSet();
  private final Map<String, List<CrontabEntry>> read = new HashMap<>();
  private final Map<Times, FireTimes> fires = new HashMap<>();
  private int contents;
  private boolean hasBlock;

  /** What an entry says: one that says something else is another one. */
  private record Key(
      JobId job,
      String cron,
      String program,
      WorkerName worker,
      List<ShellWord> args,
      Optional<ZoneId> cronTz,
      long randomDelay,
      int nth) {}

  /** An entry, and in which of the crontabs it is. */
  private record Presence(CrontabEntry entry, BitSet in) {}

  private record Times(CronSchedule schedule, NodeCron cron) {}

  private InstalledThen(AuditRequest request) {
    this.request = request;
  }

  /**
   * Whether a crontab has a block of a realm.
   *
   * @param crontab empty where there is none
   * @param realm which realm
   * @param dialect which cron reads it
   * @return false also where its markers are broken
   */
  public static boolean isOf(Optional<CrontabText> crontab, RealmName realm, CronDialect dialect) {
    return crontab
        .flatMap(text -> Crontab.parse(text).value())
        .filter(parsed -> parsed.block().isPresent())
        .filter(parsed -> isOf(parsed, realm, dialect))
        .isPresent();
  }

  private static boolean isOf(Crontab crontab, RealmName realm, CronDialect dialect) {
    return realm.text().equals(crontab.environment(dialect).get(REALM));
  }

  /**
   * Reads the crontab and the kept ones.
   *
   * @param store the crontab
   * @param archive what it was
   * @param table opened for the jobs of dispatchers, where some were chosen
   * @param request what is to be audited
   * @return what may have been due
   */
  public static DueJobs read(
      CrontabStore store, CrontabArchive archive, Supplier<JobsTable> table, AuditRequest request) {
    InstalledThen then = new InstalledThen(request);
    // The list first: what is installed meanwhile is then not taken for what a backup is.
    List<Backup> backups = new ArrayList<>(archive.list());
    Collections.reverse(backups);
    backups.removeIf(Backup::found);
    for (Backup backup : then.thatMatter(backups)) {
      then.times.add(backup.time().getEpochSecond());
      then.add(archive.read(backup));
    }
    then.add(store.read());
    then.requireBlock();
    return then.due(table);
  }

  /** Nothing is due by the crontab of another account, and nobody would notice. */
  private void requireBlock() {
    if (!hasBlock) {
      throw new StoreException(
          "audit",
          "the crontab",
          false,
          "the crontab, or one that was kept, must have a block of realm "
              + request.realm().text()
              + ", found none",
          Optional.of(
              "run it as the account that owns the crontab, or give --by records to go by the job"
                  + " records"));
    }
  }

  /** Those from the last one before the time on; entries a little earlier lay claim to runs too. */
  private List<Backup> thatMatter(List<Backup> oldestFirst) {
    int first = 0;
    for (int i = 0; i < oldestFirst.size(); i++) {
      if (oldestFirst.get(i).time().isBefore(request.span().since().minus(AuditRequest.MARGIN))) {
        first = i;
      }
    }
    return oldestFirst.subList(first, oldestFirst.size());
  }

  private void add(Optional<CrontabText> text) {
    int index = contents++;
    if (text.isEmpty()) {
      return;
    }
    Optional<Crontab> crontab = Crontab.parse(text.get()).value();
    if (crontab.isEmpty()) {
      unknown.set(index);
      hasBlock = true; // It may have.
    } else if (isOf(crontab.get(), request.realm(), request.node().dialect())) {
      add(crontab.get(), index);
    }
  }

  private void add(Crontab crontab, int index) {
    hasBlock |= crontab.block().isPresent();
    Map<String, String> environment = crontab.environment(request.node().dialect());
    Optional<ZoneId> cronTz =
        Optional.ofNullable(environment.get(CronTz.VARIABLE))
            .flatMap(value -> CronTz.parse(value).value())
            .flatMap(zone -> zone);
    long randomDelay =
        Optional.ofNullable(environment.get(RandomDelay.VARIABLE))
            .map(value -> RecordedThen.randomDelay(value, request.node().dialect()))
            .orElse(0L);
    Map<Key, Integer> times = new HashMap<>();
    for (String line : crontab.blockLines()) {
      for (CrontabEntry entry : entriesOf(line)) {
        Key first = key(entry, cronTz, randomDelay, 0);
        int nth = times.merge(first, 1, Integer::sum);
        Key key = nth == 1 ? first : key(entry, cronTz, randomDelay, nth - 1);
        entries.computeIfAbsent(key, k -> new Presence(entry, new BitSet())).in().set(index);
      }
    }
  }

  /** Most lines stand in all of the crontabs. */
  private List<CrontabEntry> entriesOf(String line) {
    return read.computeIfAbsent(
        line,
        text ->
            InstalledEntry.parseShared(text, request.node().program(), List.of()).stream()
                .filter(entry -> !entry.cron().isReboot())
                .toList());
  }

  private static Key key(CrontabEntry entry, Optional<ZoneId> cronTz, long randomDelay, int nth) {
    return new Key(
        entry.job(),
        entry.cron().text(),
        entry.program().path(),
        entry.worker(),
        entry.args(),
        cronTz,
        randomDelay,
        nth);
  }

  private DueJobs due(Supplier<JobsTable> table) {
    Map<JobId, List<DueEntry>> byJob = new TreeMap<>();
    Set<String> ids = new TreeSet<>();
    Set<String> workers = new TreeSet<>();
    Map<JobId, DispatcherName> dispatchers = dispatchers(table);
    boolean all = request.chosen().dispatchers().isEmpty();
    entries.forEach(
        (key, presence) -> {
          ids.add(key.job().text());
          workers.add(key.worker().text());
          if (request.chosen().wantsJob(key.job())
              && request.chosen().wantsWorker(key.worker().text())
              && (all || dispatchers.containsKey(key.job()))) {
            byJob.computeIfAbsent(key.job(), job -> new ArrayList<>()).add(entry(key, presence));
          }
        });
    List<DueJob> jobs = new ArrayList<>();
    byJob.forEach(
        (job, ofJob) ->
            jobs.add(new DueJob(job, Optional.ofNullable(dispatchers.get(job)), ofJob)));
    return new DueJobs(DueJobs.Basis.CRONTAB, jobs, Map.of(), List.of(), notFound(ids, workers));
  }

  /** The jobs of the dispatchers that were chosen: a crontab does not name them. */
  private Map<JobId, DispatcherName> dispatchers(Supplier<JobsTable> table) {
    Map<JobId, DispatcherName> dispatchers = new HashMap<>();
    for (DispatcherName dispatcher : request.chosen().dispatchers()) {
      table
          .get()
          .forEachOf(
              dispatcher,
              source ->
                  RecordRead.of(source, request.node().dialect())
                      .id()
                      .ifPresent(id -> dispatchers.put(id, dispatcher)));
    }
    return dispatchers;
  }

  private List<Problem> notFound(Set<String> ids, Set<String> workers) {
    List<Problem> missing = new ArrayList<>();
    for (WorkerPattern pattern : request.chosen().workers()) {
      if (workers.stream().noneMatch(pattern::matches)) {
        missing.add(RealmJobs.workerNotFound(pattern, workers));
      }
    }
    for (JobPattern pattern : request.chosen().jobs()) {
      if (ids.stream().noneMatch(id -> pattern.matches(new JobId(id)))) {
        missing.add(RealmJobs.notFound(pattern.text(), pattern.isGlob(), ids));
      }
    }
    return missing;
  }

  private DueEntry entry(Key key, Presence presence) {
    NodeCron cron = new NodeCron(request.node().zone(), request.node().dialect(), key.cronTz());
    return new DueEntry(
        presence.entry(),
        Optional.empty(),
        cron,
        fires.computeIfAbsent(
            new Times(presence.entry().cron(), cron),
            times -> FireTimes.of(times.schedule, times.cron)),
        ALWAYS,
        spells(presence.in()),
        key.randomDelay());
  }

  /** When an entry was in the crontab that is in some of them: the last one is that of now. */
  private List<Spell> spells(BitSet in) {
    List<Spell> spells = new ArrayList<>();
    int kept = times.size();
    long first = kept == 0 ? Long.MAX_VALUE : times.get(0);
    if (in.get(0) || unknown.get(0)) {
      add(Long.MIN_VALUE, first, Doubt.NO_KEPT_CRONTAB, spells);
    }
    for (int i = 0; i < kept; i++) {
      long from = times.get(i);
      long to = i + 1 < kept ? times.get(i + 1) : Long.MAX_VALUE;
      boolean has = in.get(i);
      boolean hadBefore = isIn(in, i - 1, has);
      boolean hasAfter = isIn(in, i + 1, has);
      if (unknown.get(i) || (isChangedUnseen(i) && has != hasAfter)) {
        add(from, to, Doubt.CRONTAB_CHANGED, spells);
        continue;
      }
      long sureFrom = hadBefore == has ? from : Math.min(from + MINUTE, to);
      long sureTo = hasAfter == has ? to : Math.max(sureFrom, to - MINUTE);
      add(from, sureFrom, Doubt.CRONTAB_CHANGED, spells);
      if (has) {
        add(sureFrom, sureTo, Doubt.NONE, spells);
      }
      add(sureTo, to, Doubt.CRONTAB_CHANGED, spells);
    }
    return spells;
  }

  /** Whether it is in one of the crontabs; where that is not known, as in the one beside it. */
  private boolean isIn(BitSet in, int index, boolean otherwise) {
    boolean isKnown = index >= 0 && !unknown.get(index);
    return isKnown ? in.get(index) : otherwise;
  }

  /**
   * Whether what came after a kept crontab came at a time that nobody knows: it is the crontab of
   * now, or was kept just before an install.
   */
  private boolean isChangedUnseen(int index) {
    int next = index + 1;
    return next >= times.size()
        || (next + 1 < times.size() && times.get(next + 1) - times.get(next) <= ONE_INSTALL);
  }

  private static void add(long from, long to, Doubt doubt, List<Spell> spells) {
    if (from < to) {
      spells.add(new Spell(from, to, doubt));
    }
  }
}
