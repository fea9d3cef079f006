// SPDX-License-Identifier: Apache-2.0
package io.lavasched.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sample realm as files of JSON lines.
 *
 * <p>Arguments: a folder, and numbers of jobs. The first job has two states, 0 and 1, which differ
 * in its schedule; the files are {@code N-0.jsonl} and {@code N-1.jsonl}.
 */
final class SampleFiles {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private SampleFiles() {}

  public static void main(String[] args) throws IOException {
    for (String count : List.of(args).subList(1, args.length)) {
      write(Path.of(args[0]), Integer.parseInt(count));
    }
  }

  static void write(Path folder, int count) throws IOException {
    for (int state = 0; state <= 1; state++) {
      List<String> lines = new ArrayList<>();
      for (Map<String, Object> record : records(count, state)) {
        lines.add(MAPPER.writeValueAsString(record));
      }
      Files.write(folder.resolve(count + "-" + state + ".jsonl"), lines);
    }
  }

  static List<Map<String, Object>> records(int count, int state) {
    List<Map<String, Object>> records = new ArrayList<>();
    records.add(first(state));
    for (int number = 1; number < count; number++) {
      records.add(SampleRealm.record(number));
    }
    return records;
  }

  static Map<String, Object> first(int state) {
    Map<String, Object> record = new LinkedHashMap<>(SampleRealm.record(0));
    record.put("schedule", state == 0 ? "0 6 * * *" : "0 7 * * *");
    return record;
  }
}
