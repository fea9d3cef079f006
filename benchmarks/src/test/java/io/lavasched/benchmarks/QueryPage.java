// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * A page of a query as DynamoDB makes it, of the pages of a server that makes smaller ones.
 *
 * <p>DynamoDB ends a page with the item that reaches 1 MB. For an index it counts what the index
 * projects; DynamoDB Local counts the whole items of the table, and so makes more pages of the same
 * records.
 */
final class QueryPage {

  /** 1 MB of DynamoDB, in bytes. */
  static final int LIMIT = 1 << 20;

  private static final String ITEMS = "Items";
  private static final String LAST = "LastEvaluatedKey";

  private QueryPage() {}

  /**
   * The answer to a query.
   *
   * @param server answers queries with pages of its own
   * @param query without a {@code Limit} or a filter; it asks for all that the index projects
   * @param limit which number of bytes ends a page, see {@link ItemSize}
   * @return the page; its {@code LastEvaluatedKey} is one that the server gave
   */
  static ObjectNode of(UnaryOperator<ObjectNode> server, ObjectNode query, int limit) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    ObjectNode next = query;
    int size = 0;
    while (true) {
      JsonNode found = server.apply(next);
      JsonNode last = found.path(LAST);
      int taken = 0;
      while (size < limit && taken < found.path(ITEMS).size()) {
        JsonNode item = found.path(ITEMS).path(taken++);
        items.add(item);
        size += ItemSize.of(item);
      }
      if (taken < found.path(ITEMS).size()) {
        last = server.apply(next.deepCopy().put("Limit", taken)).path(LAST);
      }
      if (size >= limit || last.isMissingNode()) {
        return page(items, last);
      }
      next = query.deepCopy();
      next.set("ExclusiveStartKey", last);
    }
  }

  private static ObjectNode page(ArrayNode items, JsonNode last) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("Count", items.size()).put("ScannedCount", items.size()).set(ITEMS, items);
    if (!last.isMissingNode()) {
      page.set(LAST, last);
    }
    return page;
  }
}
