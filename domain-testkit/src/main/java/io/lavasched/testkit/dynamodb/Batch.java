// SPDX-License-Identifier: Apache-2.0
package io.lavasched.testkit.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** The bodies of a {@code BatchGetItem} of which not all keys are processed. */
final class Batch {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String KEYS = "Keys";
  private static final String ANSWERS = "Responses";
  private static final String ASKED = "RequestItems";
  private static final String UNPROCESSED = "UnprocessedKeys";

  private Batch() {}

  /** The answer that has no record, and leaves all keys for later. */
  static byte[] nothing(byte[] request) throws IOException {
    JsonNode tables = MAPPER.readTree(request).get(ASKED);
    ObjectNode answer = MAPPER.createObjectNode();
    ObjectNode responses = answer.putObject(ANSWERS);
    tables.fieldNames().forEachRemaining(responses::putArray);
    answer.set(UNPROCESSED, tables);
    return MAPPER.writeValueAsBytes(answer);
  }

  /** The request for the first half of the keys of each table, at least one. */
  static byte[] firstHalf(byte[] request) throws IOException {
    return half(MAPPER.readTree(request), true);
  }

  /** The answer to the first half, with the other half left for later. */
  static byte[] withRest(byte[] answer, byte[] request) throws IOException {
    ObjectNode whole = (ObjectNode) MAPPER.readTree(answer);
    whole.set(UNPROCESSED, MAPPER.readTree(half(MAPPER.readTree(request), false)).get(ASKED));
    return MAPPER.writeValueAsBytes(whole);
  }

  private static byte[] half(JsonNode request, boolean first) throws IOException {
    ObjectNode tables = (ObjectNode) request.get(ASKED);
    for (JsonNode table : tables) {
      ArrayNode keys = (ArrayNode) table.get(KEYS);
      ArrayNode kept = MAPPER.createArrayNode();
      int half = (keys.size() + 1) / 2;
      for (int i = first ? 0 : half; i < (first ? half : keys.size()); i++) {
        kept.add(keys.get(i));
      }
      ((ObjectNode) table).set(KEYS, kept);
    }
    if (!first) {
      tables.properties().removeIf(table -> table.getValue().get(KEYS).isEmpty());
    }
    return MAPPER.writeValueAsBytes(request);
  }
}
