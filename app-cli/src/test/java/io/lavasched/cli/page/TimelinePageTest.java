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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
    return MAPPER.readTree(
        between(page, "<script type=\"application/json\" id=\"data\">", "</script>"));
  }

  /** Reads the fires as the script of the page does. */
  private static int[] load(JsonNode data) {
    int[] load = new int[data.get("minutes").intValue()];
    for (JsonNode job : data.get("jobs")) {
      for (JsonNode number : job.get(3)) {
        int plan = data.get("schedules").get(number.intValue()).get(1).intValue();
        List<Integer> shapes = unpacked(data.get("plans").get(plan));
        for (int part = 0; part < shapes.size(); part++) {
          List<Integer> masks = unpacked(data.get("shapes").get(shapes.get(part)));
          for (int hour = 0; hour < masks.size(); hour++) {
            JsonNode mask = data.get("masks").get(masks.get(hour));
            for (int minute = 0; minute < 60; minute++) {
              if ((mask.get(minute / 30).intValue() >>> (minute % 30) & 1) == 1) {
                load[(part * HOURS + hour) * 60 + minute]++;
              }
            }
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

  private static List<Integer> unpacked(JsonNode pairs) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      for (int n = 0; n < pairs.get(i + 1).intValue(); n++) {
        all.add(pairs.get(i).intValue());
      }
    }
    return all;
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
    JsonNode data = data(page(records, options));
    JsonNode total =
        JsonShape.of(cli.runLine("timeline --jobs {dir}/realm -o json" + options).out())
            .get("total");

    int[] counted =
        IntStream.range(0, total.get("per_minute").size())
            .map(i -> total.get("per_minute").get(i).intValue())
            .toArray();
    assertThat(load(data)).isEqualTo(counted);
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

    assertThat(page.split("<script\\b", -1)).as("the template's two").hasSize(3);
    assertThat(page).doesNotContain("<img", "<b>w", "<i>bad", "<!-- ");
    assertThat(page).contains("&lt;/script&gt;&lt;img src=x onerror=");
    assertThat(data(page).get("jobs").get(0).get(0).textValue()).isEqualTo(CrowdedRealm.HOSTILE);
    assertThat(between(page, "id=\"data\">", "</script>")).doesNotContain("<");
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
        .containsExactlyInAnyOrder("page.style().text()", "page.data()", "page.script().text()");
  }

  @Test
  void tenThousandJobsAreHalfAMegabyteAndAtWorstTwo() {
    assertThat(page(CrowdedRealm.of(10_000), "").getBytes(UTF_8).length).isLessThan(650_000);

    // No two with the same schedule or the same minutes of an hour, each with a window of its own.
    String different =
        IntStream.range(0, 10_000)
            .mapToObj(
                n ->
                    """
                    {"job_id": "warehouse/stocktake-%05d", "enabled": true, "worker": "w%d", "dispatcher": "d%d", "schedule": {"crontab": "%d,%d,%d %d-%d * * *", "to": "2027-03-04T%02d:%02d"}}
                    """
                        .formatted(
                            n,
                            n % 50,
                            n % 20,
                            n % 60,
                            (n / 60 + n + 1) % 60,
                            (n / 7) % 60,
                            n % 9,
                            n % 9 + 12,
                            n % 24,
                            n / 24 % 60))
            .collect(Collectors.joining());
    assertThat(page(different, "").getBytes(UTF_8).length).isLessThan(2_100_000);
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
