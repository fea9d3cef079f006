// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.cron.CronSchedule;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.WorkerName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntryFormLinesTest {

  /** Any two of them differ in one thing, or in more, that a line must show. */
  private static List<CrontabEntry> entries() {
    List<CrontabEntry> entries = new ArrayList<>();
    for (String cron : List.of("0 6 * * *", "*/5 * * * *")) {
      for (String program : List.of("/usr/local/bin/lava-dispatcher", "/opt/lava 2/dispatcher")) {
        for (String worker : List.of("core", "etl", "core --level x")) {
          for (List<String> args :
              List.of(List.<String>of(), List.of("--level", "x"), List.of("50 %"), List.of(""))) {
            for (String job : List.of("demo/etl", "-x", "it's 100%", "demo/etl --level")) {
              entries.add(
                  new CrontabEntry(
                      CronSchedule.of(cron),
                      new DispatcherProgram(program),
                      new WorkerName(worker),
                      args.stream().map(ShellWord::new).toList(),
                      new JobId(job)));
            }
          }
        }
      }
    }
    return entries;
  }

  @ParameterizedTest
  @EnumSource(names = {"DEBIAN", "PORTABLE"})
  void eachLineIsThatOfTheForm(CronDialect dialect) {
    EntryForm form = EntryForm.of(dialect, List.of(new EnvVar("LAVA_REALM", "demo")));
    EntryForm.Lines lines = new EntryForm.Lines(form);
    List<CrontabEntry> entries = entries();
    Collections.shuffle(entries, new Random(1));

    for (int round = 0; round < 2; round++) {
      for (CrontabEntry entry : entries) {
        assertThat(lines.line(entry)).isEqualTo(form.line(entry));
      }
    }
    assertThat(entries.stream().map(form::line)).doesNotHaveDuplicates();
  }
}
