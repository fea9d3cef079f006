// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.crontab.Block;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The guard of a run that would put schedules into force while the crontab of the account still
 * dispatches: each job would be dispatched twice.
 */
public final class BothLive {

  private BothLive() {}

  /**
   * Looks at a crontab.
   *
   * @param crontab that of the account
   * @return {@code guard-both-live} where its block has entries, {@code broken-markers} where
   *     nobody can tell
   * @throws io.lavasched.application.port.StoreException if it cannot be read
   */
  public static List<Problem> refusals(CrontabStore crontab) {
    Objects.requireNonNull(crontab, "crontab");
    Optional<CrontabText> text = crontab.read();
    return text.isEmpty()
        ? List.of()
        : Crontab.parse(text.get())
            .fold(ok -> refusals(ok.get(), crontab.describe()), bad -> bad.problems());
  }

  private static List<Problem> refusals(Crontab crontab, String name) {
    long entries = crontab.blockLines().stream().filter(Block::isEntry).count();
    return entries == 0
        ? List.of()
        : List.of(
            Problem.of(
                    ProblemCode.GUARD_BOTH_LIVE,
                    "crontab must not dispatch when schedules in EventBridge Scheduler do, found "
                        + Phrases.count(entries, "line")
                        + " in the block of "
                        + name)
                .withHint(
                    "lavasched move --to eventbridge changes over without a lost or a double"
                        + " dispatch; --disabled writes the schedules without that")
                .in(new Subject(Subject.Kind.CRONTAB, "")));
  }
}
