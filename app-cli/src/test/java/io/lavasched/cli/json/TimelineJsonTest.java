// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lavasched.cli.Cli;
import io.lavasched.cli.JsonShape;
import io.lavasched.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineJsonTest {

  @TempDir Path directory;
  private JsonNode json;

  @BeforeEach
  void start() {
    Cli cli = Cli.in(directory);
    cli.file(
        "jobs.jsonl",
        """
        {"job_id": "a", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "0 6 * * *"}
        {"job_id": "b", "enabled": true, "worker": "v", "dispatcher": "d", "schedule": ["0 6 * * *", "@reboot"]}
        {"job_id": "c", "enabled": true, "worker": "w", "dispatcher": "e", "schedule": {"crontab": "30 2 * * *", "to": "2026-10-05"}}
        {"job_id": "x", "enabled": true, "worker": "w", "dispatcher": "e", "schedule": "x"}
        """);
    Ran ran =
        cli.runLine(
            "timeline --jobs {dir}/jobs.jsonl -o json --days 2 --now 2026-10-04 --zone"
                + " Australia/Sydney --cron debian");
    assertThat(ran.exit()).isEqualTo(3);
    json = JsonShape.of(ran.out());
  }

  @Test
  void tellsEverything() {
    assertThat(JsonShape.names(json))
        .containsExactly(
            "format",
            "command",
            "exit_code",
            "target",
            "from",
            "to",
            "zone",
            "cron",
            "minutes",
            "records",
            "total",
            "dispatchers",
            "workers",
            "crowds",
            "clock_changes",
            "windows",
            "problems");
    assertThat(json.get("format").textValue()).isEqualTo("lavasched.timeline/1");
    assertThat(json.get("exit_code").intValue()).isEqualTo(3);
    assertThat(json.get("from").textValue()).isEqualTo("2026-10-03T14:00:00Z");
    assertThat(json.get("to").textValue()).isEqualTo("2026-10-05T13:00:00Z");
    assertThat(json.get("zone").textValue()).isEqualTo("Australia/Sydney");
    assertThat(json.get("cron").textValue()).isEqualTo("debian");
    assertThat(json.get("minutes").intValue()).isEqualTo(47 * 60);
    assertThat(json.get("records").toString())
        .isEqualTo(
            "{\"all\":4,\"sent\":3,\"idle\":0,\"boot\":1,\"unscheduled\":0,\"undispatched\":0,\"bad\":1,\"disabled\":0,\"decided_at_run_time\":0}");
    assertThat(json.get("problems")).hasSize(1);
  }

  @Test
  void theLoadIsThatOfEachMinute() {
    JsonNode total = json.get("total");
    assertThat(total.get("per_minute")).hasSize(47 * 60);
    int sum = 0;
    for (JsonNode minute : total.get("per_minute")) {
      sum += minute.intValue();
    }
    assertThat(sum).isEqualTo(5).isEqualTo(total.get("dispatches").intValue());
    assertThat(total.get("most").intValue()).isEqualTo(2);
    assertThat(total.get("busiest").textValue()).isEqualTo("2026-10-03T19:00:00Z");
    assertThat(total.get("per_minute").get(5 * 60).intValue()).isEqualTo(2);
    assertThat(json.get("dispatchers").get(0).get("name").textValue()).isEqualTo("d");
    assertThat(json.get("dispatchers").get(0).get("jobs").intValue()).isEqualTo(2);
    assertThat(json.get("dispatchers").get(1).get("dispatches").intValue()).isEqualTo(1);
    // 02:30 of the night on which it is skipped comes at the end of the gap.
    assertThat(json.get("dispatchers").get(1).get("per_minute").get(120).intValue()).isEqualTo(1);
    assertThat(json.get("workers").get(0).get("name").textValue()).isEqualTo("v");
  }

  @Test
  void crowdsAndWhatChanges() {
    JsonNode crowd = json.get("crowds").get(0);
    assertThat(crowd.get("dispatches").intValue()).isEqualTo(2);
    assertThat(JsonShape.texts(crowd.get("minutes")))
        .containsExactly("2026-10-03T19:00:00Z", "2026-10-04T19:00:00Z");
    assertThat(crowd.get("jobs").get(1).toString())
        .isEqualTo(
            "{\"job_id\":\"b\",\"dispatcher\":\"d\","
                + "\"worker\":\"v\",\"schedule\":\"0 6 * * *\",\"count\":1}");
    assertThat(crowd.get("more").intValue()).isZero();
    assertThat(json.get("clock_changes").toString())
        .isEqualTo(
            "[{\"time\":\"2026-10-03T16:00:00Z\",\"before\":\"2026-10-04T02:00\",\"after\":\"2026-10-04T03:00\"}]");
    assertThat(json.get("windows").toString())
        .isEqualTo(
            "[{\"time\":\"2026-10-04T13:01:00Z\",\"begins\":false,\"job_id\":\"c\",\"schedule\":\"30"
                + " 2 * * *\"}]");
  }

  @Test
  void everyFieldIsDocumented() throws IOException {
    String docs = Files.readString(Path.of("..", "docs", "json.md"));
    String own = docs.substring(docs.indexOf("## lavasched.timeline/1"));
    Set<String> names = new TreeSet<>();
    collect(json, names);
    names.removeAll(
        JsonShape.names(json.get("problems").get(0))); // these have a section of their own

    for (String name : names) {
      assertThat(own).containsPattern("\n\\| `" + Pattern.quote(name) + "` \\|");
    }
  }

  private static void collect(JsonNode node, Set<String> names) {
    names.addAll(JsonShape.names(node));
    node.forEach(child -> collect(child, names));
  }
}
