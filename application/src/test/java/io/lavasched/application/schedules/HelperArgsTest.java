// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.domain.entry.ShellWord;
import io.lavasched.domain.job.JobId;
import io.lavasched.domain.job.RealmName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.testkit.Found;
import io.lavasched.testkit.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lava's dispatch helper is told: the JSON of a dispatch. */
class HelperArgsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final RealmName DEMO = new RealmName("demo");

  private static final String SCHEDULED = "\"x-scheduled\":\"<aws.scheduler.scheduled-time>\"}";

  private static Parsed<HelperArgs> read(String args) {
    return HelperArgs.of(
        words(args == null ? List.of() : List.of(args.split(" "))), Optional.of(DEMO));
  }

  private static List<ShellWord> words(List<String> texts) {
    return texts.stream().map(ShellWord::new).toList();
  }

  /**
   * Dots make levels (lava 8.2, lava/lib/misc.py, dict_expand_keys), a name that is given again
   * keeps its place and takes the later value (lava/lib/argparse.py, StoreNameValuePair), and
   * everything behind the first {@code =} is the value.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                        |
          --param a=1                   | "parameters":{"a":"1"},
          -p a=1 -p b=                  | "parameters":{"a":"1","b":""},
          --param=a=1=2                 | "parameters":{"a":"1=2"},
          -pa=1                         | "parameters":{"a":"1"},
          --global a=1 -g b=2           | "globals":{"a":"1","b":"2"},
          -p a=1 -g b=2                 | "globals":{"b":"2"},"parameters":{"a":"1"},
          -p a.b=1 -p a.c=2             | "parameters":{"a":{"b":"1","c":"2"}},
          -p a.b.c=1 -p a.d=2           | "parameters":{"a":{"b":{"c":"1"},"d":"2"}},
          -p a=1 -p b=2 -p a=3          | "parameters":{"a":"3","b":"2"},
          -p a.b=1 -p a=2               | "parameters":{"a":"2"},
          -p .=1                        | "parameters":{"":{"":"1"}},
          -p =1                         | "parameters":{"":"1"},
          --par a=1                     | "parameters":{"a":"1"},
          -cp a=1                       | "parameters":{"a":"1"},
          --delay 5m                    |
          --worker                      | refused
          --level info -p a=1 --log x   | "parameters":{"a":"1"},
          --realm demo                  |
          -r demo                       |
          """)
  void areTold(String args, String members) {
    Optional<String> input =
        read(args).value().map(read -> DispatchInput.of(new JobId("j"), read, 0));

    assertThat(input.orElse("refused"))
        .isEqualTo(
            "refused".equals(members)
                ? members
                : "{\"job_id\":\"j\"," + (members == null ? "" : members) + SCHEDULED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          --queue q            | parameters.args[0]: error: args must be what lava's dispatch helper accepts (--delay, --param, --global), found --queue [args-helper] -> it takes the queue of the job's worker; take the option out of args
          -l info -q q         | parameters.args: info: args for the log of lava-dispatcher are left out, found -l [args-dropped] -> the log is that of lava's dispatch helper, in CloudWatch; parameters.args[2]: error: args must be what lava's dispatch helper accepts (--delay, --param, --global), found -q [args-helper] -> it takes the queue of the job's worker; take the option out of args
          --profile p          | parameters.args[0]: error: args must be what lava's dispatch helper accepts (--delay, --param, --global), found --profile [args-helper] -> it works with the role of its own Lambda function; take the option out of args
          --realm other        | parameters.args[0]: error: args must be what lava's dispatch helper accepts (--delay, --param, --global), found --realm with another realm [args-helper] -> each realm has a helper of its own; take the option out of args; parameters.args[0]: warning: args should leave the realm to LAVA_REALM, found --realm [args-unsure] -> the block sets LAVA_REALM, and the option overrides it
          --check-dispatch     | parameters.args[0]: warning: args should not count on --check-dispatch, found it [args-check-dispatch] -> no node looks for lava's file then: the file stops no dispatch by EventBridge Scheduler
          --level debug -c --log-json --log f --tag t --level info | parameters.args: info: args for the log of lava-dispatcher are left out, found --level, -c, --log-json, --log, --tag [args-dropped] -> the log is that of lava's dispatch helper, in CloudWatch
          --delay 901          | parameters.args[0]: error: delay must be 0 to 15 minutes, found "901" [args-value] -> SQS delays no message for longer; move the schedule instead
          -p a=1 -p a.b=2      | parameters.args[2]: error: name of -p must not be below one that has a value, found "a.b" after "a" [args-value] -> dots make levels: a name is a value or a level
          --worker w           | parameters.args[0]: error: args must leave the worker to the entry, found --worker [args-option] -> each entry names the worker of its job; take the option out of args
          job                  | parameters.args[0]: error: args must be options of lava-dispatcher, found "job", which is dispatched as a job by every entry [args-job] -> give a job a schedule of its own
          """)
  void haveProblems(String args, String problems) {
    assertThat(String.join("; ", Found.lines(read(args).problems()).stream().sorted().toList()))
        .isEqualTo(problems);
  }

  /** Where nobody said which realm it is, none is wrong. */
  @Test
  void anUnknownRealmIsNone() {
    assertThat(HelperArgs.of(words(List.of("-r", "x")), Optional.empty()).value()).isPresent();
    assertThat(HelperArgs.of(words(List.of("-r", "x")), Optional.of(DEMO)).value()).isEmpty();
    assertThat(HelperArgs.of(words(List.of("-r", "demo")), Optional.of(DEMO)).value()).isPresent();
  }

  /** An error is not hidden by many warnings before it. */
  @Test
  void anErrorBehindManyWarnings() {
    List<String> args = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      args.addAll(List.of("--realm", "demo"));
    }
    args.add("job");

    Parsed<HelperArgs> read = HelperArgs.of(words(args), Optional.of(DEMO));

    assertThat(read.value()).isEmpty();
    assertThat(read.problems()).hasSize(8);
    assertThat(read.problems().get(7).code().id()).isEqualTo("args-job");
  }

  @Test
  void levelsEnd() {
    String name = String.join(".", Collections.nCopies(32, "a"));

    assertThat(read("-p " + name + "=1").value()).isPresent();
    assertThat(Found.lines(read("-p x=1 -p " + name + ".a=1").problems()))
        .containsExactly(
            "parameters.args[2]: error: name of -p must have at most 32 levels, found more: \""
                + name
                + ".a\" [args-value] -> dots make levels");
    assertThat(read("-p " + "a.".repeat(100_000) + "=1").value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, ", "1, 1s", "37, 37s", "900, 900s"})
  void theDelayIsADurationOfLava(int seconds, String delay) throws JsonProcessingException {
    JsonNode input = JSON.readTree(DispatchInput.of(new JobId("j"), HelperArgs.NONE, seconds));

    assertThat(input.has("delay")).isEqualTo(delay != null);
    assertThat(input.path("delay").asText(null)).isEqualTo(delay);
  }

  /** The service replaces what stands between such brackets, wherever it finds it. */
  @Test
  void theServiceFindsNoPlaceholderButOurs() throws JsonProcessingException {
    String hostile = "<aws.scheduler.execution-id>\"\\</x>";
    HelperArgs args =
        HelperArgs.of(
                words(List.of("-p", hostile + "=" + hostile, "-g", "a=" + hostile)),
                Optional.empty())
            .value()
            .orElseThrow();

    String input = DispatchInput.of(new JobId(hostile), args, 5);

    assertThat(input.replace(SCHEDULED, "")).doesNotContain("<");
    assertThat(input).endsWith("\"delay\":\"5s\"," + SCHEDULED);
    JsonNode read = JSON.readTree(input);
    assertThat(read.get("job_id").textValue()).isEqualTo(hostile);
    assertThat(read.get("globals").get("a").textValue()).isEqualTo(hostile);
    // The dots of the name make levels.
    assertThat(read.get("parameters").toString()).contains("{\"<aws\":{\"scheduler\":{");
  }

  @Provide
  Arbitrary<List<String>> pairs() {
    Arbitrary<String> texts =
        Texts.words().filter(text -> ShellWord.parse(text).value().isPresent());
    return Combinators.combine(texts.map(text -> text.replace("=", "").replace(".", "")), texts)
        .as((name, value) -> name + "=" + value)
        .list()
        .ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> ids() {
    return Texts.words().filter(text -> JobId.parse(text).value().isPresent());
  }

  /** JSON that gives the values back, with the keys that the helper takes and no others. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void givesTheValuesBack(
      @ForAll("ids") String id,
      @ForAll("pairs") List<String> params,
      @ForAll("pairs") List<String> globals,
      @ForAll @IntRange(max = 900) int delay)
      throws JsonProcessingException {
    List<String> args = new ArrayList<>();
    params.forEach(pair -> args.add("--param=" + pair));
    globals.forEach(pair -> args.add("--global=" + pair));
    HelperArgs read = HelperArgs.of(words(args), Optional.empty()).value().orElseThrow();

    String text = DispatchInput.of(new JobId(id), read, delay);
    JsonNode input = JSON.readTree(text);

    assertThat(text).doesNotContain("\n").endsWith(SCHEDULED);
    List<String> keys = new ArrayList<>();
    input.fieldNames().forEachRemaining(keys::add);
    assertThat(List.of("job_id", "globals", "parameters", "delay", "x-scheduled"))
        .containsSubsequence(keys);
    assertThat(input.get("job_id").textValue()).isEqualTo(id);
    assertValues(input.path("parameters"), params);
    assertValues(input.path("globals"), globals);
    assertThat(text.indexOf('<')).isEqualTo(text.lastIndexOf('<'));
  }

  private static void assertValues(JsonNode object, List<String> pairs) {
    for (String pair : pairs) {
      String name = pair.substring(0, pair.indexOf('='));
      String last =
          pairs.stream()
              .filter(other -> other.startsWith(name + "="))
              .reduce((one, other) -> other)
              .orElseThrow();
      assertThat(object.get(name).textValue()).isEqualTo(last.substring(name.length() + 1));
    }
    assertThat(object.size())
        .isEqualTo(
            (int)
                pairs.stream()
                    .map(pair -> pair.substring(0, pair.indexOf('=')))
                    .distinct()
                    .count());
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.strings().withChars("ab.").ofMaxLength(4).list().ofMinSize(1).ofMaxSize(5);
  }

  /** As dict_expand_keys does it, which refuses a level that is a value already. */
  @Property(edgeCases = EdgeCasesMode.NONE)
  void levelsAreThoseOfLava(@ForAll("names") List<String> names) throws JsonProcessingException {
    List<String> args = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      args.addAll(List.of("-p", names.get(i) + "=" + i));
    }
    Parsed<HelperArgs> read = HelperArgs.of(words(args), Optional.empty());
    List<Problem> problems = read.problems();
    Optional<JsonNode> expected = expand(names);

    if (expected.isEmpty()) {
      assertThat(problems).isNotEmpty();
    } else if (read.value().isPresent()) {
      JsonNode input =
          JSON.readTree(DispatchInput.of(new JobId("j"), read.value().orElseThrow(), 0));
      assertThat(input.get("parameters")).isEqualTo(expected.get());
    }
  }

  /** What lava makes of names whose values are their places; empty for a conflict. */
  private static Optional<JsonNode> expand(List<String> names) {
    var values = new java.util.LinkedHashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), String.valueOf(i));
    }
    var root = JSON.createObjectNode();
    for (var each : values.entrySet()) {
      List<String> path = Arrays.asList(each.getKey().split("\\.", -1));
      var object = root;
      for (String level : path.subList(0, path.size() - 1)) {
        if (object.has(level) && !object.get(level).isObject()) {
          return Optional.empty();
        }
        object = object.withObjectProperty(level);
      }
      object.put(path.get(path.size() - 1), each.getValue());
    }
    return Optional.of(root);
  }
}
