// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronRules;
import io.lavasched.domain.cron.CronSchedule;
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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each value of a variable, for each cron: the job has it unchanged, or it is refused. */
class EnvValuesTest {

  /** Those that no line of a crontab carries, and neighbours that one does. */
  private static final List<String> VALUES =
      List.of(
          "x ",
          " ",
          "   ",
          "'x'",
          "\"x\"",
          "''",
          "\"\"",
          "' '",
          " a'b\"c",
          "'a\"",
          "\"a'",
          "'a\"b",
          "b \\",
          "\\ ",
          "% ",
          "# ",
          "$HOME ",
          "`id` ",
          "a\u00a0",
          "\u3000",
          "\u00a0 ",
          "",
          "x",
          " x",
          "it's",
          "100%",
          "a#b",
          "$HOME",
          "\\",
          "\u00e9 ",
          "\ud83d\ude00 ");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(CronDialect.class)
  void arrivesOrIsRefused(CronDialect dialect) throws IOException {
    Path program = folder.resolve("lava-dispatcher");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\0' \"$V\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    StringBuilder script = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (String value :
        Stream.concat(VALUES.stream(), Texts.someWords(Campaign.size("words", 10, 100)).stream())
            .toList()) {
      EnvVar variable = EnvVar.parse("V", value).value().orElseThrow();
      boolean isRefused = EntryForm.problem(variable, dialect).isPresent();
      if (dialect.isStrict()) {
        assertThat(isRefused).as(value).isFalse();
        for (UnaryOperator<String> cron : rulesOf(dialect)) {
          script.append(cron.apply(command(variable, dialect, program))).append('\n');
          expected.add(value);
        }
      } else {
        assertThat(isRefused).as(value).isEqualTo(!isCarriedBySomeLine(value));
        if (!isRefused) {
          CronRules.Variable read = new CronRules.Variable("V", value);
          assertThat(CronRules.debianVariable(variable.line())).contains(read);
          assertThat(CronRules.cronieVariable(variable.line())).contains(read);
        }
      }
    }

    assertThat(expected.isEmpty()).isEqualTo(!dialect.isStrict());
    if (dialect.isStrict()) {
      assertThat(Shell.run(folder, "/bin/sh", script.toString())).isEqualTo(expected);
    }
  }

  private static String command(EnvVar variable, CronDialect dialect, Path program) {
    return EntryForm.of(dialect, List.of(variable))
        .command(
            new CrontabEntry(
                CronSchedule.of("0 6 * * *"),
                new DispatcherProgram(program.toString()),
                new WorkerName("w"),
                List.of(),
                new JobId("a")));
  }

  /** What stands between a line and the shell: nothing with bcron. */
  private static List<UnaryOperator<String>> rulesOf(CronDialect dialect) {
    UnaryOperator<String> busybox = CronRules::busybox;
    UnaryOperator<String> bcron = UnaryOperator.identity();
    UnaryOperator<String> systemd1 = CronRules::systemdCron;
    UnaryOperator<String> systemd2 = line -> CronRules.cronie(CronRules.systemdCron(line)).text();
    return switch (dialect) {
      case BUSYBOX -> List.of(busybox);
      case BCRON -> List.of(bcron);
      case SYSTEMD_CRON -> List.of(systemd1, systemd2);
      default -> List.of(busybox, bcron, systemd1, systemd2, line -> CronRules.debian(line).text());
    };
  }

  private static boolean isCarriedBySomeLine(String value) {
    CronRules.Variable read = new CronRules.Variable("V", value);
    return Stream.of(value, "'" + value + "'", '"' + value + '"')
        .map(written -> "V=" + written)
        .anyMatch(
            line ->
                CronRules.debianVariable(line).filter(read::equals).isPresent()
                    && CronRules.cronieVariable(line).filter(read::equals).isPresent());
  }
}
