// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads plain Java objects; once for each {@link Value#of}. */
final class PlainData {

  /** As many as are read of a file. */
  private static final int MOST_LEVELS = 1000;

  /** As many are named: one fault of a program may be in each value. */
  private static final int MOST_FLAWS = 20;

  /**
   * The lists and maps around what is read, by identity: a hash of one that has itself ends not.
   */
  private final Set<Object> around = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Of the outermost map. */
  private List<Value.Flaw> flaws = new ArrayList<>();

  private int maps;

  /**
   * The data of an object.
   *
   * @param path from the outermost map
   * @param level 1 for the whole
   */
  Value value(@Nullable Object plain, String path, int level) {
    if (plain == null) {
      return Value.NULL;
    }
    if (plain instanceof Value value) {
      return value;
    }
    if (plain instanceof String text) {
      return new Value.Text(text);
    }
    if (plain instanceof Boolean bool) {
      return new Value.Bool(bool);
    }
    if (plain instanceof Number number) {
      return number(number, path);
    }
    if (!(plain instanceof List<?> || plain instanceof Map<?, ?>)) {
      return flaw(Value.Flaw.Kind.NOT_JSON, path, "data of type " + name(plain.getClass()));
    }
    if (level > MOST_LEVELS) {
      return flaw(Value.Flaw.Kind.TOO_DEEP, path, "data of more than " + MOST_LEVELS + " levels");
    }
    if (!around.add(plain)) {
      return flaw(
          Value.Flaw.Kind.NOT_JSON,
          path,
          (plain instanceof List<?> ? "a list" : "an object") + " that contains itself");
    }
    Value value =
        plain instanceof List<?> list
            ? list(list, path, level)
            : map((Map<?, ?>) plain, path, level);
    around.remove(plain);
    return value;
  }

  private Value list(List<?> list, String path, int level) {
    List<Value> items = new ArrayList<>(list.size());
    for (Object item : list) {
      items.add(value(item, maps == 0 ? path : path + "[" + items.size() + "]", level + 1));
    }
    return new Value.ListOf(items);
  }

  private Value map(Map<?, ?> map, String path, int level) {
    boolean isOutermost = maps == 0;
    if (isOutermost) {
      flaws = new ArrayList<>();
    }
    maps++;
    Map<String, Value> fields = new LinkedHashMap<>();
    map.forEach(
        (key, item) -> {
          String field = String.valueOf(key);
          fields.put(field, value(item, path.isEmpty() ? field : path + "." + field, level + 1));
        });
    maps--;
    return new Value.MapOf(fields, isOutermost ? flaws : List.of());
  }

  private Value number(Number number, String path) {
    if (number instanceof BigDecimal decimal) {
      return new Value.Num(decimal);
    }
    if (number instanceof BigInteger integer) {
      return new Value.Num(new BigDecimal(integer));
    }
    try {
      return new Value.Num(new BigDecimal(number.toString()));
    } catch (NumberFormatException e) {
      // NaN, the infinities, and numbers of other libraries
      return flaw(Value.Flaw.Kind.NOT_JSON, path, "the number " + number);
    }
  }

  private Value flaw(Value.Flaw.Kind kind, String path, String found) {
    if (flaws.size() < MOST_FLAWS) {
      flaws.add(new Value.Flaw(kind, path, found));
    }
    return new Value.Other(found);
  }

  /** An anonymous class has no simple name. */
  private static String name(Class<?> type) {
    return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
  }
}
