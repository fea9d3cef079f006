// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.live.AttributeValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** DynamoDB's typed JSON: {@code {"S": "text"}} for {@code "text"}. */
final class TypedJson {

  static final Set<String> TYPES =
      Set.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS");

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?([0-9]{1,400}(\\.[0-9]{0,400})?|\\.[0-9]{1,400})([eE][-+]?[0-9]{1,4})?");

  /** A number however long it is. */
  private static final Pattern BEYOND =
      Pattern.compile("[-+]?([0-9]++(\\.[0-9]*+)?|\\.[0-9]++)([eE][-+]?[0-9]++)?");

  private TypedJson() {}

  /** Whether this is an object with one key that is the name of a type. */
  static boolean isTyped(Value value) {
    return value instanceof Value.MapOf map
        && map.fields().size() == 1
        && TYPES.containsAll(map.fields().keySet());
  }

  /** The data without its types. */
  static Value plain(Value typed) throws BadAttributeException {
    return plain(typed, typed);
  }

  private static Value plain(Value typed, Value near) throws BadAttributeException {
    if (!(typed instanceof Value.MapOf map) || map.fields().size() != 1) {
      throw new BadAttributeException(
          typed instanceof Value.MapOf ? typed : near,
          "an attribute must be like {\"S\": \"text\"}, found " + kindOf(typed));
    }
    Map.Entry<String, Value> only = map.fields().entrySet().iterator().next();
    String type = only.getKey();
    Value value = only.getValue();
    return switch (type) {
      case "S" -> require(Value.Text.class, "a string", type, value, map);
      case "N" -> number(value, map);
      case "BOOL" -> require(Value.Bool.class, "true or false", type, value, map);
      case "NULL" -> nothing(value, map);
      case "L" -> list(require(Value.ListOf.class, "a list", type, value, map), map);
      case "M" -> map(require(Value.MapOf.class, "an object", type, value, map), map);
      case "B" -> {
        require(Value.Text.class, "a string", type, value, map);
        yield AttributeValues.BINARY;
      }
      case "SS" -> set(AttributeValues.STRING_SET, type, value, map);
      case "NS" -> set(AttributeValues.NUMBER_SET, type, value, map);
      case "BS" -> set(AttributeValues.BINARY_SET, type, value, map);
      default ->
          throw new BadAttributeException(
              map,
              "the type of an attribute must be S, N, B, BOOL, NULL, L, M, SS, NS or BS, found "
                  + Quoted.of(type));
    };
  }

  private static Value number(Value value, Value near) throws BadAttributeException {
    String text = require(Value.Text.class, "a number in a string", "N", value, near).get();
    if (BEYOND.matcher(text).matches() && !NUMBER.matcher(text).matches()) {
      return new Value.Other("a number beyond all bounds");
    }
    if (!NUMBER.matcher(text).matches()) {
      throw new BadAttributeException(
          near, "N must be a number in a string, found " + Quoted.of(text));
    }
    return new Value.Num(new BigDecimal(text));
  }

  private static Value nothing(Value value, Value near) throws BadAttributeException {
    if (!value.equals(new Value.Bool(true))) {
      throw new BadAttributeException(near, "NULL must be true, found " + kindOf(value));
    }
    return Value.NULL;
  }

  private static Value list(Value.ListOf typed, Value near) throws BadAttributeException {
    List<Value> items = new ArrayList<>();
    for (Value item : typed.items()) {
      items.add(plain(item, near));
    }
    return new Value.ListOf(items);
  }

  private static Value map(Value.MapOf typed, Value near) throws BadAttributeException {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : typed.fields().entrySet()) {
      fields.put(field.getKey(), plain(field.getValue(), near));
    }
    return new Value.MapOf(fields);
  }

  private static Value set(Value kind, String type, Value value, Value near)
      throws BadAttributeException {
    require(Value.ListOf.class, "a list", type, value, near);
    return kind;
  }

  private static <T extends Value> T require(
      Class<T> kind, String words, String type, Value value, Value near)
      throws BadAttributeException {
    if (!kind.isInstance(value)) {
      throw new BadAttributeException(
          near, type + " must be " + words + ", found " + kindOf(value));
    }
    return kind.cast(value);
  }

  private static String kindOf(Value value) {
    return value instanceof Value.MapOf map && map.fields().size() != 1
        ? "an object with " + map.fields().size() + " keys"
        : value.kind();
  }

  /** An attribute that is none; never leaves this package. */
  static final class BadAttributeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Value near;

    BadAttributeException(Value near, String message) {
      super(message);
      this.near = near;
    }

    String fault() {
      return String.valueOf(getMessage());
    }

    /** The object that it is, or is in. */
    Value near() {
      return near;
    }
  }
}
