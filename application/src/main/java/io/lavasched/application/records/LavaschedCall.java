// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import io.lavasched.domain.job.JobId;
import io.lavasched.domain.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What another job than a lavasched job does for a crontab: it runs this program, or it dispatches
 * lavasched jobs, also by a {@code lava-dispatcher} in its command.
 *
 * <p>Source: lava 8.2 lava/handlers: cmd, exe, pkg and docker run what their payload and parameters
 * say; chain, dispatch, dag and foreach run the jobs that their payload names.
 */
public final class LavaschedCall {

  private static final Set<String> COMMANDS = Set.of("cmd", "exe", "pkg", "docker");

  private static final Set<String> DISPATCHING = Set.of("chain", "dispatch", "dag", "foreach");

  private static final Pattern PROGRAM = Pattern.compile("lavasched\\b");

  /** The command of it that rebuilds. */
  private static final Pattern RUN = Pattern.compile("\\brun\\b");

  private static final String JOB = "--job=";

  private static final String DISPATCHER = "lava-dispatcher";

  private static final Pattern JOB_OPTION =
      Pattern.compile("(?<![^\\s'\"])--job(?:=|['\"]*\\s+)['\"]*([^\\s'\";&|()<>]+)");

  /**
   * A word of a command, what it may have before a name taken off: the quotes, and the name without
   * what ends it in a shell.
   */
  private static final Pattern WORD =
      Pattern.compile("(?<!\\S)(?:['\"]*+--job=)?+(['\"]*+)([^\\s'\";&|()<>]*+)");

  /** A shell or Jinja puts in a name that nobody can read here. */
  private static final Pattern PUT_IN = Pattern.compile("[{$`]");

  private final String command;
  private final boolean isRun;
  private final Set<String> names;

  private LavaschedCall(String command, boolean isRun, Set<String> names) {
    this.command = command;
    this.isRun = isRun;
    this.names = names;
  }

  /**
   * Looks at the record of a job.
   *
   * @return empty for a job that does neither, as far as its record tells
   */
  public static Optional<LavaschedCall> of(Value.MapOf record) {
    Optional<String> type =
        record.get("type").orElse(Value.NULL) instanceof Value.Text text
            ? Optional.of(text.get())
            : Optional.empty();
    if (type.filter(COMMANDS::contains).isPresent()) {
      List<String> texts = new ArrayList<>();
      addTexts(record.get("payload").orElse(Value.NULL), texts);
      addTexts(record.get("parameters").orElse(Value.NULL), texts);
      String command = String.join(" ", texts);
      boolean isRun = isRun(command);
      return isRun || command.contains(DISPATCHER)
          ? Optional.of(new LavaschedCall(command, isRun, named(texts, command)))
          : Optional.empty();
    }
    return type.filter(DISPATCHING::contains)
        .map(any -> new LavaschedCall("", false, dispatched(record)));
  }

  /**
   * Whether this program and then its command are there. They are looked for one after the other:
   * in one pattern each mention of the program would be a start to search all the rest from.
   */
  private static boolean isRun(String command) {
    Matcher program = PROGRAM.matcher(command);
    return program.find() && RUN.matcher(command).find(program.end());
  }

  /**
   * All that may be the name of a job: found once, for a realm may have as many lavasched jobs as
   * commands.
   */
  private static Set<String> named(List<String> texts, String command) {
    Set<String> names = new HashSet<>();
    for (String text : texts) {
      names.add(text.startsWith(JOB) ? text.substring(JOB.length()) : text);
    }
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      names.add(word.group(2));
      if (!word.group(1).isEmpty()) {
        // A name with blanks in it.
        int from = word.start(1) + 1;
        int end = command.indexOf(command.charAt(word.start(1)), from);
        names.add(command.substring(from, end < 0 ? from : end));
      }
    }
    return names;
  }

  private static void addTexts(Value value, List<String> out) {
    if (value instanceof Value.Text text) {
      out.add(text.get());
    } else if (value instanceof Value.ListOf list) {
      list.items().forEach(item -> addTexts(item, out));
    } else if (value instanceof Value.MapOf map) {
      map.fields().values().forEach(item -> addTexts(item, out));
    }
  }

  private static Set<String> dispatched(Value.MapOf record) {
    String prefix =
        record.get("parameters").orElse(Value.NULL) instanceof Value.MapOf parameters
                && parameters.get("job_prefix").orElse(Value.NULL) instanceof Value.Text text
            ? text.get()
            : "";
    Value payload = record.get("payload").orElse(Value.NULL);
    List<String> named = new ArrayList<>();
    addTexts(payload, named);
    if (payload instanceof Value.MapOf map) {
      named.addAll(map.fields().keySet());
    }
    return named.stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(id -> prefix + id.strip())
        .collect(Collectors.toSet());
  }

  /** Whether it names a lavasched job. */
  public boolean isFor(String lavasched) {
    return names.contains(lavasched);
  }

  /**
   * Whether it may rebuild the crontab that a lavasched job describes: it names that job, or none
   * that anybody could read.
   *
   * @param lavasched empty where the parameters are given without a record
   */
  public boolean mayBeFor(Optional<JobId> lavasched) {
    if (lavasched.map(JobId::text).filter(this::isFor).isPresent()) {
      return true;
    }
    Matcher job = JOB_OPTION.matcher(command);
    return isRun && (!job.find() || PUT_IN.matcher(job.group(1)).find());
  }
}
