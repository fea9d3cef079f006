// SPDX-License-Identifier: Apache-2.0
package io.lavasched.crontab.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.RunReport;
import io.lavasched.application.port.StoreException;
import io.lavasched.crontab.file.WholeFile;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.text.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The file {@code last-run.json} in the {@link StateFolder}, mode 0600; for a crontab in a plain
 * file {@code last-run-NAME-HASH.json}, as its backups have it. For a group of schedules it is
 * {@code last-run-group+NAME.json}.
 *
 * <p>It has the document {@code lavasched.last-run/1} of {@code docs/json.md}, and is written at
 * the end of each run, with the lock of the account or without it. Where two runs end in the very
 * same moment, one may not see the success of the other; the next run that goes well says it again.
 */
public final class RunReportFile implements LastRuns {

  private static final String FORMAT = "lavasched.last-run/1";
  private static final String NAME = "last-run";
  private static final String JSON = ".json";

  /** Far more than is ever written. */
  private static final long MOST_BYTES = 1 << 22;

  private final StateFolder folder;
  private final String name;

  private RunReportFile(StateFolder folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * That of the account's crontab.
   *
   * @param folder where it is
   * @return nothing is touched yet
   */
  public static RunReportFile ofAccount(StateFolder folder) {
    return new RunReportFile(folder, NAME + JSON);
  }

  /**
   * That of a crontab in a plain file.
   *
   * @param folder where it is
   * @param file as {@link BackupFolder#ofFile} has it
   * @return nothing is touched yet
   */
  public static RunReportFile ofFile(StateFolder folder, Path file) {
    return new RunReportFile(folder, NAME + "-" + BackupFolder.realTarget(file) + JSON);
  }

  /**
   * That of a group of schedules.
   *
   * @param folder where it is
   * @param group as {@link BackupFolder#ofGroup} has it
   * @return nothing is touched yet
   */
  public static RunReportFile ofGroup(StateFolder folder, String group) {
    return new RunReportFile(folder, NAME + "-" + BackupFolder.ofGroup(group) + JSON);
  }

  /** Whether a killed run left it behind. */
  static boolean isLeftover(String name) {
    return WholeFile.isLeftover(name, NAME);
  }

  @Override
  public void write(RunReport report) {
    Path directory = folder.create();
    try {
      WholeFile.write(directory.resolve(name), text(report).getBytes(UTF_8), false);
    } catch (IOException e) {
      throw folder.failure("write", "must take " + name + ", which tells how the run ended", e);
    }
  }

  private static String text(RunReport report) {
    RunReport.Run run = report.run();
    RunReport.Ended ended = report.ended();
    FlatJson json = new FlatJson();
    json.text("format", FORMAT).text("run_id", run.id()).text("version", run.version());
    json.text("target", run.target());
    textOrNone("realm", run.realm().isPresent() ? run.realm().get().text() : "", json);
    textOrNone("lavasched_job", run.job().isPresent() ? run.job().get().text() : "", json);
    json.text("start", UtcTime.format(ended.start())).text("end", UtcTime.format(ended.time()));
    if (ended.exitCode().isPresent()) {
      json.number("exit_code", ended.exitCode().getAsInt());
    } else {
      json.none("exit_code");
    }
    json.text("outcome", ended.outcome()).text("message", ended.why());
    if (report.counts().isPresent()) {
      RunReport.Counts counts = report.counts().get();
      json.number("entries", counts.entries()).number("jobs", counts.jobs());
      json.number("quarantined", counts.quarantined()).number("warnings", counts.warnings());
    } else {
      json.none("entries").none("jobs").none("quarantined").none("warnings");
    }
    time("last_success", report.since().success(), json);
    time("crontab_changed", report.since().change(), json);
    return json.end();
  }

  /** Names are never empty. */
  private static void textOrNone(String field, String name, FlatJson json) {
    if (name.isEmpty()) {
      json.none(field);
    } else {
      json.text(field, name);
    }
  }

  private static void time(String field, Optional<Instant> time, FlatJson json) {
    if (time.isPresent()) {
      json.text(field, UtcTime.format(time.get()));
    } else {
      json.none(field);
    }
  }

  @Override
  public Optional<RunReport> last() {
    Optional<Path> directory = folder.existing();
    if (directory.isEmpty()) {
      return Optional.empty();
    }
    Path file = directory.get().resolve(name);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw damaged("more than " + MOST_BYTES + " bytes");
      }
      return Optional.of(parse(new String(Files.readAllBytes(file), UTF_8)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw folder.failure("read", "must have a " + name + " that can be read", e);
    }
  }

  private RunReport parse(String text) {
    Optional<Map<String, String>> fields = FlatJson.parse(text);
    if (fields.isEmpty()) {
      throw damaged("something else");
    }
    Fields all = new Fields(fields.get());
    if (!all.text("format").equals(FORMAT)) {
      throw damaged("format " + Quoted.of(all.text("format")));
    }
    return new RunReport(
        new RunReport.Run(
            all.text("run_id"), all.text("version"), all.text("target"), all.realm(), all.job()),
        new RunReport.Ended(
            all.mustBeTime("start"),
            all.mustBeTime("end"),
            all.number("exit_code"),
            all.word("outcome"),
            all.optional("message")),
        all.counts(),
        new RunReport.Since(all.time("last_success"), all.time("crontab_changed")));
  }

  private StoreException damaged(String found) {
    return new StoreException(
        "read",
        describe(),
        false,
        describe() + " must hold " + FORMAT + ", found " + found,
        Optional.of("the next run writes it anew"));
  }

  @Override
  public String describe() {
    return folder.describe() + "/" + Quoted.escape(name);
  }

  /** The fields of one file, each of which may be missing or wrong. */
  private final class Fields {

    private final Map<String, String> fields;

    Fields(Map<String, String> fields) {
      this.fields = fields;
    }

    Optional<String> optional(String field) {
      return Optional.ofNullable(fields.get(field));
    }

    String text(String field) {
      String value = fields.get(field);
      if (value == null) {
        throw damaged("no " + field);
      }
      return value;
    }

    String word(String field) {
      String value = text(field);
      if (value.isEmpty()) {
        throw damaged("no " + field);
      }
      return value;
    }

    Instant mustBeTime(String field) {
      Optional<Instant> time = UtcTime.parse(text(field));
      if (time.isEmpty()) {
        throw damaged(field + " " + Quoted.of(text(field)));
      }
      return time.get();
    }

    Optional<Instant> time(String field) {
      return fields.containsKey(field) ? Optional.of(mustBeTime(field)) : Optional.empty();
    }

    OptionalInt number(String field) {
      String value = fields.get(field);
      if (value == null) {
        return OptionalInt.empty();
      }
      try {
        return OptionalInt.of(Integer.parseInt(value));
      } catch (NumberFormatException e) {
        throw damaged(field + " " + Quoted.of(value));
      }
    }

    Optional<RealmName> realm() {
      String value = fields.get("realm");
      if (value == null) {
        return Optional.empty();
      }
      Optional<RealmName> realm = RealmName.parse(value).value();
      if (realm.isEmpty()) {
        throw damaged("realm " + Quoted.of(value));
      }
      return realm;
    }

    Optional<JobId> job() {
      String value = fields.get("lavasched_job");
      if (value == null) {
        return Optional.empty();
      }
      Optional<JobId> job = JobId.parse(value).value();
      if (job.isEmpty()) {
        throw damaged("lavasched_job " + Quoted.of(value));
      }
      return job;
    }

    Optional<RunReport.Counts> counts() {
      OptionalInt entries = number("entries");
      OptionalInt jobs = number("jobs");
      OptionalInt quarantined = number("quarantined");
      OptionalInt warnings = number("warnings");
      return entries.isPresent()
              && jobs.isPresent()
              && quarantined.isPresent()
              && warnings.isPresent()
          ? Optional.of(
              new RunReport.Counts(
                  entries.getAsInt(), jobs.getAsInt(), quarantined.getAsInt(), warnings.getAsInt()))
          : Optional.empty();
    }
  }
}
