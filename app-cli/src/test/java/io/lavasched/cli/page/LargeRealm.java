// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import io.lavasched.cli.CrowdedRealm;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Realms by how much their jobs differ, the same ones for each run. */
enum LargeRealm {

  /** Many of the same schedule. */
  CROWDED {
    @Override
    String of(int jobs) {
      return CrowdedRealm.of(jobs);
    }
  },

  /** What operators write, and most of it different. */
  EVERYDAY {
    @Override
    String schedule(int n, Random random) {
      int minute = random.nextInt(60);
      int hour = random.nextInt(24);
      int from = random.nextInt(12);
      return switch (n % 8) {
        case 0, 1, 2 -> "\"%d %d * * *\"".formatted(minute, hour);
        case 3 -> "\"%d %d * * mon-fri\"".formatted(minute, hour);
        case 4 -> "\"%d %d %d * *\"".formatted(minute, hour, 1 + random.nextInt(28));
        case 5 -> "\"%d,%d %d-%d * * *\"".formatted(minute, (minute + 30) % 60, from, from + 8);
        case 6 -> "\"%d-59/15 %d,%d * * 1-5\"".formatted(minute % 15, from, from + 12);
        default -> "[\"%d %d * * 1-5\", \"%d 9 * * 0,6\"]".formatted(minute, hour, minute);
      };
    }
  },

  /** No two with the same schedule, hardly two with the same minutes, each with its own window. */
  WINDOWS {
    @Override
    String schedule(int n, Random random) {
      return "{\"crontab\": \"%d,%d,%d %d-%d * * *\", \"to\": \"2027-03-04T%02d:%02d\"}"
          .formatted(
              n % 60, (n / 60 + n + 1) % 60, (n / 7) % 60, n % 9, n % 9 + 12, n % 24, n / 24 % 60);
    }
  },

  /** Lists of minutes, hours and days by chance, and names that have little in common. */
  LISTS {
    @Override
    String id(int n, Random random) {
      return "team-%d/%s".formatted(n % 30, new UUID(random.nextLong(), random.nextLong()));
    }

    @Override
    String schedule(int n, Random random) {
      String days = n % 3 == 0 ? list(1, 28, random) : "*";
      String weekdays = n % 3 == 1 ? list(0, 6, random) : "*";
      return "\"%s %s %s * %s\""
          .formatted(list(0, 59, random), list(0, 23, random), days, weekdays);
    }
  };

  /** One to five numbers. */
  private static String list(int least, int most, Random random) {
    TreeSet<Integer> numbers = new TreeSet<>();
    int count = 1 + random.nextInt(5);
    while (numbers.size() < count) {
      numbers.add(least + random.nextInt(most - least + 1));
    }
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** So many records, as JSON lines. */
  String of(int jobs) {
    Random random = new Random(13);
    return IntStream.range(0, jobs)
        .mapToObj(
            n ->
                String.format(
                    Locale.ROOT,
                    "{\"job_id\": \"%s\", \"enabled\": true, \"worker\": \"w%d\","
                        + " \"dispatcher\": \"d%d\", \"schedule\": %s}%n",
                    id(n, random),
                    n % 50,
                    n % 20,
                    schedule(n, random)))
        .collect(Collectors.joining());
  }

  String id(int n, Random random) {
    return "warehouse/stocktake-%05d".formatted(n);
  }

  String schedule(int n, Random random) {
    throw new UnsupportedOperationException(name());
  }
}
