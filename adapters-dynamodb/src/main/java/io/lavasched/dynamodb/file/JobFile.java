// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.io.ByteSource;
import io.lavasched.application.port.SourceRecord;
import io.lavasched.application.port.StoreException;
import io.lavasched.aws.StoreFailures;
import io.lavasched.domain.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The record of one job, on its own: plain JSON or DynamoDB's, bare or under {@code Item}; or YAML.
 */
public final class JobFile {

  /** DynamoDB takes 400 KB at most; typed JSON with blanks is longer. */
  private static final int LONGEST = 8 << 20;

  private JobFile() {}

  /**
   * Reads the record.
   *
   * @param in JSON in UTF-8, packed by gzip or not; 8 MB at most; left open
   * @param name what to call it in messages, such as {@code job.json} or {@code standard input}
   * @return the record
   * @throws StoreException when it cannot be read, is malformed, or is not exactly one object; the
   *     message begins with the place: {@code job.json:3:17}
   */
  public static SourceRecord read(InputStream in, String name) {
    try {
      return new SourceRecord(
          name, single(new JsonSource(name, bytes(in, name), FileKind.isYaml(name))));
    } catch (BadJsonException e) {
      throw failure(name, e.fault(), Optional.of(e));
    }
  }

  private static ByteSource bytes(InputStream in, String name) {
    try {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw failure(name, name + ": must be 8 MB at most, found more", Optional.empty());
      }
      return ByteSource.wrap(bytes);
    } catch (IOException e) {
      throw failure(name, name + ": " + BadJsonException.reason(e), Optional.of(e));
    }
  }

  private static Value single(JsonSource source) throws BadJsonException {
    try (InputStream text =
            new BoundedText(source.open(0), LONGEST, "must unpack to 8 MB at most, found more");
        JsonParser parser = source.parser(text)) {
      try {
        return single(source, parser);
      } catch (IOException e) {
        throw BadJsonException.of(source, Place.START, parser, e);
      }
    } catch (IOException e) {
      throw BadJsonException.of(source, e);
    }
  }

  private static Value single(JsonSource source, JsonParser parser)
      throws IOException, BadJsonException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw misfit(source, parser, "nothing");
    }
    if (first != JsonToken.START_OBJECT) {
      throw misfit(source, parser, first == JsonToken.START_ARRAY ? "a list" : "something else");
    }
    Value record = RecordFile.single(parser);
    if (parser.nextToken() != null) {
      throw misfit(source, parser, "more after it");
    }
    return record;
  }

  private static BadJsonException misfit(JsonSource source, JsonParser parser, String found) {
    return BadJsonException.of(
        source,
        Place.START.plus(parser.currentTokenLocation()),
        "must be one " + (source.isYaml() ? "YAML" : "JSON") + " object, found " + found);
  }

  private static StoreException failure(String name, String message, Optional<Throwable> cause) {
    return StoreFailures.of("read", name, false, message, Optional.empty(), cause);
  }
}
