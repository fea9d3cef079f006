// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lavasched.domain.value.Value;
import io.lavasched.testkit.Records;
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

/** The expectations are what lava 8.2 does: lavacore.py, get_job_spec; lava.py, run_job. */
class EnabledTest {

  @ParameterizedTest
  @MethodSource
  void values(@SuppressWarnings("NullAway") Object value, Enabled enabled) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("enabled", value);

    assertThat(Enabled.of(Value.of(record))).isEqualTo(enabled);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments(true, Enabled.YES),
        arguments(false, Enabled.NO),
        arguments("true", Enabled.YES),
        arguments("True ", Enabled.YES),
        arguments("\n TRUE\t", Enabled.YES),
        arguments("\u00a0true\u2007\u0085\u202f", Enabled.YES),
        arguments("\ufefftrue", Enabled.OTHER_TEXT),
        arguments("\u200btrue", Enabled.OTHER_TEXT),
        arguments("\u00a0false\u3000", Enabled.NO),
        arguments("false", Enabled.NO),
        arguments(" FALSE ", Enabled.NO),
        arguments("", Enabled.OTHER_TEXT),
        arguments("  ", Enabled.OTHER_TEXT),
        arguments("yes", Enabled.OTHER_TEXT),
        arguments("1", Enabled.OTHER_TEXT),
        arguments("truee", Enabled.OTHER_TEXT),
        arguments("{ true }", Enabled.OTHER_TEXT),
        arguments("true }}", Enabled.OTHER_TEXT),
        arguments("{{ state.on }}", Enabled.TEMPLATE),
        arguments("{% if x %}true{% endif %}", Enabled.TEMPLATE),
        arguments("{# off #}true", Enabled.TEMPLATE),
        arguments("true {{", Enabled.TEMPLATE),
        arguments(null, Enabled.OTHER_VALUE),
        arguments(0, Enabled.OTHER_VALUE),
        arguments(1, Enabled.OTHER_VALUE),
        arguments(List.of(), Enabled.OTHER_VALUE),
        arguments(List.of(false), Enabled.OTHER_VALUE),
        arguments(Map.of(), Enabled.OTHER_VALUE));
  }

  @Test
  void missingIsDisabled() {
    assertThat(Enabled.of(Value.of(Map.of("job_id", "a")))).isEqualTo(Enabled.MISSING);
    assertThat(Enabled.of(Value.of("no record"))).isEqualTo(Enabled.MISSING);
  }

  @ParameterizedTest
  @MethodSource
  void outcomes(Enabled enabled, boolean isDisabled, boolean isDecidedAtRunTime) {
    assertThat(enabled.isDisabled()).isEqualTo(isDisabled);
    assertThat(enabled.isDecidedAtRunTime()).isEqualTo(isDecidedAtRunTime);
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        arguments(Enabled.YES, false, false),
        arguments(Enabled.NO, true, false),
        arguments(Enabled.MISSING, true, false),
        arguments(Enabled.OTHER_TEXT, true, false),
        arguments(Enabled.TEMPLATE, false, true),
        arguments(Enabled.OTHER_VALUE, false, false));
  }

  @Property
  void neverBothDisabledAndDecidedLater(@ForAll("anyValue") Value value) {
    Enabled enabled = Enabled.of(new Value.MapOf(Map.of("enabled", value)));

    assertThat(enabled.isDisabled() && enabled.isDecidedAtRunTime()).isFalse();
    assertThat(enabled).isNotEqualTo(Enabled.MISSING);
  }

  @Provide
  Arbitrary<Value> anyValue() {
    return Records.anyData(new Value.Other("a string set")).map(Value::of);
  }
}
