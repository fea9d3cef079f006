// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.application.lint.CheckJobs;
import io.lavasched.application.testkit.InMemoryJobsTable;
import io.lavasched.domain.cron.CronDialect;
import io.lavasched.domain.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LintRealmTest {

  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final LintRealm LINT = LintRealm.of(CronDialect.DEBIAN, ZoneOffset.UTC);

  private static final List<Map<String, Object>> REALM =
      List.of(job("a", "Sydney"), job("b", "Perth"), job("a", "Sydney"), lavasched("Sydney"));

  private static Map<String, Object> job(String id, String dispatcher) {
    return Map.of(
        "job_id",
        id,
        "type",
        "cmd",
        "worker",
        "core",
        "dispatcher",
        dispatcher,
        "schedule",
        "0 6 * * *",
        "enabled",
        true,
        "payload",
        "true");
  }

  private static Map<String, Object> lavasched(String dispatcher) {
    return Map.of(
        "job_id",
        "lavasched/" + dispatcher,
        "type",
        "lavasched",
        "worker",
        "core",
        "dispatcher",
        dispatcher,
        "schedule",
        "0 * * * *",
        "enabled",
        true,
        "payload",
        dispatcher,
        "parameters",
        Map.of("env", Map.of("PATH", "/usr/bin")));
  }

  private static List<String> codes(List<Problem> problems) {
    return problems.stream().map(problem -> problem.code().id()).toList();
  }

  @Test
  void whatOnlyAllRecordsTogetherShow() {
    assertThat(codes(LINT.problems(REALM, NOW))).contains("duplicate-job", "dispatcher-unserved");
    assertThat(LINT.problems(REALM, NOW))
        .filteredOn(problem -> problem.code().id().equals("duplicate-job"))
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo(
            "job_id must be unique in a realm, found it twice: input, record 1 and input, record"
                + " 3");
  }

  @Test
  void someRecordsMayBeServedFromElsewhere() {
    List<Map<String, Object>> some = List.of(job("a", "Sydney"));

    assertThat(codes(LINT.problems(some, NOW)))
        .contains("dispatcher-unserved")
        .doesNotContain("dispatcher-unknown");
    assertThat(codes(LINT.problemsOfSome(some, NOW)))
        .contains("dispatcher-unknown")
        .doesNotContain("dispatcher-unserved");
  }

  /** As the command check has them, whose table holds the same records. */
  @Test
  void problemsAreThoseOfATable() {
    InMemoryJobsTable table = new InMemoryJobsTable();
    REALM.forEach(table::add);

    assertThat(LINT.problems(REALM, NOW).stream().map(p -> p.text().replace("input, ", "")))
        .containsExactlyElementsOf(
            CheckJobs.check(table, NOW, ZoneOffset.UTC, true, CronDialect.DEBIAN)
                .problems()
                .stream()
                .map(Problem::text)
                .toList());
  }

  @Test
  void nullFailsWithTheNameOfTheArgument() {
    ZoneId none = null;

    assertThatThrownBy(() -> LintRealm.of(null, ZoneOffset.UTC)).hasMessage("dialect");
    assertThatThrownBy(() -> LintRealm.of(CronDialect.DEBIAN, none)).hasMessage("zone");
    assertThatThrownBy(() -> LINT.problems(null, NOW)).hasMessage("records");
    assertThatThrownBy(() -> LINT.problems(REALM, null)).hasMessage("now");
    assertThatThrownBy(() -> LINT.problemsOfSome(null, NOW)).hasMessage("records");
    assertThatThrownBy(() -> LINT.problemsOfSome(REALM, null)).hasMessage("now");
  }

  /** The example of docs/library.md and of the Javadoc. */
  @Test
  void exampleIsThatOfTheDocuments() throws IOException {
    List<String> said = new ArrayList<>();
    List<Map<String, Object>> records = REALM;
    Instant now = NOW;
    ZoneId zone = ZoneOffset.UTC;

    LintRealm lint = LintRealm.of(CronDialect.DEBIAN, zone);
    for (Problem problem : lint.problems(records, now)) {
      said.add(problem.inFull());
    }

    assertThat(said).isNotEmpty();
    assertThat(blankless(Files.readString(Path.of("../docs/library.md"))))
        .contains(
            blankless(
                "LintRealm lint = LintRealm.of(CronDialect.DEBIAN, zone);"
                    + " for (Problem problem : lint.problems(records, now)) {"));
  }

  private static String blankless(String text) {
    return text.replaceAll("\\s", "");
  }
}
