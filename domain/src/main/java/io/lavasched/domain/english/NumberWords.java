// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.english;

import io.lavasched.domain.cron.CronTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Sets of numbers in words: {@code 5, 7 and 20 to 25}. */
final class NumberWords {

  private static final int SHORTEST_RUN = 3;

  private NumberWords() {}

  /** The numbers of a field from one to another, in their order. */
  public static List<Integer> list(CronTimes.Field field, int from, int to) {
    List<Integer> numbers = new ArrayList<>();
    for (int n = from; n <= to; n++) {
      if (field.has(n)) {
        numbers.add(n);
      }
    }
    return numbers;
  }

  public static boolean isOneRun(List<Integer> numbers) {
    return numbers.get(numbers.size() - 1) - numbers.get(0) == numbers.size() - 1;
  }

  /** The common distance of at least two numbers; 0 where there is none. */
  public static int step(List<Integer> numbers) {
    int step = numbers.size() < 2 ? 0 : numbers.get(1) - numbers.get(0);
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i) - numbers.get(i - 1) != step) {
        return 0;
      }
    }
    return step;
  }

  /** Whether the numbers go on around the clock with the same step: the next is the first again. */
  public static boolean isEven(List<Integer> numbers, int size) {
    int step = step(numbers);
    return step > 0 && numbers.get(numbers.size() - 1) + step == size + numbers.get(0);
  }

  /** Three numbers in a row and more become {@code a to b}. */
  public static String of(List<Integer> numbers, String last, IntFunction<String> name) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < numbers.size(); ) {
      int end = i;
      while (end + 1 < numbers.size() && numbers.get(end + 1) == numbers.get(end) + 1) {
        end++;
      }
      if (end - i + 1 >= SHORTEST_RUN) {
        parts.add(name.apply(numbers.get(i)) + " to " + name.apply(numbers.get(end)));
        i = end + 1;
      } else {
        parts.add(name.apply(numbers.get(i)));
        i++;
      }
    }
    return join(parts, last);
  }

  /** With commas, and a word before the last one. */
  public static String join(List<String> parts, String last) {
    int most = parts.size() - 1;
    return most == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, most)) + " " + last + " " + parts.get(most);
  }
}
