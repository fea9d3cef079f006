// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.lavasched;

import static java.util.Collections.singletonList;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.entry.EnvVar;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.DispatcherName;
import io.lavasched.domain.problem.Excerpt;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Records;
import io.lavasched.testkit.Texts;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LavaschedParametersTest {

  @ParameterizedTest
  @MethodSource
  void accepts(Object parameters, List<String> dispatchers, List<String> args, List<String> env) {
    Parsed<LavaschedParameters> parsed = LavaschedParameters.parse(Value.of(parameters));

    assertThat(Found.lines(parsed.problems())).isEmpty();
    LavaschedParameters found = parsed.value().orElseThrow();
    assertThat(found.dispatchers()).extracting(DispatcherName::text).isEqualTo(dispatchers);
    assertThat(found.args()).extracting(ShellWord::text).isEqualTo(args);
    assertThat(found.env()).extracting(EnvVar::line).isEqualTo(env);
  }

  static Stream<Arguments> accepts() {
    List<String> none = List.of();
    return Stream.of(
        arguments(Map.of("dispatcher", "Sydney"), List.of("Sydney"), none, none),
        arguments(Map.of("dispatcher", List.of("Sydney")), List.of("Sydney"), none, none),
        arguments(
            Map.of("dispatcher", List.of("\ud83d\ude00", "\uff5e", "b", "B")),
            List.of("B", "b", "\uff5e", "\ud83d\ude00"),
            none,
            none),
        arguments(map("dispatcher", "d", "args", null, "env", null), List.of("d"), none, none),
        arguments(
            map("dispatcher", "d", "args", List.of(), "env", Map.of()), List.of("d"), none, none),
        arguments(
            map(
                "dispatcher",
                "d",
                "args",
                List.of("--level", "warning", 10, new BigDecimal("1.50"), "", "a b", "--")),
            List.of("d"),
            List.of("--level", "warning", "10", "1.5", "", "a b", "--"),
            none),
        arguments(
            map("dispatcher", "d", "env", map("b", 1e3, "PATH", "/bin:/usr/bin", "A", "")),
            List.of("d"),
            none,
            List.of("A=\"\"", "PATH=/bin:/usr/bin", "b=1000")));
  }

  @ParameterizedTest
  @MethodSource
  void refuses(Object parameters, List<String> found) {
    Parsed<LavaschedParameters> parsed = LavaschedParameters.parse(Value.of(parameters));

    assertThat(Found.lines(parsed.problems())).isEqualTo(found);
    assertThat(parsed.value()).isEmpty();
  }

  static Stream<Arguments> refuses() {
    String missing =
        "error: parameters must have dispatcher, found none [missing-field]"
            + " -> name the dispatcher whose jobs go into the crontab, or a list of them";
    String nameOrList = "error: dispatcher must be a string or a list of strings, found ";
    String unknown = "error: parameters must be dispatcher, args and env, found ";
    String control = " must not have line breaks or other control characters";
    String envName = "error: name of a variable must be letters, digits and underscores, found ";
    String envNameHint =
        " [env-name] -> blanks, =, quotes, # and control characters cannot be in a name";
    return Stream.of(
        arguments(null, List.of(missing)),
        arguments(
            List.of(),
            List.of("error: parameters must be an object, found an empty list" + " [wrong-type]")),
        arguments("d", List.of("error: parameters must be an object, found a string [wrong-type]")),
        arguments(Map.of(), List.of(missing)),
        // dispatcher
        arguments(singletonMap("dispatcher", null), List.of(missing)),
        arguments(
            Map.of("dispatcher", ""),
            List.of("dispatcher: error: dispatcher must not be empty [empty-value]")),
        arguments(
            Map.of("dispatcher", List.of()),
            List.of("dispatcher: error: dispatcher must not be an empty list [empty-value]")),
        arguments(
            Map.of("dispatcher", List.of("a", "", "b\n")),
            List.of(
                "dispatcher[1]: error: dispatcher must not be empty [empty-value]",
                "dispatcher[2]:2: error: dispatcher"
                    + control
                    + ", found \"\\n\" [bad-character]")),
        arguments(
            Map.of("dispatcher", 1),
            List.of("dispatcher: " + nameOrList + "a number [wrong-type]")),
        arguments(
            Map.of("dispatcher", List.of(List.of("a"))),
            List.of("dispatcher[0]: " + nameOrList + "a list [wrong-type]")),
        arguments(
            Map.of("dispatcher", singletonList(null)),
            List.of("dispatcher[0]: " + nameOrList + "null [wrong-type]")),
        // unknown parameters
        arguments(
            map("dispatchers", "d"),
            List.of(
                unknown + "\"dispatchers\" [unknown-parameter] -> did you mean \"dispatcher\"?",
                missing)),
        arguments(
            map("dispatcher", "d", "vpc", 1, "arg", List.of()),
            List.of(
                unknown + "\"vpc\" [unknown-parameter] -> known: dispatcher, args, env",
                unknown + "\"arg\" [unknown-parameter] -> did you mean \"args\"?")),
        // args
        arguments(
            map("dispatcher", "d", "args", "--level warning"),
            List.of(
                "args: error: args must be a list of strings or numbers, found a string"
                    + " [wrong-type] -> write one word an element: [\"--level\", \"warning\"]")),
        arguments(
            map("dispatcher", "d", "args", Map.of()),
            List.of(
                "args: error: args must be a list of strings or numbers, found an object"
                    + " [wrong-type]")),
        arguments(
            map("dispatcher", "d", "args", List.of("a", true, List.of(), new BigDecimal("1e126"))),
            List.of(
                "args[1]: error: args must have strings or numbers, found true [wrong-type]",
                "args[2]: error: args must have strings or numbers, found an empty list"
                    + " [wrong-type]",
                "args[3]: error: args must have numbers of at most 38 digits [number-range]"
                    + " -> write it as a string")),
        arguments(
            map("dispatcher", "d", "args", List.of("a\tb")),
            List.of("args[0]:2: error: word" + control + ", found \"\\t\" [bad-character]")),
        // env
        arguments(
            map("dispatcher", "d", "env", List.of("A=b")),
            List.of(
                "env: error: env must be an object of names and values, found a list"
                    + " [wrong-type]")),
        arguments(
            map("dispatcher", "d", "env", map("A", null, "B", true, "C", Double.NaN)),
            List.of(
                "env.A: error: env must have strings or numbers, found null [wrong-type]",
                "env.B: error: env must have strings or numbers, found true [wrong-type]",
                "env.C: error: env must have strings or numbers, found the number NaN"
                    + " [wrong-type]")),
        arguments(
            map("dispatcher", "d", "env", map("", "x", "A B", "x", "A=B", "x", "#A", "x")),
            List.of(
                "env.: " + envName + "\"\"" + envNameHint,
                "env.A B: " + envName + "\"A B\"" + envNameHint,
                "env.A=B: " + envName + "\"A=B\"" + envNameHint,
                "env.#A: " + envName + "\"#A\"" + envNameHint)),
        arguments(
            map("dispatcher", "d", "env", map("A\n* * * * * id", "x\n")),
            List.of(
                "env.A\\n* * * * * id: " + envName + "\"A\\n* * * * * id\"" + envNameHint,
                "env.A\\n* * * * * id: error: value of \"A\\n* * * * * id\""
                    + control
                    + " [bad-character]")));
  }

  @Test
  void warningsComeWithAValue() {
    Parsed<LavaschedParameters> parsed =
        LavaschedParameters.parse(
            Value.of(
                map("dispatcher", List.of("b", "a", "b", "b"), "env", map("a-b", "x", "1", "y"))));

    assertThat(Found.lines(parsed.problems()))
        .containsExactly(
            "dispatcher[2]: warning: dispatcher should be named once, found \"b\" again"
                + " [repeated-dispatcher]",
            "dispatcher[3]: warning: dispatcher should be named once, found \"b\" again"
                + " [repeated-dispatcher]",
            "env.a-b: warning: name of a variable should be letters, digits and underscores, found"
                + " \"a-b\" [env-name-unusual]",
            "env.1: warning: name of a variable should be letters, digits and underscores, found"
                + " \"1\" [env-name-unusual]");
    assertThat(parsed.value().orElseThrow().dispatchers())
        .extracting(DispatcherName::text)
        .containsExactly("a", "b");
  }

  @Test
  void constructorIsForCallersWhoParsedBefore() {
    List<DispatcherName> some = List.of(new DispatcherName("d"));
    EnvVar a = new EnvVar("A", "1");
    assertThatThrownBy(() -> new LavaschedParameters(List.of(), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LavaschedParameters(some, List.of(), List.of(a, a)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void parseNeverThrows(@ForAll("values") Value value) {
    assertThat(Found.lines(LavaschedParameters.parse(value).problems()))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("\\p{Cntrl}"));
    LavaschedParameters.parse(new Value.MapOf(Map.of("dispatcher", value, "env", value)));
    LavaschedParameters.parse(new Value.MapOf(Map.of("args", value)));
  }

  @Property
  void valuesOfEnvAreNeverShown(
      @ForAll("texts") String before, @ForAll("texts") String after, @ForAll("texts") String name) {
    Value env = Value.of(Map.of(name, before + "s3cr3t-5f1c" + after));
    Parsed<LavaschedParameters> parsed =
        LavaschedParameters.parse(
            new Value.MapOf(Map.of("dispatcher", new Value.Text("d"), "env", env)));

    assertThat(Found.lines(parsed.problems()))
        .allSatisfy(l -> assertThat(l).doesNotContain("s3cr3t"));
    assertThat(parsed.problems())
        .allSatisfy(
            p -> assertThat(p.excerpt().map(Excerpt::text).orElse("")).doesNotContain("s3cr3t"));
  }

  @Provide
  Arbitrary<Value> values() {
    return Records.anyData(new Value.Other("a string set")).map(Value::of);
  }

  @Provide
  Arbitrary<String> texts() {
    return Texts.any();
  }

  private static Map<String, Object> map(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
