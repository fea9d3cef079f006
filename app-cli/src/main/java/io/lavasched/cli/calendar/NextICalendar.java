// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.application.forecast.Coming;
import io.lavasched.application.forecast.Dispatch;
import io.lavasched.application.forecast.ForecastJob;
import io.lavasched.cli.text.NextText;
import io.lavasched.domain.english.ScheduleWords;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.worker.Enabled;
import java.io.PrintStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Coming dispatches as a calendar. */
public final class NextICalendar {

  private static final int UID_BYTES = 16;

  private static final int LONGEST = 256;

  /**
   * What came of writing it.
   *
   * @param dispatches how many it has
   * @param isCut whether there are more
   */
  public record Written(int dispatches, boolean isCut) {}

  private final Coming coming;
  private final String realm;

  /** By job, of each of its schedules. */
  private final Map<JobId, MessageDigest[]> starts = new HashMap<>();

  /**
   * A calendar.
   *
   * @param realm the name of the realm, or nothing where that is not known
   */
  public NextICalendar(Coming coming, String realm) {
    this.coming = coming;
    this.realm = realm;
  }

  /**
   * Writes it; what happens at a boot has no place in it.
   *
   * @return how many dispatches it has, and whether there are more
   */
  public Written write(PrintStream out) {
    ICalendar calendar = new ICalendar(out, coming.request().span().now());
    Coming.Dispatches all = coming.dispatches(coming.forecast().jobs(), out);
    int events = 0;
    while (all.hasNext()) {
      Dispatch dispatch = all.next();
      events++;
      String job = start(dispatch.job().record().id().text());
      calendar.event(
          uid(dispatch),
          Instant.ofEpochSecond(dispatch.at()),
          job
              + (dispatch.times() > 1 ? " (" + dispatch.times() + " times)" : "")
              + mark(dispatch.job().enabled())
              + (coming.forecast().isUnserved(dispatch.job())
                  ? " (" + NextText.unserved(coming) + ")"
                  : ""),
          "dispatcher "
              + start(dispatch.job().dispatcher().text())
              + ", worker "
              + start(dispatch.job().record().worker().text())
              + "\n"
              + start(dispatch.schedule().cron().text())
              + ": "
              + ScheduleWords.of(dispatch.schedule().cron()).sentence(),
          start(dispatch.job().dispatcher().text()));
    }
    boolean isCut = all.isCut();
    if (isCut && events >= Coming.MOST) {
      Dispatch first = all.firstLeftOut();
      calendar.event(
          uid(first) + ".more",
          Instant.ofEpochSecond(first.at()),
          "more dispatches, which are not in this calendar",
          "lavasched ends a calendar after "
              + Coming.MOST
              + " dispatches: choose fewer jobs or a nearer --until",
          "lavasched");
    }
    calendar.end();
    return new Written(events, isCut);
  }

  /** A record may hold a name of 400 KB, and there may be a million events with it. */
  private static String start(String text) {
    return Quoted.head(text, LONGEST);
  }

  private static String mark(Enabled enabled) {
    if (enabled.isDisabled()) {
      return " (disabled)";
    }
    return enabled.isDecidedAtRunTime() ? " (decided at run time)" : "";
  }

  /** The same in each forecast, however the records around it change. */
  private String uid(Dispatch dispatch) {
    MessageDigest start =
        starts
            .computeIfAbsent(dispatch.job().record().id(), id -> starts(dispatch.job()))[
            dispatch.item()];
    try {
      MessageDigest all = (MessageDigest) start.clone();
      byte[] hash = all.digest(String.valueOf(dispatch.at()).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, UID_BYTES) + "@lavasched";
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e); // that of every Java can be cloned
    }
  }

  /**
   * The hash of what each schedule of a job has in common for all its dispatches: the same cron
   * strings are told apart by how many stand before. Once for each job, for a record may have
   * thousands of schedules.
   */
  private MessageDigest[] starts(ForecastJob job) {
    Map<String, Integer> seen = new HashMap<>();
    List<ScheduleItem> items = job.record().schedule().items();
    MessageDigest[] made = new MessageDigest[items.size()];
    for (int i = 0; i < made.length; i++) {
      String cron = items.get(i).cron().text();
      int before = seen.merge(cron, 1, Integer::sum) - 1;
      String what =
          String.join("\0", realm, job.record().id().text(), cron, String.valueOf(before), "");
      try {
        made[i] = MessageDigest.getInstance("SHA-256");
        made[i].update(what.getBytes(UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every Java has it
      }
    }
    return made;
  }
}
