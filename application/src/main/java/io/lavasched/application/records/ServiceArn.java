// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.text.Quoted;
import java.util.Optional;
import java.util.regex.Pattern;

/** What schedules in EventBridge Scheduler name by its ARN, and the form that it has. */
public enum ServiceArn {
  /** The role that the service assumes for each dispatch. */
  ROLE(
      "the ARN of an IAM role",
      "arn:aws:iam::123456789012:role/lava-demo-schedules",
      "iam::[0-9]{12}:role/[!-~]{1,576}"),
  /** Lava's dispatch helper. */
  DISPATCH(
      "the ARN of lava's dispatch helper, a Lambda function or an SNS topic",
      "arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch",
      "(?:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,140}(?::[A-Za-z0-9_$-]{1,128})?"
          + "|sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256})"),
  /** The queue that gets what could not be delivered. */
  DEAD_LETTER(
      "the ARN of an SQS queue",
      "arn:aws:sqs:ap-southeast-2:123456789012:lava-demo-schedules",
      "sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}");

  private final String what;
  private final String example;
  private final Pattern form;

  ServiceArn(String what, String example, String form) {
    this.what = what;
    this.example = example;
    this.form = Pattern.compile("arn:aws(?:-[a-z]+)*:" + form);
  }

  /** One that could be. */
  public String example() {
    return example;
  }

  /**
   * What is wrong with a text.
   *
   * @return such as {@code must be the ARN of an SQS queue, such as ..., found "x"}; empty for one
   *     of the form
   */
  public Optional<String> problem(String text) {
    return form.matcher(text).matches()
        ? Optional.empty()
        : Optional.of("must be " + what + ", such as " + example + ", found " + Quoted.of(text));
  }
}
