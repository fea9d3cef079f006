// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.timeline.ClockChange;
import io.lavasched.application.timeline.Interval;
import io.lavasched.application.timeline.Load;
import io.lavasched.application.timeline.Timeline;
import io.lavasched.application.timeline.TimelineJob;
import io.lavasched.application.timeline.WindowEdge;
import io.lavasched.cli.json.Json;
import io.lavasched.cli.text.TimelineReport;
import io.lavasched.cli.text.TimelineTimes;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What the script of the page has to know, in two parts, so that a page opens soon: what the first
 * look needs, and the jobs and when each is dispatched, which are read when somebody asks for them.
 *
 * <p>Ten thousand jobs are about half a megabyte. What comes again is written once and named by its
 * number: a job has schedules, and a schedule a plan, see {@link PagePlans}. Jobs come sorted, so
 * of each id only what differs from the one before is written, behind how much is the same.
 */
final class PageData {

  private record Schedule(String text, int plan, String window) {}

  private record Job(String id, int dispatcher, int worker, List<Integer> schedules) {}

  private final Timeline timeline;
  private final Interval interval;
  private final PagePlans plans;
  private final Numbered<Schedule> schedules = new Numbered<>();
  private final Numbered<String> dispatchers = new Numbered<>();
  private final Numbered<String> workers = new Numbered<>();
  private final List<Job> jobs = new ArrayList<>();

  PageData(TimelineReport report) {
    timeline = report.timeline();
    interval = report.interval();
    plans = new PagePlans(interval.minutes());
    // In the order of their names, the first one among the jobs.
    report.timeline().jobs().stream()
        .map(job -> job.worker().text())
        .distinct()
        .sorted()
        .forEach(worker -> workers.of(Quoted.escape(worker)));
    report.timeline().jobs().forEach(this::add);
  }

  /** What the first look needs, harmless between the tags of a script. */
  String first() {
    return harmless(this::first);
  }

  /** The jobs, harmless between the tags of a script. */
  String jobs() {
    return harmless(this::jobs);
  }

  private static String harmless(Json.Body body) {
    return Json.line(body).replace("<", "\\u003c");
  }

  private void add(TimelineJob job) {
    List<Integer> numbers = new ArrayList<>(job.schedules().size());
    for (TimelineJob.Scheduled scheduled : job.schedules()) {
      int plan = plans.of(scheduled.dispatches());
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

  private void first(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("start", interval.start());
    json.writeNumberField("minutes", interval.minutes());
    offsets(json);
    strings(json, "dispatchers", dispatchers);
    strings(json, "workers", workers);
    json.writeNumberField("jobs", jobs.size());
    json.writeArrayFieldStart("load");
    Load load = timeline.total();
    for (int minute = 0; minute < load.minutes(); minute++) {
      json.writeNumber(load.at(minute));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void jobs(JsonGenerator json) throws IOException {
    json.writeStartObject();
    plans.write(json);
    clock(json);
    edges(json);
    json.writeArrayFieldStart("schedules");
    for (Schedule schedule : schedules.all()) {
      json.writeStartArray();
      json.writeString(schedule.text());
      json.writeNumber(schedule.plan());
      if (!schedule.window().isEmpty()) {
        json.writeString(schedule.window());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("jobs");
    String before = "";
    for (Job job : jobs) {
      int same = same(before, job.id());
      json.writeStartArray();
      json.writeNumber(same);
      json.writeString(job.id().substring(same));
      json.writeNumber(job.dispatcher());
      json.writeNumber(job.worker());
      for (int schedule : job.schedules()) {
        json.writeNumber(schedule);
      }
      json.writeEndArray();
      before = job.id();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** How many characters two texts begin with alike; the halves of one are never parted. */
  private static int same(String one, String other) {
    int same = 0;
    while (same < one.length() && same < other.length() && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same > 0 && Character.isHighSurrogate(one.charAt(same - 1)) ? same - 1 : same;
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
}
