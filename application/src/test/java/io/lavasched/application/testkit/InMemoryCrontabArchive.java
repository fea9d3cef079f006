// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.testkit;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.crontab.CrontabText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Kept crontabs in memory, as copies. */
public final class InMemoryCrontabArchive implements CrontabArchive {

  private record Kept(Backup backup, Optional<CrontabText> text) {}

  private final List<Kept> kept = new ArrayList<>();
  private final List<Backup> spoiled = new ArrayList<>();
  private int made;
  private Optional<Instant> time = Optional.empty();
  private boolean full;

  /**
   * Lets every {@link #keep} fail from now on.
   *
   * @return this
   */
  public InMemoryCrontabArchive full() {
    full = true;
    return this;
  }

  /**
   * Sets the time of the next backups; without this they are made in 1970.
   *
   * @param now when; each later than before
   * @return this
   */
  public InMemoryCrontabArchive at(Instant now) {
    time = Optional.of(now);
    return this;
  }

  /**
   * Lets every {@link #read} of one backup fail from now on.
   *
   * @param backup which
   */
  public void spoil(Backup backup) {
    spoiled.add(backup);
  }

  @Override
  public Backup keep(Optional<CrontabText> crontab) {
    return newest(k -> !k.backup().found())
        .filter(k -> !full && k.text().equals(crontab))
        .map(Kept::backup)
        .orElseGet(() -> make(crontab, false));
  }

  @Override
  public Backup keepFound(Optional<CrontabText> crontab) {
    return make(crontab, true);
  }

  private Optional<Kept> newest(Predicate<Kept> which) {
    return kept.stream().filter(which).reduce((older, newer) -> newer);
  }

  private Backup make(Optional<CrontabText> crontab, boolean found) {
    if (full) {
      throw failure("keep", "no room: told to fail");
    }
    Backup backup =
        new Backup("backup-%06d".formatted(made), time.orElse(Instant.ofEpochSecond(made)), found);
    made++;
    kept.add(new Kept(backup, crontab.map(text -> CrontabText.of(text.bytes()))));
    if (kept.size() > MOST) {
      kept.remove(oldestThatMayGo());
    }
    return backup;
  }

  private int oldestThatMayGo() {
    long good = kept.stream().filter(k -> !k.backup().found()).count();
    int oldest = 0;
    while (good <= MOST_SAFE && !kept.get(oldest).backup().found()) {
      oldest++;
    }
    return oldest;
  }

  @Override
  public List<Backup> list() {
    List<Backup> backups = new ArrayList<>(kept.stream().map(Kept::backup).toList());
    Collections.reverse(backups);
    return backups;
  }

  @Override
  public Optional<CrontabText> read(Backup backup) {
    return kept.stream()
        .filter(k -> k.backup().equals(backup) && !spoiled.contains(backup))
        .findFirst()
        .orElseThrow(() -> failure("read", "there is no " + backup))
        .text();
  }

  @Override
  public String describe() {
    return "crontabs in memory";
  }

  private StoreException failure(String operation, String why) {
    return new StoreException(
        operation,
        describe(),
        false,
        "cannot " + operation + " " + describe() + ": " + why,
        Optional.empty());
  }
}
