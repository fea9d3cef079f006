// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.value;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A piece of data of unknown origin: what JSON and DynamoDB have in common.
 *
 * <p>Adapters turn what they read into this; {@link #of} does it for plain Java collections, such
 * as Jackson makes of {@code Map.class}.
 */
public sealed interface Value {

  /** The one null. */
  Value NULL = new Null();

  /**
   * What kind of data it is, in words for a message: {@code a string}, {@code null}.
   *
   * @return with its article
   */
  String kind();

  /**
   * Data from plain Java objects.
   *
   * <p>Never throws. What no record can hold becomes {@link Other}, and a {@link Flaw} of the
   * outermost map around it: a value of another type, by the name of its type; a list or map that
   * contains itself; what lies deeper than 1000 levels.
   *
   * @param plain a {@link Map} with {@link String} keys, a {@link List}, a {@link String}, a {@link
   *     Number}, a {@link Boolean}, null or a {@code Value}, to any depth
   * @return the same data
   */
  @SuppressWarnings(
      "exports") // the annotation is for compilers: who does not have it, needs it not
  static Value of(@Nullable Object plain) {
    return new PlainData().value(plain, "", 1);
  }

  /**
   * A string.
   *
   * @param get the text
   */
  record Text(String get) implements Value {
    /** Checks that there is one. */
    public Text {
      Objects.requireNonNull(get, "get");
    }

    @Override
    public String kind() {
      return "a string";
    }

    // Written out: those of a record are made by the JVM anew in each run, which takes
    // milliseconds.

    @Override
    public boolean equals(Object other) {
      return other instanceof Text text && get.equals(text.get);
    }

    @Override
    public int hashCode() {
      return get.hashCode();
    }
  }

  /**
   * A number, with all its digits.
   *
   * @param get the number
   */
  record Num(BigDecimal get) implements Value {

    private static final int MOST_DIGITS = 38;
    private static final int LEAST_EXPONENT = -130;
    private static final int MOST_EXPONENT = 125;

    /** Checks that there is one. */
    public Num {
      Objects.requireNonNull(get, "get");
    }

    @Override
    public String kind() {
      return "a number";
    }

    /**
     * The digits as DynamoDB gives them back: no exponent, no needless zeros, so that a record
     * reads the same from a file and from the table. {@code 1e3} is {@code 1000}, {@code 1.50} is
     * {@code 1.5}.
     *
     * @return empty for a number that DynamoDB cannot hold (more than 38 digits, or beyond {@code
     *     1E-130} to {@code 9.9E+125})
     */
    public Optional<String> digits() {
      if (get.signum() == 0) {
        return Optional.of("0");
      }
      long exponent = (long) get.precision() - get.scale() - 1;
      if (exponent < LEAST_EXPONENT || exponent > MOST_EXPONENT) {
        return Optional.empty();
      }
      BigDecimal stripped = get.stripTrailingZeros();
      return stripped.precision() > MOST_DIGITS
          ? Optional.empty()
          : Optional.of(stripped.toPlainString());
    }
  }

  /**
   * True or false.
   *
   * @param get which
   */
  record Bool(boolean get) implements Value {
    @Override
    public String kind() {
      return get ? "true" : "false";
    }
  }

  /** Nothing, said outright. */
  record Null() implements Value {
    @Override
    public String kind() {
      return "null";
    }
  }

  /**
   * A list.
   *
   * @param items in their order
   */
  record ListOf(List<Value> items) implements Value {
    /** Copies the items. */
    public ListOf {
      Objects.requireNonNull(items, "items");
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /**
   * A map of names to values: an object in JSON.
   *
   * @param fields in the order in which they came
   * @param flaws what its text has and no map can hold, here or deeper inside
   */
  record MapOf(Map<String, Value> fields, List<Flaw> flaws) implements Value {
    /** Copies the fields and keeps their order. */
    public MapOf {
      Objects.requireNonNull(fields, "fields");
      Objects.requireNonNull(flaws, "flaws");
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      flaws = List.copyOf(flaws);
    }

    /**
     * A map without a flaw.
     *
     * @param fields in the order in which they came
     */
    public MapOf(Map<String, Value> fields) {
      this(fields, List.of());
    }

    @Override
    public String kind() {
      return "an object";
    }

    /**
     * One field.
     *
     * @param name its name
     * @return empty when it is not there; {@link #NULL} when it is there and null
     */
    public Optional<Value> get(String name) {
      Objects.requireNonNull(name, "name");
      return Optional.ofNullable(fields.get(name));
    }

    /**
     * The same with one field set.
     *
     * @param name its name
     * @param value its value
     * @return a new map
     */
    public MapOf with(String name, Value value) {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
      Map<String, Value> copy = new LinkedHashMap<>(fields);
      copy.put(name, value);
      return new MapOf(copy, flaws);
    }
  }

  /**
   * What a text says of a map and no {@code Value} can hold, so that the map is not all that was
   * written.
   *
   * @param kind which sort
   * @param path the way to it from the map that has it, such as {@code schedule[1].crontab}
   * @param found what was found there, with its article
   */
  record Flaw(Kind kind, String path, String found) {

    /** The sorts of flaws. */
    public enum Kind {
      /** A key that an object has twice. */
      DUPLICATE_KEY,
      /** Data in more levels than anybody reads. */
      TOO_DEEP,
      /** A number with more digits, or a larger exponent, than anybody reads. */
      NUMBER_RANGE,
      /** Data of a kind that JSON does not have. */
      NOT_JSON
    }

    /** Checks that nothing is null. */
    public Flaw {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(found, "found");
    }
  }

  /**
   * Data that a job record has no use for: binary, or one of DynamoDB's sets.
   *
   * @param kind what it is, such as {@code a string set}
   */
  record Other(String kind) implements Value {
    /** Checks that there is a word for it. */
    public Other {
      Objects.requireNonNull(kind, "kind");
    }
  }
}
