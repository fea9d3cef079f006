// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Texts;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamesTest {

  private static final Function<String, Parsed<?>> JOB = JobId::parse;
  private static final Function<String, Parsed<?>> WORKER = WorkerName::parse;
  private static final Function<String, Parsed<?>> DISPATCHER = DispatcherName::parse;
  private static final Function<String, Parsed<?>> REALM = RealmName::parse;

  @ParameterizedTest
  @MethodSource
  void accepts(Function<String, Parsed<?>> parse, String text) {
    assertThat(Found.lines(parse.apply(text).problems())).isEmpty();
    assertThat(parse.apply(text).value().orElseThrow()).hasToString(text);
  }

  static Stream<Arguments> accepts() {
    return Stream.of(
        arguments(JOB, "demo/etl"),
        arguments(JOB, "-x"),
        arguments(JOB, " "),
        arguments(JOB, "\u00c9'%\\\"$(id)"),
        arguments(WORKER, "core"),
        arguments(WORKER, "big one"),
        arguments(WORKER, "a-b"),
        arguments(DISPATCHER, "--"),
        arguments(DISPATCHER, "\ud83d\ude00"),
        arguments(REALM, "demo"),
        arguments(REALM, "A-Z.a_z-09"),
        arguments(REALM, "x".repeat(244)));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(Function<String, Parsed<?>> parse, String text, String found) {
    assertThat(Found.lines(parse.apply(text).problems())).containsExactly(found);
  }

  static Stream<Arguments> refuses() {
    String control = " must not have line breaks or other control characters, found ";
    String realm =
        "error: realm must be letters, digits, \"_\", \".\" or \"-\" (244 at most), found ";
    String option = " [option-like] -> lava-dispatcher would take it for one of its options";
    return Stream.of(
        arguments(JOB, "", "error: job_id must not be empty [empty-value]"),
        arguments(JOB, "a\nb", "error: job_id" + control + "\"\\n\" [bad-character]"),
        arguments(JOB, "\u0000", "error: job_id" + control + "\"\\u{0}\" [bad-character]"),
        arguments(WORKER, "", "error: worker must not be empty [empty-value]"),
        arguments(WORKER, "a\u0085", "error: worker" + control + "\"\\u{85}\" [bad-character]"),
        arguments(WORKER, "-w", "error: worker must not start with \"-\", found \"-w\"" + option),
        arguments(
            WORKER, "-\n", "error: worker must not start with \"-\", found \"-\\n\"" + option),
        arguments(DISPATCHER, "", "error: dispatcher must not be empty [empty-value]"),
        arguments(
            DISPATCHER, "\ud83d", "error: dispatcher" + control + "\"\\u{d83d}\" [bad-character]"),
        arguments(REALM, "", "error: realm must not be empty [empty-value]"),
        arguments(REALM, "a b", realm + "\"a b\" [bad-character]"),
        arguments(REALM, "\u00e9", realm + "\"\u00e9\" [bad-character]"),
        arguments(REALM, "\u0131", realm + "\"\u0131\" [bad-character]"),
        arguments(REALM, "a\n", realm + "\"a\\n\" [bad-character]"),
        arguments(REALM, "x".repeat(245), realm + '"' + "x".repeat(80) + "\"... [bad-character]"));
  }

  @Test
  void constructorsAreForCallersWhoParsedBefore() {
    assertThatThrownBy(() -> new JobId("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WorkerName("-")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DispatcherName("\n")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RealmName("/")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void orderIsByCodePoint() {
    assertThat(Stream.of("\ud83d\ude00", "\uff5e", "a", "B").map(JobId::new).sorted())
        .extracting(JobId::text)
        .containsExactly("B", "a", "\uff5e", "\ud83d\ude00");
    assertThat(Stream.of("\ud83d\ude00", "\uff5e").map(DispatcherName::new).sorted())
        .extracting(DispatcherName::text)
        .containsExactly("\uff5e", "\ud83d\ude00");
  }

  @Test
  void tableOfARealm() {
    assertThat(new RealmName("demo").jobsTable()).isEqualTo("lava.demo.jobs");
  }

  @Property
  void parseNeverThrows(@ForAll("texts") String text) {
    for (Function<String, Parsed<?>> parse : List.of(JOB, WORKER, DISPATCHER, REALM)) {
      Parsed<?> parsed = parse.apply(text);
      parsed.value().ifPresent(value -> assertThat(value).hasToString(text));
      Found.lines(parsed.problems())
          .forEach(l -> assertThat(l).doesNotContainPattern("\\p{Cntrl}"));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Texts.any();
  }
}
