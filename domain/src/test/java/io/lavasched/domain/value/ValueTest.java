// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.value;

import static java.util.Collections.singletonList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-7, -7",
    "0, 0",
    "0.00, 0",
    "-0, 0",
    "0e1000000000, 0",
    "1e3, 1000",
    "1E+3, 1000",
    "1.50, 1.5",
    "1.0, 1",
    "100, 100",
    "-0.0010, -0.001",
    "12345678901234567890123456789012345678, 12345678901234567890123456789012345678",
    "123456789012345678901234567890123456780, 123456789012345678901234567890123456780",
    "0.00000000000000000000000000000000000001, 0.00000000000000000000000000000000000001"
  })
  void digitsAreThoseOfDynamoDb(BigDecimal number, String digits) {
    assertThat(new Value.Num(number).digits()).contains(digits);
  }

  @Test
  void largestAndSmallestNumbers() {
    assertThat(new Value.Num(new BigDecimal("1e125")).digits()).contains("1" + "0".repeat(125));
    assertThat(new Value.Num(new BigDecimal("9.9e125")).digits()).contains("99" + "0".repeat(124));
    assertThat(new Value.Num(new BigDecimal("1e-130")).digits())
        .contains("0." + "0".repeat(129) + "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e126",
        "10e125",
        "-1e126",
        "1e-131",
        "9.9e-131",
        "123456789012345678901234567890123456789",
        "1.00000000000000000000000000000000000001",
        "1e1000000000",
        "1e-1000000000",
        "1e2147483647",
        "1e-2147483647",
        "-9.99e2147483646"
      })
  void numbersThatDynamoDbCannotHoldAreRefusedAtOnce(String number) {
    Value.Num value = new Value.Num(new BigDecimal(number));

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(value.digits()).isEmpty());
  }

  @Property
  void digitsAreTheSameNumber(@ForAll BigDecimal number) {
    new Value.Num(number)
        .digits()
        .ifPresent(
            digits -> {
              assertThat(new BigDecimal(digits)).isEqualByComparingTo(number);
              assertThat(digits).matches("-?(0|[1-9][0-9]*)(\\.[0-9]*[1-9])?");
            });
  }

  @ParameterizedTest
  @MethodSource
  void ofPlainObjects(Object plain, Value value, String kind) {
    assertThat(Value.of(plain)).isEqualTo(value);
    assertThat(Value.of(plain).kind()).isEqualTo(kind);
  }

  static Stream<Arguments> ofPlainObjects() {
    Value.Num one = new Value.Num(BigDecimal.ONE);
    return Stream.of(
        arguments(null, Value.NULL, "null"),
        arguments("x", new Value.Text("x"), "a string"),
        arguments(true, new Value.Bool(true), "true"),
        arguments(false, new Value.Bool(false), "false"),
        arguments(1, one, "a number"),
        arguments(1L, one, "a number"),
        arguments(BigInteger.ONE, one, "a number"),
        arguments(BigDecimal.ONE, one, "a number"),
        arguments(1.5, new Value.Num(new BigDecimal("1.5")), "a number"),
        arguments(Double.NaN, new Value.Other("the number NaN"), "the number NaN"),
        arguments(
            Float.NEGATIVE_INFINITY,
            new Value.Other("the number -Infinity"),
            "the number -Infinity"),
        arguments(List.of(), new Value.ListOf(List.of()), "an empty list"),
        arguments(singletonList(null), new Value.ListOf(List.of(Value.NULL)), "a list"),
        arguments(Map.of("a", 1), new Value.MapOf(Map.of("a", one)), "an object"),
        arguments(one, one, "a number"),
        arguments('x', new Value.Other("data of type Character"), "data of type Character"));
  }

  @Test
  void mapsKeepTheirOrderAndAreCopied() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("z", Value.NULL);
    fields.put("a", new Value.Text("x"));
    Value.MapOf map = new Value.MapOf(fields);
    fields.clear();

    assertThat(map.fields().keySet()).containsExactly("z", "a");
    assertThat(map.get("z")).contains(Value.NULL);
    assertThat(map.get("b")).isEmpty();
    assertThat(map.with("a", Value.NULL).get("a")).contains(Value.NULL);
    assertThat(map.get("a")).contains(new Value.Text("x"));
    assertThatThrownBy(() -> map.fields().put("b", Value.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void listsAreCopied() {
    List<Value> items = new ArrayList<>(List.of(Value.NULL));
    Value.ListOf list = new Value.ListOf(items);
    items.clear();

    assertThat(list.items()).containsExactly(Value.NULL);
  }

  @Test
  void setsAreNoLists() {
    assertThat(Value.of(Set.of("a"))).isInstanceOf(Value.Other.class);
  }

  @Test
  void whatNoRecordHoldsIsNamedWithItsPlace() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("a", List.of(1, Map.of("b", Set.of())));
    plain.put("c", Duration.ZERO);
    plain.put("d", Double.NaN);

    assertThat(((Value.MapOf) Value.of(plain)).flaws())
        .extracting(Value.Flaw::path, Value.Flaw::kind)
        .containsExactly(
            tuple("a[1].b", Value.Flaw.Kind.NOT_JSON),
            tuple("c", Value.Flaw.Kind.NOT_JSON),
            tuple("d", Value.Flaw.Kind.NOT_JSON));
    assertThat(((Value.MapOf) Value.of(plain)).flaws().get(1).found())
        .isEqualTo("data of type Duration");
  }

  @Test
  void eachMapOfAListHasItsOwnFlaws() {
    Value.ListOf list =
        (Value.ListOf) Value.of(List.of(Map.of("a", 'x'), Map.of("b", 1), Map.of("c", 'y')));

    assertThat(list.items())
        .extracting(item -> ((Value.MapOf) item).flaws().stream().map(Value.Flaw::path).toList())
        .containsExactly(List.of("a"), List.of(), List.of("c"));
  }

  @Test
  void manyFlawsAreNamedInPart() {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      plain.put("f" + i, 'x');
    }

    assertThat(((Value.MapOf) Value.of(plain)).flaws()).hasSize(20);
  }

  @Test
  void listThatContainsItselfEnds() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(List.of(list, list));

    Value itself = new Value.Other("a list that contains itself");
    assertThat(Value.of(list))
        .isEqualTo(new Value.ListOf(List.of(itself, new Value.ListOf(List.of(itself, itself)))));
  }

  @Test
  void mapThatContainsItselfEnds() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", Map.of("b", List.of(map)));

    assertThat(((Value.MapOf) Value.of(map)).flaws())
        .containsExactly(
            new Value.Flaw(Value.Flaw.Kind.NOT_JSON, "a.b[0]", "an object that contains itself"));
  }

  @Test
  void sameListTwiceDoesNotContainItself() {
    List<Integer> same = List.of(1);

    assertThat(((Value.MapOf) Value.of(Map.of("a", same, "b", List.of(same, same)))).flaws())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"999, 0", "1000, 1", "100000, 1"})
  void levelsAreBounded(int lists, int flaws) {
    Object nested = "x";
    for (int i = 0; i < lists; i++) {
      nested = List.of(nested);
    }

    assertThat(((Value.MapOf) Value.of(Map.of("a", nested))).flaws())
        .hasSize(flaws)
        .allMatch(flaw -> flaw.kind() == Value.Flaw.Kind.TOO_DEEP);
  }
}
