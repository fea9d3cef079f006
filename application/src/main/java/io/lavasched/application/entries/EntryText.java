// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.entries;

import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryForm;
import io.lavasched.domain.entry.InstalledEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry, and the line that it has where it shares none: made from it, or kept as it was found.
 *
 * @param form in which the line was made; empty where it was found
 */
public record EntryText(CrontabEntry entry, String line, Optional<EntryForm> form) {

  public static EntryText of(EntryForm form, CrontabEntry entry) {
    return new EntryText(entry, form.line(entry), Optional.of(form));
  }

  /** One of the installed block. */
  static EntryText found(CrontabEntry entry, String line) {
    return new EntryText(entry, line, Optional.empty());
  }

  /** The line, with three dots for each value of a variable, which may be a secret. */
  public String shown() {
    if (form.isEmpty()) {
      return InstalledEntry.withoutValues(line);
    }
    return form.get().variables().isEmpty() ? line : form.get().lineWithoutValues(entry);
  }

  public static List<String> lines(List<EntryText> entries) {
    List<String> lines = new ArrayList<>(entries.size());
    for (EntryText entry : entries) {
      lines.add(entry.line);
    }
    return lines;
  }

  /** Whether entries have the same lines in the same order. */
  public static boolean haveSameLines(List<EntryText> some, List<EntryText> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).line.equals(others.get(i).line)) {
        return false;
      }
    }
    return true;
  }

  /** The lines as they are shown. */
  public static List<String> shown(List<EntryText> entries) {
    return entries.stream().map(EntryText::shown).toList();
  }
}
