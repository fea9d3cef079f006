// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import io.lavasched.domain.job.JobId;
import java.util.Objects;
import java.util.Optional;

/**
 * The input of a schedule: a dispatch of one job, as lava's dispatch helper takes it.
 *
 * <pre>
 * {"job_id":"etl/orders","globals":{"g":"1"},"parameters":{"a":{"b":"2"}},"delay":"37s",
 *  "x-scheduled":"&lt;aws.scheduler.scheduled-time&gt;"}
 * </pre>
 *
 * <p>In one line. {@code globals}, {@code parameters} and {@code delay} are only there where they
 * say something. The service puts the time that was scheduled into {@code x-scheduled}; the helper
 * ignores it, and writes it into its log before the run id (lava 8.2, lambda/dispatch/dispatch.py,
 * process_json_body). The delay has the form of lava's durations; the helper hands it to SQS, which
 * takes at most 900 seconds.
 */
public final class DispatchInput {

  /** Where the time stands for which a dispatch was scheduled. */
  public static final String SCHEDULED = "x-scheduled";

  private static final String SCHEDULED_TIME = "<aws.scheduler.scheduled-time>";

  private static final String START = "{\"job_id\":\"";

  private DispatchInput() {}

  /**
   * The job of an input.
   *
   * @param input any text
   * @return empty for one that was not made {@linkplain #of here}
   */
  public static Optional<JobId> job(String input) {
    if (!input.startsWith(START)) {
      return Optional.empty();
    }
    return JsonObject.textAt(input, START.length()).flatMap(text -> JobId.parse(text).value());
  }

  /**
   * The input for a job.
   *
   * @param job which
   * @param args what all dispatches get
   * @param delaySeconds by how much it is delayed, 0-900
   * @return a text of JSON
   */
  public static String of(JobId job, HelperArgs args, int delaySeconds) {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(args, "args");
    JsonObject input = new JsonObject();
    input.put("job_id", job.text());
    if (!args.globals().isEmpty()) {
      input.put("globals", args.globals());
    }
    if (!args.parameters().isEmpty()) {
      input.put("parameters", args.parameters());
    }
    if (delaySeconds > 0) {
      input.put("delay", delaySeconds + "s");
    }
    input.putTemplate(SCHEDULED, SCHEDULED_TIME);
    return input.text();
  }
}
