// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lavasched.cli.process.Environment;
import io.lavasched.cli.process.ExitCode;
import io.lavasched.cli.process.ExitCodes;
import io.lavasched.cli.process.RunId;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What holds for every command and every option, those that are still to come included. */
class CommandModelTest {

  private static final int WIDEST = 100;

  @TempDir static Path directory;

  static List<CommandSpec> commands() {
    CommandLine line = Lavasched.commandLine(environment(), List.of());
    List<CommandSpec> commands = new ArrayList<>();
    commands.add(line.getCommandSpec());
    line.getSubcommands().values().forEach(sub -> commands.add(sub.getCommandSpec()));
    return commands;
  }

  private static Environment environment() {
    return new Environment(
        Map.of(),
        System.in,
        System.out,
        System.err,
        false,
        false,
        false,
        () -> false,
        Clock.systemUTC(),
        ZoneOffset.UTC,
        new RunId(Map.of()));
  }

  static List<String> commandNames() {
    return commands().stream().map(CommandSpec::qualifiedName).toList();
  }

  private static CommandSpec command(String name) {
    return commands().stream()
        .filter(c -> c.qualifiedName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("commandNames")
  void everyCommandSaysWhatItIsAndShowsHowItIsUsed(String name) {
    CommandSpec command = command(name);

    assertThat(command.usageMessage().header()).hasSize(1);
    assertThat(command.usageMessage().header()[0]).matches("[A-Z].*\\.");
    assertThat(command.usageMessage().description()).isNotEmpty();
    assertThat(examples(command)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("commandNames")
  void everyOptionIsDescribed(String name) {
    for (OptionSpec option : command(name).options()) {
      String description = String.join("", option.description());
      assertThat(description).as(option.longestName()).matches("(?s)[A-Z\"j].*\\.");
      assertThat(option.names())
          .as("%s has a long name", option)
          .anyMatch(n -> n.matches("--[a-z]+(-[a-z]+)*"));
      if (option.arity().max() > 0) {
        assertThat(option.paramLabel()).matches("[A-Z]+(=[A-Z]+)?|[a-z]+(\\|[a-z]+)+");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commandNames")
  void shellsCompleteTheWordsOfTheHelp(String name) {
    for (OptionSpec option : command(name).options()) {
      if (option.type().isEnum()) {
        String help = option.paramLabel() + " " + String.join("", option.description());

        assertThat(option.completionCandidates())
            .as(option.longestName())
            .isNotEmpty()
            .allMatch(word -> help.matches(".*\\b" + word + "\\b.*"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commandNames")
  void noOptionIsThereTwice(String name) {
    Set<String> seen = new HashSet<>();
    for (OptionSpec option : command(name).options()) {
      for (String optionName : option.names()) {
        assertThat(seen.add(optionName)).as(optionName).isTrue();
      }
    }
    assertThat(seen)
        .contains("-h", "--help", "-v", "--version", "-l", "--level", "--log-json", "-c")
        .contains("--no-colour", "--no-color");
  }

  @Test
  void anOptionMeansTheSameEverywhere() {
    Map<String, String> meanings = new HashMap<>();
    for (CommandSpec command : commands()) {
      for (OptionSpec option : command.options()) {
        for (String name : option.names()) {
          String meaning = option.paramLabel() + ": " + String.join("", option.description());
          if (command.name().equals("next") && name.matches("-o|--output")) {
            // The same, and one more.
            assertThat(meaning).startsWith("text|json|ical: json: one object on standard output");
          } else if (command.name().equals("doctor") && name.equals("--max-age")) {
            // There it is the age of a run, and elsewhere that of a dispatch.
            assertThat(meaning).startsWith("LENGTH: The check last-run fails ");
          } else if (command.name().equals("audit") && name.matches("-o|--output")) {
            assertThat(meaning)
                .startsWith("text|json|commands: json: one object on standard output");
          } else {
            assertThat(meanings.merge(name, meaning, (first, next) -> first)).isEqualTo(meaning);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lavasched                     | 0 1 2 3 4 5 10 70 130
          lavasched run                 | 0 1 2 3 4 5 70 130
          lavasched plan                | 0 1 2 3 4 5 10 70 130
          lavasched render              | 0 1 2 3 5 70 130
          lavasched check               | 0 2 5 10 70 130
          lavasched next                | 0 1 2 3 5 70 130
          lavasched explain             | 0 1 2 3 5 70 130
          lavasched timeline            | 0 1 2 3 5 70 130
          lavasched audit               | 0 1 2 5 10 70 130
          lavasched restore             | 0 2 5 70 130
          lavasched remove              | 0 2 5 70 130
          lavasched doctor              | 0 2 5 10 70 130
          lavasched generate-completion | 0 2 5 70 130
          lavasched help                | 0 2 5 70 130
          lavasched version             | 0 2 5 70 130
          """)
  void helpListsTheExitCodesOfTheCommand(String name, String codes) {
    assertThat(command(name).usageMessage().exitCodeList().keySet())
        .containsExactly(codes.split(" "));
  }

  @Test
  void helpListsTheExitCodesThereAre() throws IllegalAccessException {
    Set<Integer> codes = new TreeSet<>();
    codes.add(130); // the JVM's
    for (Field field : ExitCodes.class.getDeclaredFields()) {
      if (field.getType() == int.class && Modifier.isStatic(field.getModifiers())) {
        codes.add(field.getInt(null));
      }
    }

    assertThat(ExitCode.help(ExitCode.values()).keySet().stream().map(Integer::valueOf).toList())
        .containsExactlyElementsOf(codes);
  }

  @ParameterizedTest
  @MethodSource("commandNames")
  void helpFitsAndGoesToStandardOutput(String name) {
    List<String> words =
        new ArrayList<>(List.of(name.split(" ")).subList(1, name.split(" ").length));
    words.add("--help");

    Ran ran = Cli.in(directory).run(words.toArray(String[]::new));

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).startsWith(String.join("", command(name).usageMessage().header()));
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= WIDEST);
    assertThat(ran.out()).contains("Usage: " + name, "\nExit codes:\n").doesNotContain("%n", "${");
  }

  @ParameterizedTest
  @MethodSource("commandNames")
  void versionIsOneLine(String name) {
    List<String> words =
        new ArrayList<>(List.of(name.split(" ")).subList(1, name.split(" ").length));
    words.add("-v");

    Ran ran = Cli.in(directory).run(words.toArray(String[]::new));

    assertThat(ran.out()).matches("lavasched \\S.*\n");
    assertThat(ran.exit()).isZero();
  }

  /** The commands in the footer, continued lines joined. */
  private static List<String> examples(CommandSpec command) {
    String footer = String.join("\n", command.usageMessage().footer()).replaceAll(" \\\\\n +", " ");
    return Pattern.compile("\n +(.*lavasched .*)")
        .matcher(footer)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commandNames")
  void examplesRun(String name) throws IOException {
    for (String example : examples(command(name))) {
      assertThat(example)
          .as("a path that an installed package has not")
          .doesNotContain("examples/");
      Cli cli =
          Cli.in(Files.createTempDirectory(directory, "example"))
              .withClock(Clock.fixed(Instant.parse("2026-11-24T01:11:03Z"), ZoneOffset.UTC));
      // Something to restore.
      cli.runLine(
          "run -r demo --jobs {examples} --dispatcher Perth --crontab-file {dir}/demo.crontab");
      if (!example.startsWith("lavasched ") || example.startsWith("lavasched move ")) {
        continue; // for a shell, or about a service; each has a test of its own
      }
      // What is in a table elsewhere is taken from the example realm.
      boolean needsJobs =
          !example.contains("--jobs")
              && !example.matches("lavasched (restore|remove|help|version)\\b.*");
      String here = needsJobs ? example + " --jobs FOLDER" : example;
      boolean needsFile =
          here.matches("lavasched (run|plan|restore|remove)\\b.*")
              && !here.contains("--crontab-file");
      // The same for run records.
      cli.file(
          "events.json",
          "{'job_id': 'etl/orders', 'run_id': 'r', 'status': 'complete', 'worker': 'core',"
                  .replace('\'', '"')
              + "\"ts_dispatch\": \"2026-11-24T00:00:01+00:00\","
              + " \"tu_event\": \"2026-11-24T00:00:09\"}");
      boolean needsEvents = here.matches("lavasched audit\\b.*") && !here.contains("--events");
      Ran ran =
          cli.runLine(
              here.substring("lavasched ".length())
                      .replace("FOLDER", "{examples}")
                      .replace("events.json", "{dir}/events.json")
                      .replace("'", "")
                      .replace("demo.crontab", "{dir}/demo.crontab")
                  + (needsFile ? " --crontab-file {dir}/demo.crontab" : "")
                  + (needsEvents ? " --events {dir}/events.json" : ""));

      assertThat(ran.exit()).as("%s: %s", example, ran.err()).isIn(0, 10);
    }
  }

  @Test
  void theCompletionScriptIsOneForBash() throws Exception {
    Ran ran = Cli.in(directory).run("generate-completion");
    Path script = Files.write(directory.resolve("completion"), ran.outBytes());

    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "bash -n \"$1\" && . \"$1\" && COMP_WORDS=(lavasched run --on) COMP_CWORD=2"
                    + " COMP_LINE='lavasched run --on' && _complete_lavasched; echo"
                    + " \"${COMPREPLY[*]}\"",
                "bash",
                script.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);

    assertThat(bash.waitFor(30, SECONDS)).isTrue();
    assertThat(said.strip()).contains("--on-invalid");
    assertThat(ran.out()).contains("(\"keep\" \"drop\" \"fail\")");
    assertThat(bash.exitValue()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  /** The words as bash splits them: at {@code =} too. Where no file fits, there is no answer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --output = js          | json
          run --output =             | text json
          run --output js            | json
          run --on-invalid = dr      | drop
          run --zone Australia/Syd   | Australia/Sydney
          run --zone = Australia/Syd | Australia/Sydney
          run --realm xy             | ''
          run --realm = xy           | ''
          next xy                    | ''
          run --output=js            | --output=json
          """)
  void completesChoicesAndZonesAndNoFilesElsewhere(String words, String answers) throws Exception {
    Path script = directory.resolve("completion");
    Files.write(script, Cli.in(directory).run("generate-completion").outBytes());
    Files.writeString(directory.resolve("xyz"), "");
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "compopt() { :; }; . \"$0\"; COMP_WORDS=(lavasched "
                    + words
                    + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_lavasched_words;"
                    + " echo \"${COMPREPLY[*]}\"; complete -p lavasched",
                script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8);

    assertThat(bash.waitFor(30, SECONDS)).isTrue();
    assertThat(said.replace('\n', ' ').strip())
        .isEqualTo((answers + " complete -F _complete_lavasched_words lavasched").strip());
  }

  /** Typed into a real zsh, with a tab behind. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --output=js         | run --output=json
          run -o js               | run -o json
          run --on-invalid=dr     | run --on-invalid=drop
          run --zone=Europe/Ber   | run --zone=Europe/Berlin
          run --realm=            | run --realm=
          run --realm=xy          | run --realm=xy
          next xy                 | next xy
          explai                  | explain
          """)
  void zshCompletesTheSame(String typed, String completed) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "no zsh here");
    Path script = directory.resolve("completion");
    Files.write(script, Cli.in(directory).run("generate-completion").outBytes());
    Files.writeString(directory.resolve("xyz"), "");
    Path start =
        Files.writeString(
            directory.resolve("start"),
            """
            autoload -Uz compinit && compinit -D -u
            autoload -Uz bashcompinit && bashcompinit
            . %s
            lavasched() { print -r -- "<$*>" }
            """
                .formatted(script));
    Process zsh =
        new ProcessBuilder(
                "/usr/bin/zsh",
                "-f",
                "-c",
                """
                zmodload zsh/zpty
                TERM=dumb zpty z zsh -f -i
                zpty -w z ". $1; print -r -- rea''dy"
                zpty -r z said '*ready*'
                zpty -n -w z "lavasched $2"$'\t\n'
                zpty -r z said '*<*>*'
                print -r -- $said
                zpty -d z
                """,
                "-",
                start.toString(),
                typed)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(zsh.waitFor(30, SECONDS)).isTrue();
    String said = new String(zsh.getInputStream().readAllBytes(), UTF_8);

    assertThat(said).doesNotContain("error", "not found", "bad ");
    assertThat(said.substring(said.indexOf('<'), said.indexOf('>') + 1).replace(" >", ">"))
        .isEqualTo("<" + completed + ">");
  }

  @Test
  void theDocumentsListTheExitCodesAndCommandsOfTheHelp() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String dailyUse = Files.readString(Path.of("..", "docs", "daily-use.md"));

    for (String code : ExitCode.help(ExitCode.values()).keySet()) {
      assertThat(dailyUse).contains("\n| " + code + " | ");
    }
    for (CommandSpec command : commands()) {
      if (command.parent() != null) {
        assertThat(readme).contains("\n| `" + command.name() + "` | ");
      }
    }
  }
}
