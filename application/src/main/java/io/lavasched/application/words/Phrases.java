// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.words;

import java.util.List;

/** Numbers and lists in a sentence. */
public final class Phrases {

  /** A line of a terminal has room for no more. */
  private static final int MOST = 3;

  private Phrases() {}

  /** Such as {@code 1 job} and {@code 2 jobs}; {@code entry} makes {@code entries}. */
  public static String count(long count, String noun) {
    if (count == 1) {
      return "1 " + noun;
    }
    return count
        + " "
        + (noun.endsWith("y")
            ? noun.substring(0, noun.length() - 1) + "ies"
            : noun + (noun.endsWith("ch") ? "es" : "s"));
  }

  /** The first of them, and how many others there are. */
  public static String some(List<String> all) {
    String first = String.join(", ", all.subList(0, Math.min(MOST, all.size())));
    return all.size() <= MOST ? first : first + " and " + (all.size() - MOST) + " more";
  }

  /** What follows an example: how many there are besides it. */
  public static String andMore(int count) {
    return count == 0 ? "" : " (and " + count + " more)";
  }
}
