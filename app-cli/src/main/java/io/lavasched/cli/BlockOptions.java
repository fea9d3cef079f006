package io.lavasched.cli;

import io.lavasched.domain.usecase.OnInvalid;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

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
}
