// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.port.CrontabArchive;
import io.lavasched.application.port.CrontabStore;
import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.LastRuns;
import io.lavasched.application.port.RunMemory;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.AwsOptions;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.Version;
import io.lavasched.crontab.file.CrontabFile;
import io.lavasched.crontab.program.CrontabProgram;
import io.lavasched.crontab.state.AccountLock;
import io.lavasched.crontab.state.BackupFolder;
import io.lavasched.crontab.state.LastRunFile;
import io.lavasched.crontab.state.RunReportFile;
import io.lavasched.crontab.state.StateFolder;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.text.Quoted;
import io.lavasched.dynamodb.file.FileJobsTable;
import io.lavasched.dynamodb.live.LiveJobsTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Makes the jobs table, the crontab and the kept crontabs that the options of a command name. */
public final class Wiring {

  private static final String CRONTAB_SECONDS = "LAVASCHED_CRONTAB_SECONDS";

  static final String RUN_SECONDS = "LAVASCHED_RUN_SECONDS";

  private Wiring() {}

  /** The files of {@code --jobs} where they are given, and else the live table of the realm. */
  public static JobsTable jobsTable(
      SourceOptions options, AwsOptions aws, Environment environment, CommandSpec spec) {
    return files(options, options.realmIfGiven(environment, spec), environment)
        .orElseGet(
            () ->
                LiveJobsTable.open(options.realm(environment, spec), aws, environment.variables()));
  }

  private static Optional<JobsTable> files(
      SourceOptions options, Optional<RealmName> realm, Environment environment) {
    return options
        .jobs()
        .map(
            path ->
                options.isInput()
                    ? FileJobsTable.read(environment.in(), "standard input", realm)
                    : FileJobsTable.read(path, realm))
        .map(FileJobsTable::requireRecords);
  }

  /** Checked even where the records come from files: a slip is reported, not passed over. */
  public static AwsOptions aws(SourceOptions options, CommandSpec spec) {
    try {
      return new AwsOptions(options.region(), options.profile(), options.endpointUrl());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  public static CrontabStore crontab(
      Optional<Path> file, Environment environment, CommandSpec spec) {
    return file.<CrontabStore>map(CrontabFile::new)
        .orElseGet(
            () ->
                new CrontabProgram(
                    CrontabProgram.find(environment.variables()),
                    crontabLimit(environment, spec),
                    state(environment)));
  }

  /** Whether a crontab could not be read because the account can have none. */
  public static boolean hasNoCrontab(StoreException failure) {
    return CrontabProgram.isDenied(failure);
  }

  /** A slow network file system may take longer than it should. */
  static Duration crontabLimit(Environment environment, CommandSpec spec) {
    return seconds(CRONTAB_SECONDS, CrontabProgram.DEFAULT_LIMIT, environment, spec);
  }

  public static RunLimit runLimit(Environment environment, CommandSpec spec) {
    return new RunLimit(seconds(RUN_SECONDS, RunLimit.DEFAULT, environment, spec));
  }

  private static Duration seconds(
      String variable, Duration otherwise, Environment environment, CommandSpec spec) {
    return environment
        .variable(variable)
        .map(
            text -> {
              if (!text.matches("[1-9][0-9]{0,3}")) {
                throw new ParameterException(
                    spec.commandLine(),
                    variable
                        + " must be a whole number of seconds from 1 to 9999, found "
                        + Quoted.of(text));
              }
              return Duration.ofSeconds(Integer.parseInt(text));
            })
        .orElse(otherwise);
  }

  public static CrontabArchive archive(Optional<Path> file, Environment environment) {
    StateFolder folder = state(environment);
    return file.map(path -> BackupFolder.ofFile(folder, path, environment.clock()))
        .orElseGet(() -> BackupFolder.ofAccount(folder, environment.clock()));
  }

  public static RunMemory memory(Optional<Path> file, Environment environment) {
    StateFolder folder = state(environment);
    return file.map(path -> LastRunFile.ofFile(folder, path, Version.get()))
        .orElseGet(() -> LastRunFile.ofAccount(folder, Version.get()));
  }

  public static LastRuns lastRuns(Optional<Path> file, Environment environment) {
    StateFolder folder = state(environment);
    return file.isPresent()
        ? RunReportFile.ofFile(folder, file.get())
        : RunReportFile.ofAccount(folder);
  }

  /** The last run for a group of schedules. */
  public static LastRuns lastRunsOfGroup(String group, Environment environment) {
    return RunReportFile.ofGroup(state(environment), group);
  }

  /** The texts that a group of schedules once was. */
  public static CrontabArchive archiveOfGroup(String group, Environment environment) {
    return BackupFolder.ofGroup(state(environment), group, environment.clock());
  }

  public static AccountLock lock(Duration wait, Environment environment) {
    return AccountLock.acquire(state(environment), wait);
  }

  static StateFolder state(Environment environment) {
    return StateFolder.of(environment.variables());
  }
}
