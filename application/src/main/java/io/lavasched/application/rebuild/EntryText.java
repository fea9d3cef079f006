package io.lavasched.application.rebuild;

import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.EntryForm;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry, and the line that it has where it shares none: made from it, or kept as it was found.
 */
record EntryText(CrontabEntry entry, String line) {

  static EntryText of(EntryForm form, CrontabEntry entry) {
    return new EntryText(entry, form.line(entry));
  }

  static List<String> lines(List<EntryText> entries) {
    List<String> lines = new ArrayList<>(entries.size());
    for (EntryText entry : entries) {
      lines.add(entry.line());
    }
    return lines;
  }
}
