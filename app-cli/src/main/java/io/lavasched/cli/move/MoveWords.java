// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.move;

import io.lavasched.application.move.Cut;
import io.lavasched.application.move.MoveReport;
import io.lavasched.application.move.MoveStep;
import io.lavasched.application.move.Standing;
import io.lavasched.application.records.Target;
import io.lavasched.application.words.Phrases;
import io.lavasched.domain.text.Quoted;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The steps of a move in words, with times of the node's clock. */
final class MoveWords {

  /** Before anybody has looked. */
  static final Standing UNKNOWN = new Standing(Standing.Kind.UNKNOWN, Optional.empty());

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final ZoneId zone;

  MoveWords(ZoneId zone) {
    this.zone = zone;
  }

  private String time(Optional<Instant> at) {
    return at.map(instant -> TIME.format(instant.atZone(zone))).orElse("-");
  }

  String of(MoveStep step) {
    String schedules = Phrases.count(step.schedules(), "schedule");
    return switch (step.kind()) {
      case FOUND_BOTH -> "both the crontab and schedules dispatch now";
      case FOUND_NEITHER -> "neither the crontab nor a schedule dispatches now";
      case ENABLE -> "writing " + schedules;
      case DISABLE -> "writing " + schedules + ", disabled";
      case CHOOSE -> "the change is at " + time(step.at());
      case WAIT -> "waiting until " + time(step.at());
      case START_AT -> "writing " + schedules + " that start at " + time(step.at());
      case END_AT -> "writing " + schedules + " that end at " + time(step.at());
      case TAKE_OUT -> "taking the block out of the crontab";
      case PUT_IN -> "putting the block into the crontab";
      case UNDO -> "setting the schedules back to what they were";
    };
  }

  String of(Cut cut) {
    String minute = "the change is at " + time(Optional.of(cut.at())) + " (" + zone + ")";
    return cut.isGap()
        ? minute + ", in a gap of all dispatches"
        : minute
            + ": no gap within an hour, these are dispatched around it: "
            + MoveProgress.some(cut.around().stream().map(Quoted::escape).toList());
  }

  String of(Standing standing) {
    String at = time(standing.at());
    return switch (standing.kind()) {
      case UNKNOWN -> "nothing was changed";
      case CRONTAB -> "the crontab dispatches, and no schedule does";
      case EVENTBRIDGE -> "the schedules dispatch, and the crontab does not";
      case BOTH_FROM -> "the crontab dispatches, and from " + at + " on schedules do too";
      case NEITHER_FROM ->
          "the schedules dispatch, some only until " + at + ", and the crontab does not";
      case BOTH -> "the crontab dispatches, and schedules do too";
      case NEITHER -> "neither the crontab nor a schedule dispatches";
    };
  }

  String of(MoveReport report, Target to, String group) {
    String now = of(report.standing());
    return switch (report.end()) {
      case MOVED ->
          "moved: "
              + (to == Target.EVENTBRIDGE ? group : "the crontab")
              + " dispatches"
              + report.cut().map(cut -> " from " + time(Optional.of(cut.at())) + " on").orElse("");
      case UNCHANGED -> "unchanged: " + now;
      case PLANNED -> "nothing was written: " + now;
      case STOPPED, GUARDED -> "not moved: " + now;
      case UNDONE -> "not moved, the crontab or the group could not be written: " + now;
      case INCOMPLETE -> "the move is not over: " + now;
    };
  }
}
