// SPDX-License-Identifier: Apache-2.0
package io.lavasched.aws;

import java.time.Duration;

/**
 * How long to wait for AWS. No wait is without an end:
 *
 * <table>
 * <caption>What may take how long</caption>
 * <tr><th>limit</th><th>default</th><th>of what</th></tr>
 * <tr><td>connect</td><td>3 s</td><td>a connection, without TLS</td></tr>
 * <tr><td>silence</td><td>10 s</td><td>the next bytes of an answer</td></tr>
 * <tr><td>attempt</td><td>10 s</td><td>one attempt, to the last byte of its answer</td></tr>
 * <tr><td>credentials</td><td>30 s</td><td>finding credentials, and the region of an instance</td></tr>
 * <tr><td>call</td><td>60 s</td><td>one call (a page, a batch, an item): credentials, attempts and
 *     the waits between them</td></tr>
 * <tr><td>whole</td><td>300 s</td><td>one read with all its pages or batches</td></tr>
 * </table>
 *
 * <p>The first three are the SDK's, which keeps them within one {@code silence}. The others are
 * kept by {@link Watchdog}, whatever the SDK waits for.
 *
 * @param connect for a connection
 * @param silence for the next bytes of an answer
 * @param attempt for one attempt of a call
 * @param credentials for credentials, or a region
 * @param call for a call with all its attempts
 * @param whole for a read with all its calls
 */
public record AwsLimits(
    Duration connect,
    Duration silence,
    Duration attempt,
    Duration credentials,
    Duration call,
    Duration whole) {

  public static final AwsLimits DEFAULT =
      new AwsLimits(
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(300));
}
