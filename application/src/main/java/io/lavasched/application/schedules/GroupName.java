// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

/**
 * The name of a group of schedules.
 *
 * @param text 1 to 64 of {@code 0-9 a-z A-Z - _ .}, as the service demands
 */
public record GroupName(String text) {

  /** Checks the text. */
  public GroupName {
    ServiceText.name("name of a schedule group", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
