// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

  private static final Problem PROBLEM = Problem.of(ProblemCode.CRON_SYNTAX, "must be x, found y");

  /** The example that shows people what a message looks like. */
  @Test
  void exampleOfTheDocuments() {
    List<Problem> problems =
        JobRecord.parseIndexed(
                "jobs.json, record 1",
                Value.of(
                    Map.of(
                        "job_id",
                        "demo/etl",
                        "worker",
                        "core",
                        "schedule",
                        List.of("@daily", Map.of("crontab", "0 24 * * *")))))
            .problems();

    assertThat(problems).hasSize(1);
    Problem problem = problems.get(0);
    assertThat(problem.text())
        .isEqualTo(
            "job demo/etl: schedule[1].crontab:3: error: hour must be 0-23, found \"24\""
                + " [cron-out-of-range]");
    assertThat(problem.hint()).contains("midnight is hour 0");
    assertThat(problem.excerpt()).contains(new Excerpt("0 24 * * *", 2));
    assertThat(problem.severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void placeIsToldAsFarAsItIsKnown() {
    assertThat(PROBLEM.text()).isEqualTo("error: must be x, found y [cron-syntax]");
    assertThat(PROBLEM.under("worker").text()).startsWith("worker: error: ");
    assertThat(PROBLEM.in(Subject.job("a")).text()).startsWith("job a: error: ");
    assertThat(PROBLEM.in(Subject.record("f, record 3")).under("job_id").text())
        .startsWith("record f, record 3: job_id: error: ");
    assertThat(PROBLEM.in(new Subject(Subject.Kind.CRONTAB, "")).text())
        .startsWith("crontab: error: ");
    assertThat(PROBLEM.in(new Subject(Subject.Kind.REALM, "demo")).text())
        .startsWith("realm demo: error: ");
    assertThat(PROBLEM.in(new Subject(Subject.Kind.COMMAND_LINE, "")).text())
        .startsWith("command line: error: ");
    assertThat(Problem.of(ProblemCode.UNKNOWN_FIELD, "m").text())
        .isEqualTo("warning: m [unknown-field]");
    assertThat(Problem.of(ProblemCode.SCHEDULE_FILLER, "m").text())
        .isEqualTo("info: m [schedule-filler]");
  }

  @Test
  void placeGrowsOutwards() {
    Problem inner = PROBLEM.pointingAt("0 x * * *", 3, 1);

    assertThat(inner.under("crontab").under("[1]").under("schedule").location())
        .isEqualTo(new Location(Optional.empty(), "schedule[1].crontab", 3));
    assertThat(inner.under("schedule").text()).startsWith("schedule:3: error: ");
    assertThat(inner.text()).as("a column alone says nothing").startsWith("error: ");
  }

  @Test
  void firstSubjectIsKept() {
    assertThat(PROBLEM.in(Subject.job("a")).in(Subject.job("b")).location().subject())
        .contains(Subject.job("a"));
  }

  @Test
  void namesInThePlaceAreEscaped() {
    assertThat(PROBLEM.in(Subject.job("a\nb")).under("env.\u001b[31m").text())
        .startsWith("job a\\nb: env.\\u{1b}[31m: error: ");
  }

  @Test
  void hintsAreOptional() {
    assertThat(PROBLEM.withHint(Optional.empty())).isSameAs(PROBLEM);
    assertThat(PROBLEM.withHint(Optional.of("do")).hint()).contains("do");
    assertThat(PROBLEM.withHint("do").hint()).contains("do");
  }

  @Test
  void excerptPointsAtSomething() {
    assertThat(PROBLEM.pointingAt("x", 2, 0).excerpt()).contains(new Excerpt("x", 1));
    assertThatThrownBy(() -> new Excerpt("x", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Location(Optional.empty(), "", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parsedHasAValueOrAReason() {
    Problem warning = Problem.of(ProblemCode.UNKNOWN_FIELD, "w");
    assertThatThrownBy(() -> new Parsed.Ok<>("x", List.of(warning, PROBLEM)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Parsed.Bad<>(List.of(warning)))
        .isInstanceOf(IllegalArgumentException.class);

    Parsed<String> ok = new Parsed.Ok<>("x", List.of(warning));
    Parsed<String> bad = new Parsed.Bad<>(List.of(warning, PROBLEM));
    assertThat(ok.map(String::length)).isEqualTo(new Parsed.Ok<>(1, List.of(warning)));
    assertThat(bad.map(String::length).problems()).containsExactly(warning, PROBLEM);
    assertThat(ok.mapProblems(p -> p.under("f")).problems()).containsExactly(warning.under("f"));
    assertThat(bad.mapProblems(p -> p.under("f")).value()).isEmpty();
    Function<Parsed<String>, String> fold = p -> p.fold(o -> "ok " + o.get(), b -> "bad");
    assertThat(fold.apply(ok)).isEqualTo("ok x");
    assertThat(fold.apply(bad)).isEqualTo("bad");
  }

  @Test
  void problemsOfPartsAreCollected() {
    Problems problems = new Problems();
    problems.add(Problem.of(ProblemCode.UNKNOWN_FIELD, "w"));
    assertThat(problems.hasError()).isFalse();
    assertThat(problems.result(() -> "made").value()).contains("made");

    assertThat(problems.take("worker", Parsed.ok("x"))).contains("x");
    assertThat(problems.take("worker", Parsed.<String>bad(PROBLEM))).isEmpty();
    assertThat(problems.hasError()).isTrue();
    assertThat(problems.result(() -> "made").problems())
        .extracting(Problem::text)
        .containsExactly(
            "warning: w [unknown-field]", "worker: error: must be x, found y [cron-syntax]");
  }

  @Test
  void othersHaveCodesOfTheirOwn() {
    Code own = Code.of("acme/night-only", Severity.WARNING);
    Problem problem = Problem.of(own, "must be at night, found noon").under("schedule");

    assertThat(problem.in(Subject.job("a")).text())
        .isEqualTo("job a: schedule: warning: must be at night, found noon [acme/night-only]");
    assertThat(problem.severity()).isEqualTo(Severity.WARNING);
    assertThat(own)
        .isEqualTo(Code.of("acme/night-only", Severity.WARNING))
        .isNotEqualTo(Code.of("acme/night-only", Severity.ERROR));
  }

  /** So that a later code of lavasched is never that of another validator. */
  @ParameterizedTest
  @ValueSource(strings = {"", "night-only", "/x", "acme/", "Acme/x", "acme/x\n", "a b/c", "a//b"})
  void codeOfAnotherFormIsRefused(String id) {
    assertThatThrownBy(() -> Code.of(id, Severity.INFO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id must be such as acme/night-only");
    assertThat(ProblemCode.values()).noneMatch(code -> code.id().contains("/"));
  }
}
