// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.move;

import io.lavasched.application.move.MoveReport.End;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.StoreException;
import java.util.Optional;

/**
 * Moves the dispatches of a lavasched job from the crontab to EventBridge Scheduler, or back.
 *
 * <p>There is a minute T. The one that dispatches now does so until T, the other one from T on: the
 * service by the start and the end of its schedules, cron because its block comes or goes half a
 * minute before T, after cron has read the crontab for the last minute before. T is in a gap of all
 * dispatches of both where there is one within an hour.
 *
 * <p>Laws: a move that nothing interrupts loses no dispatch and doubles none, but those of which
 * the two differ by themselves where clocks are changed. One that was ended anywhere, by a failure
 * or a kill, is ended by the same command again; what is lost or doubled then was due after the
 * minute T of the one that was ended, and before the second one was over: with a move forth nothing
 * is lost. Where a move has ended, another one changes nothing.
 */
public final class MoveSchedules {

  private final JobsTable table;
  private final CrontabPorts crontab;
  private final SchedulePorts schedules;
  private final MoveClock clock;

  /**
   * A move between one crontab and one group.
   *
   * @param table where the records are
   * @param crontab of the account
   * @param schedules of the lavasched job
   * @param clock the time
   */
  public MoveSchedules(
      JobsTable table, CrontabPorts crontab, SchedulePorts schedules, MoveClock clock) {
    this.table = table;
    this.crontab = crontab;
    this.schedules = schedules;
    this.clock = clock;
  }

  /**
   * Moves to EventBridge Scheduler.
   *
   * @param request what to move
   * @param listener hears what is done
   * @return how it ended
   */
  public MoveReport toEventBridge(MoveRequest request, MoveListener listener) {
    return forth(request, new Journal(listener, false));
  }

  /**
   * Moves to the crontab.
   *
   * @param request what to move
   * @param listener hears what is done
   * @return how it ended
   */
  public MoveReport toCrontab(MoveRequest request, MoveListener listener) {
    return back(request, new Journal(listener, false));
  }

  /**
   * Says what a move to EventBridge Scheduler would do, if it began now.
   *
   * @param request what to move
   * @param listener hears what dispatches now
   * @return the steps; nothing was written
   */
  public MoveReport planToEventBridge(MoveRequest request, MoveListener listener) {
    return forth(request, new Journal(listener, true));
  }

  /**
   * Says what a move to the crontab would do, if it began now.
   *
   * @param request what to move
   * @param listener hears what dispatches now
   * @return the steps; nothing was written
   */
  public MoveReport planToCrontab(MoveRequest request, MoveListener listener) {
    return back(request, new Journal(listener, true));
  }

  private MoveReport forth(MoveRequest request, Journal journal) {
    try {
      return new MoveForth(sides(request), journal).run();
    } catch (StoreException e) {
      return journal.end(End.INCOMPLETE, Optional.of(e));
    }
  }

  private MoveReport back(MoveRequest request, Journal journal) {
    try {
      return new MoveBack(sides(request), journal).run();
    } catch (StoreException e) {
      return journal.end(End.INCOMPLETE, Optional.of(e));
    }
  }

  private Sides sides(MoveRequest request) {
    return new Sides(table, crontab, schedules, clock, request);
  }
}
