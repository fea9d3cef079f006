// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lavasched.cli.Cli;
import io.lavasched.cli.CrowdedRealm;
import io.lavasched.cli.JsonShape;
import io.lavasched.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as text; {@code TimelinePageIT} has it in a browser. */
class TimelinePageTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int HOURS = 24;

  @TempDir Path directory;
  private Cli cli;

  @BeforeEach
  void start() {
    cli = Cli.in(directory);
  }

  private String page(String records, String options) {
    cli.file("realm/jobs.jsonl", records);
    Ran ran = cli.runLine("timeline --jobs {dir}/realm --html - " + options);
    assertThat(ran.exit()).as(ran.err()).isIn(0, 3);
    return ran.out();
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }

  private static JsonNode data(String page) throws IOException {
    return json(page, "data");
  }

  private static JsonNode json(String page, String id) throws IOException {
    return MAPPER.readTree(
        between(page, "<script type=\"application/json\" id=\"" + id + "\">", "</script>"));
  }

  /** Of each job only what differs from the one before it is written. */
  private static List<String> ids(JsonNode data) {
    List<String> ids = new ArrayList<>();
    String id = "";
    for (JsonNode job : data.get("jobs")) {
      id = id.substring(0, job.get(0).intValue()) + job.get(1).textValue();
      ids.add(id);
    }
    return ids;
  }

  /** Reads the fires as the script of the page does. */
  private static int[] load(JsonNode data, int minutes) {
    int[] load = new int[minutes];
    for (JsonNode job : data.get("jobs")) {
      for (int i = 4; i < job.size(); i++) {
        int plan = data.get("schedules").get(job.get(i).intValue()).get(1).intValue();
        int hour = 0;
        JsonNode runs = data.get("plans").get(plan);
        for (int run = 0; run < runs.size(); run += 2) {
          for (int day = 0; day < runs.get(run + 1).intValue(); day++) {
            add(data, data.get("shapes").get(runs.get(run).intValue()), hour, load);
            hour += HOURS;
          }
        }
        for (JsonNode more : data.get("more")) {
          if (more.get(0).intValue() == plan) {
            load[more.get(1).intValue()] += more.get(2).intValue();
          }
        }
      }
    }
    return load;
  }

  private static void add(JsonNode data, JsonNode shape, int from, int[] load) {
    for (int i = 0; i < shape.size(); i += 2) {
      JsonNode mask = data.get("masks").get(shape.get(i).intValue());
      for (int hour = 0; hour < HOURS; hour++) {
        for (int minute = 0; minute < 60; minute++) {
          int half = mask.get(minute / 30).intValue();
          if ((shape.get(i + 1).intValue() >>> hour & half >>> (minute % 30) & 1) == 1) {
            load[(from + hour) * 60 + minute]++;
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-11-23, 7",
    "UTC, 2026-11-23, 1",
    "UTC, 2026-01-01, 31",
    "Australia/Sydney, 2026-10-04, 1",
    "Australia/Sydney, 2026-10-01, 7",
    "Australia/Sydney, 2026-04-05, 1",
    "Australia/Lord_Howe, 2026-10-02, 7",
    "Australia/Lord_Howe, 2026-04-02, 7",
    "America/Havana, 2026-11-01, 2",
  })
  void theScriptGetsTheFiresThatWereCounted(String zone, String now, int days) throws IOException {
    String records =
        CrowdedRealm.of(300)
            + """
            {"job_id": "a", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "0-59 2 * * *"}
            {"job_id": "b", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "0-29 2 * * *"}
            {"job_id": "c", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "* * * * *"}
            {"job_id": "d", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": ["30 1 * * *", "*/30 1 * * *"]}
            """;
    String options = " --days " + days + " --now " + now + " --zone " + zone;
    String page = page(records, options);
    JsonNode first = json(page, "first");
    JsonNode total =
        JsonShape.of(cli.runLine("timeline --jobs {dir}/realm -o json" + options).out())
            .get("total");

    int[] counted =
        IntStream.range(0, total.get("per_minute").size())
            .map(i -> total.get("per_minute").get(i).intValue())
            .toArray();
    assertThat(load(data(page), first.get("minutes").intValue())).isEqualTo(counted);
    assertThat(MAPPER.convertValue(first.get("load"), int[].class)).isEqualTo(counted);
  }

  @Test
  void thePolicyAllowsTheStyleAndTheScriptAndNothingElse() {
    String page =
        page(
            """
            {"job_id": "a", "enabled": true, "worker": "w", "dispatcher": "d", "schedule": "@daily"}
            """,
            "");

    assertThat(between(page, "Content-Security-Policy\" content=\"", "\""))
        .isEqualTo(
            "default-src 'none'; style-src '"
                + hash(between(page, "<style>", "</style>"))
                + "'; script-src '"
                + hash(between(page, "<script>", "</script>"))
                + "'; base-uri 'none'; form-action 'none'");
    assertThat(page).doesNotContain(" style=", " src=", " href=", " onclick=", "url(", "@import");
    // The one address is a name: that of SVG.
    Matcher addresses = Pattern.compile("https?://[^\"'\\s]*").matcher(page);
    assertThat(addresses.results().map(address -> address.group()))
        .containsOnly("http://www.w3.org/2000/svg");
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void namesAreEscapedWhereverTheyStand() throws IOException {
    String page = page(CrowdedRealm.of(0), "");

    assertThat(page.split("<script\\b", -1)).as("the template's three").hasSize(4);
    assertThat(page).doesNotContain("<img", "<b>w", "<i>bad", "<!-- ");
    assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=");
    assertThat(ids(data(page)).get(0)).isEqualTo(CrowdedRealm.HOSTILE);
    assertThat(between(page, "id=\"first\">", "</script>")).doesNotContain("<");
    assertThat(between(page, "id=\"data\">", "</script>")).doesNotContain("<");
  }

  @Test
  void idsThatBeginAlikeComeBackAsTheyWere() throws IOException {
    List<String> ids =
        List.of(
            "</script>",
            "</script><script>alert(1)",
            "</scripture>",
            "a",
            "a\"b",
            "a\"b'c",
            "a\"b'c\\u003c",
            "a/b",
            "a/b/c",
            "a/\uD83D\uDE00",
            "a/\uD83D\uDE01",
            "a/\uD83D\uDE01\uD83D\uDE00");
    List<String> records = new ArrayList<>();
    for (String id : ids) {
      records.add(
          MAPPER.writeValueAsString(
              Map.of("job_id", id, "worker", "w", "dispatcher", "d", "schedule", "@daily")));
    }
    records.add(records.get(3).replace("\"a\"", "\"a\\u2028b\""));

    String page = page(String.join("\n", records), "");

    assertThat(ids(data(page))).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(page).as("no id, and shown as bad").contains("a\\u{2028}b");
    assertThat(page).doesNotContain("\u2028");
    assertThat(page.split("<script\\b", -1)).as("the template's three").hasSize(4);
  }

  @Test
  void nothingOfARecordIsWrittenUnescaped() throws IOException {
    List<String> unsafe = new ArrayList<>();
    try (Stream<Path> templates = Files.list(Path.of("src/main/jte"))) {
      for (Path template : templates.toList()) {
        Matcher found = Pattern.compile("\\$unsafe\\{([^}]*)}").matcher(Files.readString(template));
        found.results().forEach(place -> unsafe.add(place.group(1)));
      }
    }
    assertThat(unsafe)
        .as("our own files, and the data, which escapes in its own way")
        .containsExactlyInAnyOrder(
            "page.style().text()",
            "page.data().first()",
            "page.data().jobs()",
            "page.script().text()");
  }

  @ParameterizedTest
  @CsvSource({"CROWDED, 600_000", "EVERYDAY, 800_000", "WINDOWS, 2_000_000", "LISTS, 2_000_000"})
  void tenThousandJobsAreHalfAMegabyteAndAtWorstTwo(LargeRealm realm, String most) {
    assertThat(page(realm.of(10_000), "").getBytes(UTF_8).length)
        .isLessThan(Integer.parseInt(most.replace("_", "")));
  }

  @Test
  void theTitleNamesTheRealm() {
    String page = page(CrowdedRealm.of(0), "-r prod --days 1 --now 2026-11-23");

    assertThat(page)
        .contains(
            "<title>Load of prod, Mon 23 Nov 2026</title>", "<h1>Load of prod, Mon 23 Nov 2026<");
  }

  @ParameterizedTest
  @CsvSource({
    "vixie, Vixie cron",
    "debian, Debian cron",
    "cronie, cronie",
    "busybox, BusyBox cron",
    "bcron, bcron",
    "systemd-cron, systemd-cron",
    "portable, every cron"
  })
  void cronsHaveTheirOwnNames(String option, String name) {
    assertThat(page(CrowdedRealm.of(0), "--days 1 --cron " + option))
        .contains(" \u00b7 by " + name + "'s rules<");
  }

  @Test
  void aRealmInWhichNothingIsScheduledIsAPageToo() throws IOException {
    String page = page("{\"job_id\": \"a\", \"worker\": \"w\"}\n", "--days 2");

    assertThat(page)
        .contains(
            "<p id=\"empty\" class=\"alarm\"><span>No dispatches in this time.",
            "No window begins or ends");
    assertThat(page).as("no scale of nothing").doesNotContainPattern("data-level=\"[0-9]\">");
    assertThat(data(page).get("jobs")).isEmpty();
  }
}
