// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.timeline.Dispatches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When schedules fire, for the script of the page.
 *
 * <p>What comes again is written once and named by its number. A plan is a list of shapes, each of
 * 24 hours that follow each other from the start, as pairs of a number and for how many days in a
 * row it stands there. A shape is a list of pairs too: a mask, and the hours that have it, as 24
 * bits; other hours have nothing. A mask is 60 minutes, as two numbers of 30 bits. {@code more}
 * tells where a plan dispatches a job more than once in a minute.
 */
final class PagePlans {

  private static final int SLOTS = 24;

  private static final int MINUTES = 60;

  private static final int HALF = 30;

  /** More than once a minute: minute to how often besides once. */
  private record Plan(List<Integer> shapes, Map<Integer, Integer> more) {}

  private final int parts;
  private final Numbered<Long> masks = new Numbered<>();
  private final Numbered<List<Integer>> shapes = new Numbered<>();
  private final Numbered<Plan> plans = new Numbered<>();
  private final Map<Dispatches, Integer> numberOf = new HashMap<>();

  /** For so many minutes. */
  PagePlans(int minutes) {
    parts = (minutes + MINUTES * SLOTS - 1) / (MINUTES * SLOTS);
  }

  /** The number of the plan that has just these. */
  int of(Dispatches dispatches) {
    return numberOf.computeIfAbsent(dispatches, this::plan);
  }

  private int plan(Dispatches dispatches) {
    long[] hours = new long[parts * SLOTS];
    Map<Integer, Integer> more = new LinkedHashMap<>();
    dispatches.forEach(
        (minute, count) -> {
          hours[minute / MINUTES] |= 1L << (minute % MINUTES);
          if (count > 1) {
            more.put(minute, count - 1);
          }
        });
    List<Integer> plan = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      append(shapes.of(shape(hours, part * SLOTS)), plan);
    }
    return plans.of(new Plan(plan, more));
  }

  private List<Integer> shape(long[] hours, int from) {
    Map<Integer, Integer> slotsOf = new LinkedHashMap<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      if (hours[from + slot] != 0) {
        slotsOf.merge(masks.of(hours[from + slot]), 1 << slot, (one, other) -> one | other);
      }
    }
    List<Integer> shape = new ArrayList<>();
    slotsOf.forEach(
        (mask, slots) -> {
          shape.add(mask);
          shape.add(slots);
        });
    return shape;
  }

  /** One more at the end: of a run, or as the first of the next. */
  private static void append(int number, List<Integer> pairs) {
    int last = pairs.size() - 1;
    if (last > 0 && pairs.get(last - 1) == number) {
      pairs.set(last, pairs.get(last) + 1);
    } else {
      pairs.add(number);
      pairs.add(1);
    }
  }

  /** As fields of an object that somebody else begins and ends. */
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("masks");
    for (long mask : masks.all()) {
      numbers(json, List.of((int) (mask & ((1 << HALF) - 1)), (int) (mask >>> HALF)));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("shapes");
    for (List<Integer> shape : shapes.all()) {
      numbers(json, shape);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("plans");
    for (Plan plan : plans.all()) {
      numbers(json, plan.shapes());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("more");
    int number = 0;
    for (Plan plan : plans.all()) {
      for (Map.Entry<Integer, Integer> more : plan.more().entrySet()) {
        json.writeArray(new int[] {number, more.getKey(), more.getValue()}, 0, 3);
      }
      number++;
    }
    json.writeEndArray();
  }

  private static void numbers(JsonGenerator json, List<Integer> list) throws IOException {
    json.writeStartArray();
    for (int number : list) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }
}
