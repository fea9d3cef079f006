// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import io.lavasched.domain.text.Quoted;
import java.util.Objects;

/**
 * The thing that a problem was found in.
 *
 * @param kind what sort of thing it is
 * @param name which one: the {@code job_id}, the file and position of a record without one, the
 *     realm's name; empty where there is only one
 */
public record Subject(Kind kind, String name) {

  /** The sorts of things that problems are found in. */
  public enum Kind {
    /** A job record that is known by its {@code job_id}. */
    JOB("job"),
    /** A record without a usable {@code job_id}, known by where it stands. */
    RECORD("record"),
    /** The record of a realm. */
    REALM("realm"),
    /** A file among those of the records. */
    FILE("file"),
    /** The installed crontab. */
    CRONTAB("crontab"),
    /** The group of schedules in EventBridge Scheduler. */
    SCHEDULE_GROUP("schedule group"),
    /** The command line. */
    COMMAND_LINE("command line");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /**
     * The word for people and for JSON.
     *
     * @return lower case
     */
    public String label() {
      return label;
    }
  }

  /** Checks that nothing is null. */
  public Subject {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  /**
   * A job record.
   *
   * @param id its {@code job_id}
   * @return the subject
   */
  public static Subject job(String id) {
    Objects.requireNonNull(id, "id");
    return new Subject(Kind.JOB, id);
  }

  /**
   * A record without a usable {@code job_id}.
   *
   * @param origin where it stands
   * @return the subject
   */
  public static Subject record(String origin) {
    Objects.requireNonNull(origin, "origin");
    return new Subject(Kind.RECORD, origin);
  }

  /**
   * The subject in words, escaped where it has to be, and of a very long name the start: {@code job
   * demo/etl}.
   *
   * @return one line
   */
  public String text() {
    return name.isEmpty() ? kind.label() : kind.label() + " " + Quoted.name(name);
  }

  // Written out: those of a record are made by the JVM anew in each run, which takes milliseconds.

  @Override
  public boolean equals(Object other) {
    return other instanceof Subject subject && kind == subject.kind && name.equals(subject.name);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + name.hashCode();
  }
}
