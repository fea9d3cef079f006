// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.surroundings.Surroundings;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabSize;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the block out of a crontab, with the same care as an install.
 *
 * <p>Laws: every byte of the foreign lines stays; the crontab with the block is kept, so that a
 * restore undoes it; where the markers do not pair up, nothing is written; doing it twice changes
 * nothing the second time.
 */
public final class RemoveBlock {

  private final CrontabStore crontab;
  private final CrontabArchive archive;
  private final RunMemory memory;

  /**
   * The removal from one crontab.
   *
   * @param crontab what has the block
   * @param archive where the old crontab is kept
   * @param memory of the runs on this crontab: a block that was removed here is no edit by hand
   */
  public RemoveBlock(CrontabStore crontab, CrontabArchive archive, RunMemory memory) {
    this.crontab = crontab;
    this.archive = archive;
    this.memory = memory;
  }

  /**
   * Shows what a removal would do.
   *
   * @return the plan, with warnings; or {@code broken-markers} for each marker that does not pair
   *     up
   * @throws StoreException if the crontab cannot be read
   */
  public Parsed<RemovePlan> plan() {
    Optional<CrontabText> before = crontab.read();
    return before.map(this::planOf).orElseGet(() -> Parsed.ok(new RemovePlan(before, before, 0)));
  }

  private Parsed<RemovePlan> planOf(CrontabText before) {
    return Crontab.parse(before)
        .fold(
            ok -> new Parsed.Ok<>(plan(ok.get()), problems(ok)),
            bad -> new Parsed.Bad<>(bad.problems()));
  }

  private RemovePlan plan(Crontab before) {
    return before
        .block()
        .map(
            block ->
                new RemovePlan(
                    Optional.of(before.text()),
                    Optional.of(crontab.fit(before.withoutBlock())),
                    CrontabSize.of(block).entries()))
        .orElseGet(() -> new RemovePlan(Optional.of(before.text()), Optional.of(before.text()), 0));
  }

  private static List<Problem> problems(Parsed.Ok<Crontab> crontab) {
    List<Problem> problems = new ArrayList<>(crontab.problems());
    Surroundings.withoutBlock(crontab.get()).ifPresent(problems::add);
    return problems;
  }

  /**
   * Takes the block out. A crontab that is edited meanwhile is read again.
   *
   * @return how it ended, with warnings; or {@code broken-markers}, and nothing was written
   * @throws StoreException if the crontab cannot be read or kept; nothing was written then
   */
  public Parsed<RemoveOutcome> run() {
    return CrontabInstall.untilLeftAlone(
        crontab,
        () -> plan().fold(this::write, bad -> Optional.of(new Parsed.Bad<>(bad.problems()))));
  }

  /** Empty when the crontab was changed by someone else between the plan and the install. */
  private Optional<Parsed<RemoveOutcome>> write(Parsed.Ok<RemovePlan> planned) {
    RemovePlan plan = planned.get();
    return new CrontabInstall(crontab, archive, memory)
        .replaceIfOther(
            plan.before(),
            plan.after(),
            result -> planned.map(same -> new RemoveOutcome(same, result)));
  }
}
