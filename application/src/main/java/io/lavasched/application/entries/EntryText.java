// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.entries;

import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryForm;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry, and the line that it has where it shares none: made from it, or kept as it was found.
 */
public record EntryText(CrontabEntry entry, String line) {

  public static EntryText of(EntryForm form, CrontabEntry entry) {
    return new EntryText(entry, form.line(entry));
  }

  public static List<String> lines(List<EntryText> entries) {
    List<String> lines = new ArrayList<>(entries.size());
    for (EntryText entry : entries) {
      lines.add(entry.line());
    }
    return lines;
  }
}
