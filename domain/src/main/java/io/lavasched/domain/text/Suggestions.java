// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that someone may have meant. */
public final class Suggestions {

  private static final int MOST_NEAR = 3;
  private static final int MOST_ALLOWED = 8;
  private static final int MOST_CHANGES = 2;

  /** A longer name is no slip of the finger; what is compared with it could be as long. */
  private static final int LONGEST = 200;

  private Suggestions() {}

  /**
   * A hint for a name that is not known: the near ones, or, when none is near and there are few,
   * all of them.
   *
   * @param name what was found
   * @param allowed what is known, in the order to list it
   * @return such as {@code did you mean "dispatcher"?}; empty when nothing is near and there are
   *     none, or more than eight
   */
  public static Optional<String> hint(String name, Collection<String> allowed) {
    List<String> near = near(name, allowed);
    if (!near.isEmpty()) {
      return Optional.of(
          "did you mean " + String.join(" or ", near.stream().map(Quoted::of).toList()) + "?");
    }
    if (!allowed.isEmpty() && allowed.size() <= MOST_ALLOWED) {
      return Optional.of(
          "known: " + String.join(", ", allowed.stream().map(Quoted::escape).toList()));
    }
    return Optional.empty();
  }

  /**
   * The nearest first: with at most one change in three characters, and never more than two.
   *
   * <p>In time that is linear in the names: of each pair only what so few changes can reach is
   * compared, and long ones not at all.
   */
  private static List<String> near(String name, Collection<String> allowed) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    String folded = fold(name);
    List<List<String>> byChanges = new ArrayList<>();
    for (int i = 0; i <= MOST_CHANGES; i++) {
      byChanges.add(new ArrayList<>());
    }
    for (String other : allowed) {
      int most = Math.min(MOST_CHANGES, Math.max(1, other.length() / 3));
      if (Math.abs(name.length() - other.length()) <= MOST_CHANGES) {
        int changes = changes(folded, fold(other), most);
        if (changes <= most) {
          byChanges.get(changes).add(other);
        }
      }
    }
    return byChanges.stream().flatMap(List::stream).limit(MOST_NEAR).toList();
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "_");
  }

  /**
   * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment), or a
   * number above {@code most}: only the cells that are no farther from the diagonal count.
   */
  private static int changes(String a, String b, int most) {
    int far = most + 1;
    if (Math.abs(a.length() - b.length()) > most) {
      return far;
    }
    int[][] d = new int[a.length() + 1][2 * most + 1];
    for (int i = 0; i <= a.length(); i++) {
      boolean isNear = false;
      for (int k = 0; k <= 2 * most; k++) {
        int j = i + k - most;
        d[i][k] = j < 0 || j > b.length() ? far : cell(a, b, d, i, k, most);
        isNear |= d[i][k] < far;
      }
      if (!isNear) {
        return far;
      }
    }
    return d[a.length()][b.length() - a.length() + most];
  }

  /** The cell of the first i characters of one and the first i + k - most of the other. */
  private static int cell(String a, String b, int[][] d, int i, int k, int most) {
    int far = most + 1;
    int j = i + k - most;
    if (i == 0 || j == 0) {
      return Math.min(far, i + j);
    }
    int best = d[i - 1][k] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    if (k < 2 * most) {
      best = Math.min(best, d[i - 1][k + 1] + 1);
    }
    if (k > 0) {
      best = Math.min(best, d[i][k - 1] + 1);
    }
    if (i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1)) {
      best = Math.min(best, d[i - 2][k] + 1);
    }
    return Math.min(far, best);
  }
}
