// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.entry.DispatcherProgram;
import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.value.Value;
import io.lavasched.domain.worker.Enabled;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Records;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LavaschedJobTest {

  private static final Map<String, Object> RECORD =
      Map.of(
          "job_id",
          "sys/crontab",
          "type",
          "lavasched",
          "payload",
          List.of("ignored"),
          "parameters",
          Map.of("dispatcher", "Sydney", "env", Map.of("PATH", "/bin", "A", "1")));

  @Test
  void record() {
    Parsed<LavaschedJob> parsed = parse(RECORD, Map.of());

    assertThat(Found.lines(parsed.problems())).isEmpty();
    LavaschedJob job = parsed.value().orElseThrow();
    assertThat(job.id()).contains(new JobId("sys/crontab"));
    assertThat(job.enabled()).isEqualTo(Enabled.MISSING);
    assertThat(job.parameters().dispatchers()).containsExactly(new DispatcherName("Sydney"));
    assertThat(job.parameters().env())
        .containsExactly(new EnvVar("A", "1"), new EnvVar("PATH", "/bin"));
  }

  @Test
  void recordWithoutAnIdWillDo() {
    Map<String, Object> record = new HashMap<>(RECORD);
    record.remove("job_id");

    assertThat(parse(record, Map.of()).value().orElseThrow().id()).isEqualTo(Optional.empty());
  }

  @Test
  void overrides() {
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("dispatcher", "Perth");
    overrides.put("env.PATH", "/usr/bin");
    overrides.put("env.B", "=2=");
    LavaschedJob job = parse(RECORD, overrides).value().orElseThrow();

    assertThat(job.parameters().dispatchers()).containsExactly(new DispatcherName("Perth"));
    assertThat(job.parameters().env())
        .extracting(EnvVar::line)
        .containsExactly("A=1", "B==2=", "PATH=/usr/bin");
  }

  @Test
  void overridesReplaceWhatIsInTheirWay() {
    Map<String, Object> record =
        Records.with(RECORD, Map.of("parameters", Map.of("dispatcher", "d", "env", "text")));
    assertThat(parse(record, Map.of("env.A", "1")).value().orElseThrow().parameters().env())
        .containsExactly(new EnvVar("A", "1"));

    Map<String, Object> without = new HashMap<>(RECORD);
    without.remove("parameters");
    assertThat(
            parse(without, Map.of("dispatcher", "d"))
                .value()
                .orElseThrow()
                .parameters()
                .dispatchers())
        .containsExactly(new DispatcherName("d"));
  }

  @ParameterizedTest
  @MethodSource
  void badOverrides(String name, String value, String found) {
    assertThat(Found.lines(parse(RECORD, Map.of(name, value)).problems())).containsExactly(found);
  }

  static Stream<Arguments> badOverrides() {
    String job = "job sys/crontab: parameters";
    return Stream.of(
        arguments(
            "dispatch",
            "x",
            job
                + ": error: parameters must be dispatcher, args and env, found \"dispatch\""
                + " [unknown-parameter] -> did you mean \"dispatcher\"?"),
        arguments(
            "dispatcher.x",
            "y",
            job
                + ".dispatcher: error: dispatcher must be a string or a list of strings, found an"
                + " object [wrong-type]"),
        arguments(
            "args",
            "-v",
            job
                + ".args: error: args must be a list of strings or numbers, found a string"
                + " [wrong-type] -> write one word an element: [\"--level\", \"warning\"]"),
        arguments(
            "env.",
            "x",
            job
                + ".env.: error: name of a variable must be letters, digits and underscores, found"
                + " \"\" [env-name] -> blanks, =, quotes, # and control characters cannot be in a"
                + " name"));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(Object value, List<String> found) {
    Parsed<LavaschedJob> parsed = LavaschedJob.parse("job.json", Value.of(value), Map.of());

    assertThat(Found.lines(parsed.problems())).isEqualTo(found);
    assertThat(parsed.value()).isEmpty();
  }

  static Stream<Arguments> refuses() {
    String type = "type: error: type must be \"lavasched\", found ";
    String hint = " [not-lavasched] -> name the job whose parameters say what to build";
    String dispatcher =
        "parameters: error: parameters must have dispatcher, found none [missing-field]"
            + " -> name the dispatcher whose jobs go into the crontab, or a list of them";
    return Stream.of(
        arguments(
            null,
            List.of("record job.json: error: job must be an object, found null [wrong-type]")),
        arguments(
            List.of(RECORD),
            List.of("record job.json: error: job must be an object, found a list [wrong-type]")),
        arguments(
            Map.of(),
            List.of("record job.json: " + type + "none" + hint, "record job.json: " + dispatcher)),
        arguments(
            Records.with(RECORD, Map.of("type", "cmd")),
            List.of("job sys/crontab: " + type + "\"cmd\"" + hint)),
        arguments(
            Records.with(RECORD, Map.of("type", 1)),
            List.of("job sys/crontab: " + type + "a number" + hint)),
        arguments(
            Records.with(RECORD, Map.of("job_id", 1)),
            List.of(
                "record job.json: job_id: error: job_id must be a string, found a number"
                    + " [wrong-type]")),
        arguments(
            Records.with(RECORD, Map.of("job_id", "")),
            List.of("record job.json: job_id: error: job_id must not be empty [empty-value]")),
        arguments(
            Records.with(RECORD, singletonMap("parameters", null)),
            List.of("job sys/crontab: " + dispatcher)));
  }

  @Property
  void parseNeverThrows(@ForAll("values") Value value, @ForAll("values") Value parameters) {
    assertThat(Found.lines(LavaschedJob.parse("o", value, Map.of("env.A.B", "x")).problems()))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
    Value record =
        new Value.MapOf(Map.of("type", new Value.Text("lavasched"), "parameters", parameters));
    LavaschedJob.parse("o", record, Map.of());
    RealmRecord.dispatcherProgram(value);
  }

  @Provide
  Arbitrary<Value> values() {
    return Records.anyData(new Value.Other("a string set")).map(Value::of);
  }

  @ParameterizedTest
  @MethodSource
  void programOfARealm(Object record, Optional<DispatcherProgram> program) {
    assertThat(RealmRecord.dispatcherProgram(Value.of(record)).value()).contains(program);
  }

  static Stream<Arguments> programOfARealm() {
    return Stream.of(
        arguments(null, Optional.empty()),
        arguments("x", Optional.empty()),
        arguments(Map.of(), Optional.empty()),
        arguments(Map.of("config", "x"), Optional.empty()),
        arguments(Map.of("config", Map.of()), Optional.empty()),
        arguments(Map.of("config", singletonMap("DISPATCHER", null)), Optional.empty()),
        arguments(
            Map.of("config", Map.of("DISPATCHER", "/opt/lava/bin/d")),
            Optional.of(new DispatcherProgram("/opt/lava/bin/d"))));
  }

  @ParameterizedTest
  @MethodSource
  void badProgramOfARealm(Object program, String found) {
    assertThat(
            Found.lines(
                RealmRecord.dispatcherProgram(
                        Value.of(Map.of("config", Map.of("DISPATCHER", program))))
                    .problems()))
        .containsExactly("config.DISPATCHER" + found);
  }

  static Stream<Arguments> badProgramOfARealm() {
    return Stream.of(
        arguments(1, ": error: DISPATCHER must be a string, found a number [wrong-type]"),
        arguments("", ": error: dispatcher program must not be empty [empty-value]"),
        arguments(
            "lava-dispatcher",
            ": error: dispatcher program must be a full path, found \"lava-dispatcher\""
                + " [program-path] -> cron does not have your PATH; write such as"
                + " /usr/local/bin/lava-dispatcher"),
        arguments(
            "/bin/x\n/y",
            ":7: error: dispatcher program must not have line breaks or other control"
                + " characters, found \"\\n\" [bad-character]"));
  }

  private static Parsed<LavaschedJob> parse(
      Map<String, Object> record, Map<String, String> overrides) {
    return LavaschedJob.parse("job.json", Value.of(record), overrides);
  }
}
