// SPDX-License-Identifier: Apache-2.0
package io.lavasched.domain.cron;

import io.lavasched.domain.field.CronField;
import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.text.Quoted;
import io.lavasched.domain.text.Suggestions;
import io.lavasched.domain.word.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When cron runs something: five fields or a nickname, in the dialect that Debian's cron and cronie
 * read alike.
 *
 * <pre>
 * 30  6-18/2  *  jan,jul  mon-fri
 * |   |       |  |        |
 * |   |       |  |        day of week    0-7, both ends Sunday; sun-sat
 * |   |       |  month                   1-12; jan-dec
 * |   |       day of month               1-31
 * |   hour                               0-23
 * minute                                 0-59
 * </pre>
 *
 * <pre>{@code
 * CronSchedule.parse("0 24 * * *").problems().forEach(problem -> out.accept(problem.text()));
 * // error: hour must be 0-23, found "24" [cron-out-of-range]
 * CronSchedule daily = CronSchedule.of("@daily");
 * out.accept(daily + " " + daily.equals(CronSchedule.of("0 00 * * *")));
 * // @daily true
 * }</pre>
 *
 * <p>Blanks or tabs stand between the fields, and names may be in any case. Each field is {@code
 * *}, {@code n}, {@code a-b}, {@code *}{@code /s}, {@code a-b/s} or a list of these, with a step of
 * 1 to the largest number of the field. If one of the day fields starts with a star, a date must be
 * in both; otherwise it is enough to be in one of them. The nicknames are {@code @reboot}, {@code
 * @yearly}, {@code @annually}, {@code @monthly}, {@code @weekly}, {@code @daily}, {@code @midnight}
 * and {@code @hourly}, in lower case.
 *
 * <p>Laws:
 *
 * <ul>
 *   <li>{@link #parse} never throws, whatever the text: it gives a schedule, or all errors.
 *   <li>{@link #text} is what its author wrote, except for blanks around it, and {@code
 *       parse(x.text())} gives an equal {@code x}.
 *   <li>Equality is by meaning: {@code 0 0 * * *} equals {@code 00 0 * * *} and {@code @daily}. A
 *       star matters where clocks change, so {@code *} and {@code 0-59} are not equal.
 * </ul>
 */
public final class CronSchedule {

  /** What each nickname stands for, by cron's own table; {@code @reboot} has no fields. */
  private static final Map<String, String> NICKNAMES = new LinkedHashMap<>();

  private static final String REBOOT = "@reboot";

  static {
    NICKNAMES.put(REBOOT, "");
    NICKNAMES.put("@yearly", "0 0 1 1 *");
    NICKNAMES.put("@annually", "0 0 1 1 *");
    NICKNAMES.put("@monthly", "0 0 1 * *");
    NICKNAMES.put("@weekly", "0 0 * * 0");
    NICKNAMES.put("@daily", "0 0 * * *");
    NICKNAMES.put("@midnight", "0 0 * * *");
    NICKNAMES.put("@hourly", "0 * * * *");
  }

  private static final int FIELD_COUNT = 5;
  private static final long EACH_HOUR = (1L << 24) - 1;

  private static final String NO_COMMAND =
      "a schedule says when, never what: the command is made from the job's worker and job_id";

  private final String text;
  private final CronTimes times;

  private CronSchedule(String text, CronTimes times) {
    this.text = text;
    this.times = times;
  }

  /**
   * Reads a cron string.
   *
   * @param source any text; blanks, tabs and line ends around it are dropped, columns count in it
   *     as given
   * @return the schedule, with {@code cron-never-fires} where no calendar has its date; or every
   *     error: {@code cron-empty}, {@code bad-character}, {@code cron-field-count}, {@code
   *     cron-out-of-range}, {@code cron-reversed-range}, {@code cron-step}, {@code cron-name},
   *     {@code cron-syntax}
   */
  public static Parsed<CronSchedule> parse(String source) {
    Objects.requireNonNull(source, "source");
    Parsed<CronSchedule> parsed = read(source);
    return parsed.value().isPresent() ? parsed : withHint(source, parsed.problems());
  }

  /** What the author may have meant stands with the first of the problems. */
  private static Parsed<CronSchedule> withHint(String source, List<Problem> problems) {
    List<Problem> hinted = new ArrayList<>(problems);
    CronHints.hint(source).ifPresent(hint -> hinted.set(0, problems.get(0).withHint(hint)));
    return new Parsed.Bad<>(hinted);
  }

  /** The same without a guess at what was meant. */
  static Parsed<CronSchedule> read(String source) {
    int start = blanksBefore(source);
    int end = source.length();
    while (end > start && isEdge(source.charAt(end - 1))) {
      end--;
    }
    Optional<CronTimes> times = CronReader.read(source, start, end);
    return times.isPresent()
        ? ofTimes(source.substring(start, end), times.get())
        : readOther(source, start, end);
  }

  private static Parsed<CronSchedule> ofTimes(String text, CronTimes times) {
    CronSchedule schedule = new CronSchedule(text, times);
    if (times.canFire()) {
      return Parsed.ok(schedule);
    }
    return new Parsed.Ok<>(
        schedule,
        List.of(
            Problem.of(
                    ProblemCode.CRON_NEVER_FIRES,
                    "cron string must have a date that some year has, found " + Quoted.of(text))
                .withHint("none of its months has such a day, so cron never runs it")));
  }

  /** What is not five right fields: a nickname, or wrong. */
  private static Parsed<CronSchedule> readOther(String source, int start, int end) {
    if (start == end) {
      return Parsed.bad(
          Problem.of(ProblemCode.CRON_EMPTY, "cron string must not be empty")
              .withHint("write five fields, such as 0 6 * * *"));
    }
    Optional<Problem> character = Words.badCharacter("cron string", source, start, end, "\t");
    if (character.isPresent()) {
      return Parsed.bad(character.get());
    }
    return source.charAt(start) == '@'
        ? parseNickname(source, start, end)
        : new Parsed.Bad<>(faults(source, start, end));
  }

  /**
   * A schedule that is known to be right.
   *
   * @param source a cron string
   * @return the schedule
   * @throws IllegalArgumentException for a string that {@link #parse} refuses
   */
  public static CronSchedule of(String source) {
    return parse(source)
        .fold(
            Parsed.Ok::get,
            bad -> {
              throw new IllegalArgumentException(bad.problems().toString());
            });
  }

  private static Parsed<CronSchedule> parseNickname(String source, int start, int end) {
    int wordEnd = blankAfter(source, start, end);
    String word = source.substring(start, wordEnd);
    String expansion = NICKNAMES.get(word);
    if (expansion == null) {
      return Parsed.bad(
          pointing(
              Problem.of(
                      ProblemCode.CRON_NAME,
                      "nickname must be one that cron knows, found " + Quoted.of(word))
                  .withHint(Suggestions.hint(word, NICKNAMES.keySet())),
              source,
              start,
              wordEnd));
    }
    if (wordEnd < end) {
      int rest = fieldAfter(source, wordEnd, end);
      return Parsed.bad(
          pointing(
              Problem.of(
                      ProblemCode.CRON_FIELD_COUNT,
                      "cron string must end after "
                          + word
                          + ", found "
                          + Quoted.of(source.substring(rest, end)))
                  .withHint(NO_COMMAND),
              source,
              rest,
              end));
    }
    CronTimes times =
        word.equals(REBOOT)
            ? CronTimes.REBOOT
            : CronReader.read(expansion, 0, expansion.length()).orElseThrow();
    return Parsed.ok(new CronSchedule(word, times));
  }

  private static List<Problem> faults(String source, int start, int end) {
    // Where each field begins and, behind it, ends: for one more than there should be.
    int[] edges = new int[2 * FIELD_COUNT + 2];
    int count = 0;
    for (int at = start; at < end; ) {
      int stop = blankAfter(source, at, end);
      if (count <= FIELD_COUNT) {
        edges[2 * count] = at;
        edges[2 * count + 1] = stop;
      }
      count++;
      at = fieldAfter(source, stop, end);
    }
    if (count != FIELD_COUNT) {
      return List.of(wrongCount(source, start, end, count, edges[2 * FIELD_COUNT]));
    }
    List<Problem> problems = new ArrayList<>();
    int edge = 0;
    for (CronField field : CronField.values()) {
      new FieldFaults(source, field, problems).find(edges[edge], edges[edge + 1]);
      edge += 2;
    }
    return problems;
  }

  private static Problem wrongCount(String source, int start, int end, int count, int surplus) {
    Problem problem =
        Problem.of(
            ProblemCode.CRON_FIELD_COUNT, "cron string must have five fields, found " + count);
    if (count < FIELD_COUNT) {
      boolean odd = source.codePoints().anyMatch(c -> c > '~' && Character.isSpaceChar(c));
      return pointing(
          problem.withHint(
              odd
                  ? "one of its blanks is no ordinary one: write spaces or tabs"
                  : "the fields are minute, hour, day of month, month, day of week"),
          source,
          end,
          end);
    }
    boolean onlyTimes = source.substring(start, end).matches("[0-9*/,? \t-]+");
    return pointing(
        problem.withHint(onlyTimes ? "cron has no field for seconds or years" : NO_COMMAND),
        source,
        surplus,
        end);
  }

  private static Problem pointing(Problem problem, String source, int from, int to) {
    return problem.pointingAt(
        source, source.codePointCount(0, from) + 1, source.codePointCount(from, to));
  }

  /**
   * How many characters are dropped before a cron string.
   *
   * @param source any text
   * @return where {@link #text} begins in it
   */
  public static int blanksBefore(String source) {
    Objects.requireNonNull(source, "source");
    int start = 0;
    while (start < source.length() && isEdge(source.charAt(start))) {
      start++;
    }
    return start;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isEdge(char c) {
    return isBlank(c) || c == '\n' || c == '\r';
  }

  private static int blankAfter(String source, int from, int end) {
    int i = from;
    while (i < end && !isBlank(source.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int fieldAfter(String source, int from, int end) {
    int i = from;
    while (i < end && isBlank(source.charAt(i))) {
      i++;
    }
    return i;
  }

  /**
   * The cron string, as its author wrote it except for blanks around it.
   *
   * @return what goes into the crontab
   */
  public String text() {
    return text;
  }

  /** What the text means. */
  public CronTimes times() {
    return times;
  }

  /**
   * Whether this is {@code @reboot}: when cron starts, and at no other time.
   *
   * @return true for {@code @reboot}
   */
  public boolean isReboot() {
    return times.reboot();
  }

  /**
   * Whether there is any time at which cron runs this.
   *
   * @return false for dates that no year has, such as 31 February
   */
  public boolean canFire() {
    return times.canFire();
  }

  /**
   * Whether minute or hour starts with a star, so that the vixie family goes by the clock as it is
   * where it is put forward or back, and makes up for nothing.
   *
   * @return true for {@code @hourly} too
   */
  public boolean hasStarredTime() {
    return times.minute().star() || times.hour().star();
  }

  /**
   * Whether it fires in each hour of its days.
   *
   * @return false for {@code @reboot}
   */
  public boolean isEachHour() {
    return times.hour().bits() == EACH_HOUR;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CronSchedule schedule && times.equals(schedule.times);
  }

  @Override
  public int hashCode() {
    return times.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
