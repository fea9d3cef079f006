// SPDX-License-Identifier: Apache-2.0
package io.lavasched.cli;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher on the real crontab programs of bcron, busybox and systemd-cron, and what their
 * daemons run in one minute: hostile words, and schedules that are due or not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherCronsIT {

  private static final List<String> ARGS = List.of("--tag", "it's 100% #1  \\\\ \u00a0\u3000");
  private static final String VALUE = "x  $HOME `id` \"\\\\ % # '\u00e9";

  /** What means something to a cron or a shell. */
  private static final List<String> HOSTILE =
      "'\"\\%' \\%'#  $`;&|<>()*?[]~!{}=-/,:@+._^a0\u00a0\u00e9\u2003\u202f\u3000\ud83d\ude00"
          .codePoints()
          .mapToObj(Character::toString)
          .toList();

  @TempDir static Path directory;

  /** The minute that is waited for; what is due then has to be installed before it comes. */
  private ZonedDateTime minute = ZonedDateTime.now(UTC);

  private final Map<String, OtherCron> crons = new LinkedHashMap<>();

  /** What the second run said. */
  private final Map<String, JsonNode> again = new HashMap<>();

  /** Schedule and job, of one worker. */
  private record Job(String schedule, boolean due, String id) {

    Map<String, Object> toRecord() {
      return Map.of("job_id", id, "worker", worker(), "dispatcher", "d", "schedule", schedule);
    }

    String worker() {
      return "w" + id;
    }

    /** As the program is called, behind the number of its arguments. */
    List<String> call() {
      List<String> words = new ArrayList<>(List.of("--worker", worker()));
      words.addAll(ARGS);
      if (id.startsWith("-")) {
        words.add("--");
      }
      words.add(id);
      words.add(0, String.valueOf(words.size()));
      words.addAll(List.of("demo", VALUE));
      return words;
    }
  }

  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    Random random = new Random(20_261_127);
    for (int i = 0; i < 120; i++) {
      String word =
          random
              .ints(random.nextInt(9), 0, HOSTILE.size())
              .mapToObj(HOSTILE::get)
              .collect(Collectors.joining());
      jobs.add(new Job("* * * * *", true, word + "/" + i));
    }
    int at = minute.getMinute();
    int hour = minute.getHour();
    int date = minute.getDayOfMonth();
    int month = minute.getMonthValue();
    int day = minute.getDayOfWeek().getValue() % 7;
    String monthName = minute.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    String dayName = minute.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    List<String> due =
        List.of(
            "*/1 * * * *",
            at + " " + hour + " * * *",
            "0-59 0-23 * * *",
            "* * " + date + " " + month + " *",
            "* * 1-31 " + monthName + " *",
            "* * * jan-dec *",
            "* * * * 0-7",
            "* * * * " + dayName,
            "* * * * " + day + "-7",
            "* * " + date + " * 0-6",
            "0" + at + " * * * *");
    List<String> notDue =
        List.of(
            (at + 2) % 60 + " * * * *",
            "* " + (hour + 2) % 24 + " * * *",
            "* * " + (date > 14 ? date - 3 : date + 3) + " * *",
            "* * * " + (month % 12 + 1) + " *",
            "* * * * " + (day + 2) % 7);
    // Busybox would take the step behind the star for one of even days.
    jobs.add(new Job("* * */2 * *", date % 2 == 1, "odd/" + jobs.size()));
    due.forEach(schedule -> jobs.add(new Job(schedule, true, "due/" + jobs.size())));
    notDue.forEach(schedule -> jobs.add(new Job(schedule, false, "not/" + jobs.size())));
    boolean isSunday = minute.getDayOfWeek() == DayOfWeek.SUNDAY;
    jobs.add(new Job("* * * * 7", isSunday, "sunday/" + jobs.size()));
    jobs.add(new Job("* * * * sat,7", isSunday || day == 6, "weekend/" + jobs.size()));
    return jobs;
  }

  @BeforeAll
  void runThemAll() throws Exception {
    crons.put("busybox", OtherCron.busybox(directory.resolve("busybox")));
    crons.put("bcron", OtherCron.bcron(directory.resolve("bcron")));
    crons.put("systemd-cron", OtherCron.systemdCron(directory.resolve("systemd-cron")));
    for (int seconds = 20; !ZonedDateTime.now(UTC).plusSeconds(5).isBefore(minute); seconds *= 2) {
      assertThat(seconds).as("all is installed before the minute comes").isLessThan(600);
      minute = ZonedDateTime.now(UTC).plusSeconds(seconds + 59).truncatedTo(ChronoUnit.MINUTES);
      for (Map.Entry<String, OtherCron> entry : crons.entrySet()) {
        install(entry.getKey(), entry.getValue());
      }
    }
    sleepUntil(minute.minusSeconds(5));
    for (OtherCron cron : crons.values()) {
      cron.start();
    }
    long due = jobs().stream().filter(Job::due).count();
    for (String name : List.of("busybox", "bcron")) {
      for (int i = 0; OtherCron.calls(program(crons.get(name))).size() < due; i++) {
        sleepUntil(ZonedDateTime.now(UTC).plus(200, ChronoUnit.MILLIS));
        assertThat(i).as(name).isLessThan(150);
      }
    }
    // Whatever is run and should not be has had its time too.
    sleepUntil(minute.plusSeconds(6));
    crons.values().forEach(OtherCron::stop);
  }

  private void install(String name, OtherCron cron) throws IOException {
    OtherCron.writeDump(program(cron));
    new ObjectMapper()
        .writeValue(
            cron.directory.resolve("jobs.json").toFile(),
            jobs().stream().map(Job::toRecord).toList());
    Ran first = cron.run(arguments(cron, "run"));
    assertThat(first.exit()).as(first.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(first.out());
    assertThat(json.get("outcome").textValue()).isEqualTo("installed");
    // Of the value that is made to be taken for a shell's.
    assertThat(json.get("problems")).allMatch(p -> p.get("path").textValue().endsWith(".env.X"));
    again.put(name, new ObjectMapper().readTree(cron.run(arguments(cron, "run")).out()));
  }

  @AfterAll
  void stop() {
    crons.values().forEach(OtherCron::stop);
  }

  private static void sleepUntil(ZonedDateTime time) throws InterruptedException {
    Thread.sleep(Math.max(0, ChronoUnit.MILLIS.between(ZonedDateTime.now(UTC), time)));
  }

  private static Path program(OtherCron cron) {
    return cron.directory.resolve("it's 100% #1  \\/lava-dispatcher");
  }

  private static List<String> arguments(OtherCron cron, String command) {
    return List.of(
        command,
        "-r",
        "demo",
        "--jobs",
        cron.directory.resolve("jobs.json").toString(),
        "--dispatcher",
        "d",
        "--dispatcher-program",
        program(cron).toString(),
        "--env",
        "X=" + VALUE,
        "--arg",
        ARGS.get(0),
        "--arg",
        ARGS.get(1),
        "-o",
        "json");
  }

  /** It is known by its file, the entries are strict, and it gives them back as they are. */
  @ParameterizedTest
  @ValueSource(strings = {"busybox", "bcron", "systemd-cron"})
  void itsCrontabTakesTheBlock(String name) {
    assertThat(again.get(name).get("outcome").textValue()).isEqualTo("unchanged");
    assertThat(again.get(name).get("cron").textValue()).isEqualTo(name);
    assertThat(crons.get(name).installed())
        .startsWith("#### Lava Schedules Start ####\n* * * * * '/usr/bin/env' LAVA_REALM=demo 'X=")
        .endsWith("#### Lava Schedules End ####\n")
        .doesNotContain("\\\\", "  ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"busybox", "bcron"})
  void itsDaemonRunsWhatIsDueWithItsWords(String name) {
    assertThat(OtherCron.calls(program(crons.get(name))))
        .containsExactlyInAnyOrderElementsOf(
            jobs().stream().filter(Job::due).map(Job::call).toList());
  }

  /** By hand, for there is no systemd here: the commands of the timers that are due. */
  @ParameterizedTest
  @ValueSource(strings = {"systemd-cron"})
  void itsGeneratorMakesTimersOfThem(String name) throws Exception {
    OtherCron cron = crons.get(name);
    try (Stream<Path> files = Files.list(cron.directory.resolve("units"))) {
      List<Path> timers =
          files
              .filter(f -> f.getFileName().toString().matches("cron-root-root-.*\\.timer"))
              .toList();
      assertThat(timers).hasSameSizeAs(jobs());
      for (Path timer : timers) {
        if (isDue(value(timer, "OnCalendar"))) {
          Path service = timer.resolveSibling(value(timer, "Unit"));
          String[] command = value(service, "ExecStart").split(" ", -1);
          assertThat(command).hasSize(2).startsWith("/bin/sh");
          assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        }
      }
    }

    assertThat(OtherCron.calls(program(cron)))
        .containsExactlyInAnyOrderElementsOf(
            jobs().stream().filter(Job::due).map(Job::call).toList());
  }

  private static final Pattern CALENDAR =
      Pattern.compile("(?:(\\S+) )?\\*-(\\S+?)-(\\S+) ([^ :]+):([^ :]+):00");

  private boolean isDue(String calendar) {
    Matcher parts = CALENDAR.matcher(calendar);
    assertThat(parts.matches()).as(calendar).isTrue();
    String day = minute.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    return (parts.group(1) == null || List.of(parts.group(1).split(",", -1)).contains(day))
        && has(parts.group(2), minute.getMonthValue())
        && has(parts.group(3), minute.getDayOfMonth())
        && has(parts.group(4), minute.getHour())
        && has(parts.group(5), minute.getMinute());
  }

  private static boolean has(String list, int number) {
    return list.equals("*") || List.of(list.split(",", -1)).contains(String.valueOf(number));
  }

  private static String value(Path unit, String key) throws IOException {
    return Files.readAllLines(unit).stream()
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
