// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import java.util.Locale;

/**
 * The stable name of each kind of {@link Problem} that lavasched finds.
 *
 * <p>The {@linkplain #id() id} is part of the output format: scripts match on it, so a code is
 * never renamed or used again for something else. {@code docs/problems.md} explains each.
 */
public enum ProblemCode implements Code {
  /** A required field or parameter is not there. */
  MISSING_FIELD(Severity.ERROR),
  /** A field or parameter has a value of another type than it must have. */
  WRONG_TYPE(Severity.ERROR),
  /** A field or parameter that must not be empty is. */
  EMPTY_VALUE(Severity.ERROR),
  /**
   * A line break, NUL, other control character or half of a surrogate pair in a word, name or
   * value.
   */
  BAD_CHARACTER(Severity.ERROR),
  /** A word that {@code lava-dispatcher} would take for one of its options. */
  OPTION_LIKE(Severity.ERROR),
  /** A number beyond what DynamoDB can hold (38 digits, exponents of -130 to 125). */
  NUMBER_RANGE(Severity.ERROR),
  /** A key that an object of a record has twice: nobody knows which value is meant. */
  DUPLICATE_KEY(Severity.ERROR),
  /** A record with more levels than anybody reads. */
  TOO_DEEP(Severity.ERROR),
  /** A parameter that a lavasched job does not have. */
  UNKNOWN_PARAMETER(Severity.ERROR),
  /** A setting that {@code x-lavasched} does not have. */
  UNKNOWN_SETTING(Severity.ERROR),
  /** A value that a setting of {@code x-lavasched} does not take. */
  SETTING_VALUE(Severity.ERROR),
  /** No setting and no option that says what schedules in EventBridge Scheduler need. */
  SETTING_MISSING(Severity.ERROR),
  /** A field that a scheduling object does not have. */
  UNKNOWN_SCHEDULE_FIELD(Severity.ERROR),
  /** Arguments with a delay, where the layout of the entries gives each job one. */
  DELAY_TWICE(Severity.ERROR),
  /** An argument that {@code lava-dispatcher} does not take. */
  ARGS_OPTION(Severity.ERROR),
  /** A value that an option of {@code lava-dispatcher} does not take. */
  ARGS_VALUE(Severity.ERROR),
  /** An argument that {@code lava-dispatcher} takes for a job. */
  ARGS_JOB(Severity.ERROR),
  /** An argument that lava's dispatch helper does not accept. */
  ARGS_HELPER(Severity.ERROR),
  /** More schedules of one job than EventBridge Scheduler is given. */
  TOO_MANY_SCHEDULES(Severity.ERROR),
  /** What a schedule tells lava's dispatch helper, where that is more than the service takes. */
  INPUT_TOO_LARGE(Severity.ERROR),
  /** No zone for schedules that no node keeps. */
  ZONE_MISSING(Severity.ERROR),
  /** A name that no crontab line can set as a variable. */
  ENV_NAME(Severity.ERROR),
  /** A value that no quoting carries through the parsers of all crons of the dialect. */
  ENV_VALUE(Severity.ERROR),
  /** A {@code CRON_TZ} that names no zone. */
  CRON_TZ_UNKNOWN_ZONE(Severity.ERROR),
  /** A {@code CRON_TZ} that the cron at hand does not support: its jobs go out at other hours. */
  CRON_TZ_IGNORED(Severity.ERROR),
  /** A command or variable that is longer than the cron at hand takes. */
  LINE_TOO_LONG(Severity.ERROR),
  /** A crontab with more lines, entries, variables or comments than the cron at hand takes. */
  CRONTAB_TOO_LARGE(Severity.ERROR),
  /** A dispatcher program that is not given by its full path. */
  PROGRAM_PATH(Severity.ERROR),
  /** A dispatcher program that cannot stand behind variables in a command. */
  PROGRAM_EQUALS(Severity.ERROR),
  /** A cron string with nothing in it. */
  CRON_EMPTY(Severity.ERROR),
  /** A cron string with more or fewer than five fields. */
  CRON_FIELD_COUNT(Severity.ERROR),
  /** A number outside its field. */
  CRON_OUT_OF_RANGE(Severity.ERROR),
  /** A range that runs backwards: accepted by cron, and then never run. */
  CRON_REVERSED_RANGE(Severity.ERROR),
  /** A step of 0, beyond the field, or without a range to step through. */
  CRON_STEP(Severity.ERROR),
  /** A word that is no month, weekday or nickname. */
  CRON_NAME(Severity.ERROR),
  /** Anything else that is not cron's grammar. */
  CRON_SYNTAX(Severity.ERROR),
  /** Both day fields restricted, where the crons differ in what that means. */
  CRON_BOTH_DAYS(Severity.ERROR),
  /** {@code @reboot}, where the cron does not have it. */
  CRON_REBOOT(Severity.ERROR),
  /** A time that is not ISO 8601, or a date that no calendar has. */
  TIME_SYNTAX(Severity.ERROR),
  /** Two records of one realm with the same {@code job_id}. */
  DUPLICATE_JOB(Severity.ERROR),
  /** The job is of another type than {@code lavasched}. */
  NOT_LAVASCHED(Severity.ERROR),
  /** The file of the lavasched job cannot be read as one. */
  JOB_FILE(Severity.ERROR),
  /** No record has the {@code job_id} that was asked for. */
  JOB_NOT_FOUND(Severity.ERROR),
  /** No record names the dispatcher that was asked for. */
  DISPATCHER_NOT_FOUND(Severity.ERROR),

  /** No record has the worker that was asked for. */
  WORKER_NOT_FOUND(Severity.ERROR),
  /** The markers of the block do not pair up. */
  BROKEN_MARKERS(Severity.ERROR),
  /** All entries of the block would go. */
  GUARD_EMPTY(Severity.ERROR),
  /** The entry that dispatches the rebuild itself would go. */
  GUARD_LOCKOUT(Severity.ERROR),
  /** More than half of ten or more entries would go. */
  GUARD_MASS_REMOVAL(Severity.ERROR),
  /** The crontab and the schedules of EventBridge Scheduler would both dispatch. */
  GUARD_BOTH_LIVE(Severity.ERROR),
  /** A job that is dispatched now would not be after a move. */
  GUARD_LEFT_BEHIND(Severity.ERROR),
  /** A lavasched job whose record names a target that a move would not last with. */
  GUARD_TARGET(Severity.ERROR),

  /** Entries that are written anew although their jobs are as they were. */
  LAYOUT_CHANGED(Severity.WARNING),
  /** Lines of the installed block that somebody edited, and that a rebuild writes anew. */
  EDITED_BY_HAND(Severity.WARNING),
  /** A field that job records do not have. */
  UNKNOWN_FIELD(Severity.WARNING),
  /** The same dispatcher name given twice. */
  REPEATED_DISPATCHER(Severity.WARNING),
  /** A variable of {@code env} that the realm overrides. */
  ENV_OVERRIDDEN(Severity.WARNING),
  /** A variable that most shells cannot refer to. */
  ENV_NAME_UNUSUAL(Severity.WARNING),
  /** A variable for cron itself, where variables stand in the commands. */
  ENV_UNHEEDED(Severity.WARNING),
  /** An argument that lava's own dispatcher would refuse, where the program may be another. */
  ARGS_UNSURE(Severity.WARNING),
  /** A {@code --check-dispatch}, where no node looks for the file. */
  ARGS_CHECK_DISPATCH(Severity.WARNING),
  /** A {@code PATH} with parts that are no full path. */
  ENV_PATH(Severity.WARNING),
  /** A {@code SHELL} or {@code HOME} that is no full path. */
  ENV_FULL_PATH(Severity.WARNING),
  /** A value with a part that a shell would replace, and that cron does not. */
  ENV_NOT_EXPANDED(Severity.WARNING),
  /** An address that Debian's newer crontab refuses. */
  ENV_MAIL(Severity.WARNING),
  /** A {@code TZ} without a {@code CRON_TZ}: it moves no schedule. */
  ENV_TZ(Severity.WARNING),
  /** A variable that is supported in capitals alone, written otherwise. */
  ENV_NAME_CASE(Severity.WARNING),
  /** A {@code RANDOM_DELAY} that does nothing. */
  ENV_RANDOM_DELAY(Severity.WARNING),
  /** A lavasched job whose block has no {@code PATH}. */
  ENV_WITHOUT_PATH(Severity.WARNING),
  /** A scheduled job whose dispatcher no lavasched job serves. */
  DISPATCHER_UNSERVED(Severity.WARNING),
  /** A scheduled job that names no dispatcher. */
  NO_DISPATCHER(Severity.WARNING),
  /** A lavasched job that no crontab will ever dispatch again. */
  LAVASCHED_UNSCHEDULED(Severity.WARNING),
  /** A lavasched job that is not enabled. */
  LAVASCHED_DISABLED(Severity.WARNING),
  /** A job that no worker runs, for its record does not say that it is enabled. */
  ENABLED_MISSING(Severity.WARNING),
  /** An {@code enabled} that is no boolean, and neither says so as a string nor is a template. */
  ENABLED_UNCLEAR(Severity.WARNING),
  /** A field with which lava's worker rejects every run. */
  RUN_REJECTED(Severity.WARNING),
  /** A delay of the dispatch that is enough for the worker to reject the run. */
  DELAY_LOSES_JOB(Severity.WARNING),
  /** A time of a window without its offset from UTC, which lava deprecates. */
  TIME_WITHOUT_ZONE(Severity.WARNING),
  /** A cron string that is valid and never fires, such as one for 31 February. */
  CRON_NEVER_FIRES(Severity.WARNING),
  /** A cron string with both day fields, which cron runs on the days of either. */
  CRON_EITHER_DAY(Severity.WARNING),
  /** A {@code CRON_TZ} that some crons of the dialect do not support, where the cron is unknown. */
  CRON_TZ_UNSURE(Severity.WARNING),
  /** A schedule that does not fire at times that a change of the clock skips. */
  CLOCK_SKIPS(Severity.WARNING),
  /** A schedule that fires twice at times that come twice when the clock is put back. */
  CLOCK_DOUBLES(Severity.WARNING),
  /** Times that a clock skips, which cron makes up for, and EventBridge Scheduler leaves out. */
  EVENTBRIDGE_SKIPS(Severity.WARNING),
  /** Times that come twice, which cron dispatches twice, and EventBridge Scheduler once. */
  EVENTBRIDGE_ONCE(Severity.WARNING),
  /** A {@code CRON_TZ} that counts with EventBridge Scheduler, and not with the cron at hand. */
  EVENTBRIDGE_ZONE(Severity.WARNING),
  /** A window that begins and ends between two rebuilds, so that no crontab ever has the job. */
  WINDOW_MISSED(Severity.WARNING),
  /** A window whose ends are turned round by their zones, so that it excludes what it should be. */
  WINDOW_INVERTED(Severity.WARNING),
  /** A window without a time at which its schedule fires. */
  WINDOW_WITHOUT_TIMES(Severity.WARNING),
  /** A window that ended before now. */
  WINDOW_OVER(Severity.WARNING),
  /** Installed entries of a quarantined job that are not in a form lavasched writes. */
  ENTRY_UNRECOGNISED(Severity.WARNING),
  /** Foreign crontab lines below the block, which inherit its variables. */
  INHERITED_ENVIRONMENT(Severity.WARNING),
  /** A variable above the block that changes when, where or how its entries run. */
  ENVIRONMENT_ABOVE(Severity.WARNING),
  /** A line outside the block that dispatches a job of the block. */
  DISPATCHED_OUTSIDE(Severity.WARNING),
  /** A {@code SHELL} that reads quotes in another way than the entries are written. */
  SHELL_NOT_POSIX(Severity.WARNING),
  /**
   * A command or variable that some crons of the dialect do not take, where the cron is unknown.
   */
  LINE_LONG(Severity.WARNING),
  /** A crontab that some crons of the dialect do not take, where the cron is unknown. */
  CRONTAB_LARGE(Severity.WARNING),
  /** Another cron than the one that was asked for. */
  CRON_MISMATCH(Severity.WARNING),
  /** A crontab line that is a marker except for blanks. */
  LIKE_A_MARKER(Severity.WARNING),
  /** A dispatcher of a lavasched job that no record names. */
  DISPATCHER_WITHOUT_JOBS(Severity.WARNING),
  /** A file beside the records that plainly is none. */
  FILE_PASSED_OVER(Severity.WARNING),
  /** A dispatch helper that is not that of the realm, by its name. */
  DISPATCH_ELSEWHERE(Severity.WARNING),
  /** Schedules in the group that lavasched did not make. */
  SCHEDULE_FOREIGN(Severity.WARNING),
  /** Settings of a backup that lavasched never makes, and so does not restore. */
  NOT_RESTORED(Severity.WARNING),
  /** Run records that no worker of lava writes. */
  RUN_UNREADABLE(Severity.WARNING),
  /** Something could not be read that is not vital. */
  NOT_READ(Severity.WARNING),

  /** What the schema of lava's newest version refuses, and its worker takes. */
  LAVA_SCHEMA(Severity.INFO),
  /** A step after which the field does not start anew at the same distance. */
  CRON_UNEVEN_STEP(Severity.INFO),
  /** A schedule that fires later for times that a change of the clock skips. */
  CLOCK_MOVES(Severity.INFO),
  /**
   * Times around a change of the clock that EventBridge Scheduler dispatches, and cron does not.
   */
  EVENTBRIDGE_ADDS(Severity.INFO),
  /** Arguments that only say what becomes of a log that is not written. */
  ARGS_DROPPED(Severity.INFO),
  /** Variables for commands that no cron runs. */
  ENV_DROPPED(Severity.INFO),
  /** A {@code RANDOM_DELAY} by which cronie starts entries later. */
  RANDOM_DELAY(Severity.INFO),
  /** A job that fires between the end of its window and the rebuild that takes it out. */
  WINDOW_LAGS(Severity.INFO),
  /** A window that ends with a date alone, which leaves that day out. */
  DATE_ONLY_TO(Severity.INFO),
  /** A schedule that is a filler ({@code --}): the job is not scheduled. */
  SCHEDULE_FILLER(Severity.INFO),
  /**
   * A job without a dispatcher that any record of the input serves, where the input is not a realm.
   */
  DISPATCHER_UNKNOWN(Severity.INFO),
  /** Records of another table than the one of jobs, as lava's own tools dump them. */
  OTHER_TABLE(Severity.INFO),
  /** A lavasched job that another lavasched job dispatches. */
  LAVASCHED_SERVED_ELSEWHERE(Severity.INFO),
  /** A job that the index did not have, or had in an older form, and that the table has. */
  INDEX_BEHIND(Severity.INFO);

  private final Severity severity;

  ProblemCode(Severity severity) {
    this.severity = severity;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  /**
   * The name in output and documents: lower case with hyphens, such as {@code cron-out-of-range}.
   *
   * @return the stable name
   */
  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
