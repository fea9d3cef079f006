// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.schedules;

import com.google.common.base.Suppliers;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.port.schedules.ScheduleStore;
import io.lavasched.application.schedules.GroupName;
import io.lavasched.application.schedules.ScheduleName;
import io.lavasched.application.schedules.ScheduleSpec;
import io.lavasched.cli.wiring.RunLimit;
import io.lavasched.eventbridge.EventBridgeSchedules;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The group of a command: what is written there is counted, and no write begins when the time of
 * the run is over, or when a signal ends it.
 */
public final class GroupStore implements ScheduleStore, AutoCloseable {

  /** A write is a call of the service, and mostly takes less. */
  private static final long FOR_ONE_WRITE_MILLIS = 1_000;

  private final GroupName group;
  private final Supplier<ScheduleStore> store;
  private final RunLimit limit;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean isOpen;
  private volatile boolean isStopped;
  private final AtomicInteger done = new AtomicInteger();
  private volatile int total;

  /**
   * A group with a limit.
   *
   * @param group its name
   * @param store opens the group, when it is first asked for
   * @param limit of the run
   */
  public GroupStore(GroupName group, Supplier<ScheduleStore> store, RunLimit limit) {
    this.group = group;
    this.store =
        Suppliers.memoize(
            () -> {
              ScheduleStore opened = store.get();
              isOpen = true;
              return opened;
            });
    this.limit = limit;
  }

  /** Opens it, where it is to be read: only then its whole name is known. */
  GroupStore open() {
    group();
    return this;
  }

  private ScheduleStore group() {
    return store.get();
  }

  /** Notes how many changes there are to write. */
  public void begins(int changes) {
    total = changes;
  }

  @Override
  public Optional<List<Stored>> read() {
    return group().read();
  }

  @Override
  public void makeGroup() {
    write(group()::makeGroup, 0);
  }

  @Override
  public void create(ScheduleSpec schedule) {
    write(() -> group().create(schedule), 1);
  }

  @Override
  public void replace(ScheduleSpec schedule) {
    write(() -> group().replace(schedule), 1);
  }

  @Override
  public void delete(ScheduleName name) {
    write(() -> group().delete(name), 1);
  }

  private void write(Runnable call, int changes) {
    writing.lock();
    try {
      limit.beginToWrite(this::stop);
      if (isStopped) {
        throw ended("the run was stopped by a signal");
      }
      if (limit.isOver()) {
        throw ended("a run must end within " + limit.limit().toSeconds() + " s, found it writing");
      }
      call.run();
      done.addAndGet(changes);
    } finally {
      writing.unlock();
    }
  }

  /** It is the end: nothing is read again to go on. */
  private StoreException ended(String why) {
    return new StoreException(
        "write",
        "schedule group " + group,
        false,
        why,
        Optional.of("run it again: it does the rest"));
  }

  /** Lets no other write begin. */
  private String stop() {
    isStopped = true;
    boolean isBetween = false;
    try {
      isBetween = writing.tryLock(FOR_ONE_WRITE_MILLIS, TimeUnit.MILLISECONDS);
      return done.get()
          + " of "
          + total
          + " applied to schedule group "
          + group
          + (isBetween ? "" : ", and perhaps one more")
          + "; run it again: it does the rest";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "schedule group " + group + " is written in part; run it again: it does the rest";
    } finally {
      if (isBetween) {
        writing.unlock();
      }
    }
  }

  @Override
  public String describe() {
    return isOpen ? group().describe() : "schedule group " + group;
  }

  @Override
  public void close() {
    if (isOpen && group() instanceof EventBridgeSchedules open) {
      open.close();
    }
  }
}
