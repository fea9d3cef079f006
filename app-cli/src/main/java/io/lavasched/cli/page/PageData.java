// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.timeline.ClockChange;
import io.lavasched.application.timeline.Dispatches;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.timeline.TimelineJob;
import io.lavasched.application.timeline.WindowEdge;
import io.lavasched.cli.json.Json;
import io.lavasched.cli.text.TimelineReport;
import io.lavasched.cli.text.TimelineTimes;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jobs of a timeline and when each is dispatched, for the script of the page: ten thousand of
 * them in about a megabyte.
 *
 * <p>What comes again is written once and named by its number. A schedule has a plan; a plan is a
 * list of shapes, each of 24 hours that follow each other from the start; a shape is a list of
 * masks, each of 60 minutes, as two numbers of 30 bits. Lists are pairs of a number and how often
 * it stands there; mask 0 is nothing. {@code more} tells where a plan dispatches a job more than
 * once in a minute.
 */
final class PageData {

  private static final int SLOTS = 24;

  private static final int MINUTES = 60;

  private static final int HALF = 30;

  /** Things by their numbers. */
  private static final class Numbered<T> {
    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    int of(T thing) {
      return numbers.computeIfAbsent(thing, t -> numbers.size());
    }

    Iterable<T> all() {
      return numbers.keySet();
    }
  }

  /** More than once a minute: minute to how often besides once. */
  private record Plan(List<Integer> shapes, Map<Integer, Integer> more) {}

  private record Schedule(String text, int plan, String window) {}

  private record Job(String id, int dispatcher, int worker, List<Integer> schedules) {}

  private final Timeline timeline;
  private final Interval interval;
  private final Numbered<Long> masks = new Numbered<>();
  private final Numbered<List<Integer>> shapes = new Numbered<>();
  private final Numbered<Plan> plans = new Numbered<>();
  private final Numbered<Schedule> schedules = new Numbered<>();
  private final Numbered<String> dispatchers = new Numbered<>();
  private final Numbered<String> workers = new Numbered<>();
  private final Map<Dispatches, Integer> planOf = new HashMap<>();
  private final List<Job> jobs = new ArrayList<>();

  private PageData(TimelineReport report) {
    timeline = report.timeline();
    interval = report.interval();
    masks.of(0L);
    // In the order of their names, the first one among the jobs.
    report.timeline().jobs().stream()
        .map(job -> job.worker().text())
        .distinct()
        .sorted()
        .forEach(worker -> workers.of(Quoted.escape(worker)));
    report.timeline().jobs().forEach(this::add);
  }

  /** Harmless between the tags of a script. */
  static String of(TimelineReport report) {
    return Json.line(new PageData(report)::write).replace("<", "\\u003c");
  }

  private void add(TimelineJob job) {
    List<Integer> numbers = new ArrayList<>(job.schedules().size());
    for (TimelineJob.Scheduled scheduled : job.schedules()) {
      int plan = planOf.computeIfAbsent(scheduled.dispatches(), this::plan);
      String window = TimelineTimes.window(scheduled.item().window(), interval);
      numbers.add(schedules.of(new Schedule(scheduled.item().cron().text(), plan, window)));
    }
    jobs.add(
        new Job(
            Quoted.escape(job.id().text()),
            dispatchers.of(Quoted.escape(job.dispatcher().text())),
            workers.of(Quoted.escape(job.worker().text())),
            numbers));
  }

  private int plan(Dispatches dispatches) {
    int parts = (interval.minutes() + MINUTES * SLOTS - 1) / (MINUTES * SLOTS);
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
      List<Integer> shape = new ArrayList<>();
      for (int slot = part * SLOTS; slot < (part + 1) * SLOTS; slot++) {
        append(masks.of(hours[slot]), shape);
      }
      append(shapes.of(shape), plan);
    }
    return plans.of(new Plan(plan, more));
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

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("start", interval.start());
    json.writeNumberField("minutes", interval.minutes());
    offsets(json);
    strings(json, "dispatchers", dispatchers);
    strings(json, "workers", workers);
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
    plans(json);
    clock(json);
    edges(json);
    json.writeArrayFieldStart("schedules");
    for (Schedule schedule : schedules.all()) {
      json.writeStartArray();
      json.writeString(schedule.text());
      json.writeNumber(schedule.plan());
      json.writeString(schedule.window());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("jobs");
    for (Job job : jobs) {
      json.writeStartArray();
      json.writeString(job.id());
      json.writeNumber(job.dispatcher());
      json.writeNumber(job.worker());
      numbers(json, job.schedules());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void plans(JsonGenerator json) throws IOException {
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

  private void clock(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("clock");
    for (ClockChange change : timeline.clockChanges()) {
      json.writeStartArray();
      json.writeNumber(change.minute());
      json.writeString(
          "The clock goes "
              + (change.isForward() ? "forward" : "back")
              + " from "
              + TimelineTimes.clock(change.before())
              + " to "
              + TimelineTimes.after(change));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** When a window begins (1) or ends (0): minute, which, job, text of the schedule. */
  private void edges(JsonGenerator json) throws IOException {
    IdentityHashMap<TimelineJob, Integer> places = new IdentityHashMap<>();
    timeline.jobs().forEach(job -> places.put(job, places.size()));
    json.writeArrayFieldStart("edges");
    for (WindowEdge edge : timeline.edges()) {
      Integer place = places.get(edge.job());
      if (place != null) {
        json.writeStartArray();
        json.writeNumber(edge.minute());
        json.writeNumber(edge.begins() ? 1 : 0);
        json.writeNumber(place);
        json.writeNumber(edge.job().schedules().indexOf(edge.scheduled()));
        json.writeEndArray();
      }
    }
    json.writeEndArray();
  }

  /** From which minute on the clock is how many seconds from UTC. */
  private void offsets(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("offsets");
    int last = interval.offset(0).getTotalSeconds();
    json.writeArray(new int[] {0, last}, 0, 2);
    for (int minute = 1; minute < interval.minutes(); minute++) {
      int offset = interval.offset(minute).getTotalSeconds();
      if (offset != last) {
        json.writeArray(new int[] {minute, offset}, 0, 2);
        last = offset;
      }
    }
    json.writeEndArray();
  }

  private static void strings(JsonGenerator json, String field, Numbered<String> all)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : all.all()) {
      json.writeString(text);
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
