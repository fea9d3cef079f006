package io.lavasched.dynamodb;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.value.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

  private final JsonParser parser;
  private final Predicate<String> keep;
  private final Page page;
  private final IdentityHashMap<Value, JsonLocation> objects = new IdentityHashMap<>();

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
   * @param keep the names of the fields to keep
   * @param page what to do with a page of records
   */
  RecordReader(JsonParser parser, Predicate<String> keep, Page page) {
    this.parser = parser;
    this.keep = keep;
    this.page = page;
  }

  /**
   * Reads what the parser is at the start of, which may also be no object, and so no record.
   *
   * @return empty for a page of records
   */
  Optional<Value> next(boolean mayBePage) throws IOException {
    objects.clear();
    return parser.currentToken() == JsonToken.START_OBJECT
        ? object(mayBePage)
        : Optional.of(value());
  }

  private Optional<Value> object(boolean mayBePage) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    Optional<Value> wrapped = Optional.empty();
    boolean typed = true;
    boolean any = false;
    boolean isPage = false;
    boolean more = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      any = true;
      boolean hasKey = fields.containsKey(LiveJobsTable.KEY);
      if (name.equals(WRAPPER) && token == JsonToken.START_OBJECT && !hasKey) {
        wrapped = object(false);
      } else if (name.equals(PAGE) && token == JsonToken.START_ARRAY && !hasKey && mayBePage) {
        isPage = true;
        page.records();
      } else if (isPage || !keep.test(name)) {
        more |= isMore(name, token);
        typed &= skip();
      } else {
        more |= isMore(name, token);
        Value value = value();
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
    return Optional.of(typed && any ? untyped(fields) : new Value.MapOf(fields));
  }

  private static boolean isMore(String name, JsonToken token) {
    return (name.equals("LastEvaluatedKey") || name.equals("NextToken"))
        && token != JsonToken.VALUE_NULL;
  }

  private Value untyped(Map<String, Value> fields) throws IOException {
    Map<String, Value> plain = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      try {
        plain.put(field.getKey(), TypedJson.plain(field.getValue()));
      } catch (TypedJson.BadAttributeException e) {
        throw new MisfitException(
            parser, e.fault(), objects.getOrDefault(e.near(), parser.currentLocation()));
      }
    }
    return new Value.MapOf(plain);
  }

  /** Leaves out a value; tells whether it looked typed. */
  private boolean skip() throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return false;
    }
    int known = 0;
    int all = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      all++;
      known += TypedJson.TYPES.contains(parser.currentName()) ? 1 : 0;
      parser.nextToken();
      parser.skipChildren();
    }
    return all == 1 && known == 1;
  }

  private Value value() throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map();
      case START_ARRAY -> list();
      case VALUE_STRING -> new Value.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new Value.Bool(true);
      case VALUE_FALSE -> new Value.Bool(false);
      case VALUE_NULL -> Value.NULL;
      default -> throw new JsonParseException(parser, "unexpected " + parser.currentToken());
    };
  }

  private Value number() throws IOException {
    try {
      return new Value.Num(parser.getDecimalValue());
    } catch (NumberFormatException e) {
      throw new MisfitException(
          parser,
          "a number must have an exponent of 9 digits at most, found "
              + Quoted.of(parser.getText()),
          parser.currentTokenLocation());
    }
  }

  private Value map() throws IOException {
    JsonLocation start = parser.currentTokenLocation();
    Map<String, Value> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value());
    }
    Value map = new Value.MapOf(fields);
    objects.put(map, start);
    return map;
  }

  private Value list() throws IOException {
    List<Value> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
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
