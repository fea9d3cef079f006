// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generators of cron strings, from the grammar that Debian's cron and cronie share. */
public final class CronFields {

  /** The five fields of a cron string. */
  public enum Kind {
    /** Minutes. */
    MINUTE(0, 0, 59, ""),
    /** Hours. */
    HOUR(1, 0, 23, ""),
    /** Days of a month. */
    DAY_OF_MONTH(2, 1, 31, ""),
    /** Months. */
    MONTH(3, 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    /** Days of a week. */
    DAY_OF_WEEK(4, 0, 7, "sun mon tue wed thu fri sat");

    private final int index;
    private final int min;
    private final int max;
    private final String names;

    Kind(int index, int min, int max, String names) {
      this.index = index;
      this.min = min;
      this.max = max;
      this.names = names;
    }

    /**
     * Where it stands in a cron string.
     *
     * @return 0 to 4
     */
    public int index() {
      return index;
    }

    private List<String> names() {
      return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }
  }

  /**
   * One field and what it means.
   *
   * @param text as it is written
   * @param numbers what it stands for, Sunday as 0
   * @param star whether it starts with a star
   */
  public record Field(String text, List<Integer> numbers, boolean star) {

    /**
     * The same set of numbers, written out.
     *
     * @return such as {@code 0,5,10}; with a star, behind a star that means the same
     */
    public String enumerated() {
      String list = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
      return star ? text.split(",", -1)[0] + "," + list : list;
    }
  }

  private record Item(String text, List<Integer> numbers) {}

  private CronFields() {}

  /**
   * Valid cron strings, nicknames too, with odd blanks.
   *
   * @return such as {@code 0,30 *}{@code /2 1-7 JAN mon-fri}
   */
  public static Arbitrary<String> valid() {
    Arbitrary<String> blanks = Arbitraries.of(" ", " ", " ", "  ", "\t", " \t ");
    Arbitrary<String> fields =
        Combinators.combine(fields(), blanks, blanks)
            .as(
                (all, one, two) ->
                    all.get(0).text
                        + one
                        + all.get(1).text
                        + two
                        + all.get(2).text
                        + one
                        + all.get(3).text
                        + two
                        + all.get(4).text);
    return Arbitraries.oneOf(
        fields,
        fields,
        fields,
        Arbitraries.of(
            "@reboot",
            "@yearly",
            "@annually",
            "@monthly",
            "@weekly",
            "@daily",
            "@midnight",
            "@hourly"));
  }

  /**
   * The five fields of a valid cron string.
   *
   * @return always five
   */
  public static Arbitrary<List<Field>> fields() {
    return Combinators.combine(
            field(Kind.MINUTE),
            field(Kind.HOUR),
            field(Kind.DAY_OF_MONTH),
            field(Kind.MONTH),
            field(Kind.DAY_OF_WEEK))
        .as(List::of);
  }

  /**
   * One valid field.
   *
   * @param kind which
   * @return the field
   */
  public static Arbitrary<Field> field(Kind kind) {
    Arbitrary<Integer> numbers = Arbitraries.integers().between(kind.min, kind.max);
    Arbitrary<Integer> steps = Arbitraries.integers().between(1, kind.max);
    Arbitrary<Item> star = Arbitraries.just(new Item("*", range(kind, kind.min, kind.max, 1)));
    Arbitrary<Item> starStep =
        steps.map(s -> new Item("*/" + s, range(kind, kind.min, kind.max, s)));
    Arbitrary<Item> single =
        Combinators.combine(numbers, spelling()).as((n, s) -> item(kind, n, n, 1, s));
    Arbitrary<Item> range =
        Combinators.combine(numbers, numbers, steps, spelling())
            .as((a, b, s, how) -> item(kind, Math.min(a, b), Math.max(a, b), s, how | RANGE));
    Arbitrary<Item> first = Arbitraries.oneOf(star, starStep, single, single, range);
    return Combinators.combine(
            first, Arbitraries.oneOf(single, range, starStep).list().ofMaxSize(3))
        .as(CronFields::join);
  }

  /**
   * Fields that no cron of the dialect may be given.
   *
   * @param kind which
   * @return never empty, and without blanks
   */
  public static Arbitrary<String> damaged(Kind kind) {
    int beyond = kind.max + 1;
    List<String> texts =
        new ArrayList<>(
            List.of(
                String.valueOf(beyond),
                "99999999999999999999",
                "4294967296",
                "1-" + beyond,
                beyond + "-" + beyond,
                "*/0",
                "*/" + beyond,
                "1-3/0",
                "5/2",
                "3-1",
                "1-2-3",
                "1,",
                ",1",
                "1,,2",
                "*1",
                "**",
                "*-3",
                "1-",
                "-1",
                "+1",
                "1.5",
                "/2",
                "*/",
                "*/x",
                "?",
                "L",
                "3W",
                "1#2",
                "1~3",
                "H",
                "x",
                "xyz",
                "janfeb",
                "january",
                "1;2",
                "$(id)",
                "\u0661",
                "\ud83d\ude00",
                "\u00a0"));
    if (kind.min > 0) {
      texts.add("0");
      texts.add("0-3");
    }
    return Arbitraries.of(texts);
  }

  private static final int NAME = 1;
  private static final int UPPER = 2;
  private static final int ZERO = 4;
  private static final int RANGE = 8;

  /** How to spell a number: by name, in capitals, with a leading zero. */
  private static Arbitrary<Integer> spelling() {
    return Arbitraries.integers().between(0, 7);
  }

  private static Item item(Kind kind, int low, int high, int step, int how) {
    boolean isRange = (how & RANGE) != 0;
    String text = spell(kind, low, how);
    if (isRange) {
      text += "-" + spell(kind, high, how);
      text += step == 1 ? "" : "/" + step;
    }
    return new Item(text, range(kind, low, high, isRange ? step : 1));
  }

  private static String spell(Kind kind, int number, int how) {
    int index = number - kind.min;
    if ((how & NAME) != 0 && index < kind.names().size()) {
      String name = kind.names().get(index);
      return (how & UPPER) != 0 ? name.toUpperCase(Locale.ROOT) : name;
    }
    return ((how & ZERO) != 0 ? "0" : "") + number;
  }

  private static List<Integer> range(Kind kind, int low, int high, int step) {
    List<Integer> numbers = new ArrayList<>();
    for (int n = low; n <= high; n += step) {
      numbers.add(kind == Kind.DAY_OF_WEEK && n == 7 ? 0 : n);
    }
    return numbers;
  }

  private static Field join(Item first, List<Item> others) {
    TreeSet<Integer> numbers = new TreeSet<>(first.numbers);
    StringBuilder text = new StringBuilder(first.text);
    for (Item item : others) {
      numbers.addAll(item.numbers);
      text.append(',').append(item.text);
    }
    return new Field(text.toString(), List.copyOf(numbers), first.text.startsWith("*"));
  }
}
