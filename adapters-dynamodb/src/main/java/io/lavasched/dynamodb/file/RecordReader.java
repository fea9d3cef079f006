// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.live.LiveJobsTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads single records: plain JSON, or DynamoDB's typed JSON, bare or under {@code Item}.
 *
 * <p>A record is typed when it has fields, and each is an object with one key that is the name of a
 * type ({@code S}, {@code N}, ...). A plain record never looks like that, since its {@code job_id}
 * is a string.
 */
final class RecordReader {

  private static final String WRAPPER = "Item";
  private static final String PAGE = "Items";

  /** DynamoDB takes 32, and JSON with its types has up to three for each. */
  static final int MOST_LEVELS = 1000;

  /** DynamoDB takes 38; this is what costs nothing. */
  static final int MOST_DIGITS = 1000;

  private static final int MOST_EXPONENT = 10_000;

  private static final int MOST_FLAWS = 20;
  private static final int MOST_PARTS = 8;
  private static final int MOST_SHOWN = 100;

  /** Fields that tell a record from other objects. */
  private static final Set<String> RECORD = Set.of(LiveJobsTable.KEY, "worker", "schedule");

  private final JsonParser parser;
  private final RecordFile.Kind kind;
  private final Predicate<String> keep;
  private final Page page;

  /** New for each record: to empty the one of a large record costs what it once held. */
  private IdentityHashMap<Value, JsonLocation> objects = new IdentityHashMap<>();

  private final List<Value.Flaw> flaws = new ArrayList<>();

  /** Where the record starts, for paths within it. */
  private JsonStreamContext record;

  /** What `aws dynamodb scan` and `query` print: the records under {@code Items}. */
  interface Page {

    /** Takes the records; the parser is at the start of their list. */
    void records() throws IOException;

    /** Tells, after the records, whether the page says that more pages follow. */
    void end(boolean more);
  }

  /**
   * A reader.
   *
   * @param kind what the records are of
   * @param keep the names of the fields to keep
   * @param page what to do with a page of records
   */
  RecordReader(JsonParser parser, RecordFile.Kind kind, Predicate<String> keep, Page page) {
    this.parser = parser;
    this.kind = kind;
    this.record = parser.getParsingContext();
    this.keep = keep;
    this.page = page;
  }

  /**
   * Reads what the parser is at the start of, which may also be no object, and so no record.
   *
   * @return empty for a page of records
   */
  Optional<Value> next(boolean mayBePage) throws IOException {
    objects = new IdentityHashMap<>();
    flaws.clear();
    return parser.currentToken() == JsonToken.START_OBJECT
        ? object(mayBePage)
        : Optional.of(value(1));
  }

  /** What the text says and a value cannot hold, where the parser is. */
  private Value flaw(Value.Flaw.Kind kind, String found) {
    if (flaws.size() < MOST_FLAWS) {
      flaws.add(new Value.Flaw(kind, path(), found));
    }
    return new Value.Other(found);
  }

  private static String shown(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }

  private String path() {
    Deque<String> parts = new ArrayDeque<>();
    JsonStreamContext at = parser.getParsingContext();
    for (; at != null; at = at == record ? null : at.getParent()) {
      if (at.inObject() && at.getCurrentName() != null) {
        parts.addFirst("." + shown(at.getCurrentName()));
      } else if (at.inArray() && at.hasCurrentIndex()) {
        parts.addFirst("[" + at.getCurrentIndex() + "]");
      }
    }
    String path = parts.stream().limit(MOST_PARTS).collect(Collectors.joining());
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private Optional<Value> object(boolean mayBePage) throws IOException {
    record = parser.getParsingContext();
    JsonLocation start = parser.currentTokenLocation();
    Map<String, Value> fields = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    int inner = 0;
    Optional<String> list = Optional.empty();
    Optional<Value> wrapped = Optional.empty();
    boolean typed = true;
    boolean any = false;
    boolean isPage = false;
    boolean more = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      any = true;
      once(names, name);
      if (name.equals(WRAPPER)
          && token == JsonToken.START_OBJECT
          && !fields.containsKey(LiveJobsTable.KEY)) {
        wrapped = object(false);
        record = parser.getParsingContext();
      } else if (name.equals(PAGE)
          && token == JsonToken.START_ARRAY
          && mayBePage
          && !fields.containsKey(LiveJobsTable.KEY)) {
        isPage = true;
        page.records();
      } else if (isPage || !keep.test(name)) {
        more |= isMore(name, token);
        Skipped skipped = skip();
        typed &= skipped.typed();
        inner += skipped.record() ? 1 : 0;
        list = list.or(() -> skipped.records() ? Optional.of(name) : Optional.empty());
      } else {
        more |= isMore(name, token);
        Value value = value(2);
        typed &= TypedJson.isTyped(value);
        fields.put(name, value);
      }
    }
    if (isPage) {
      page.end(more);
      return Optional.empty();
    }
    if (wrapped.isPresent() && !fields.containsKey(LiveJobsTable.KEY)) {
      return wrapped;
    }
    Optional<String> shape =
        mayBePage ? ForeignShape.of(kind, names, inner, list) : Optional.empty();
    if (shape.isPresent()) {
      throw new MisfitException(parser, "must be " + kind.noun() + ", found " + shape.get(), start);
    }
    return Optional.of(
        new Value.MapOf(typed && any ? untyped(fields) : fields, List.copyOf(flaws)));
  }

  private static boolean isMore(String name, JsonToken token) {
    return (name.equals("LastEvaluatedKey") || name.equals("NextToken"))
        && token != JsonToken.VALUE_NULL;
  }

  private void once(Set<String> names, String name) {
    if (!names.add(name)) {
      flaw(Value.Flaw.Kind.DUPLICATE_KEY, Quoted.of(shown(name)) + " twice");
    }
  }

  private Map<String, Value> untyped(Map<String, Value> fields) throws IOException {
    Map<String, Value> plain = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      try {
        plain.put(field.getKey(), TypedJson.plain(field.getValue()));
      } catch (TypedJson.BadAttributeException e) {
        throw new MisfitException(
            parser, e.fault(), objects.getOrDefault(e.near(), parser.currentLocation()));
      }
    }
    return plain;
  }

  /**
   * A value that was left out.
   *
   * @param typed whether it looked typed
   * @param record whether it looked like a record
   * @param records whether it looked like a list of some
   */
  private record Skipped(boolean typed, boolean record, boolean records) {

    static final Skipped TEXT = new Skipped(false, false, false);
  }

  /** Leaves out a value, but not what is wrong with it. */
  private Skipped skip() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return Skipped.TEXT;
    }
    Deque<Set<String>> open = new ArrayDeque<>();
    boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
    int keys = 0;
    boolean typed = false;
    boolean likeRecord = false;
    boolean listed = false;
    do {
      switch (parser.currentToken()) {
        case START_OBJECT, START_ARRAY -> {
          if (open.size() == MOST_LEVELS) {
            tooDeep();
          } else {
            open.push(new HashSet<>());
          }
        }
        case END_OBJECT, END_ARRAY -> open.pop();
        case FIELD_NAME -> {
          String name = parser.currentName();
          once(open.getFirst(), name);
          if (open.size() == 1) {
            keys++;
            typed = TypedJson.TYPES.contains(name);
            likeRecord |= RECORD.contains(name);
          }
          listed |= open.size() == 2 && name.equals(LiveJobsTable.KEY);
        }
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
        case VALUE_EMBEDDED_OBJECT -> embedded();
        default -> {}
      }
    } while (!open.isEmpty() && parser.nextToken() != null);
    return new Skipped(isObject && keys == 1 && typed, isObject && likeRecord, !isObject && listed);
  }

  private Value tooDeep() throws IOException {
    Value left = flaw(Value.Flaw.Kind.TOO_DEEP, "more");
    parser.skipChildren();
    return left;
  }

  /** What another format than JSON has. */
  private Value embedded() throws IOException {
    return parser.getEmbeddedObject() instanceof Value.Other other
        ? flaw(Value.Flaw.Kind.NOT_JSON, other.kind())
        : Value.NULL;
  }

  private Value value(int level) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> level > MOST_LEVELS ? tooDeep() : map(level);
      case START_ARRAY -> level > MOST_LEVELS ? tooDeep() : list(level);
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new Value.Bool(true);
      case VALUE_FALSE -> new Value.Bool(false);
      case VALUE_NULL -> Value.NULL;
      case VALUE_EMBEDDED_OBJECT -> embedded();
      default -> throw new JsonParseException(parser, "unexpected " + parser.currentToken());
    };
  }

  /** A number that would cost more than it can mean is none. */
  private Value number() throws IOException {
    if (parser.getTextLength() > MOST_DIGITS) {
      return flaw(Value.Flaw.Kind.NUMBER_RANGE, "one of " + parser.getTextLength() + " characters");
    }
    String text = parser.getText();
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MOST_EXPONENT
          ? flaw(Value.Flaw.Kind.NUMBER_RANGE, shown(text))
          : new Value.Num(number);
    } catch (NumberFormatException e) {
      return flaw(Value.Flaw.Kind.NUMBER_RANGE, shown(text));
    }
  }

  private Value map(int level) throws IOException {
    JsonLocation start = parser.currentTokenLocation();
    Map<String, Value> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (fields.containsKey(name)) {
        flaw(Value.Flaw.Kind.DUPLICATE_KEY, Quoted.of(shown(name)) + " twice");
      }
      parser.nextToken();
      fields.put(name, value(level + 1));
    }
    Value map = new Value.MapOf(fields);
    objects.put(map, start);
    return map;
  }

  private Value list(int level) throws IOException {
    List<Value> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(level + 1));
    }
    return new Value.ListOf(items);
  }

  /** JSON that is well-formed, and not what it must be. */
  static final class MisfitException extends JsonParseException {

    private static final long serialVersionUID = 1L;

    MisfitException(JsonParser parser, String message, JsonLocation location) {
      super(parser, message, location);
    }
  }
}
