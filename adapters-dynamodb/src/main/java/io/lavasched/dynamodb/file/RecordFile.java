// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.lavasched.domain.job.JobRecord;
import io.lavasched.domain.value.Value;
import io.lavasched.dynamodb.live.RunRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A file of records: objects, lists of objects, and pages as {@code aws dynamodb scan} prints them,
 * one after the other.
 */
final class RecordFile {

  /** What one record has of bad data is a matter of that record: {@link RecordReader} bounds it. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1 << 20)
                  .maxNumberLength(1 << 26)
                  .maxNameLength(1 << 26)
                  .build())
          .build();

  private final JsonSource source;
  private final Kind kind;

  RecordFile(JsonSource source, Kind kind) {
    this.source = source;
    this.kind = kind;
  }

  JsonSource source() {
    return source;
  }

  /** What the records are of. */
  enum Kind {
    /** Of jobs: items of {@code lava.<realm>.jobs}. */
    JOBS("job records"),
    /** Of runs: items of {@code lava.<realm>.events}. */
    RUNS("run records");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }

    /** Their name, in the plural. */
    String noun() {
      return noun;
    }

    /** Fields that tell one from other objects. */
    Collection<String> fields() {
      return this == JOBS ? JobRecord.FIELDS : RunRecord.FIELDS;
    }
  }

  /** Takes records. */
  interface Sink {

    /**
     * Takes one.
     *
     * @param number 1-based
     * @param place where it starts
     * @param value the record; anything but an object is none
     */
    void take(int number, Place place, Value value);
  }

  /**
   * What was in a file, besides the records themselves.
   *
   * @param isEmpty whether there was not even an empty array
   */
  record Content(boolean isEmpty, int pages, int pagesBeforeOthers) {}

  /**
   * Reads all records.
   *
   * @param keep the names of the fields to keep
   */
  Content read(Predicate<String> keep, Sink sink) throws BadJsonException {
    try (InputStream text = source.open(0);
        JsonParser parser = source.parser(text)) {
      try {
        return new Pages(parser, kind, keep, sink).all();
      } catch (IOException e) {
        throw BadJsonException.of(source, Place.START, parser, e);
      }
    } catch (IOException e) {
      throw BadJsonException.of(source, e);
    }
  }

  /** Reads one record, whole. */
  Value read(int number, Place place) throws BadJsonException {
    return source.isYaml() ? numbered(number) : at(place);
  }

  /** Where the text is not JSON, its parser can only start at the start. */
  private Value numbered(int number) throws BadJsonException {
    List<Value> found = new ArrayList<>();
    read(
        name -> true,
        (n, place, value) -> {
          if (n == number) {
            found.add(value);
          }
        });
    return found.isEmpty() ? Value.NULL : found.get(0);
  }

  private Value at(Place place) throws BadJsonException {
    try (InputStream text = source.open(place.offset());
        JsonParser parser = JSON.createParser(text)) {
      try {
        parser.nextToken();
        return single(parser);
      } catch (IOException e) {
        throw BadJsonException.of(source, place, parser, e);
      }
    } catch (IOException e) {
      throw BadJsonException.of(source, e);
    }
  }

  /** Reads the record that the parser is at the start of; a page counts as one. */
  static Value single(JsonParser parser) throws IOException {
    // Of which kind matters only where other tools' shapes are looked for.
    return new RecordReader(parser, Kind.JOBS, name -> true, NO_PAGE)
        .next(false)
        .orElseThrow(IllegalStateException::new);
  }

  /** Of a record that is no page: never called. */
  static final RecordReader.Page NO_PAGE =
      new RecordReader.Page() {
        @Override
        public void records() {
          throw new IllegalStateException();
        }

        @Override
        public void end(boolean more) {
          throw new IllegalStateException();
        }
      };

  private static final class Pages implements RecordReader.Page {

    private final JsonParser parser;
    private final RecordReader reader;
    private final Sink sink;
    private int records;
    private int pages;
    private int pagesBeforeOthers;

    Pages(JsonParser parser, Kind kind, Predicate<String> keep, Sink sink) {
      this.parser = parser;
      this.reader = new RecordReader(parser, kind, keep, this);
      this.sink = sink;
    }

    Content all() throws IOException {
      boolean isEmpty = true;
      while (parser.nextToken() != null) {
        isEmpty = false;
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          records();
        } else {
          one(true);
        }
      }
      return new Content(isEmpty, pages, pagesBeforeOthers);
    }

    @Override
    public void records() throws IOException {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        one(false);
      }
    }

    @Override
    public void end(boolean more) {
      pages++;
      pagesBeforeOthers += more ? 1 : 0;
    }

    private void one(boolean mayBePage) throws IOException {
      Place place = Place.START.plus(parser.currentTokenLocation());
      Optional<Value> value = reader.next(mayBePage);
      if (value.isPresent()) {
        sink.take(++records, place, value.get());
      }
    }
  }
}
