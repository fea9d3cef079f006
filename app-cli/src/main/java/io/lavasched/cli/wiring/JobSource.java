// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.wiring;

import io.lavasched.application.port.JobsTable;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.application.records.RebuildSettings;
import io.lavasched.application.records.WholeRecord;
import io.lavasched.cli.option.JobOptions;
import io.lavasched.cli.option.SourceOptions;
import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.InvalidInput;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.lavasched.LavaschedJob;
import io.lavasched.domain.problem.Location;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Subject;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.file.JobFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where the lavasched job comes from: the record source, a file, or the command line itself. */
final class JobSource {

  /** More than any parameter has; each level is a call within a call. */
  private static final int MOST_LEVELS = 32;

  private static final Subject COMMAND_LINE = new Subject(Subject.Kind.COMMAND_LINE, "");

  private final Function<JobsTable, SourceRecord> find;
  private final Map<String, String> overrides;
  private final boolean direct;

  private JobSource(
      Function<JobsTable, SourceRecord> find, Map<String, String> overrides, boolean direct) {
    this.find = find;
    this.overrides = overrides;
    this.direct = direct;
  }

  /** Checks that the options name one job. */
  static JobSource of(
      JobOptions options, SourceOptions source, Environment environment, CommandSpec spec) {
    boolean direct = !options.dispatchers().isEmpty();
    int ways =
        (options.job().isPresent() ? 1 : 0)
            + (options.jobFile().isPresent() ? 1 : 0)
            + (direct ? 1 : 0);
    if (ways != 1) {
      throw usage(
          spec,
          "one of --job, --job-file and --dispatcher must be given, found "
              + (ways == 0 ? "none" : "more than one"));
    }
    if (!direct && !(options.env().isEmpty() && options.args().isEmpty())) {
      throw usage(
          spec, "--env and --arg must come with --dispatcher; for a lavasched job use --param");
    }
    if (options.jobFile().filter(String::isEmpty).isPresent()) {
      throw usage(spec, "--job-file must be a path, found \"\"");
    }
    if (source.isInput() && options.jobFile().filter("-"::equals).isPresent()) {
      throw usage(spec, "only one of --jobs and --job-file can be standard input, found both");
    }
    Map<String, String> overrides = pairs("--param", options.params(), spec);
    if (overrides.keySet().stream().anyMatch(JobSource::isTooDeep)) {
      throw usage(spec, "--param must have at most " + MOST_LEVELS + " levels");
    }
    if (direct) {
      SourceRecord record = directly(options, spec);
      return new JobSource(table -> record, overrides, true);
    }
    if (options.jobFile().isPresent()) {
      String file = options.jobFile().get();
      return new JobSource(table -> fromFile(file, environment), overrides, false);
    }
    JobId id = id(options.job().orElseThrow(), spec);
    return new JobSource(table -> find(id, table), overrides, false);
  }

  private static boolean isTooDeep(String name) {
    return name.chars().filter(c -> c == '.').count() >= MOST_LEVELS;
  }

  /**
   * A lavasched job.
   *
   * @param job what it builds
   * @param settings what its record says about how
   */
  record Read(LavaschedJob job, RebuildSettings settings) {}

  /** The job itself; what is wrong with it ends the run with exit code 1. */
  Read read(JobsTable table) {
    WholeRecord record = new WholeRecord(find.apply(table));
    Parsed<LavaschedJob> job = record.lavaschedJob(overrides);
    Parsed<LavaschedJob> placed = direct ? job.mapProblems(JobSource::onCommandLine) : job;
    Parsed<RebuildSettings> settings = record.settings().mapProblems(p -> p.in(record.subject()));
    if (placed.value().isEmpty() || settings.value().isEmpty()) {
      List<Problem> problems = new ArrayList<>(placed.problems());
      problems.addAll(settings.problems());
      throw new InvalidInput(record.once(problems));
    }
    return new Read(placed.value().get(), settings.value().get());
  }

  /** The same, for those who go on without it. */
  Parsed<Read> tryToRead(JobsTable table) {
    try {
      return Parsed.ok(read(table));
    } catch (InvalidInput e) {
      return new Parsed.Bad<>(e.problems());
    }
  }

  private static Problem onCommandLine(Problem problem) {
    Location at = problem.location();
    return new Problem(
        problem.code(),
        new Location(Optional.of(COMMAND_LINE), at.path(), at.column()),
        problem.message(),
        problem.hint(),
        problem.excerpt());
  }

  private static SourceRecord find(JobId id, JobsTable table) {
    return table
        .find(id)
        .orElseThrow(
            () ->
                new InvalidInput(
                    List.of(
                        Problem.of(
                                ProblemCode.JOB_NOT_FOUND,
                                "lavasched job must be in "
                                    + table.describe()
                                    + ", found no record "
                                    + Quoted.of(id.text()))
                            .withHint("check --job and --realm")
                            .in(COMMAND_LINE))));
  }

  /** Whatever is wrong with the file of the job is wrong with the job. */
  private static SourceRecord fromFile(String file, Environment environment) {
    if (file.equals("-")) {
      return readFile(environment.in(), "standard input");
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      return readFile(in, file);
    } catch (NoSuchFileException e) {
      throw badFile("job file must exist, found no " + Quoted.of(file), Optional.empty());
    } catch (IOException | InvalidPathException e) {
      throw badFile(
          "job file must be readable, found " + Quoted.escape(String.valueOf(e.getMessage())),
          Optional.empty());
    }
  }

  private static SourceRecord readFile(InputStream in, String name) {
    try {
      return JobFile.read(in, name);
    } catch (StoreException e) {
      throw badFile(e.getMessage(), e.hint());
    }
  }

  private static InvalidInput badFile(String message, Optional<String> hint) {
    return new InvalidInput(
        List.of(Problem.of(ProblemCode.JOB_FILE, message).withHint(hint).in(COMMAND_LINE)));
  }

  private static SourceRecord directly(JobOptions options, CommandSpec spec) {
    Map<String, Value> env = new LinkedHashMap<>();
    pairs("--env", options.env(), spec).forEach((name, v) -> env.put(name, new Value.Text(v)));
    Map<String, Value> parameters = new LinkedHashMap<>();
    parameters.put("dispatcher", texts(options.dispatchers()));
    parameters.put("args", texts(options.args()));
    parameters.put("env", new Value.MapOf(env));
    return new SourceRecord(
        "command line",
        new Value.MapOf(
            Map.of(
                "type",
                new Value.Text(LavaschedJob.TYPE),
                "parameters",
                new Value.MapOf(parameters))));
  }

  private static Value texts(List<String> texts) {
    return new Value.ListOf(texts.stream().<Value>map(Value.Text::new).toList());
  }

  private static Map<String, String> pairs(String option, List<String> pairs, CommandSpec spec) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        // The text may hold a secret: it is not shown.
        throw usage(spec, option + " must be NAME=VALUE, found no name or no \"=\"");
      }
      map.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return map;
  }

  private static JobId id(String text, CommandSpec spec) {
    return JobId.parse(text)
        .fold(
            ok -> ok.get(),
            bad -> {
              throw usage(spec, "--job: " + SourceOptions.message(bad.problems().get(0)));
            });
  }

  private static ParameterException usage(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
