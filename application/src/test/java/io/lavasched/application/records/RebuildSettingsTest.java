// SPDX-License-Identifier: Apache-2.0
package io.lavasched.application.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.lavasched.application.schedules.GroupName;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RebuildSettingsTest {

  private static Parsed<RebuildSettings> parse(Object settings) {
    return RebuildSettings.parse(Value.of(Map.of("x-lavasched", settings)));
  }

  @Test
  void allOfThemAreRead() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("coalesce", new BigDecimal("40.0"));
    all.put("spread", 900);
    all.put("skip_disabled", true);
    all.put("on_invalid", "drop");
    all.put("quiet", List.of("inherited-environment", "line-long"));

    assertThat(parse(all).value())
        .contains(
            new RebuildSettings(
                OptionalInt.of(40),
                OptionalInt.of(900),
                Optional.of(true),
                Optional.of(OnInvalid.DROP),
                Set.of(ProblemCode.INHERITED_ENVIRONMENT, ProblemCode.LINE_LONG)));
    assertThat(parse(Map.of("coalesce", true)).value().orElseThrow().coalesce())
        .hasValue(RebuildSettings.COALESCE);
    assertThat(parse(Map.of()).value()).contains(RebuildSettings.NONE);
    assertThat(RebuildSettings.parse(Value.of(Map.of())).value()).contains(RebuildSettings.NONE);
    assertThat(RebuildSettings.parse(Value.NULL).value()).contains(RebuildSettings.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          coalesce      | false | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found false
          coalesce      | 0     | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found 0
          coalesce      | 1001  | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found 1001
          coalesce      | 2.5   | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found 2.5
          coalesce      | 'x'   | x-lavasched.coalesce: coalesce must be true, or a whole number of 1 to 1000, found a string
          spread        | -1    | x-lavasched.spread: spread must be a whole number of 0 to 900 seconds, found -1
          spread        | 901   | x-lavasched.spread: spread must be a whole number of 0 to 900 seconds, found 901
          spread        | '5m'  | x-lavasched.spread: spread must be a whole number of 0 to 900 seconds, found a string
          skip_disabled | 'yes' | x-lavasched.skip_disabled: skip_disabled must be true or false, found a string
          on_invalid    | 'dorp' | x-lavasched.on_invalid: on_invalid must be keep, drop or fail, found "dorp"
          on_invalid    | 1     | x-lavasched.on_invalid: on_invalid must be keep, drop or fail, found a number
          quiet         | 'x'   | x-lavasched.quiet: quiet must be a list of warning codes, found a string
          spraed        | 1     | x-lavasched: x-lavasched must be coalesce, spread, skip_disabled, on_invalid, quiet, target, schedule_role, dispatch, dead_letter, max_age, schedule_group, disabled, found "spraed"
          target        | 'cron' | x-lavasched.target: target must be crontab or eventbridge, found "cron"
          target        | 'eventbrigde' | x-lavasched.target: target must be crontab or eventbridge, found "eventbrigde"
          target        | 1     | x-lavasched.target: target must be a string, found a number
          schedule_role | 'arn:aws:iam::123456789012:user/x' | x-lavasched.schedule_role: schedule_role must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/lava-demo-schedules, found "arn:aws:iam::123456789012:user/x"
          schedule_role | 'role' | x-lavasched.schedule_role: schedule_role must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/lava-demo-schedules, found "role"
          dispatch      | 'arn:aws:sqs:eu-west-1:123456789012:q' | x-lavasched.dispatch: dispatch must be the ARN of lava's dispatch helper, a Lambda function or an SNS topic, such as arn:aws:lambda:ap-southeast-2:123456789012:function:lava-demo-dispatch, found "arn:aws:sqs:eu-west-1:123456789012:q"
          dead_letter   | 'arn:aws:sns:eu-west-1:123456789012:q' | x-lavasched.dead_letter: dead_letter must be the ARN of an SQS queue, such as arn:aws:sqs:ap-southeast-2:123456789012:lava-demo-schedules, found "arn:aws:sns:eu-west-1:123456789012:q"
          max_age       | '59s' | x-lavasched.max_age: max_age must be 60s to 24h, such as 15m, found "59s"
          max_age       | '25h' | x-lavasched.max_age: max_age must be 60s to 24h, such as 15m, found "25h"
          max_age       | 900   | x-lavasched.max_age: max_age must be a string, found a number
          schedule_group | 'a/b' | x-lavasched.schedule_group: schedule_group must be 1 to 64 of 0-9 a-z A-Z - _ ., found "a/b"
          disabled      | 'no'  | x-lavasched.disabled: disabled must be true or false, found a string
          """)
  void whatIsWrongIsNamed(String name, String value, String message) {
    Object plain =
        value.startsWith("'") || !value.matches("[-0-9.]+|false")
            ? value.replace("'", "")
            : value.equals("false") ? (Object) false : new BigDecimal(value);

    assertThat(parse(Map.of(name, plain)).problems())
        .singleElement()
        .satisfies(p -> assertThat(p.location().text() + ": " + p.message()).isEqualTo(message));
    assertThat(parse(Map.of(name, plain)).value()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          inherited-enviroment | quiet must have codes of warnings, found "inherited-enviroment" | did you mean "inherited-environment"?
          cron-out-of-range    | quiet must have codes of warnings, found that of an error, cron-out-of-range | errors are always reported
          """)
  void onlyWarningsCanBeQuiet(String code, String message, String hint) {
    assertThat(parse(Map.of("quiet", List.of("line-long", code))).problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.location().text()).isEqualTo("x-lavasched.quiet[1]");
              assertThat(p.message()).isEqualTo(message);
              assertThat(p.hint()).contains(hint);
            });
  }

  @Test
  void everythingThatIsWrongIsTold() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("a", 1);
    all.put("spread", 1e300);
    all.put("coalesce", -1);

    assertThat(parse(all).problems()).hasSize(3);
    assertThat(parse("x").problems()).hasSize(1);
    assertThat(parse(List.of()).problems()).hasSize(1);
  }

  @Test
  void thoseOfTheServiceAreRead() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("target", "eventbridge");
    all.put("schedule_role", "arn:aws-us-gov:iam::123456789012:role/path/x");
    all.put("dispatch", "arn:aws:sns:eu-west-1:123456789012:lava-demo-dispatch");
    all.put("dead_letter", "arn:aws-cn:sqs:cn-north-1:123456789012:q");
    all.put("max_age", "24h");
    all.put("schedule_group", "lava.demo.x");
    all.put("disabled", true);

    ServiceSettings read = parse(all).value().orElseThrow().service().orElseThrow();

    assertThat(read)
        .isEqualTo(
            new ServiceSettings(
                Optional.of(Target.EVENTBRIDGE),
                Optional.of("arn:aws-us-gov:iam::123456789012:role/path/x"),
                Optional.of("arn:aws:sns:eu-west-1:123456789012:lava-demo-dispatch"),
                Optional.of("arn:aws-cn:sqs:cn-north-1:123456789012:q"),
                OptionalInt.of(86_400),
                Optional.of(new GroupName("lava.demo.x")),
                Optional.of(true)));
    assertThat(ServiceSettings.NONE.or(read)).isEqualTo(read);
    assertThat(read.or(ServiceSettings.NONE)).isEqualTo(read);
    assertThat(parse(Map.of("spread", 1)).value().orElseThrow().service()).isEmpty();
    assertThat(parse(Map.of("disabled", false)).value().orElseThrow().service())
        .hasValueSatisfying(one -> assertThat(one.or(read).disabled()).contains(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:lambda:eu-west-1:123456789012:function:lava-demo-dispatch:live",
        "arn:aws:lambda:eu-west-1:123456789012:function:lava-demo-dispatch:$LATEST"
      })
  void aVersionOfTheHelperCanBeNamed(String arn) {
    assertThat(ServiceArn.DISPATCH.problem(arn)).isEmpty();
    assertThat(ServiceArn.DISPATCH.problem(arn + "\n")).isPresent();
    assertThat(ServiceArn.ROLE.problem(arn)).isPresent();
  }

  /** The examples of messages are of the form that they are examples of. */
  @ParameterizedTest
  @EnumSource
  void anExampleIsOne(ServiceArn kind) {
    assertThat(kind.problem(kind.example())).isEmpty();
  }

  @Property(tries = 300)
  void anyDataIsRead(@ForAll("data") Object data) {
    Parsed<RebuildSettings> parsed = RebuildSettings.parse(Value.of(Map.of("x-lavasched", data)));

    assertThat(parsed.value().isPresent()).isEqualTo(parsed.problems().isEmpty());
  }

  @Provide
  Arbitrary<Object> data() {
    Arbitrary<Object> plain =
        Arbitraries.of("true", "keep", "", true, false, 0, 1, -1, 25, 1001, new BigDecimal("1e99"));
    Arbitrary<Object> deep =
        Arbitraries.oneOf(plain, plain.list().ofMaxSize(3).map(list -> (Object) list));
    Arbitrary<String> names =
        Arbitraries.of("coalesce", "spread", "skip_disabled", "on_invalid", "quiet", "other");
    return Arbitraries.oneOf(
        deep, Arbitraries.maps(names, deep).ofMaxSize(5).map(map -> (Object) map));
  }
}
