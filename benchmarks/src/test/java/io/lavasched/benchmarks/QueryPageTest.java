// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages are as large as those of DynamoDB, of whatever pages they are made. */
class QueryPageTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      textBlock =
          """
          {}                                                        | 0
          {"a": {"S": ""}}                                          | 1
          {"job_id": {"S": "demo/etl"}}                             | 14
          {"ä": {"S": "€"}}                                         | 5
          {"a": {"BOOL": true}, "b": {"NULL": true}}                | 4
          {"n": {"N": "0"}}                                         | 2
          {"n": {"N": "-12.30"}}                                    | 4
          {"l": {"L": []}}                                          | 4
          {"l": {"L": [{"S": "0 6 * * *"}, {"S": "0 7 * * *"}]}}    | 24
          {"m": {"M": {}}}                                          | 4
          {"m": {"M": {"from": {"S": "x"}, "to": {"S": "yz"}}}}     | 15
          {"m": {"L": [{"M": {"crontab": {"S": "0 6 * * *"}}}]}}    | 25
          """)
  void sizeOfAnItem(String item, int bytes) throws JsonProcessingException {
    assertThat(ItemSize.of(MAPPER.readTree(item))).isEqualTo(bytes);
  }

  /** Seven items of 10 bytes each, whatever the pages of the server. */
  @ParameterizedTest
  @CsvSource({
    "2, 30, 3 3 1",
    "2, 31, 4 3",
    "3, 30, 3 3 1",
    "7, 30, 3 3 1",
    "1, 1, 1 1 1 1 1 1 1 0",
    "2, 61, 7",
    "2, 70, 7",
    "2, 71, 7",
    "7, 70, 7 0",
    "7, 10000, 7",
    "1, 10000, 7",
  })
  void allItemsInOrder(int ofServer, int limit, String counts) {
    List<String> sizes = new ArrayList<>();
    List<String> found = new ArrayList<>();
    ObjectNode query = MAPPER.createObjectNode().put("TableName", "jobs");
    JsonNode last = MAPPER.missingNode();
    do {
      ObjectNode next = query.deepCopy();
      if (!last.isMissingNode()) {
        next.set("ExclusiveStartKey", last);
      }
      ObjectNode page = QueryPage.of(q -> served(q, ofServer), next, limit);
      sizes.add(page.path("Count").asText());
      assertThat(page.path("Items")).hasSize(page.path("Count").intValue());
      page.path("Items").forEach(item -> found.add(item.path("id").path("S").asText()));
      last = page.path("LastEvaluatedKey");
    } while (!last.isMissingNode());

    assertThat(String.join(" ", sizes)).isEqualTo(counts);
    assertThat(found)
        .containsExactly(
            "item-0--", "item-1--", "item-2--", "item-3--", "item-4--", "item-5--", "item-6--");
  }

  /** A page that is full has a key even if it is the last one, as in DynamoDB. */
  private static ObjectNode served(ObjectNode query, int most) {
    int from = query.path("ExclusiveStartKey").path("after").asInt(-1) + 1;
    int to = Math.min(7, from + query.path("Limit").asInt(most));
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode items = answer.putArray("Items");
    for (int i = from; i < to; i++) {
      items.addObject().putObject("id").put("S", "item-" + i + "--");
    }
    if (to - from == query.path("Limit").asInt(most)) {
      answer.putObject("LastEvaluatedKey").put("after", to - 1);
    }
    return answer;
  }
}
