// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.option;

import io.lavasched.application.records.OnInvalid;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.EntryLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** How the block is made, and where it goes. */
public final class BlockOptions {

  private static final String HEADING = "%nHow the block is made, and where it goes:%n";

  /** Of every command that has the option of the dispatcher program. */
  public static final String PROGRAM =
      "What the entries run. Default: LAVA_DISPATCHER, the realm record's config.DISPATCHER,"
          + " /usr/local/bin/lava-dispatcher.";

  private final CrontabFileOption crontabFile = new CrontabFileOption();

  private final CronOption cron = new CronOption();

  private final OptionSpec onInvalid =
      Options.one(OnInvalid.class, "keep|drop|fail", "--on-invalid")
          .description(
              "What to do with a job whose record is bad: its installed entries stay (keep),"
                  + " they are removed (drop), or nothing at all is written (fail). Default: keep.")
          .build();

  private final OptionSpec skipDisabled = skipDisabledOption();

  private final OptionSpec program =
      Options.one(String.class, "PATH", "--dispatcher-program").description(PROGRAM).build();

  private final OptionSpec coalesce =
      Options.one(int.class, "JOBS", "--coalesce")
          .arity("0..1")
          .fallbackValue(String.valueOf(RebuildSettings.COALESCE))
          .description(
              "Let jobs with the same dispatcher, schedule, worker and arguments share an"
                  + " entry: at most JOBS of them (1 to 1000; without a number 25), fewer if cron"
                  + " takes no longer line. Without this option each job has entries of its own.")
          .build();

  private final OptionSpec spread = spreadOption();

  /** Of every command that has it. */
  public static OptionSpec skipDisabledOption() {
    return Options.flag("--skip-disabled")
        .description(
            "Leave out disabled jobs: those that a worker surely skips. Without this option"
                + " they are dispatched, and the worker skips them.")
        .build();
  }

  /** Of every command that has it. */
  public static OptionSpec spreadOption() {
    return Options.one(int.class, "SECONDS", "--spread")
        .description(
            "Delay each job by 0 to SECONDS (at most 900), always the same for one job, so"
                + " that jobs of the same minute do not all come at once. Default: 0, no delay.")
        .build();
  }

  public void addTo(CommandSpec command, int order) {
    Options.addGroup(
        command,
        HEADING,
        order,
        crontabFile.spec,
        cron.option,
        onInvalid,
        skipDisabled,
        program,
        coalesce,
        spread);
  }

  /** Those that say something about a crontab, and nothing about schedules. */
  public List<OptionSpec> ofCrontabAlone() {
    return List.of(crontabFile.spec, cron.option, program, coalesce);
  }

  public Optional<Path> crontabFile() {
    return crontabFile.file();
  }

  public Optional<CronDialect> cron() {
    return cron.given();
  }

  public OnInvalid onInvalid(RebuildSettings settings) {
    return Options.<OnInvalid>value(onInvalid).or(settings::onInvalid).orElse(OnInvalid.KEEP);
  }

  public boolean skipDisabled(RebuildSettings settings) {
    return Options.<Boolean>value(skipDisabled).or(settings::skipDisabled).orElse(false);
  }

  public Optional<String> program() {
    return Options.value(program);
  }

  /** Whether entries were asked to share lines, were it one each. */
  public boolean coalesces(RebuildSettings settings) {
    return Options.value(coalesce).isPresent() || settings.coalesce().isPresent();
  }

  /** What these options say, where they are given; checked. */
  public RebuildSettings given(CommandSpec spec) {
    check(spec);
    return new RebuildSettings(
        number(coalesce),
        number(spread),
        Options.value(skipDisabled),
        Options.value(onInvalid),
        Set.of());
  }

  private static OptionalInt number(OptionSpec option) {
    return Options.<Integer>value(option).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** Checks the numbers, before anything is read. */
  public void check(CommandSpec spec) {
    layout(RebuildSettings.NONE, spec);
  }

  /** How entries are put into lines. */
  public EntryLayout layout(RebuildSettings settings, CommandSpec spec) {
    EntryLayout plain = EntryLayout.PLAIN;
    int jobs =
        Options.<Integer>value(coalesce).orElse(settings.coalesce().orElse(plain.jobsPerLine()));
    int seconds =
        Options.<Integer>value(spread).orElse(settings.spread().orElse(plain.spreadSeconds()));
    require(spec, "--coalesce", "jobs a line", jobs, 1, EntryLayout.MOST_PER_LINE);
    requireSpread(seconds, spec);
    return new EntryLayout(jobs, seconds);
  }

  /** Checks the value of the option. */
  public static void requireSpread(int seconds, CommandSpec spec) {
    require(spec, "--spread", "seconds (15 minutes)", seconds, 0, EntryLayout.MOST_SPREAD);
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
