// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cron makes of values: CRON.md section 4, and finding 23. */
class ParameterAdviceTest {

  private static List<Problem> problems(List<EnvVar> env, String cron) {
    return ParameterAdvice.problems(
        new LavaschedParameters(List.of(new DispatcherName("d")), List.of(), env),
        CronDialect.named(cron).orElseThrow(),
        true);
  }

  private static String codes(List<Problem> problems) {
    return problems.stream().map(p -> p.code().id()).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          PATH,         /usr/local/bin:/bin,    debian,   ''
          PATH,         /a b/bin,               cronie,   ''
          PATH,         '',                     debian,   env-path
          PATH,         ' ',                    cronie,   -
          PATH,         $PATH:/usr/bin,         cronie,   env-path
          PATH,         /opt/${X}/bin,          vixie,    env-path
          PATH,         ~/bin:/bin,             busybox,  env-path
          PATH,         ~lava/bin:/bin,         debian,   env-path
          PATH,         :/bin,                  debian,   env-path
          PATH,         /bin:,                  debian,   env-path
          PATH,         /bin::/usr/bin,         debian,   env-path
          PATH,         .:/bin,                 debian,   env-path
          PATH,         usr/bin,                debian,   env-path
          Path,         /bin,                   debian,   env-name-case
          MAILTO,       '',                     debian,   ''
          MAILTO,       ops@example.com,        debian,   ''
          MAILTO,       'a@b.c,d@e.f',          debian,   ''
          MAILTO,       'a@b.c, d@e.f',         debian,   env-mail
          MAILTO,       Ops <ops@example.com>,  vixie,    env-mail
          MAILTO,       $USER,                  debian,   env-mail
          MAILTO,       -f root,                debian,   env-mail
          MAILFROM,     a b,                    debian,   env-mail
          MAILTO,       'a@b.c, d@e.f',         cronie,   ''
          MAILTO,       $USER,                  cronie,   ''
          MAILTO,       'a@b.c, d@e.f',         busybox,  ''
          mailto,       ops@example.com,        debian,   env-name-case
          TZ,           Europe/Berlin,          debian,   env-tz
          TZ,           Europe/Berlin,          cronie,   env-tz
          tz,           Europe/Berlin,          cronie,   env-name-case
          CRON_TZ,      Europe/Berlin,          cronie,   ''
          cron_tz,      Europe/Berlin,          cronie,   env-name-case
          SHELL,        /bin/sh,                debian,   ''
          SHELL,        sh,                     debian,   env-full-path
          SHELL,        '',                     debian,   env-full-path
          SHELL,        $HOME/bin/sh,           debian,   env-full-path
          HOME,         ~,                      debian,   env-full-path
          HOME,         $HOME,                  cronie,   env-full-path
          HOME,         home/lava,              cronie,   env-full-path
          HOME,         /home/$USER,            cronie,   env-not-expanded
          HOME,         /home/lava,             cronie,   ''
          PYTHONPATH,   ~/lib:/opt/lib,         cronie,   env-not-expanded
          PYTHONPATH,   /opt/lib:~/lib,         cronie,   env-not-expanded
          LOG_FOLDER,   $HOME/logs,             debian,   env-not-expanded
          LOG_FOLDER,   x${HOME}y,              debian,   env-not-expanded
          STAMP,        $(date),                debian,   env-not-expanded
          STAMP,        `date`,                 debian,   env-not-expanded
          FOLDER,       ~,                      debian,   env-not-expanded
          PASSWORD,     pa$$word,               debian,   ''
          PASSWORD,     $aB3x,                  debian,   ''
          PASSWORD,     a~b,                    debian,   ''
          PASSWORD,     1$2,                    debian,   ''
          RANDOM_DELAY, 45,                     cronie,   random-delay
          RANDOM_DELAY, 0,                      cronie,   ''
          RANDOM_DELAY, 1440,                   cronie,   random-delay
          RANDOM_DELAY, 1441,                   cronie,   env-random-delay
          RANDOM_DELAY, 5m,                     cronie,   env-random-delay
          RANDOM_DELAY, '',                     cronie,   env-random-delay
          RANDOM_DELAY, -5,                     cronie,   env-random-delay
          RANDOM_DELAY, 45,                     debian,   env-random-delay
          RANDOM_DELAY, 45,                     vixie,    env-random-delay
          random_delay, 45,                     cronie,   env-name-case
          lava_realm,   prod,                   cronie,   env-name-case
          """)
  void variables(String name, String value, String cron, String expected) {
    if (expected.equals("-")) {
      // No line carries it: there is nothing to advise on.
      assertThat(new EnvVar(name, value).quotingProblem()).isPresent();
      return;
    }
    List<Problem> problems = problems(List.of(new EnvVar(name, value)), cron);

    assertThat(codes(problems)).isEqualTo(expected);
    assertThat(problems).allMatch(p -> p.location().path().equals("parameters.env." + name));
  }

  @Test
  void partsOfPathAreToldByTheirPlace() {
    assertThat(problems(List.of(new EnvVar("PATH", "$PATH:/bin::~/secret:x:y")), "debian"))
        .extracting(Problem::message)
        .containsExactly(
            "PATH should have full paths alone, found a $ in part 1, an empty part 3, a ~ in part"
                + " 4");
  }

  @Test
  void withACronTzTheZoneOfTheDispatcherIsMeant() {
    assertThat(
            problems(
                Arrays.asList(new EnvVar("TZ", "UTC"), new EnvVar("CRON_TZ", "Asia/Tokyo")),
                "cronie"))
        .isEmpty();
  }

  @Test
  void valuesAreNotShown() {
    for (String name :
        List.of("PATH", "MAILTO", "TZ", "SHELL", "HOME", "ANY", "RANDOM_DELAY", "path")) {
      assertThat(problems(List.of(new EnvVar(name, "$SECRET<x>")), "debian"))
          .isNotEmpty()
          .noneMatch(p -> (p.message() + p.hint()).contains("SECRET"));
    }
  }

  @Test
  void argumentsAreErrorsForTheLinterAlone() {
    LavaschedParameters parameters =
        new LavaschedParameters(
            List.of(new DispatcherName("d")), List.of(new ShellWord("--levle")), List.of());

    assertThat(codes(ParameterAdvice.problems(parameters, CronDialect.VIXIE, true)))
        .isEqualTo("args-option");
    assertThat(codes(ParameterAdvice.problems(parameters, CronDialect.VIXIE, false)))
        .isEqualTo("args-unsure");
  }
}
