package io.lavasched.cli;

import io.lavasched.domain.crontab.EntryLayout;
import io.lavasched.domain.usecase.OnInvalid;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How the block is made, and where it goes. */
@SuppressWarnings("NullAway") // picocli leaves null what was not given
final class BlockOptions {

  static final String HEADING = "%nHow the block is made, and where it goes:%n";

  @Option(
      names = "--crontab-file",
      paramLabel = "FILE",
      description =
          "A plain file instead of the crontab program; a missing file is an empty crontab.")
  private Path crontabFile;

  @Option(
      names = "--on-invalid",
      paramLabel = "keep|drop|fail",
      description =
          "What becomes of a job whose record is bad: its installed entries stay (keep), they are left"
              + " out (drop), or nothing is written (fail). Default: keep.")
  private OnInvalid onInvalid = OnInvalid.KEEP;

  @Option(
      names = "--skip-disabled",
      description =
          "Leave out jobs with \"enabled\": false. Without it they are dispatched, and the worker skips"
              + " them.")
  private boolean skipDisabled;

  @Option(
      names = "--dispatcher-program",
      paramLabel = "PATH",
      description =
          "What the entries run. Default: LAVA_DISPATCHER, the realm record's config.DISPATCHER,"
              + " /usr/local/bin/lava-dispatcher.")
  private String program;

  @Option(
      names = "--coalesce",
      paramLabel = "JOBS",
      arity = "0..1",
      fallbackValue = "25",
      description =
          "Let jobs of one dispatcher with the same schedule, worker and arguments share an entry, at"
              + " most so many (1 to 1000) and as the line limit of cron has it. Alone: 25. Without"
              + " it each has an entry of its own.")
  private int jobsPerLine = EntryLayout.PLAIN.jobsPerLine();

  @Option(
      names = "--spread",
      paramLabel = "SECONDS",
      description =
          "Delay each job by 0 to so many seconds (at most 900), always the same for one job, so that"
              + " those of one minute do not all come at once. Default: 0, no delay.")
  private int spreadSeconds = EntryLayout.PLAIN.spreadSeconds();

  Optional<Path> crontabFile() {
    return Optional.ofNullable(crontabFile);
  }

  OnInvalid onInvalid() {
    return onInvalid;
  }

  boolean skipDisabled() {
    return skipDisabled;
  }

  Optional<String> program() {
    return Optional.ofNullable(program);
  }

  /** How entries are put into lines. */
  EntryLayout layout(CommandSpec spec) {
    require(spec, "--coalesce", "jobs a line", jobsPerLine, 1, EntryLayout.MOST_PER_LINE);
    require(spec, "--spread", "seconds (15 minutes)", spreadSeconds, 0, EntryLayout.MOST_SPREAD);
    return new EntryLayout(jobsPerLine, spreadSeconds);
  }

  private static void require(
      CommandSpec spec, String option, String unit, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          option + " must be " + least + " to " + most + " " + unit + ", found " + value);
    }
  }
}
