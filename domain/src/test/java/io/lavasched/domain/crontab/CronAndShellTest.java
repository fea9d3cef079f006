// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.crontab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lavasched.domain.cron.CronRules;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.entry.CrontabEntry;
import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import io.lavasched.testkit.Campaign;
import io.lavasched.testkit.Shell;
import io.lavasched.testkit.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that went through cron's rules and a real shell arrive as they were. */
public class CronAndShellTest {

  private static final int WORDS_A_COMMAND = 4;

  private static final int SOME_WORDS = Campaign.size("words", 400, 4_000);

  @TempDir Path folder;

  /** Bash is /bin/sh on Amazon Linux and its kin. */
  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "/bin/bash"})
  void wordsArrive(String shell) {
    assumeTrue(shell.equals("/bin/sh") || Files.isExecutable(Path.of(shell)), shell);
    List<String> words = words();
    assertThat(words).hasSize(400 + SOME_WORDS);

    for (Function<String, CronRules.Command> cron : crons()) {
      StringBuilder script = new StringBuilder();
      for (int i = 0; i < words.size(); i += WORDS_A_COMMAND) {
        List<String> some = words.subList(i, Math.min(i + WORDS_A_COMMAND, words.size()));
        String field =
            some.stream().map(w -> new ShellWord(w).quoted()).collect(Collectors.joining(" "));
        CronRules.Command command = cron.apply(field);
        assertThat(command.input()).isEmpty();
        script.append("printf '%s\\0' ").append(command.text()).append('\n');
      }

      assertThat(Shell.run(folder, shell, script.toString())).isEqualTo(words);
    }
  }

  /** For crons that read less: none of them finds anything to change. */
  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "/bin/bash"})
  void strictWordsArrive(String shell) {
    assumeTrue(shell.equals("/bin/sh") || Files.isExecutable(Path.of(shell)), shell);
    List<String> words = words();
    List<UnaryOperator<String>> crons =
        List.of(
            field -> CronRules.debian(field).text(),
            CronRules::busybox,
            CronRules::systemdCron,
            // systemd-cron 2
            field -> CronRules.cronie(CronRules.systemdCron(field)).text());

    for (UnaryOperator<String> cron : crons) {
      StringBuilder script = new StringBuilder();
      for (int i = 0; i < words.size(); i += WORDS_A_COMMAND) {
        List<String> some = words.subList(i, Math.min(i + WORDS_A_COMMAND, words.size()));
        String field =
            some.stream()
                .map(w -> new ShellWord(w).strictlyQuoted())
                .collect(Collectors.joining(" "));
        script.append("printf '%s\\0' ").append(cron.apply(field)).append('\n');
      }

      assertThat(Shell.run(folder, shell, script.toString())).isEqualTo(words);
    }
  }

  /** The command of a whole entry, run as cron does: {@code sh -c command}. */
  @ParameterizedTest
  @MethodSource("crons")
  void entriesRun(Function<String, CronRules.Command> cron) throws IOException {
    Path program = folder.resolve("it's 100% \\\\ \"sound\" $HOME").resolve("lava-dispatcher");
    Files.createDirectories(program.getParent());
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\0' \"$#\" \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    StringBuilder script = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (String word : Texts.someWords(60)) {
      CrontabEntry entry =
          new CrontabEntry(
              CronSchedule.of("0 6 * * 1-5"),
              new DispatcherProgram(program.toString()),
              new WorkerName("w" + word),
              List.of(new ShellWord(word), new ShellWord("")),
              new JobId("-" + word));
      String command = cron.apply(entry.line().substring("0 6 * * 1-5 ".length())).text();
      script.append("/bin/sh -c ").append(plainlyQuoted(command)).append('\n');
      expected.addAll(List.of("6", "--worker", "w" + word, word, "", "--", "-" + word));
    }

    assertThat(Shell.run(folder, "/bin/sh", script.toString())).isEqualTo(expected);
  }

  public static List<Function<String, CronRules.Command>> crons() {
    return List.of(CronRules::debian, CronRules::cronie);
  }

  /** All short words of the characters that matter, and hostile ones by chance. */
  private static List<String> words() {
    List<String> words = new ArrayList<>(List.of(""));
    List<String> shorter = List.of("");
    for (int length = 1; length <= 3; length++) {
      shorter =
          shorter.stream()
              .flatMap(w -> Stream.of("'", "\\", "%", "a", " ", "#", "\"").map(c -> w + c))
              .toList();
      words.addAll(shorter);
    }
    words.addAll(Texts.someWords(SOME_WORDS));
    return words;
  }

  private static String plainlyQuoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
