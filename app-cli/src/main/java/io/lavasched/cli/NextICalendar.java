package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.domain.job.Enabled;
import io.lavasched.domain.schedule.ScheduleItem;
import io.lavasched.domain.schedule.ScheduleWords;
import io.lavasched.domain.usecase.Dispatch;
import java.io.PrintStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Coming dispatches as a calendar. */
final class NextICalendar {

  private static final int UID_BYTES = 16;

  private final Coming coming;
  private final String realm;

  /**
   * A calendar.
   *
   * @param realm the name of the realm, or nothing where that is not known
   */
  NextICalendar(Coming coming, String realm) {
    this.coming = coming;
    this.realm = realm;
  }

  /** Writes it; what happens at a boot has no place in it. */
  void write(PrintStream out) {
    ICalendar calendar = new ICalendar(out, coming.request().now());
    Coming.Dispatches all = coming.dispatches(coming.forecast().jobs(), out);
    while (all.hasNext()) {
      Dispatch dispatch = all.next();
      String job = dispatch.job().record().id().text();
      calendar.event(
          uid(dispatch),
          Instant.ofEpochSecond(dispatch.at()),
          job
              + (dispatch.times() > 1 ? " (" + dispatch.times() + " times)" : "")
              + mark(dispatch.job().enabled()),
          "dispatcher "
              + dispatch.job().dispatcher().text()
              + ", worker "
              + dispatch.job().record().worker().text()
              + "\n"
              + dispatch.schedule().cron().text()
              + ": "
              + ScheduleWords.of(dispatch.schedule().cron()).sentence(),
          dispatch.job().dispatcher().text());
    }
    calendar.end();
  }

  private static String mark(Enabled enabled) {
    if (enabled.isDisabled()) {
      return " (disabled)";
    }
    return enabled.isDecidedAtRunTime() ? " (decided at run time)" : "";
  }

  /** The same in each forecast, however the records around it change. */
  private String uid(Dispatch dispatch) {
    String cron = dispatch.schedule().cron().text();
    List<ScheduleItem> items = dispatch.job().record().schedule().items();
    long before =
        items.subList(0, dispatch.item()).stream()
            .filter(item -> item.cron().text().equals(cron))
            .count();
    String what =
        String.join(
            "\0",
            realm,
            dispatch.job().record().id().text(),
            cron,
            String.valueOf(before),
            String.valueOf(dispatch.at()));
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, UID_BYTES) + "@lavasched";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
