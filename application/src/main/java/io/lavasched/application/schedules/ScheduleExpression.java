// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

/**
 * When the service invokes a target: an expression, and the zone whose clock it goes by.
 *
 * @param text such as {@code cron(0 6 * * ? *)}: 1 to 256 characters. A schedule that somebody
 *     edited may have any other expression, such as {@code rate(5 minutes)}
 * @param zone a name of the tz database: 1 to 50 characters. It is text, for the service may know a
 *     zone that this machine does not
 */
public record ScheduleExpression(String text, String zone) {

  /** How long an expression may be. */
  public static final int MOST = 256;

  private static final int MOST_OF_ZONE = 50;

  /** Checks the lengths. */
  public ScheduleExpression {
    ServiceText.line("expression", text, MOST);
    ServiceText.line("zone of an expression", zone, MOST_OF_ZONE);
  }

  @Override
  public String toString() {
    return text + " " + zone;
  }
}
