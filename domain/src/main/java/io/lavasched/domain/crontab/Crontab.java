package io.lavasched.domain.crontab;

import io.lavasched.domain.problem.Parsed;
import io.lavasched.domain.problem.Problem;
import io.lavasched.domain.problem.ProblemCode;
import io.lavasched.domain.problem.Quoted;
import io.lavasched.domain.problem.Subject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A crontab as lavasched sees it: foreign bytes, perhaps a block, foreign bytes.
 *
 * <p>Foreign lines keep every byte. Laws: {@link #withBlock} changes no byte before or after the
 * block; doing it twice is doing it once.
 */
public final class Crontab {

  private static final byte NEWLINE = '\n';

  /** Half of a surrogate pair, for bytes that are no UTF-8: fine to show, impossible to write. */
  private static final char NO_TEXT = '\uDC80';

  private static final byte[] START = Block.START.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = Block.END.getBytes(StandardCharsets.US_ASCII);

  private final CrontabText text;

  /** The block with its markers is [from, to); both are the length where there is none. */
  private final int from;

  private final int to;

  private final boolean hasBlock;

  private Crontab(CrontabText text, int from, int to, boolean hasBlock) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.hasBlock = hasBlock;
  }

  /**
   * Finds the block in a crontab.
   *
   * @param text the whole crontab
   * @return the crontab, with {@code like-a-marker} for lines that are markers but for blanks; or
   *     {@code broken-markers} for each marker that does not pair up, with its line number
   */
  public static Parsed<Crontab> parse(CrontabText text) {
    byte[] bytes = text.raw();
    List<Problem> broken = new ArrayList<>();
    List<Problem> warnings = new ArrayList<>();
    Optional<Marker> open = Optional.empty();
    Optional<Crontab> found = Optional.empty();
    int number = 1;
    for (int at = 0; at < bytes.length; number++) {
      int end = lineEnd(bytes, at);
      int next = Math.min(end + 1, bytes.length);
      if (isLine(bytes, at, end, START)) {
        if (open.isPresent()) {
          broken.add(unclosed(open.get(), "line " + number + " starts another block"));
        } else if (found.isPresent()) {
          broken.add(
              brokenMarkers("crontab must have one block, found another start marker", number));
        }
        open = Optional.of(new Marker(number, at));
      } else if (isLine(bytes, at, end, END)) {
        if (open.isEmpty()) {
          broken.add(
              brokenMarkers(
                  "end marker must come after a start marker, found none before it", number));
        } else if (found.isEmpty()) {
          found = Optional.of(new Crontab(text, open.get().offset, next, true));
        }
        open = Optional.empty();
      } else if (isLikeAMarker(bytes, at, end)) {
        warnings.add(likeAMarker(bytes, at, end, number));
      }
      at = next;
    }
    open.ifPresent(marker -> broken.add(unclosed(marker, "no end marker follows")));
    Subject subject = new Subject(Subject.Kind.CRONTAB, "");
    Parsed<Crontab> result;
    if (broken.isEmpty()) {
      result =
          new Parsed.Ok<>(
              found.orElse(new Crontab(text, bytes.length, bytes.length, false)), warnings);
    } else {
      result = new Parsed.Bad<>(broken);
    }
    return result.mapProblems(p -> p.in(subject));
  }

  private record Marker(int line, int offset) {}

  private static Problem unclosed(Marker start, String found) {
    return brokenMarkers(
        "start marker must be followed by an end marker, found none: " + found, start.line);
  }

  private static Problem brokenMarkers(String message, int line) {
    return Problem.of(ProblemCode.BROKEN_MARKERS, message)
        .under("line " + line)
        .withHint(
            "edit the crontab (crontab -e) so that one line \""
                + Block.START
                + "\" and one line \""
                + Block.END
                + "\" after it enclose just lava's entries, or remove both and all between them");
  }

  private static Problem likeAMarker(byte[] bytes, int at, int end, int line) {
    return Problem.of(
            ProblemCode.LIKE_A_MARKER,
            "a marker must be the whole line, found "
                + Quoted.of(new String(bytes, at, end - at, StandardCharsets.UTF_8)))
        .under("line " + line)
        .withHint("it is left alone, as a comment; take off the blanks if it is meant as a marker");
  }

  /** A marker with blanks or a carriage return around it: easily made by hand, and no marker. */
  private static boolean isLikeAMarker(byte[] bytes, int at, int end) {
    int first = at;
    int last = end;
    while (first < last && isBlank(bytes[first])) {
      first++;
    }
    while (last > first && isBlank(bytes[last - 1])) {
      last--;
    }
    return isLine(bytes, first, last, START) || isLine(bytes, first, last, END);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private static boolean isLine(byte[] bytes, int at, int end, byte[] line) {
    return end - at == line.length && Arrays.equals(bytes, at, end, line, 0, line.length);
  }

  private static int lineEnd(byte[] bytes, int at) {
    int end = at;
    while (end < bytes.length && bytes[end] != NEWLINE) {
      end++;
    }
    return end;
  }

  /**
   * Whether there is a block.
   *
   * @return false when none was ever put in
   */
  public boolean hasBlock() {
    return hasBlock;
  }

  /**
   * The lines between the markers, as text in UTF-8.
   *
   * @return without their newlines; empty without a block. Bytes that are no UTF-8 become halves of
   *     surrogate pairs, which no word of an entry has
   */
  public List<String> blockLines() {
    return lines(from, to).stream()
        .filter(line -> !line.equals(Block.START) && !line.equals(Block.END))
        .toList();
  }

  /**
   * The first line below the block that cron runs, and that so inherits the block's variables.
   *
   * @return the line and its number, for a message; empty when there is none, or no block
   */
  public Optional<String> firstEntryBelow() {
    int number = 1;
    for (int i = 0; i < to; i++) {
      number += text.raw()[i] == NEWLINE ? 1 : 0;
    }
    for (String line : lines(to, text.length())) {
      if (CrontabLines.isEntry(line)) {
        return Optional.of("line " + number + ": " + Quoted.of(line));
      }
      number++;
    }
    return Optional.empty();
  }

  private List<String> lines(int start, int end) {
    byte[] bytes = text.raw();
    List<String> lines = new ArrayList<>();
    for (int at = start; at < end; ) {
      int stop = lineEnd(bytes, at);
      lines.add(line(bytes, at, stop));
      at = stop + 1;
    }
    return lines;
  }

  private static String line(byte[] bytes, int start, int stop) {
    String line = new String(bytes, start, stop - start, StandardCharsets.UTF_8);
    byte[] back = line.getBytes(StandardCharsets.UTF_8);
    boolean isText = Arrays.equals(back, 0, back.length, bytes, start, stop);
    return isText ? line : line.replace('\uFFFD', NO_TEXT);
  }

  /**
   * The crontab with another block: in the place of the old one, else at the end.
   *
   * <p>The only other byte ever added is the newline that cron demands at the end of the last line.
   *
   * @param block the new block
   * @return the whole new crontab
   */
  public CrontabText withBlock(Block block) {
    byte[] bytes = text.raw();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(bytes.length + 128 * block.lines().size());
    appendWhole(out, bytes, 0, from);
    out.writeBytes(block.text().getBytes(StandardCharsets.UTF_8));
    appendWhole(out, bytes, to, bytes.length);
    return CrontabText.owning(out.toByteArray());
  }

  private static void appendWhole(ByteArrayOutputStream out, byte[] bytes, int start, int end) {
    out.write(bytes, start, end - start);
    if (end > start && bytes[end - 1] != NEWLINE) {
      out.write(NEWLINE);
    }
  }

  /**
   * The crontab as it was read.
   *
   * @return every byte
   */
  public CrontabText text() {
    return text;
  }
}
