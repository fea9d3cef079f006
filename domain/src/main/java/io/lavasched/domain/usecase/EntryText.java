package io.lavasched.domain.usecase;

import io.lavasched.domain.crontab.CrontabEntry;

/**
 * An entry, and the line that it has where it shares none: made from it, or kept as it was found.
 */
record EntryText(CrontabEntry entry, String line) {

  static EntryText of(CrontabEntry entry) {
    return new EntryText(entry, entry.line());
  }
}
