// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * What a schedule invokes, and how long it tries.
 *
 * @param arn what is invoked: lava's dispatch helper
 * @param roleArn the role that the service takes for it
 * @param input the JSON text that it is given, with the service's own placeholders such as {@code
 *     <aws.scheduler.scheduled-time>}: at most 256 KiB of UTF-8; empty for none
 * @param maxAgeSeconds how long the service goes on trying: 60 to 86400
 * @param attempts how often it tries again: 0 to 185
 * @param deadLetterArn the queue that gets what could not be delivered
 */
public record ScheduleTarget(
    String arn,
    String roleArn,
    String input,
    int maxAgeSeconds,
    int attempts,
    Optional<String> deadLetterArn) {

  /** The most bytes of UTF-8 that an input may have. */
  public static final int MOST_INPUT = 256 * 1024;

  private static final int MOST_OF_ARN = 1600;

  /** Checks what the service checks: lengths and ranges. */
  public ScheduleTarget {
    arn("ARN of a target", arn);
    arn("ARN of a role", roleArn);
    Objects.requireNonNull(input, "input");
    if (input.getBytes(StandardCharsets.UTF_8).length > MOST_INPUT) {
      throw new IllegalArgumentException("input must be at most " + MOST_INPUT + " bytes of UTF-8");
    }
    inRange("maxAgeSeconds", maxAgeSeconds, 60, 86_400);
    inRange("attempts", attempts, 0, 185);
    Objects.requireNonNull(deadLetterArn, "deadLetterArn");
    deadLetterArn.ifPresent(text -> arn("ARN of a dead-letter queue", text));
  }

  /**
   * The same with another input.
   *
   * @param text the input
   * @return another target
   */
  public ScheduleTarget withInput(String text) {
    return new ScheduleTarget(arn, roleArn, text, maxAgeSeconds, attempts, deadLetterArn);
  }

  private static void arn(String what, String text) {
    ServiceText.line(what, text, MOST_OF_ARN);
    if (!text.startsWith("arn:")) {
      throw new IllegalArgumentException(what + " must begin with arn:");
    }
  }

  private static void inRange(String what, int number, int least, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", found " + number);
    }
  }
}
