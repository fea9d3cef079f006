// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Crontab entries as lava's own handler writes them: the cron string unread, everything behind it
 * quoted for a shell. Made from a description of the handler, and independent of the code under
 * test.
 */
public final class HandlerLines {

  /** What hostile cron strings are made of. */
  private static final List<String> PARTS =
      List.of(
          " ",
          " ",
          " ",
          "  ",
          "\t",
          "--worker",
          "--worker",
          " --worker w ",
          "'--worker'",
          "--wor'ker'",
          "\\--worker",
          "/usr/local/bin/lava-dispatcher",
          "/tmp/evil/lava-dispatcher",
          "/tmp/evil",
          "'/tmp/evil",
          "\"/tmp/evil/lava-dispatcher\"",
          "/opt/my lava/d",
          "/lava-dispatcher",
          "w",
          "x",
          "job",
          "-",
          "--",
          "'",
          "'",
          "\"",
          "\\",
          "\\",
          "\\\\",
          "'\\\\'",
          "'x\\\\y'",
          "\"x\\\\y\"",
          "\"a\\\"b\"",
          "\"\\$x\\`\\z\"",
          "\\\"",
          "%",
          "\\%",
          "#",
          "&&",
          ";",
          "$(id)",
          "A=1",
          "'/usr/bin/env' ",
          " LD_PRELOAD=/tmp/evil ",
          "\"$(printf '\\043')\"",
          "\u00e9",
          "\0",
          "\r");

  private static final List<String> PROGRAMS =
      List.of(
          "/usr/local/bin/lava-dispatcher",
          "/opt/lava/bin/lava-dispatcher",
          "/opt/my lava/d",
          "/opt/my lava/lava-dispatcher",
          "/opt/it's/lava-dispatcher",
          "/opt/it's /lava-dispatcher",
          "/opt/100%/lava-dispatcher",
          "/opt/x",
          "/lava-dispatcher");

  private HandlerLines() {}

  /**
   * One entry of the handler.
   *
   * @param cron the cron string, or what its author wrote in its place
   * @param program what runs
   * @param worker whose queue
   * @param args extra arguments
   * @param job which job
   */
  public record Entry(String cron, String program, String worker, List<String> args, String job) {

    /**
     * What the handler writes.
     *
     * @return one line without its newline, or more if the cron string has line breaks
     */
    public String text() {
      return Stream.of(
              Stream.of(cron, quoted(program), "--worker", quoted(worker)),
              args.stream().map(HandlerLines::quoted),
              Stream.of(quoted(job)))
          .flatMap(words -> words)
          .collect(Collectors.joining(" "));
    }
  }

  /** As Python's {@code shlex.quote}. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\"'\"'") + "'";
  }

  /**
   * Programs that handlers may have been told to use.
   *
   * @return full paths
   */
  public static Arbitrary<String> programs() {
    return Arbitraries.of(PROGRAMS);
  }

  /**
   * Hostile cron strings of one line: often a valid one at the start, and then commands, halves of
   * quotes, ends of commands.
   *
   * @return also valid ones
   */
  public static Arbitrary<String> crons() {
    Arbitrary<String> starts = Arbitraries.of("@daily", "* * * * *", "0\t6 * * mon", "0 6 * *", "");
    Arbitrary<String> rest = parts(8);
    return Arbitraries.frequencyOf(
        Tuple.of(2, CronFields.valid()),
        Tuple.of(4, Combinators.combine(starts, rest).as((a, b) -> a + " " + b)),
        Tuple.of(4, Combinators.combine(starts, attacks(), rest).as((a, b, c) -> a + " " + b + c)),
        Tuple.of(1, rest));
  }

  private static Arbitrary<String> attacks() {
    return Arbitraries.of(
        "/tmp/evil/lava-dispatcher --worker w x",
        "/tmp/evil/lava-dispatcher --worker w x #",
        "/tmp/evil/lava-dispatcher --worker w x%",
        "/tmp/evil/lava-dispatcher --worker w 'x",
        "/tmp/evil/lava-dispatcher --worker w \"x",
        "/tmp/evil/lava-dispatcher --worker w x\\",
        "/tmp/evil/lava-dispatcher --worker",
        "/tmp/evil/lava-dispatcher",
        "/tmp/evil\\",
        "'/tmp/evil",
        "\"/tmp/evil",
        "'/usr/bin/env' LD_PRELOAD=/tmp/evil",
        "'/usr/bin/env' A=1 '/tmp/evil/lava-dispatcher' --worker w x",
        "/usr/local/bin/lava-dispatcher --worker w other",
        "/usr/local/bin/lava-dispatcher --worker w 'other");
  }

  /**
   * Hostile cron strings of one line or more.
   *
   * @return see {@link #crons()}
   */
  public static Arbitrary<String> cronsWithLineBreaks() {
    return crons().list().ofMinSize(1).ofMaxSize(3).map(lines -> String.join("\n", lines));
  }

  /**
   * Names of workers and jobs, and arguments: what makes sense, and what means something to a shell
   * once the quotes around it are turned inside out.
   *
   * @return never empty
   */
  public static Arbitrary<String> names() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.of("w", "job", "demo/etl", "big one", "it's", "100%", "-x", "--")),
        Tuple.of(1, Texts.names()),
        Tuple.of(
            1,
            Arbitraries.of(
                "'",
                "\"",
                "x'",
                "'x",
                "\\",
                "x\\",
                "/usr/local/bin/lava-dispatcher",
                "/lava-dispatcher --worker w x",
                " --worker x",
                "' --worker x '",
                "x --worker y",
                "\" --worker \"")),
        Tuple.of(1, parts(3).filter(name -> !name.isEmpty())));
  }

  private static Arbitrary<String> parts(int most) {
    return Arbitraries.of(PARTS).list().ofMaxSize(most).map(parts -> String.join("", parts));
  }

  /**
   * Entries in quoting of any kind, most of it unsound: a valid start, and then anything.
   *
   * @return one line
   */
  public static Arbitrary<String> soups() {
    Arbitrary<String> starts =
        Arbitraries.of(
            "/usr/local/bin/lava-dispatcher --worker w ",
            "/usr/local/bin/lava'-dispatcher' \"--worker\"\tw ",
            "'/opt/my lava/lava-dispatcher' --worker ");
    return Combinators.combine(starts, parts(8)).as((start, rest) -> "@daily " + start + rest);
  }

  /**
   * Entries of the handler.
   *
   * @param crons their cron strings
   * @return entries
   */
  public static Arbitrary<Entry> entries(Arbitrary<String> crons) {
    return Combinators.combine(crons, programs(), names(), names().list().ofMaxSize(2), names())
        .as(Entry::new);
  }
}
