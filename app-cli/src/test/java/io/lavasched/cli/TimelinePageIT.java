// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page of a large realm in a real browser: ten thousand jobs in the week in which Sydney's
 * clock goes forward. Images of it are in {@code target/timeline}.
 */
class TimelinePageIT {

  private static final int JOBS = 10_000;

  private static final Path IMAGES = Path.of("target", "timeline");

  /** However many jobs there are: 168 hours and some, and no list of more than fifty rows. */
  private static final int MOST_ELEMENTS = 1_500;

  @TempDir static Path directory;

  private static Path page;
  private static String html;
  private static JsonNode json;
  private static Browser browser;

  @BeforeAll
  static void start() {
    browser = Browser.in(directory);
    Cli cli = Cli.in(directory);
    cli.file("realm/jobs.jsonl", CrowdedRealm.of(JOBS));
    Ran ran =
        cli.runLine(
            "timeline --jobs {dir}/realm --zone Australia/Sydney --now 2026-09-30 -o json --html"
                + " {dir}/page.html");
    assertThat(ran.exit()).as(ran.err()).isEqualTo(3);
    page = cli.path("page.html");
    html = cli.text("page.html");
    json = JsonShape.of(ran.out());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void show() {
    browser.show("light", 1280, 900);
    browser.open(page, "");
    assertThat(browser.run("return document.documentElement.dataset.ready").textValue())
        .as("the script came to its end")
        .isEqualTo("yes");
  }

  private static long sum(JsonNode load, int from, int minutes) {
    long sum = 0;
    for (int minute = from; minute < from + minutes; minute++) {
      sum += load.get("per_minute").get(minute).intValue();
    }
    return sum;
  }

  private static JsonNode dispatcher(String name) {
    for (JsonNode lane : json.get("dispatchers")) {
      if (lane.get("name").textValue().equals(name)) {
        return lane;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  @Test
  void needsNothingElse() {
    browser.console();
    browser.requests();
    browser.open(page, "hour=2026-10-01T00&jobs=");

    assertThat(browser.console()).isEmpty();
    assertThat(browser.requests().stream().filter(url -> !url.equals("about:blank")))
        .containsExactly(page.toUri().toString());
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
  }

  @Test
  void hasFewElementsHoweverManyJobs() {
    assertThat(browser.count("*")).isLessThan(MOST_ELEMENTS);

    browser.open(page, "hour=2026-10-01T00&jobs=&dispatcher=Sydney");
    assertThat(browser.count("#job-rows tr")).isPositive();
    assertThat(browser.count("*")).isLessThan(MOST_ELEMENTS + 500);
  }

  @Test
  void theFirstLookReadsNoJobs() {
    Cli cli = Cli.in(directory);
    String jobs = "<script type=\"application/json\" id=\"data\">";
    int start = html.indexOf(jobs) + jobs.length();
    cli.file(
        "unread.html",
        html.substring(0, start) + "not read" + html.substring(html.indexOf("</script>", start)));
    String map = browser.run("return document.querySelector('main').innerHTML").textValue();
    browser.console();

    browser.open(cli.path("unread.html"), "");

    assertThat(browser.run("return document.documentElement.dataset.ready")).hasToString("\"yes\"");
    assertThat(browser.run("return document.querySelector('main').innerHTML").textValue())
        .isEqualTo(map);
    assertThat(browser.console()).isEmpty();
  }

  /** What the script draws of all jobs is what the program wrote of them. */
  @Test
  void withoutItsFiltersThePageIsAsItWas() {
    String shown =
        """
        return JSON.stringify([
          document.querySelector('main').innerText,
          document.querySelector('#figures').innerText,
          [...document.querySelectorAll('path:not(.marks)')].map(e => e.getAttribute('d')),
          [...new Set(document.querySelector('.marks').getAttribute('d').split('M'))].sort(),
          [...document.querySelectorAll('#hours td')].map(e => [...e.classList].sort()),
          [...document.querySelectorAll('#hours td')].map(e => e.getAttribute('aria-label'))])
        """;
    String before = browser.run(shown).textValue();
    browser.run(
        "document.getElementById('text').value = 'ledger';"
            + " document.getElementById('filters').dispatchEvent(new Event('input'))");
    assertThat(browser.run(shown).textValue()).isNotEqualTo(before);

    browser.click("button[type=reset]");

    assertThat(browser.run(shown).textValue()).isEqualTo(before);
  }

  @Test
  void aPrintedListSaysThatItIsCut() {
    browser.open(page, "dispatcher=Perth&worker=core&jobs=");
    String cut = "The first 20 of " + browser.text("#jobs-count").split(" ", 2)[0] + ".";
    String body = "return document.body.innerText";
    assertThat(browser.run(body).textValue()).doesNotContain(cut);

    browser.show("print", "light", 1100, 800).await("matchMedia('print').matches");

    assertThat(browser.run(body).textValue()).contains(cut);
    browser.show("light", 1280, 900).open(page, "text=ledger-0001&jobs=");
    assertThat(browser.count(".cut:not([hidden])")).as("a list that is whole").isZero();
  }

  @Test
  void hasTheWeekAsATable() {
    assertThat(browser.count("#hours tbody tr")).isEqualTo(7);
    assertThat(browser.count("#hours tbody [role=gridcell]")).isEqualTo(7 * 26);
    assertThat(browser.count("#hours td[data-hour]")).isEqualTo(7 * 24 - 1);
    assertThat(browser.texts("#hours tbody th"))
        .containsExactly(
            "Wed 30 Sep",
            "Thu 1 Oct",
            "Fri 2 Oct",
            "Sat 3 Oct",
            "Sun 4 Oct",
            "Mon 5 Oct",
            "Tue 6 Oct");
    assertThat(browser.count("#hours .gone")).isEqualTo(1);
    assertThat(browser.count("#hours .edge")).isEqualTo(1);
    assertThat(browser.text("[aria-labelledby=marks-title]"))
        .contains("The clock goes forward from 02:00 to 03:00", "windows begin: crm/contacts-");
    assertThat(browser.count("h1")).isEqualTo(1);
    assertThat(browser.count("section:not([hidden]) > h2")).isEqualTo(8);
  }

  /** What the program counted is what the script counts of the schedules, cell by cell. */
  @Test
  void theScriptCountsTheSame() {
    JsonNode cells =
        browser.run(
            "return [...document.querySelectorAll('#hours td[data-hour]')].map(td =>"
                + " td.dataset.minutes + ' ' + td.getAttribute('aria-label'))");
    Set<Integer> seen = new HashSet<>();
    for (JsonNode cell : cells) {
      String[] words = cell.textValue().split(" ", 3);
      int from = Integer.parseInt(words[0]);
      int minutes = Integer.parseInt(words[1]);
      int most = 0;
      for (int minute = from; minute < from + minutes; minute++) {
        most = Math.max(most, json.get("total").get("per_minute").get(minute).intValue());
        seen.add(minute);
      }
      assertThat(words[2].replace(",", ""))
          .contains("at most " + most + " in a minute " + sum(json.get("total"), from, minutes));
    }
    assertThat(seen).hasSize(json.get("minutes").intValue());
    // And it changes nothing of what was there before it.
    String before =
        html.substring(html.indexOf("<tbody>"), html.indexOf("</tbody>"))
            .replaceAll("<[^>]*>", " ");
    assertThat(String.join(" ", browser.texts("#hours tbody")).replaceAll("\\s+", " ").strip())
        .isEqualTo(before.replaceAll("\\s+", " ").strip());
  }

  @Test
  void oneDispatcherAlone() {
    browser.open(page, "dispatcher=Perth");

    JsonNode perth = dispatcher("Perth");
    List<String> numbers = browser.texts("#hours tbody td.number");
    long sum = 0;
    for (int i = 1; i < numbers.size(); i += 2) {
      sum += number(numbers.get(i));
    }
    assertThat(sum).isEqualTo(perth.get("dispatches").longValue());
    assertThat(number(numbers.get(1))).isEqualTo(sum(perth, 0, 1440));
    assertThat(number(numbers.get(9))).as("23 hours").isEqualTo(sum(perth, 4 * 1440, 1380));
    assertThat(browser.text("#said"))
        .startsWith(
            String.format(Locale.ROOT, "%,d dispatches of ", perth.get("dispatches").longValue()));
    assertThat(browser.run("return document.getElementById('dispatcher').value").textValue())
        .isEqualTo("Perth");
    assertThat(browser.text("#course-most"))
        .isEqualTo(
            String.format(Locale.ROOT, "at most %,d in a minute", perth.get("most").intValue()));

    browser.click("button[type=reset]");
    assertThat(browser.text("#said"))
        .startsWith(
            String.format(
                Locale.ROOT, "%,d dispatches", json.get("total").get("dispatches").longValue()));
  }

  @Test
  void filtersWorkTogether() {
    browser.open(page, "worker=core&text=LEDGER-001&jobs=&show=sum");

    assertThat(browser.texts("#job-rows th"))
        .isNotEmpty()
        .allMatch(id -> id.startsWith("finance/ledger-001"));
    assertThat(browser.texts("#job-rows td:nth-child(3)")).containsOnly("core");
    assertThat(browser.text("#jobs-count")).matches("\\d+ of 10,\\d+ jobs");
    assertThat(browser.text("#hours-text"))
        .startsWith("How many jobs are dispatched in each hour.");
  }

  @Test
  void filtersApplyToEverythingAndToPrint() {
    browser.open(page, "dispatcher=Perth&worker=core");

    JsonNode names = browser.run("return document.getElementById('filtered').textContent");
    assertThat(names.textValue()).startsWith("Shown: dispatcher Perth, worker core: ");
    assertThat(browser.texts("#by-dispatcher tbody th")).containsExactly("Perth");
    assertThat(browser.texts("#by-worker tbody th")).containsExactly("core");
    assertThat(browser.texts("#crowds td.job"))
        .isNotEmpty()
        .allSatisfy(jobs -> assertThat(jobs).contains("(core by Perth)"));
    assertThat(browser.count("#by-worker svg path.days")).isEqualTo(1);
    long map = 0;
    List<String> numbers = browser.texts("#hours tbody td.number");
    for (int i = 1; i < numbers.size(); i += 2) {
      map += number(numbers.get(i));
    }
    assertThat(number(browser.texts("#figures dd").get(0))).isEqualTo(map);
    assertThat(number(browser.texts("#by-worker td.number").get(1))).isEqualTo(map);
    assertThat(browser.text("#marks")).contains("The clock goes forward from 02:00 to 03:00");
    assertThat(browser.texts("#marks td.when"))
        .as("those of one minute together")
        .doesNotHaveDuplicates();

    browser.show("print", "light", 1100, 800).await("matchMedia('print').matches");
    String printed = browser.run("return document.body.innerText").textValue();
    assertThat(printed)
        .contains(names.textValue(), "(core by Perth)")
        .doesNotContain("Sydney,", "by Sydney", "by Backfill", "Reset", "Scroll the map");
    browser.show("light", 1280, 900);

    browser.click("button[type=reset]");
    assertThat(browser.count("#by-dispatcher tbody th")).isEqualTo(5);
    assertThat(browser.count("#filtered:not([hidden])")).isZero();
  }

  /** Courses are compared: a worker with few dispatches has a low one, filtered or not. */
  @Test
  void coursesHaveOneScale() {
    String tops =
        "return [...document.querySelectorAll('#by-worker svg')].map(svg => Math.min(...svg"
            + ".lastElementChild.getAttribute('d').match(/V\\d+/g).map(v => +v.slice(1))))";
    for (String filter : List.of("", "dispatcher=Sydney")) {
      browser.open(page, filter);
      List<Integer> most = new ArrayList<>();
      browser.texts("#by-worker tbody tr td:nth-child(4)").forEach(n -> most.add((int) number(n)));
      JsonNode top = browser.run(tops);
      assertThat(top.size()).isEqualTo(most.size()).isGreaterThan(4);
      for (int i = 0; i < top.size(); i++) {
        double height = 24 - 24.0 * most.get(i) / most.get(0);
        assertThat(top.get(i).doubleValue()).isCloseTo(Math.min(23, height), within(1.0));
      }
    }
  }

  @Test
  void aFilterThatLeavesNothingSaysSoAndLeadsBack() {
    browser.open(page, "text=nowhere-to-be-found");

    assertThat(browser.text("#empty"))
        .startsWith("No dispatch matches job id contains \"nowhere-to-be-found\".");
    assertThat(browser.texts("#crowds")).containsExactly("No dispatches.");
    assertThat(browser.count("[data-level]:not([hidden])")).as("no scale of nothing").isZero();
    browser.click("#back");
    assertThat(browser.count("#empty:not([hidden])")).isZero();
    assertThat(browser.count("#marks tbody tr")).as("as it was").isEqualTo(2);
    assertThat(browser.focused()).isEqualTo("dispatcher");
  }

  @Test
  void theHourInWhichItWasMadeIsMarked() {
    assertThat(browser.count("#hours td.now")).isEqualTo(1);
    assertThat(
            browser
                .run("return document.querySelector('#hours td.now').getAttribute('aria-label')")
                .textValue())
        .contains("now, when this page was made");
    assertThat(browser.text(".legend")).contains("Dispatches in the peak minute:", "now: ");
  }

  @Test
  void theKeyboardLeadsEverywhere() {
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      browser.press(Browser.TAB);
      reached.add(browser.focused());
    }
    assertThat(reached.subList(0, 5))
        .containsExactly("dispatcher", "worker", "text", "most", "Reset");
    assertThat(reached.get(5)).startsWith("Wed 30 Sep 00:00 to 00:59: at most 1,258 in a minute");

    browser.press(Browser.RIGHT, Browser.RIGHT, Browser.DOWN);
    assertThat(browser.focused()).startsWith("Thu 1 Oct 02:00");
    browser.press(Browser.DOWN, Browser.DOWN, Browser.DOWN);
    assertThat(browser.focused()).as("02 is left out").startsWith("Sun 4 Oct 01:00");
    browser.press(Browser.RIGHT);
    assertThat(browser.focused()).startsWith("Sun 4 Oct 03:00");
    browser.press(Browser.END);
    assertThat(browser.focused()).startsWith("Sun 4 Oct 23:00");
    browser.press(Browser.HOME, Browser.LEFT);
    assertThat(browser.focused()).startsWith("Sat 3 Oct 23:00");
    browser.press(Browser.CONTROL, Browser.END);
    assertThat(browser.focused()).startsWith("Tue 6 Oct 23:00");
    browser.press(Browser.CONTROL, Browser.HOME);
    assertThat(browser.focused()).startsWith("Wed 30 Sep 00:00");
    browser.press(Browser.UP);
    assertThat(browser.focused()).startsWith("Wed 30 Sep 00:00");
    assertThat(browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
        .as("the focus is seen")
        .hasToString("\"solid\"");

    browser.press(Browser.ENTER);
    assertThat(browser.text("#hour-title")).isEqualTo("Wed 30 Sep 00:00 to 00:59");
    browser.press(Browser.TAB);
    assertThat(browser.focused()).startsWith("00:00, 1,258 dispatches");
    browser.press(Browser.RIGHT, Browser.RIGHT);
    assertThat(browser.focused()).startsWith("00:02, ");
    assertThat(browser.text("#sent-title")).contains(" at Wed 30 Sep 00:02");
    assertThat(browser.count("#minutes [aria-selected=true]")).isEqualTo(1);
    assertThat(browser.count("#hours [tabindex=\"0\"]")).isEqualTo(1);
  }

  @Test
  void anHourHasItsMinutesAndAMinuteItsJobs() {
    browser.open(page, "hour=2026-10-04T03");

    // 02:xx of that night comes at 03:00, all at once.
    int minute = 4 * 1440 + 120;
    int load = json.get("total").get("per_minute").get(minute).intValue();
    assertThat(browser.count("#minutes [role=option]")).isEqualTo(60);
    assertThat(browser.text("#sent-title"))
        .isEqualTo(String.format(Locale.ROOT, "%,d dispatches at Sun 4 Oct 03:00", load));
    assertThat(browser.count("#sent tr")).isEqualTo(20);
    assertThat(browser.text("#sent-more"))
        .isEqualTo(String.format(Locale.ROOT, "Show 100 more of %,d", load));
    browser.click("#sent-more");
    assertThat(browser.count("#sent tr")).isEqualTo(120);
    assertThat(browser.run("return document.activeElement.textContent").textValue())
        .as("where reading goes on")
        .isEqualTo(browser.texts("#sent th").get(20));

    browser.open(page, "minute=" + (1440 + 495) + "&hour=2026-10-01T08");
    assertThat(browser.text("#sent-title")).endsWith(" at Thu 1 Oct 08:15");
    int few = json.get("total").get("per_minute").get(1440 + 495).intValue();
    assertThat(browser.text("#sent-title")).startsWith(few + " dispatches");
    assertThat(browser.count("#sent tr")).isPositive().isEqualTo(Math.min(20, few));
  }

  @Test
  void aCrowdLeadsToItsMinute() {
    browser.open(page, "dispatcher=Perth");
    String first = browser.text("[data-minute-of-crowd] button");

    browser.click("[data-minute-of-crowd] button");

    assertThat(browser.text("#sent-title"))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "%,d dispatches at %s",
                dispatcher("Perth").get("most").intValue(),
                first));
    assertThat(browser.texts("#sent td:nth-child(2)")).isNotEmpty().containsOnly("Perth");
    assertThat(browser.run("return document.activeElement.getAttribute('role')").textValue())
        .isEqualTo("option");
  }

  @Test
  void jobsComeWhenTheyAreAskedFor() {
    assertThat(browser.count("#job-rows tr")).isZero();
    browser.click("#jobs summary").await("document.querySelector('#job-rows tr')");

    assertThat(browser.count("#job-rows tr")).isEqualTo(20);
    assertThat(browser.count("#job-rows svg path")).isEqualTo(20);
    browser.click("#jobs-more");
    assertThat(browser.count("#job-rows tr")).isEqualTo(120);
  }

  @Test
  void namesAreTextAndNothingElse() {
    browser.open(page, "text=" + "%3C%2Fscript" + "&jobs=&hour=2026-10-01T03");

    assertThat(browser.texts("#job-rows th")).containsExactly(CrowdedRealm.HOSTILE);
    assertThat(browser.texts("#sent th")).containsExactly(CrowdedRealm.HOSTILE);
    assertThat(browser.texts("#sent td:nth-child(3)")).containsExactly("<b>w</b>");
    assertThat(browser.texts("[aria-labelledby=workers-title] tbody th")).contains("<b>w</b>");
    assertThat(browser.text("[aria-labelledby=bad-title]")).contains("<i>bad</i>");
    assertThat(browser.count("img, i:not([class]), #sent b")).isZero();
    assertThat(browser.count("script")).isEqualTo(3);
    assertThat(browser.run("return document.documentElement.dataset.harmed || 'unharmed'"))
        .hasToString("\"unharmed\"");
    // Even if something got in, the policy would stop it.
    browser.console();
    browser.run(
        "const s = document.createElement('script');"
            + " s.textContent = 'document.documentElement.dataset.harmed = 1';"
            + " document.body.append(s)");
    assertThat(browser.run("return document.documentElement.dataset.harmed || 'unharmed'"))
        .hasToString("\"unharmed\"");
    assertThat(browser.console()).anyMatch(line -> line.contains("Content Security Policy"));
  }

  @Test
  void everythingHasAName() {
    JsonNode nameless =
        browser.run(
            """
            const named = e => (e.labels && e.labels.length) || e.textContent.trim()
              || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby');
            return [...document.querySelectorAll(
              'select, input, button, table, svg, section, [role], summary')]
              .filter(e => !named(e)).map(e => e.outerHTML)
            """);
    assertThat(nameless).isEmpty();
    assertThat(
            browser.run(
                "const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                    + " return ids.length - new Set(ids).size"))
        .hasToString("0");
    assertThat(
            browser.run(
                "return [...document.querySelectorAll('[aria-labelledby], [aria-describedby]')]"
                    + ".flatMap(e => [e.getAttribute('aria-labelledby'),"
                    + " e.getAttribute('aria-describedby')]).filter(Boolean)"
                    + ".filter(id => !document.getElementById(id))"))
        .isEmpty();
    assertThat(browser.run("return document.documentElement.lang").textValue()).isEqualTo("en");
  }

  /** WCAG 2.2, 1.4.3: 4.5 to 1, for every text on what is behind it. */
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void textStandsOutFromItsGround(String scheme) {
    browser.show(scheme, 1280, 900).open(page, "hour=2026-10-01T00&jobs=");

    JsonNode ratios =
        browser.run(
            """
            const parse = c => (c.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
            const light = ([r, g, b]) => { const f = v => { v /= 255;
                return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
              return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
            const ground = e => { for (; e; e = e.parentElement) {
                const c = parse(getComputedStyle(e).backgroundColor);
                if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
            const found = {};
            for (const e of document.querySelectorAll('body *')) {
              const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
              if (!own || !e.getClientRects().length || e.closest('script, noscript')) continue;
              const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
              const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              const key = e.tagName + '.' + e.className;
              found[key] = Math.min(found[key] || 99, ratio);
            }
            return found
            """);
    assertThat(ratios.size()).isGreaterThan(20);
    assertThat(ratios.has("TD.l8")).isTrue();
    ratios
        .properties()
        .forEach(
            ratio ->
                assertThat(ratio.getValue().doubleValue())
                    .as("%s, %s", scheme, ratio.getKey())
                    .isGreaterThanOrEqualTo(4.5));
  }

  @Test
  void aScriptIsNotNeededToReadIt() {
    browser.scripts(false);
    try {
      browser.open(page, "");
    } finally {
      browser.scripts(true);
    }

    assertThat(browser.count("#hours tbody tr")).isEqualTo(7);
    assertThat(browser.texts("#hours td.l8")).isNotEmpty();
    assertThat(browser.count("[aria-labelledby=dispatchers-title] svg path.days")).isEqualTo(5);
    assertThat(browser.run("return document.getElementById('filters').checkVisibility()"))
        .hasToString("false");
    assertThat(browser.text("noscript")).contains("With JavaScript this page also filters");
    assertThat(browser.count("button:not([id]):not([type=reset])")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 768, 1280, 1920})
  void nothingIsWiderThanTheWindow(int width) {
    browser.show("light", width, 800).open(page, "hour=2026-10-01T00&jobs=");

    assertThat(browser.run("return document.documentElement.scrollWidth").intValue())
        .isLessThanOrEqualTo(width);
  }

  @Test
  void printsOnAFewPages() {
    byte[] pdf = browser.open(page, "hour=2026-10-01T00").print(IMAGES.resolve("print.pdf"));

    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("%PDF-");
    long pages = Pattern.compile("/Type\\s*/Page\\b").matcher(text).results().count();
    assertThat(pages).isBetween(2L, 8L);
    // A4, landscape: 842 by 595 points.
    Matcher box = Pattern.compile("/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)]").matcher(text);
    assertThat(box.find()).isTrue();
    assertThat(Double.parseDouble(box.group(1))).isCloseTo(842, within(2.0));
  }

  @ParameterizedTest
  @CsvSource({
    "light, 1280, ''",
    "dark, 1280, ''",
    "light, 1280, 'hour=2026-10-04T03&dispatcher=Sydney'",
    "dark, 1280, 'hour=2026-10-04T03&jobs='",
    "light, 390, 'hour=2026-10-01T00'",
    "dark, 390, ''"
  })
  void images(String scheme, int width, String address) {
    String name = scheme + "-" + width + (address.isEmpty() ? "" : "-chosen") + ".png";

    byte[] image =
        browser.show(scheme, width, 900).open(page, address).screenshot(IMAGES.resolve(name));

    assertThat(image).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(20_000);
  }
}
