// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import io.lavasched.domain.text.Quoted;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a problem is.
 *
 * @param subject the record or thing; empty while a value is looked at on its own
 * @param path the way into the record, such as {@code schedule[1].crontab}; empty for all of it
 * @param column the 1-based column in code points within the text at {@code path}; 0 for all of it
 */
public record Location(Optional<Subject> subject, String path, int column) {

  /** Nowhere in particular yet. */
  static final Location NOWHERE = new Location(Optional.empty(), "", 0);

  /** Checks that nothing is null and that the column is not negative. */
  public Location {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(path, "path");
    if (column < 0) {
      throw new IllegalArgumentException("column " + column);
    }
  }

  Location in(Subject newSubject) {
    return subject.isPresent() ? this : new Location(Optional.of(newSubject), path, column);
  }

  /** The same place, seen from one level further out. */
  Location under(String outer) {
    String joined = path.isEmpty() || path.startsWith("[") ? outer + path : outer + "." + path;
    return new Location(subject, joined, column);
  }

  Location atColumn(int newColumn) {
    return new Location(subject, path, newColumn);
  }

  /**
   * The place in one line: {@code job demo/etl: schedule[1].crontab:3}.
   *
   * @return the parts that are known; empty when none is
   */
  public String text() {
    StringBuilder out = new StringBuilder();
    subject.ifPresent(s -> out.append(s.text()));
    if (!path.isEmpty()) {
      if (out.length() > 0) {
        out.append(": ");
      }
      out.append(Quoted.name(path));
      if (column > 0) {
        out.append(':').append(column);
      }
    }
    return out.toString();
  }
}
