// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import io.lavasched.application.port.Finding;
import io.lavasched.application.port.Status;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.domain.job.RealmName;
import java.io.PrintStream;
import java.util.List;

/** The findings of all checks as one JSON object; {@code docs/json.md} describes the shape. */
public final class DoctorJson {

  private static final String FORMAT = "lavasched.doctor/1";

  private DoctorJson() {}

  public static void write(RealmName realm, List<Finding> findings, int code, PrintStream out) {
    Json.write(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", FORMAT);
          json.writeStringField("command", "doctor");
          json.writeNumberField("exit_code", code);
          json.writeStringField("realm", realm.text());
          json.writeBooleanField("fit", code == ExitCodes.OK);
          for (Status status : Status.values()) {
            json.writeNumberField(status.label(), count(findings, status));
          }
          json.writeArrayFieldStart("checks");
          for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("id", finding.check().id());
            json.writeStringField("title", finding.check().title());
            json.writeStringField("status", finding.status().label());
            json.writeStringField("detail", finding.detail());
            json.writeStringField("help", finding.help().orElse(null));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /** How many have a status. */
  public static long count(List<Finding> findings, Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }
}
