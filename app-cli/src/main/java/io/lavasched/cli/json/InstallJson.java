// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.install.InstallResult;
import io.lavasched.application.port.Backup;
import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The end of an install as fields of a JSON object; {@code docs/json.md} describes them. */
final class InstallJson {

  private InstallJson() {}

  /** The fields that begin an object about one crontab. */
  static void start(
      JsonGenerator json,
      String format,
      String command,
      String outcome,
      int code,
      CrontabStore crontab,
      CrontabArchive archive)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("format", format);
    json.writeStringField("command", command);
    json.writeStringField("outcome", outcome);
    json.writeNumberField("exit_code", code);
    json.writeStringField("crontab", crontab.describe());
    json.writeStringField("archive", archive.describe());
  }

  /** Without a result nothing had to be written. */
  static String outcome(Optional<InstallResult> result) {
    return result.map(InstallResult::word).orElse("unchanged");
  }

  static void write(JsonGenerator json, Optional<InstallResult> result) throws IOException {
    json.writeStringField("backup", result.flatMap(InstallJson::backup).orElse(null));
    json.writeStringField("found_backup", result.flatMap(InstallJson::found).orElse(null));
    json.writeStringField("crontab_now", result.map(InstallJson::now).orElse("old"));
    json.writeArrayFieldStart("failures");
    for (StoreException failure : result.map(InstallJson::failures).orElse(List.of())) {
      Json.failure(json, failure);
    }
    json.writeEndArray();
  }

  private static Optional<String> backup(InstallResult result) {
    return result.fold(
        installed -> Optional.of(installed.backup().name()),
        refused -> Optional.empty(),
        putBack -> Optional.of(putBack.backup()).map(Backup::name));
  }

  private static Optional<String> found(InstallResult result) {
    return result.fold(
        installed -> Optional.empty(),
        refused -> Optional.empty(),
        putBack -> putBack.found().map(Backup::name));
  }

  private static String now(InstallResult result) {
    return result.fold(
        installed -> "new",
        refused -> "old",
        putBack -> putBack.now().name().toLowerCase(Locale.ROOT));
  }

  private static List<StoreException> failures(InstallResult result) {
    return result.fold(
        installed -> List.of(), InstallResult.Refused::failures, InstallResult.PutBack::failures);
  }
}
