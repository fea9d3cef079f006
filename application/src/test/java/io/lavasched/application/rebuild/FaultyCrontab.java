// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.rebuild;

import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.testkit.InMemoryCrontabStore;
import io.lavasched.domain.cron.CronLimits;
import io.lavasched.domain.crontab.CrontabText;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A crontab whose installs and reads fail as told, one fault a call; after that it is sound. */
public final class FaultyCrontab implements CrontabStore {

  public enum Fault {
    NONE,
    /** Throws, and nothing has changed. */
    REFUSED,
    /** Throws, but the change is made all the same. */
    HALFWAY,
    /** Says nothing, and stores something else. */
    LIE,
    /** Says nothing, and stores the first half. */
    TORN,
    /** Throws, and stores the first half. */
    TORN_AND_REFUSED
  }

  private final InMemoryCrontabStore store;
  private final Deque<Fault> reads = new ArrayDeque<>();
  private final Deque<Fault> changes = new ArrayDeque<>();

  private final Map<Integer, Runnable> edits = new HashMap<>();
  private boolean demandsFinalNewline;
  private int readCount;
  private int limitsCount;

  public FaultyCrontab(InMemoryCrontabStore store) {
    this.store = store;
  }

  public FaultyCrontab reads(Fault... faults) {
    reads.addAll(List.of(faults));
    return this;
  }

  public FaultyCrontab changes(Fault... faults) {
    changes.addAll(List.of(faults));
    return this;
  }

  /** Lets somebody do something just before the n-th read, from 1. */
  public FaultyCrontab beforeRead(int n, Runnable edit) {
    edits.put(n, edit);
    return this;
  }

  /** As every cron does. */
  public FaultyCrontab demandsFinalNewline() {
    demandsFinalNewline = true;
    return this;
  }

  @Override
  public CrontabText fit(CrontabText text) {
    return demandsFinalNewline ? text.withFinalNewline() : text;
  }

  @Override
  public Optional<CrontabText> read() {
    readCount++;
    edits.getOrDefault(readCount, () -> {}).run();
    if (next(reads) != Fault.NONE) {
      throw failure("read");
    }
    return store.read();
  }

  @Override
  public void install(CrontabText text) {
    Fault fault = next(changes);
    if (fault == Fault.REFUSED || !fit(text).equals(text)) {
      throw failure("install");
    }
    store.install(
        switch (fault) {
          case LIE -> CrontabText.of("# other\n");
          case TORN, TORN_AND_REFUSED ->
              CrontabText.of(Arrays.copyOf(text.bytes(), text.length() / 2));
          default -> text;
        });
    if (fault == Fault.HALFWAY || fault == Fault.TORN_AND_REFUSED) {
      throw failure("install");
    }
  }

  @Override
  public void remove() {
    if (next(changes) != Fault.NONE) {
      throw failure("remove");
    }
    store.remove();
  }

  @Override
  public CronLimits limits() {
    limitsCount++;
    return store.limits();
  }

  /** How often somebody asked for the limits. */
  int limitsCount() {
    return limitsCount;
  }

  /** How often somebody read. */
  public int readCount() {
    return readCount;
  }

  @Override
  public String describe() {
    return "a faulty crontab";
  }

  private static Fault next(Deque<Fault> faults) {
    return faults.isEmpty() ? Fault.NONE : faults.remove();
  }

  private static StoreException failure(String operation) {
    return new StoreException(
        operation,
        "a faulty crontab",
        false,
        "cannot " + operation + " a faulty crontab: told to fail",
        Optional.empty(),
        null);
  }
}
