// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.live;

import io.lavasched.domain.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's attributes as data of the domain. */
public final class AttributeValues {

  public static final Value BINARY = new Value.Other("binary data");
  public static final Value BINARY_SET = new Value.Other("a binary set");
  public static final Value NUMBER_SET = new Value.Other("a number set");
  public static final Value STRING_SET = new Value.Other("a string set");

  private AttributeValues() {}

  /**
   * A whole item. Its fields come sorted: DynamoDB has no order, and two runs must say the same.
   */
  static Value.MapOf toValue(Map<String, AttributeValue> item) {
    Map<String, Value> fields = new LinkedHashMap<>();
    new TreeMap<>(item).forEach((name, attribute) -> fields.put(name, toValue(attribute)));
    return new Value.MapOf(fields);
  }

  static Value toValue(AttributeValue attribute) {
    return switch (attribute.type()) {
      case S -> new Value.Text(attribute.s());
      case N -> new Value.Num(new BigDecimal(attribute.n()));
      case BOOL -> new Value.Bool(attribute.bool());
      case NUL -> Value.NULL;
      case L -> new Value.ListOf(attribute.l().stream().map(AttributeValues::toValue).toList());
      case M -> toValue(attribute.m());
      case B -> BINARY;
      case SS -> STRING_SET;
      case NS -> NUMBER_SET;
      case BS -> BINARY_SET;
      case UNKNOWN_TO_SDK_VERSION -> new Value.Other("an attribute of a new type");
    };
  }
}
