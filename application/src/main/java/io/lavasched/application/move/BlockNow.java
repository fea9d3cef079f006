// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronTz;
import io.lavasched.domain.cron.NodeCron;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.InstalledEntry;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.lavasched.RandomDelay;
import io.lavasched.domain.problem.Parsed;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the block of a crontab dispatches.
 *
 * @param entries those that are recognised
 * @param unknown how many other lines of it cron runs
 * @param cron which cron reads them, and where
 * @param randomDelay by how many minutes it may fire them later
 */
record BlockNow(List<CrontabEntry> entries, int unknown, NodeCron cron, int randomDelay) {

  BlockNow {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a crontab.
   *
   * @param crontab empty where there is none
   * @param cron which cron reads it, and where; the zone of its block is read here
   * @param program the dispatcher program in use
   * @param args the extra arguments in use
   * @return {@code broken-markers} where nobody can tell
   */
  static Parsed<BlockNow> of(
      Optional<CrontabText> crontab,
      NodeCron cron,
      DispatcherProgram program,
      List<ShellWord> args) {
    return crontab
        .map(
            text ->
                Crontab.parse(text)
                    .<Parsed<BlockNow>>fold(
                        ok -> Parsed.ok(of(ok.get(), cron, program, args)),
                        bad -> new Parsed.Bad<>(bad.problems())))
        .orElseGet(() -> Parsed.ok(new BlockNow(List.of(), 0, cron, 0)));
  }

  private static BlockNow of(
      Crontab crontab, NodeCron cron, DispatcherProgram program, List<ShellWord> args) {
    List<CrontabEntry> entries = new ArrayList<>();
    int unknown = 0;
    for (String line : crontab.blockLines()) {
      List<CrontabEntry> found = InstalledEntry.parseShared(line, program, args);
      entries.addAll(found);
      unknown += found.isEmpty() && Block.isEntry(line) ? 1 : 0;
    }
    Map<String, String> environment = crontab.environment(cron.dialect());
    Optional<ZoneId> cronTz =
        Optional.ofNullable(environment.get(CronTz.VARIABLE))
            .flatMap(value -> CronTz.parse(value).value())
            .flatMap(zone -> zone);
    int randomDelay =
        cron.dialect() == CronDialect.CRONIE
            ? Optional.ofNullable(environment.get(RandomDelay.VARIABLE))
                .map(value -> RandomDelay.minutes(value).orElse(0))
                .orElse(0)
            : 0;
    return new BlockNow(
        entries, unknown, new NodeCron(cron.zone(), cron.dialect(), cronTz), randomDelay);
  }

  /** How many entries cron runs. */
  int size() {
    return entries.size() + unknown;
  }

  /** Whether cron dispatches anything. */
  boolean isLive() {
    return size() > 0;
  }

  Set<String> jobs() {
    Set<String> jobs = new HashSet<>();
    entries.forEach(entry -> jobs.add(entry.job().text()));
    return jobs;
  }
}
