// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.google.common.base.Throwables;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as the tokens of JSON: one value a document.
 *
 * <p>Plain words are what PyYAML, lava's own reader, makes of them (YAML 1.1): {@code yes} is true,
 * {@code 010} is 8, {@code 1:30} is 90. What JSON does not have, such as a date without quotes, is
 * handed on as data of another kind. Aliases and merge keys are written out, up to a bound.
 */
final class YamlText {

  /** More than a million values come from aliases only. */
  private static final int MOST_VALUES = 2_000_000;

  /** A tag is written out wherever its handle stands, and all handles for each document. */
  private static final int LONGEST_TAG = 1000;

  private static final int MOST_HANDLES = 100;

  private static final String MERGE = "<<";

  /** What snakeyaml says that it was doing, where a plain value begins with a star. */
  private static final String ALIAS = "while scanning an alias";

  private final Words words;

  /** New for each document: to empty the one of a large document costs what it once held. */
  private Map<String, Node> anchors = new HashMap<>();

  private int values;

  private YamlText(Words words) {
    this.words = words;
  }

  /** A parser of all documents; those that are empty are left out. */
  static JsonParser parser(InputStream text) throws IOException {
    // Strict, as everywhere: a byte that is no UTF-8 is not passed over.
    Reader reader =
        new InputStreamReader(
            text,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (Words words = (Words) new Factory().createParser(reader);
        TokenBuffer out = new TokenBuffer((ObjectCodec) null, false)) {
      YamlText yaml = new YamlText(words);
      try {
        while (words.nextToken() != null) {
          yaml.anchors = new HashMap<>();
          Node document = yaml.node(1);
          if (!(document instanceof Scalar scalar && scalar.token() == JsonToken.VALUE_NULL)) {
            yaml.write(document, out, 1);
          }
        }
      } catch (LookAhead.TooFarException e) {
        throw e.asBadYaml();
      } catch (JsonProcessingException | YAMLException | CharacterCodingException e) {
        Throwables.throwIfInstanceOf(
            Throwables.getRootCause(e), BoundedText.TooLargeException.class);
        throw yaml.bad(e);
      }
      return out.asParser();
    }
  }

  private BadYamlException bad(Exception e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
        return bad(marked, marked.getProblemMark());
      }
    }
    JsonLocation at =
        e instanceof JsonProcessingException json && json.getLocation() != null
            ? json.getLocation()
            : words.currentLocation();
    String said =
        e instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : e instanceof YAMLException ? String.valueOf(e.getMessage()) : "invalid UTF-8";
    String first = String.valueOf(said).lines().findFirst().orElse("");
    return new BadYamlException(
        plain(first), Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  /** Its message begins with what was being read; what is wrong comes after that. */
  private static BadYamlException bad(MarkedYAMLException e, Mark problemMark) {
    boolean isAlias = ALIAS.equals(e.getContext());
    Mark at = isAlias && e.getContextMark() != null ? e.getContextMark() : problemMark;
    return new BadYamlException(
        isAlias
            ? "* at the beginning of a value (a cron string that begins with it must be in quotes)"
            : plain(String.valueOf(e.getProblem())),
        at.getLine() + 1,
        at.getColumn() + 1);
  }

  /** Of any character that begins no value, snakeyaml says that it is not for indentation. */
  private static String plain(String problem) {
    String said = problem.startsWith("found ") ? problem.substring("found ".length()) : problem;
    int advice = said.indexOf(" (Do not use ");
    if (said.startsWith("Expected a field name")) {
      return "a key that is no plain text (a value that begins with {{ must be in quotes)";
    }
    if (advice < 0) {
      return said;
    }
    return said.substring(0, advice).replaceAll("[.]$", "")
        + (said.contains("TAB") ? " (indent with spaces)" : " (put the value in quotes)");
  }

  private BadYamlException bad(String message) {
    JsonLocation at = words.currentTokenLocation();
    return new BadYamlException(
        message, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  /** A value of a document; one that has several aliases is there once. */
  private sealed interface Node permits Scalar, Sequence, Mapping {}

  private record Scalar(JsonToken token, Object value) implements Node {}

  private record Sequence(List<Node> items) implements Node {}

  /** Keys may come twice: that is reported later, as in JSON. */
  private record Mapping(List<Map.Entry<String, Node>> fields) implements Node {}

  private Node node(int level) throws IOException {
    if (words.isCurrentAlias()) {
      String name = words.getText();
      return Optional.ofNullable(anchors.get(name))
          .orElseThrow(() -> bad("no anchor before the alias *" + Quoted.escape(name)));
    }
    count(1);
    Optional<String> anchor = words.anchor();
    Node node =
        switch (words.currentToken()) {
          case START_OBJECT -> level > RecordReader.MOST_LEVELS ? tooDeep() : mapping(level);
          case START_ARRAY -> level > RecordReader.MOST_LEVELS ? tooDeep() : sequence(level);
          default -> words.scalar();
        };
    anchor.ifPresent(name -> anchors.put(name, node));
    return node;
  }

  private void count(int more) throws BadYamlException {
    values += more;
    if (values > MOST_VALUES) {
      throw bad("more than " + MOST_VALUES + " values");
    }
  }

  private Node tooDeep() throws IOException {
    int open = 1;
    while (open > 0) {
      JsonToken token = words.nextToken();
      open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      count(token.isStructEnd() ? 0 : 1);
    }
    return other("data of more than " + RecordReader.MOST_LEVELS + " levels");
  }

  private static Scalar other(String kind) {
    return new Scalar(JsonToken.VALUE_EMBEDDED_OBJECT, new Value.Other(kind));
  }

  private Node sequence(int level) throws IOException {
    List<Node> items = new ArrayList<>();
    while (words.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(level + 1));
    }
    return new Sequence(items);
  }

  private Node mapping(int level) throws IOException {
    List<Map.Entry<String, Node>> fields = new ArrayList<>();
    Map<String, Node> merged = new LinkedHashMap<>();
    while (words.nextToken() != JsonToken.END_OBJECT) {
      String name = words.currentName();
      Optional<String> odd = words.oddKey();
      words.nextToken();
      Node value = node(level + 1);
      if (odd.filter(MERGE::equals).isPresent()) {
        merge(value, merged);
      } else {
        fields.add(Map.entry(name, odd.isPresent() ? other("a key that is " + odd.get()) : value));
      }
    }
    // What is merged stands behind what the mapping says itself.
    fields.forEach(field -> merged.remove(field.getKey()));
    merged.forEach((name, value) -> fields.add(Map.entry(name, value)));
    return new Mapping(fields);
  }

  /** A mapping, or a list of some, as for PyYAML. */
  private void merge(Node value, Map<String, Node> merged) throws IOException {
    for (Node item : value instanceof Sequence sequence ? sequence.items() : List.of(value)) {
      if (!(item instanceof Mapping mapping)) {
        throw bad("a merge key (<<) without a mapping");
      }
      count(1 + mapping.fields().size());
      mapping.fields().forEach(field -> merged.putIfAbsent(field.getKey(), field.getValue()));
    }
  }

  private void write(Node node, TokenBuffer out, int level) throws IOException {
    if (++values > 2 * MOST_VALUES) {
      throw bad("aliases that make more than " + MOST_VALUES + " values");
    }
    if (level > 2 * RecordReader.MOST_LEVELS) {
      throw bad("aliases that make more than " + 2 * RecordReader.MOST_LEVELS + " levels");
    }
    if (node instanceof Mapping mapping) {
      out.writeStartObject();
      for (Map.Entry<String, Node> field : mapping.fields()) {
        out.writeFieldName(field.getKey());
        write(field.getValue(), out, level + 1);
      }
      out.writeEndObject();
    } else if (node instanceof Sequence sequence) {
      out.writeStartArray();
      for (Node item : sequence.items()) {
        write(item, out, level + 1);
      }
      out.writeEndArray();
    } else if (node instanceof Scalar scalar) {
      write(scalar, out);
    }
  }

  private static void write(Scalar scalar, TokenBuffer out) throws IOException {
    switch (scalar.token()) {
      case VALUE_NULL -> out.writeNull();
      case VALUE_TRUE -> out.writeBoolean(true);
      case VALUE_FALSE -> out.writeBoolean(false);
      case VALUE_NUMBER_FLOAT -> out.writeNumber(scalar.value().toString());
      case VALUE_STRING -> out.writeString(scalar.value().toString());
      default -> out.writeEmbeddedObject(scalar.value());
    }
  }

  /** Makes parsers that know how a scalar was written. */
  private static final class Factory extends YAMLFactory {

    private static final long serialVersionUID = 1L;

    Factory() {
      super(
          YAMLFactory.builder()
              .loaderOptions(options())
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(1 << 16)
                      .maxNumberLength(1 << 26)
                      .maxNameLength(1 << 26)
                      .build()));
    }

    private static LoaderOptions options() {
      LoaderOptions options = new LoaderOptions();
      options.setCodePointLimit(JsonSource.MOST_BYTES);
      return options;
    }

    @Override
    protected YAMLParser _createParser(Reader reader, IOContext context) {
      return new Words(context, _parserFeatures, _yamlParserFeatures, _loaderOptions, reader);
    }
  }

  /** Jackson's parser, which also tells what PyYAML would make of a scalar. */
  private static final class Words extends YAMLParser {

    private final Resolver resolver = new Resolver();
    private Scalar scalar = other("nothing");

    Words(IOContext context, int features, int yamlFeatures, LoaderOptions options, Reader reader) {
      super(
          context,
          features,
          yamlFeatures,
          null,
          reader,
          new ParserImpl(new LookAhead(reader), options));
    }

    @Override
    protected Event getEvent() throws IOException {
      Event event = super.getEvent();
      if (event instanceof DocumentStartEvent start
          && start.getTags() != null
          && start.getTags().size() > MOST_HANDLES) {
        throw bad(event, "more than " + MOST_HANDLES + " handles of tags");
      }
      if (tagLength(event) > LONGEST_TAG) {
        throw bad(event, "a tag of more than " + LONGEST_TAG + " characters");
      }
      return event;
    }

    private static int tagLength(Event event) {
      String tag =
          event instanceof ScalarEvent scalar
              ? scalar.getTag()
              : event instanceof CollectionStartEvent start ? start.getTag() : null;
      return tag == null ? 0 : tag.length();
    }

    private static BadYamlException bad(Event event, String found) {
      Mark at = event.getStartMark();
      return new BadYamlException(found, at.getLine() + 1, at.getColumn() + 1);
    }

    /** What aliases call the value that was read last. */
    Optional<String> anchor() {
      return _lastEvent instanceof NodeEvent node
          ? Optional.ofNullable(node.getAnchor())
          : Optional.empty();
    }

    Scalar scalar() {
      return scalar;
    }

    @Override
    protected JsonToken _decodeScalar(ScalarEvent event) {
      _textValue = event.getValue();
      _cleanedTextValue = null;
      scalar = scalar(tag(event), event.getValue());
      return JsonToken.VALUE_STRING;
    }

    /** What a key is, where it is no string: {@code true}, {@code a number}. */
    Optional<String> oddKey() {
      if (!(_lastEvent instanceof ScalarEvent event)) {
        return Optional.empty();
      }
      Tag tag = tag(event);
      if (tag.equals(Tag.MERGE)) {
        return Optional.of(MERGE);
      }
      Scalar key = scalar(tag, event.getValue());
      return switch (key.token()) {
        case VALUE_STRING -> Optional.empty();
        case VALUE_NULL -> Optional.of("null");
        case VALUE_TRUE -> Optional.of("true");
        case VALUE_FALSE -> Optional.of("false");
        case VALUE_NUMBER_FLOAT -> Optional.of("a number");
        default -> Optional.of(((Value.Other) key.value()).kind());
      };
    }

    private Tag tag(ScalarEvent event) {
      String given = event.getTag();
      return given == null || given.equals("!")
          ? resolver.resolve(
              NodeId.scalar, event.getValue(), event.getImplicit().canOmitTagInPlainScalar())
          : new Tag(given);
    }

    private static Scalar scalar(Tag tag, String text) {
      if (tag.equals(Tag.STR)) {
        return new Scalar(JsonToken.VALUE_STRING, text);
      }
      if (tag.equals(Tag.NULL)) {
        return new Scalar(JsonToken.VALUE_NULL, "");
      }
      if (tag.equals(Tag.BOOL)) {
        return switch (text.toLowerCase(Locale.ROOT)) {
          case "yes", "true", "on" -> new Scalar(JsonToken.VALUE_TRUE, "");
          case "no", "false", "off" -> new Scalar(JsonToken.VALUE_FALSE, "");
          default -> other("a boolean that is none");
        };
      }
      if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
        return YamlNumber.of(text, tag.equals(Tag.INT))
            .map(number -> new Scalar(JsonToken.VALUE_NUMBER_FLOAT, number))
            .orElseGet(() -> other("the number " + Quoted.escape(shortened(text))));
      }
      if (tag.equals(Tag.TIMESTAMP)) {
        return other("a date");
      }
      return other("data with the tag " + Quoted.escape(shortened(tag.getValue())));
    }

    private static String shortened(String text) {
      return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
  }

  /** Text that is no YAML, or YAML that nobody should read. The message says what was found. */
  static final class BadYamlException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final int line;
    private final int column;

    /**
     * One that is no YAML.
     *
     * @param found what is there
     * @param line 1-based
     * @param column 1-based, in code points
     */
    BadYamlException(String found, int line, int column) {
      this("must be YAML, found: ", found, line, column);
    }

    /**
     * One that breaks a rule of ours.
     *
     * @param rule what must hold, up to what was found
     */
    BadYamlException(String rule, String found, int line, int column) {
      super(found);
      this.rule = rule;
      this.line = line;
      this.column = column;
    }

    String rule() {
      return rule;
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }
  }
}
