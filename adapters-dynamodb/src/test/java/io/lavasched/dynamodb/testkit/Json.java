// SPDX-License-Identifier: Apache-2.0
package io.lavasched.dynamodb.testkit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes test data as JSON. */
public final class Json {

  private Json() {}

  public static String plain(Object data) {
    if (data instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> plain(e.getKey()) + ": " + plain(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (data instanceof List<?> list) {
      return list.stream().map(Json::plain).collect(Collectors.joining(", ", "[", "]"));
    }
    return data instanceof String text
        ? '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"'
        : String.valueOf(data);
  }

  /** The record with DynamoDB's types. */
  public static String typed(Map<?, ?> record) {
    return typedFields(record);
  }

  private static String typedFields(Map<?, ?> map) {
    return map.entrySet().stream()
        .map(e -> plain(e.getKey()) + ":" + attribute(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String attribute(Object data) {
    if (data instanceof Map<?, ?> map) {
      return "{\"M\":" + typedFields(map) + "}";
    }
    if (data instanceof List<?> list) {
      return list.stream().map(Json::attribute).collect(Collectors.joining(",", "{\"L\":[", "]}"));
    }
    if (data == null) {
      return "{\"NULL\":true}";
    }
    if (data instanceof Boolean) {
      return "{\"BOOL\":" + data + "}";
    }
    return data instanceof Number ? "{\"N\":\"" + data + "\"}" : "{\"S\":" + plain(data) + "}";
  }

  public static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
