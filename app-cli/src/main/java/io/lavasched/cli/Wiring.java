package io.lavasched.cli;

import io.lavasched.crontab.CrontabFile;
import io.lavasched.crontab.CrontabProgram;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.port.CrontabStore;
import io.lavasched.domain.port.JobsTable;
import io.lavasched.dynamodb.AwsOptions;
import io.lavasched.dynamodb.FileJobsTable;
import io.lavasched.dynamodb.LiveJobsTable;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The only place that makes adapters. */
final class Wiring {

  private Wiring() {}

  static JobsTable files(Path path) {
    return FileJobsTable.read(path);
  }

  static JobsTable table(
      RealmName realm, SourceOptions options, Environment environment, CommandSpec spec) {
    try {
      return LiveJobsTable.open(
          realm,
          new AwsOptions(options.region(), options.profile(), options.endpointUrl()),
          environment.variables());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  static CrontabStore crontab(Optional<Path> file, Environment environment) {
    return file.<CrontabStore>map(CrontabFile::new)
        .orElseGet(() -> new CrontabProgram(CrontabProgram.find(environment.variables())));
  }
}
