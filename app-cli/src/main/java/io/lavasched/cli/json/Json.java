// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lavasched.application.port.StoreException;
import io.lavasched.domain.problem.Problem;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes one JSON object, piece by piece: a realm is larger than a small heap likes as a tree. */
public final class Json {

  // The factory alone: a mapper or a tree would load some 400 classes more, also for a line of a
  // log.
  private static final JsonFactory JSON = new JsonFactory();

  private Json() {}

  /** Something that writes itself. */
  public interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  public static void write(PrintStream out, Body body) {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a PrintStream never throws
    }
    out.println();
  }

  /** The same in one line. */
  public static String line(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter never throws
    }
    return text.toString();
  }

  public static void strings(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  public static void problems(JsonGenerator json, List<Problem> problems) throws IOException {
    json.writeArrayFieldStart("problems");
    for (Problem problem : problems) {
      JsonProblems.write(json, problem);
    }
    json.writeEndArray();
  }

  public static void failure(JsonGenerator json, StoreException failure) throws IOException {
    json.writeStartObject();
    json.writeStringField("operation", failure.operation());
    json.writeStringField("resource", failure.resource());
    json.writeBooleanField("retryable", failure.retryable());
    json.writeStringField("message", failure.getMessage());
    json.writeStringField("hint", failure.hint().orElse(null));
    json.writeEndObject();
  }

  /** ISO 8601 with the offset of the zone, as documents have it. */
  static String iso(long at, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(Instant.ofEpochSecond(at).atZone(zone));
  }
}
