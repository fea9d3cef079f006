// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.install;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.CrontabStore.NewCrontab;
import io.lavasched.application.port.LastRun;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.crontab.Crontab;
import io.lavasched.domain.crontab.CrontabText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Replaces a crontab with care: keeps the old one, looks whether somebody changed it meanwhile,
 * installs, looks whether it is there, and puts the old one back if it is not.
 *
 * <p>Laws: whatever is overwritten was kept before; what was installed is kept as well.
 */
public final class CrontabInstall {

  private static final int MOST_ATTEMPTS = 10;

  /** Of what is found after a failed install, and changes while it is kept. */
  private static final int MOST_FOUND = 3;

  private final CrontabStore store;
  private final CrontabArchive archive;
  private final RunMemory memory;
  private final List<StoreException> failures = new ArrayList<>();
  private Optional<Backup> keptInstalled = Optional.empty();

  public CrontabInstall(CrontabStore store, CrontabArchive archive, RunMemory memory) {
    this.store = store;
    this.archive = archive;
    this.memory = memory;
  }

  /**
   * Repeats a step that makes nothing of a crontab that somebody else changes meanwhile.
   *
   * @param step reads the crontab and replaces it; empty when it was changed in between
   */
  public static <T> T untilLeftAlone(CrontabStore store, Supplier<Optional<T>> step) {
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      Optional<T> ended = step.get();
      if (ended.isPresent()) {
        return ended.get();
      }
    }
    throw new StoreException(
        "install",
        store.describe(),
        true,
        store.describe()
            + " must be left alone for a moment, found it changed by someone else "
            + MOST_ATTEMPTS
            + " times in a row",
        Optional.of("see what else writes this crontab; nothing of theirs was overwritten"));
  }

  /**
   * Puts one crontab in the place of another where the two differ; empty stands for none.
   *
   * @param outcome what to make of the result; there is none when the two are the same, and so
   *     nothing was written
   * @return empty when somebody else changed the crontab
   */
  <T> Optional<T> replaceIfOther(
      Optional<CrontabText> before,
      Optional<CrontabText> after,
      Function<Optional<InstallResult>, T> outcome) {
    return before.equals(after)
        ? Optional.of(outcome.apply(Optional.empty()))
        : replace(before, after).map(result -> outcome.apply(Optional.of(result)));
  }

  /**
   * Puts one crontab in the place of another; empty stands for none.
   *
   * @return empty when somebody else changed the crontab: nothing of {@code after} is there then,
   *     and all of their change is
   * @throws StoreException if the old crontab cannot be kept, or no longer be read: nothing was
   *     written then
   */
  public Optional<InstallResult> replace(
      Optional<CrontabText> before, Optional<CrontabText> after) {
    // Also before it is kept: what changes all the time would push all that is kept out.
    if (!isStill(before)) {
      return Optional.empty();
    }
    Backup backup = archive.keep(before);
    LastRun last = memory.read();
    try (NewCrontab ready = prepare(after)) {
      // Until it is known how this ends: whoever is killed meanwhile leaves nothing that is wrong.
      last.installed().ifPresent(name -> memory.write(last.withInstalled(Optional.empty())));
      // As late as can be: crontab has no compare-and-swap.
      if (!isStill(before)) {
        memory.write(last);
        return Optional.empty();
      }
      boolean taken = attempt(ready::install);
      Optional<InstallResult> result = ended(taken, before, after, backup);
      remember(last, result);
      return result;
    }
  }

  private void remember(LastRun last, Optional<InstallResult> result) {
    boolean isNew =
        result.isPresent()
            && (result.get() instanceof InstallResult.Installed
                || (result.get() instanceof InstallResult.PutBack putBack
                    && putBack.now() != InstallResult.Now.OLD));
    Optional<String> installed = isNew ? keptInstalled.map(Backup::name) : last.installed();
    if (installed.isPresent()) {
      memory.write(last.withInstalled(installed));
    }
  }

  private Optional<InstallResult> ended(
      boolean taken, Optional<CrontabText> before, Optional<CrontabText> after, Backup backup) {
    Look look = look();
    // A crontab program that was stopped halfway may have done its work all the same, and one that
    // says that all is well may have done nothing: what counts is what is there.
    if (taken && (look.shows(after) || isAddition(look.text(), after))) {
      return Optional.of(new InstallResult.Installed(backup, keepInstalled(look.text())));
    }
    if (look.shows(before)) {
      return Optional.of(new InstallResult.Refused(failures));
    }
    if (isEdit(look.text(), before, after)) {
      return Optional.empty();
    }
    Optional<Backup> found = look.shows(after) ? Optional.empty() : keepFound(look);
    Optional<CrontabText> old = before.map(store::fit);
    attempt(() -> old.ifPresentOrElse(store::install, store::remove));
    return Optional.of(new InstallResult.PutBack(now(old, after), backup, found, failures));
  }

  /**
   * For the one who edits it badly later.
   *
   * @return why it cannot be kept, which is no failure of the install
   */
  private Optional<StoreException> keepInstalled(Optional<CrontabText> text) {
    try {
      keptInstalled = Optional.of(archive.keep(text));
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(e);
    }
  }

  private NewCrontab prepare(Optional<CrontabText> after) {
    return after.map(store::prepare).orElse(store::remove);
  }

  private boolean isStill(Optional<CrontabText> before) {
    return store.read().equals(before);
  }

  /**
   * Keeps what is there. Keeping takes its time, in which somebody may change it once more: then
   * that is kept too.
   *
   * @return the last one that could be kept
   */
  private Optional<Backup> keepFound(Look first) {
    List<Backup> kept = new ArrayList<>();
    Look look = first;
    for (int i = 0; i < MOST_FOUND && look.known(); i++) {
      Optional<CrontabText> text = look.text();
      attempt(() -> kept.add(0, archive.keepFound(text)));
      look = look();
      if (look.shows(text)) {
        break;
      }
    }
    return kept.stream().findFirst();
  }

  /**
   * Whether somebody added lines to the new crontab before it was read back, and changed none: its
   * block is whole.
   */
  private static boolean isAddition(Optional<CrontabText> found, Optional<CrontabText> after) {
    Iterator<String> had = lines(found).iterator();
    return block(after).isPresent()
        && block(found).equals(block(after))
        && lines(after).stream().allMatch(line -> hasNext(had, line));
  }

  private static boolean hasNext(Iterator<String> lines, String wanted) {
    while (lines.hasNext()) {
      if (lines.next().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether what was read back is the edit of somebody who had read the old crontab: it has the old
   * block. A crontab program that spoils what it is given would have the new one, or none.
   */
  private static boolean isEdit(
      Optional<CrontabText> found, Optional<CrontabText> before, Optional<CrontabText> after) {
    Optional<CrontabText> old = block(before);
    if (old.isPresent()) {
      return block(found).equals(old) && !block(after).equals(old);
    }
    return block(after).isPresent() && isEditWithoutBlock(found, before, after);
  }

  /**
   * The same where the old crontab has no block: all of its lines are there, and nothing of the new
   * block. One that was cut short is the start of the new crontab.
   */
  private static boolean isEditWithoutBlock(
      Optional<CrontabText> found, Optional<CrontabText> before, Optional<CrontabText> after) {
    List<String> old = lines(before);
    Map<String, Integer> added = new HashMap<>();
    lines(found).forEach(line -> added.merge(line, 1, Integer::sum));
    boolean hasAll = old.stream().allMatch(line -> removeOne(added, line));
    return !old.isEmpty()
        && hasAll
        && !text(after).startsWith(text(found))
        && lines(found).stream().noneMatch(line -> line.startsWith(LIKE_A_MARKER))
        && lines(block(after)).stream().noneMatch(added::containsKey);
  }

  private static boolean removeOne(Map<String, Integer> lines, String line) {
    int count = lines.getOrDefault(line, 0);
    if (count > 1) {
      lines.put(line, count - 1);
    } else {
      lines.remove(line);
    }
    return count > 0;
  }

  private static final String LIKE_A_MARKER = "#### Lava Schedules";

  /** One char is one byte. */
  private static String text(Optional<CrontabText> crontab) {
    return crontab.map(c -> new String(c.bytes(), ISO_8859_1)).orElse("");
  }

  private static List<String> lines(Optional<CrontabText> crontab) {
    String text = text(crontab);
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (text.isEmpty() || text.endsWith("\n")) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private static Optional<CrontabText> block(Optional<CrontabText> crontab) {
    return crontab.flatMap(text -> Crontab.parse(text).value()).flatMap(Crontab::block);
  }

  private InstallResult.Now now(Optional<CrontabText> before, Optional<CrontabText> after) {
    Look look = look();
    if (look.shows(before)) {
      return InstallResult.Now.OLD;
    }
    if (look.shows(after)) {
      return InstallResult.Now.NEW;
    }
    return look.known() ? InstallResult.Now.ANOTHER : InstallResult.Now.UNKNOWN;
  }

  /** What is there, as far as it can be read. */
  private record Look(boolean known, Optional<CrontabText> text) {

    boolean shows(Optional<CrontabText> other) {
      return known && text.equals(other);
    }
  }

  private Look look() {
    try {
      return new Look(true, store.read());
    } catch (StoreException e) {
      failures.add(e);
      return new Look(false, Optional.empty());
    }
  }

  private boolean attempt(Runnable step) {
    try {
      step.run();
      return true;
    } catch (StoreException e) {
      failures.add(e);
      return false;
    }
  }
}
