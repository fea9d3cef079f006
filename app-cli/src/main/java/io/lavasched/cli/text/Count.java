package io.lavasched.cli.text;

/** Numbers of things in words. */
public final class Count {

  private Count() {}

  /** Such as {@code 1 entry} or {@code 2 entries}. */
  public static String of(long count, String noun) {
    if (count == 1) {
      return "1 " + noun;
    }
    return count
        + " "
        + (noun.endsWith("y")
            ? noun.substring(0, noun.length() - 1) + "ies"
            : noun + (noun.endsWith("ch") ? "es" : "s"));
  }
}
