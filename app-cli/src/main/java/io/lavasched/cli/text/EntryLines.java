// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.text;

import io.lavasched.domain.entry.InstalledEntry;
import java.util.List;

/** Crontab lines of jobs, for people and programs that read about them. */
public final class EntryLines {

  private EntryLines() {}

  /** The lines, with three dots for each value of a variable, which may be a secret. */
  public static List<String> shown(List<String> lines) {
    return lines.stream().map(InstalledEntry::withoutValues).toList();
  }
}
