// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options are those of lava 8.2, bin/lava-dispatcher; the rules are those of argparse. */
class DispatcherArgsTest {

  private static DispatcherArgs args(String words) {
    return DispatcherArgs.of(
        words.isEmpty()
            ? List.of()
            : Arrays.stream(words.split("~", -1)).map(ShellWord::new).toList());
  }

  /** Words are apart by a tilde, for some have blanks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--level~info",
        "--level=INFO",
        "--lev~warning",
        "-l~debug",
        "-lerror",
        "-l=error",
        "-cl~notset",
        "-clinfo",
        "--check-dispatch",
        "--check",
        "--log-json~--log~@local0",
        "--log~/var/log/lava.log",
        "--log~lava.log",
        "--log=@solaris-cron",
        "--tag~any thing",
        "--tag=",
        "--tag~-1",
        "--tag~-x y",
        "--profile~p",
        "-q~queue",
        "--delay~15m",
        "--delay~900",
        "--delay~900.5",
        "--delay~0",
        "--delay~-0.4",
        "--delay~ .25 h ",
        "--delay~9e2s",
        "-d5m",
        "-d~1",
        "--param~a.b=c",
        "-pa=b",
        "--global=x=y",
        "--param~a=1~--param~a=2",
        "--param~a.b=1~--param~a.c=2~--global~a=3",
        "--param~a.b=1~--param~a=2",
        "--global~lavas=x",
        "--delay~\u00a05m\u2007",
        "--delay~\u0665m",
        "-c~--",
      })
  void takes(String words) {
    assertThat(args(words).problems(true)).isEmpty();
    assertThat(args(words).problems(false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          --levle~warning,     0, ARGS_OPTION, `args must be options of lava-dispatcher, found "--levle"`,          did you mean "--level"?
          --Level=x,           0, ARGS_OPTION, `args must be options of lava-dispatcher, found "--Level"`,          did you mean "--level"?
          -x,                  0, ARGS_OPTION, `args must be options of lava-dispatcher, found "-x"`,               it refuses the whole command; see lava-dispatcher --help
          --l~info,            0, ARGS_OPTION, `option must be told apart from others, found "--l"`,                it may be --level or --log-json or --log: write it in full
          --p=x,               0, ARGS_OPTION, `option must be told apart from others, found "--p"`,                it may be --profile or --param: write it in full
          --level,             0, ARGS_OPTION, `option --level must have a value, found none`,                      `it takes the job behind it for its value, and nothing is dispatched`
          -c~-l,               1, ARGS_OPTION, `option -l must have a value, found none`,                           `it takes the job behind it for its value, and nothing is dispatched`
          --tag~--log-json,    0, ARGS_OPTION, `option --tag must have a value, found none`,                        write the value as the next element of args
          --tag~--,            0, ARGS_OPTION, `option --tag must have a value, found none`,                        write the value as the next element of args
          --log-json=yes,      0, ARGS_OPTION, `option --log-json must stand alone, found more behind it`,          it takes no value
          -cz,                 0, ARGS_OPTION, `option -c must stand alone, found more behind it`,                  it takes no value
          --help,              0, ARGS_OPTION, `args must leave dispatching to lava-dispatcher, found --help`,      it makes the program end before it dispatches anything
          -cv,                 0, ARGS_OPTION, `args must leave dispatching to lava-dispatcher, found -v`,          it makes the program end before it dispatches anything
          --worker~w,          0, ARGS_OPTION, `args must leave the worker to the entry, found --worker`,           each entry names the worker of its job; take the option out of args
          -wcore,              0, ARGS_OPTION, `args must leave the worker to the entry, found -w`,                 each entry names the worker of its job; take the option out of args
          --realm~prod,        0, ARGS_UNSURE, `args should leave the realm to LAVA_REALM, found --realm`,          `the block sets LAVA_REALM, and the option overrides it`
          --realm=,            0, ARGS_VALUE,  `realm must not be empty, found nothing behind --realm`,             take the option out of args: the block sets LAVA_REALM
          -pa=1~-pa.b.c=2,     1, ARGS_VALUE,  `name of -p must not be below one that has a value, found "a.b.c" after "a"`, dots make levels: a name is a value or a level
          --global~lava.x=1,   0, ARGS_UNSURE, `args should leave the global lava to lava, found "lava.x"`,         `lava keeps its own values there, and the run may fail; use another name`
          -glava=1,            0, ARGS_UNSURE, `args should leave the global lava to lava, found "lava"`,           `lava keeps its own values there, and the run may fail; use another name`
          --delay~30m,         0, ARGS_VALUE,  `delay must be 0 to 15 minutes, found "30m"`,                        SQS delays no message for longer; move the schedule instead
          -d901,               0, ARGS_VALUE,  `delay must be 0 to 15 minutes, found "901"`,                        SQS delays no message for longer; move the schedule instead
          --delay~-5,          0, ARGS_VALUE,  `delay must be 0 to 15 minutes, found "-5"`,                         SQS delays no message for longer; move the schedule instead
          --delay~1e999,       0, ARGS_VALUE,  `delay must be 0 to 15 minutes, found "1e999"`,                      SQS delays no message for longer; move the schedule instead
          --delay~5 min,       0, ARGS_VALUE,  `delay must be a number and w, d, h, m or s, found "5 min"`,         `write such as 90s or 5m; without a unit it is seconds`
          --delay=,            0, ARGS_VALUE,  `delay must be a number and w, d, h, m or s, found ""`,              `write such as 90s or 5m; without a unit it is seconds`
          --delay~5M,          0, ARGS_VALUE,  `delay must be a number and w, d, h, m or s, found "5M"`,            `write such as 90s or 5m; without a unit it is seconds`
          -delay~5m,           0, ARGS_VALUE,  `delay must be a number and w, d, h, m or s, found "elay"`,          did you mean "--delay"?
          --level~warnning,    0, ARGS_VALUE,  `level must be debug, info, warning, error or critical, found "warnning"`, did you mean "warning"?
          --level~10,          0, ARGS_VALUE,  `level must be debug, info, warning, error or critical, found "10"`, `known: debug, info, warning, error, critical`
          --log~@local9,       0, ARGS_VALUE,  `target of --log must be a facility of syslog, found "@local9"`,     `write such as @local0 or @daemon, or the name of a file`
          --param~secret,      0, ARGS_VALUE,  `value of --param must be name=value, found no =`,                   `write it as one element: "--param", "name=value"`
          other/job,           0, ARGS_JOB,    `args must be options of lava-dispatcher, found "other/job", which is dispatched as a job by every entry`, give a job a schedule of its own
          --~other,            1, ARGS_JOB,    `args must be options of lava-dispatcher, found "other", which is dispatched as a job by every entry`, give a job a schedule of its own
          -5,                  0, ARGS_JOB,    `args must be options of lava-dispatcher, found "-5", which is dispatched as a job by every entry`, give a job a schedule of its own
          --level info,        0, ARGS_JOB,    `args must be options of lava-dispatcher, found "--level info", which is dispatched as a job by every entry`, `write one word an element: "--level", "warning"`
          level~--log-json,    0, ARGS_JOB,    `args must be options of lava-dispatcher, found "level", which it takes for the job, and refuses that of the entry`, did you mean "--level"?
          \u2014level=info,    0, ARGS_JOB,    `args must be options of lava-dispatcher, found "\u2014level=info", which is dispatched as a job by every entry`, an option begins with plain hyphens
          """)
  void refuses(String words, int at, ProblemCode code, String message, String hint) {
    List<Problem> problems = args(words).problems(true);

    assertThat(problems).isNotEmpty();
    Problem first = problems.get(0);
    assertThat(first.code()).isEqualTo(code);
    assertThat(first.message()).isEqualTo(message);
    assertThat(first.hint()).isEqualTo(Optional.of(hint));
    assertThat(first.location().path()).isEqualTo("parameters.args[" + at + "]");
    assertThat(args(words).problems(false))
        .hasSameSizeAs(problems)
        .allMatch(problem -> problem.code() == ProblemCode.ARGS_UNSURE)
        .extracting(Problem::message)
        .startsWith(message);
  }

  @ParameterizedTest
  @CsvSource({
    "'', -1",
    "--delay~90s, 90",
    "--del=2m, 120",
    "-d~1~-d5, 5",
    "-cd.5h, -1",
    "-cd.1h, 360",
    "--delay~16m, -1",
    "--delay, -1",
    "--tag~--delay, -1",
    "--~-d~5, -1",
  })
  void theLastDelayCounts(String words, int seconds) {
    assertThat(args(words).delaySeconds())
        .isEqualTo(seconds < 0 ? OptionalInt.empty() : OptionalInt.of(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "--check-dispatch, true",
    "--c, true",
    "-c, false",
    "--tag~--check-dispatch, true",
    "--tag=--check-dispatch, false",
    "--~--check-dispatch, false",
  })
  void knowsWhetherTheFileCounts(String words, boolean checks) {
    assertThat(args(words).checksDispatch()).isEqualTo(checks);
  }

  /** Each with its full name, where its word is, and what its value is. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          -q~q~--prof=p,      `0 QUEUE -q q, 2 PROFILE --profile p`
          --del~5m~-cpa=1,    `0 DELAY --delay 5m, 2 FLAG -c, 2 PARAM -p a=1`
          --level,            ``
          job~--log-json~--,  `1 FLAG --log-json`
          """)
  void gives(String words, String given) {
    assertThat(
            args(words).given().stream()
                .map(
                    option ->
                        (option.at() + " " + option.use() + " " + option.name())
                            + option.value().map(value -> " " + value).orElse(""))
                .toList())
        .isEqualTo(given.isEmpty() ? List.of() : List.of(given.split(", ")));
  }

  /** Nobody mends more than 8 at once, but an error must not hide behind what is unsure. */
  @ParameterizedTest
  @CsvSource({
    "20, 1, 7, 1",
    "20, 3, 5, 3",
    "20, 20, 0, 8",
    "3, 2, 3, 2",
    "8, 0, 8, 0",
    "9, 0, 8, 0",
    "0, 9, 0, 8",
  })
  void ofMoreThanEightErrorsComeFirst(int unsure, int errors, int shownUnsure, int shownErrors) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < unsure; i++) {
      words.addAll(List.of("--realm", "r"));
    }
    for (int i = 0; i < errors; i++) {
      words.add("--nope");
    }
    List<Problem> problems =
        DispatcherArgs.of(words.stream().map(ShellWord::new).toList()).problems(true);

    assertThat(problems).hasSize(shownUnsure + shownErrors);
    assertThat(problems.subList(0, shownUnsure))
        .allMatch(problem -> problem.code() == ProblemCode.ARGS_UNSURE);
    assertThat(problems.subList(shownUnsure, problems.size()))
        .allMatch(problem -> problem.code() == ProblemCode.ARGS_OPTION);
  }

  @Property
  void neverThrows(@ForAll("words") List<String> words) {
    DispatcherArgs args = DispatcherArgs.of(words.stream().map(ShellWord::new).toList());

    assertThat(args.problems(true)).hasSameSizeAs(args.problems(false));
  }

  /** What the entries are read back by and what is checked are the same options. */
  @Property
  void knownOptionsHaveNoUnknownNames(@ForAll("words") List<String> words) {
    if (DispatcherOptions.areAll(words)) {
      assertThat(
              DispatcherArgs.of(words.stream().map(ShellWord::new).toList()).problems(true).stream()
                  .filter(problem -> problem.message().startsWith("args must be options")))
          .isEmpty();
    }
  }

  @Provide
  Arbitrary<List<String>> words() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "--",
                "-",
                "",
                "-c",
                "-cl",
                "-l",
                "--level",
                "--log",
                "--lo",
                "-d",
                "5m",
                "--delay=",
                "-5",
                "-x y",
                "--help",
                "info",
                "--tag",
                "=",
                "-=",
                "--="),
            Arbitraries.strings().withChars("-=cdlx5 ").ofMaxLength(5))
        .list()
        .ofMaxSize(5);
  }
}
