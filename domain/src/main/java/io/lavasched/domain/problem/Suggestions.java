package io.lavasched.domain.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names that someone may have meant. */
public final class Suggestions {

  private static final int MOST_NEAR = 3;
  private static final int MOST_ALLOWED = 8;

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
    List<String> near =
        allowed.stream()
            .filter(a -> isNear(name, a))
            .sorted(Comparator.comparingInt(a -> distance(fold(name), fold(a))))
            .limit(MOST_NEAR)
            .toList();
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

  /** Near: at most one change in three characters, and never more than two. */
  private static boolean isNear(String name, String allowed) {
    if (Math.abs(name.length() - allowed.length()) > 2) {
      return false;
    }
    int most = Math.min(2, Math.max(1, allowed.length() / 3));
    return distance(fold(name), fold(allowed)) <= most;
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "_");
  }

  /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
