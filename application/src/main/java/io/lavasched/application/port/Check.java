// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.port;

import java.util.Locale;

/** The checks, in the order in which they are shown. {@code docs/doctor.md} describes each. */
public enum Check {
  /** Which cron reads the crontab. */
  CRON("which cron reads the crontab, and its limits"),
  /** Whether the daemon of that cron is at work. */
  CRON_DAEMON("the daemon of cron is running"),
  /** Whether the account may have a crontab. */
  CRON_ACCOUNT("this account may have a crontab"),
  /** Whether a {@code CRON_TZ} means what it says. */
  CRON_TZ("CRON_TZ is honoured, and names a zone"),
  /** Whether there is a dispatcher program, and what it is run by. */
  DISPATCHER_PROGRAM("the dispatcher program is there, and what runs it"),
  /** Whether that program starts as cron starts it. */
  DISPATCHER_START("the dispatcher program starts in the environment of cron"),
  /** Whether lava's file against dispatches is there, and counts. */
  NO_DISPATCH("no file keeps this node from dispatching"),
  /** Whether the zone of windows is the zone of cron. */
  TIME_ZONE("the time zone is known, and that of the machine"),
  /** Whether the clock can be right. */
  CLOCK("the clock is plausible"),
  /** Whose rights count. */
  AWS_IDENTITY("who this node is for AWS"),
  /** Whether there is a jobs table. */
  JOBS_TABLE("the jobs table is there and active"),
  /** Whether the jobs table has its index. */
  DISPATCHER_INDEX("the jobs table has the index dispatcher-index"),
  /** The right that every rebuild needs. */
  RIGHT_QUERY("dynamodb:Query on the index is allowed"),
  /** The right that {@code --job} needs. */
  RIGHT_GET_ITEM("dynamodb:GetItem on the jobs table is allowed"),
  /** The right that a rebuild needs when jobs go. */
  RIGHT_BATCH_GET_ITEM("dynamodb:BatchGetItem on the jobs table is allowed"),
  /** The right that the linter needs. */
  RIGHT_SCAN("dynamodb:Scan on the jobs table is allowed"),
  /** The record that names the dispatcher program. */
  REALM_RECORD("the record of the realm can be read"),
  /** What only an audit reads. */
  AUDIT_ACCESS("the run records and the queue of a worker can be read"),
  /** Whether there is a place for backups and the lock. */
  STATE_FOLDER("there is a folder for backups and the lock, for this account alone"),
  /** Whether that place has room. */
  STATE_SPACE("the disk of that folder has room"),
  /** What is kept there. */
  BACKUPS("the kept crontabs can be read"),
  /** Whether another run is at work. */
  LOCK("no other run holds the lock"),
  /** Whether the job that says what to rebuild is sound. */
  LAVASCHED_JOB("the lavasched job is there, sound and enabled"),
  /** Whether the records of its dispatchers are sound. */
  JOB_RECORDS("the job records of its dispatchers are sound"),
  /** Whether there is a block of this realm. */
  BLOCK("the crontab has one block, of this realm"),
  /** Whether somebody edited the block. */
  BLOCK_EDITS("the block has only lines that a rebuild writes"),
  /** Whether the block is as the records say. */
  BLOCK_CURRENT("the block is what a rebuild would write now"),
  /** Whether lines around the block change what it means. */
  BLOCK_SURROUNDINGS("lines around the block leave it alone, and it them"),
  /** Whether lines outside the block dispatch its jobs too. */
  BLOCK_ALONE("only the block dispatches its jobs"),
  /** Whether the block is made anew. */
  REBUILDER("a job of the block rebuilds this crontab"),
  /** Whether the rebuild is still at work. */
  LAST_RUN("the last rebuild of this crontab succeeded, and not too long ago"),
  /** Whether the group in EventBridge Scheduler can be read. */
  SCHEDULE_GROUP("the group of the schedules can be read, and is that of the lavasched job"),
  /** Whether its schedules are as the records say. */
  SCHEDULES_CURRENT("the schedules are what a rebuild would write now"),
  /** Whether the jobs are dispatched once. */
  ONE_TARGET("a crontab or EventBridge Scheduler dispatches the jobs, and not both");

  private final String title;

  Check(String title) {
    this.title = title;
  }

  /**
   * The name for people and for JSON; never renamed.
   *
   * @return such as {@code cron-daemon}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What holds where the check is ok.
   *
   * @return a sentence without a full stop
   */
  public String title() {
    return title;
  }
}
