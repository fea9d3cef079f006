package io.lavasched.cli;

import io.lavasched.crontab.AccountLock;
import io.lavasched.crontab.BackupFolder;
import io.lavasched.crontab.CrontabFile;
import io.lavasched.crontab.CrontabProgram;
import io.lavasched.crontab.StateFolder;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.port.CrontabArchive;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.dynamodb.AwsOptions;
import io.lavasched.dynamodb.FileJobsTable;
import io.lavasched.dynamodb.LiveJobsTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The only place that makes adapters. */
final class Wiring {

  private Wiring() {}

  static JobsTable files(Path path) {
    return FileJobsTable.read(path);
  }

  /** Checked even where the records come from files: a slip is told, not passed over. */
  static AwsOptions aws(SourceOptions options, CommandSpec spec) {
    try {
      return new AwsOptions(options.region(), options.profile(), options.endpointUrl());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  static JobsTable table(RealmName realm, AwsOptions options, Environment environment) {
    return LiveJobsTable.open(realm, options, environment.variables());
  }

  static CrontabStore crontab(Optional<Path> file, Environment environment) {
    return file.<CrontabStore>map(CrontabFile::new)
        .orElseGet(
            () ->
                new CrontabProgram(
                    CrontabProgram.find(environment.variables()), state(environment)));
  }

  static CrontabArchive archive(Optional<Path> file, Environment environment) {
    StateFolder folder = state(environment);
    return file.map(path -> BackupFolder.ofFile(folder, path, environment.clock()))
        .orElseGet(() -> BackupFolder.ofAccount(folder, environment.clock()));
  }

  static AccountLock lock(Duration wait, Environment environment) {
    return AccountLock.acquire(state(environment), wait);
  }

  private static StateFolder state(Environment environment) {
    return StateFolder.of(environment.variables());
  }
}
