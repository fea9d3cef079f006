// SPDX-License-Identifier: Apache-2.0
package io.lavasched.eventbridge.testkit;

/** What goes wrong with a request. */
public enum SchedulerFault {
  /** Refused because there were too many; nothing is done. */
  THROTTLED(false),
  /** Failed inside the service; nothing is done. */
  SERVER_ERROR(false),
  /** The connection is closed before anything is done. */
  CLOSED(false),
  /** It is done, and the connection is closed without an answer. */
  DROPPED(true),
  /** It is done, and the answer breaks off. */
  CUT(true),
  /** Denied by a policy; nothing is done. */
  DENIED(false);

  private final boolean isDone;

  SchedulerFault(boolean isDone) {
    this.isDone = isDone;
  }

  /** Whether what was asked for is done all the same. */
  public boolean isDone() {
    return isDone;
  }

  /** Whether there is an answer, which says that it failed. */
  public boolean isAnswered() {
    return this == THROTTLED || this == SERVER_ERROR || this == DENIED;
  }
}
